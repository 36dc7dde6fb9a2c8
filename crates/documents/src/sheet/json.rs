//! The task JSON, as `list`, `show` and `export` print it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use model::deadline::{Deadline, Term};
use model::event::TextField;
use model::figure::{Approx, Figure, FigureKinds, Quantity};
use model::institution::Established;
use model::task::{Evidence, Measure, Origin, Progress, Task};

/// The JSON of one task as it stands on `today`, figures as this office counts them; keys keep their order.
pub fn task_json(task: &Task, today: NaiveDate, kinds: &FigureKinds) -> Value {
    let text = |field| task.text(field);
    let term = task.deadline.as_ref().and_then(|deadline| deadline.term);
    let closure = task.status.closure();
    let measures: Vec<_> = task.measures.iter().map(|m| measure(task, m)).collect();
    let progress: Vec<_> = task
        .progress
        .iter()
        .map(|record| note(record, kinds))
        .collect();
    let institutions: Vec<_> = task.institutions().iter().map(institution).collect();
    let evidence: Vec<_> = task.evidence.iter().map(piece).collect();
    json!({
        "number": task.number,
        "code": task.code(),
        "unit": task.unit,
        "year": task.year,
        "subject": task.subject.name(),
        "dimension": task.dimension,
        "problem": task.problem,
        "detail": task.detail,
        "examples": task.examples,
        "source": task.source,
        "theme": task.theme,
        "measures": measures,
        "target": task.target,
        "lead": task.lead,
        "dept": task.dept,
        "owner": task.owner,
        "co_depts": task.co_depts,
        "term": term.map(Term::word),
        "deadline": day(task.due()),
        "deadline_text": task.deadline.as_ref().map(|deadline| &deadline.phrase),
        "next_check": day(task.next_check),
        "days_left": task.days_left(today),
        "overdue": task.is_overdue(today),
        "status": task.status.kind().code(),
        "status_text": task.status.kind().word(),
        "outcome": task.outcome,
        "reason": task.reason,
        "next_step": task.next_step,
        "wording": text(TextField::Wording),
        "note": task.note,
        "closed_on": day(closure.map(|closure| closure.on)),
        "verifier": closure.and_then(|closure| closure.verifier.as_deref()),
        "prior": task.prior,
        "external": task.external,
        "institutions": institutions,
        "origin": task.origin.as_ref().map(origin),
        "progress": progress,
        "evidence": evidence,
    })
}

fn day(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn measure(task: &Task, measure: &Measure) -> Value {
    json!({
        "key": task.measure_code(measure.key),
        "text": measure.text,
        "state": if measure.done_on.is_some() { "done" } else { "open" },
        "dept": measure.dept,
        "owner": measure.owner,
        "deadline": day(measure.deadline.as_ref().and_then(Deadline::date)),
        "done_on": day(measure.done_on),
    })
}

fn origin(origin: &Origin) -> Value {
    json!({ "document": origin.document, "paragraph": origin.paragraph })
}

fn note(note: &Progress, kinds: &FigureKinds) -> Value {
    let figures: Vec<_> = note
        .figures
        .iter()
        .map(|counted| figure(counted, kinds))
        .collect();
    json!({
        "entry": note.entry,
        "date": note.date.to_string(),
        "text": note.text,
        "measure": note.measure,
        "figures": figures,
        "check": note.check,
        "internal": note.internal,
        "told": note.told,
    })
}

fn institution(told: &Established) -> Value {
    json!({
        "name": told.institution.name,
        "number": told.institution.number,
        "date": told.date.to_string(),
        "kind": told.institution.kind.code(),
    })
}

fn figure(figure: &Figure, kinds: &FigureKinds) -> Value {
    json!({
        "name": figure.name,
        "value": number(figure.value),
        "unit": figure.unit,
        "kind": kinds.of(figure).code(),
        "approx": figure.approx.map(Approx::word),
    })
}

/// Four decimals and twelve digits before them are exact in JSON's numbers.
fn number(value: Quantity) -> Value {
    let text = value.to_string();
    match text.parse::<i64>() {
        Ok(whole) => whole.into(),
        Err(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
    }
}

fn piece(piece: &Evidence) -> Value {
    json!({
        "name": piece.name,
        "size": piece.size,
        "sha256": piece.sha256.to_string(),
    })
}
