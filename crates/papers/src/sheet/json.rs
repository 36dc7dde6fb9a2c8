//! The task JSON, as `list`, `show` and `export` print it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use model::deadline::{Deadline, Term};
use model::event::TextField;
use model::figure::{Approx, Figure, FigureKinds, Quantity};
use model::institution::Established;
use model::task::{Evidence, Measure, Origin, Progress, Task};
use office::text::iso;

/// The JSON of one task as it stands on `today`, figures as this office counts them; keys keep their order.
pub fn task_json(task: &Task, today: NaiveDate, kinds: &FigureKinds) -> Value {
    serde_json::to_value(TaskJson::of(task, today, kinds)).unwrap_or_default()
}

/// The same on its way into a file: it is written without being built first.
#[derive(Debug, Serialize)]
pub struct TaskJson<'a> {
    number: u32,
    code: String,
    unit: Option<&'a str>,
    year: i32,
    subject: &'a str,
    dimension: Option<&'a str>,
    problem: &'a str,
    detail: &'a str,
    examples: &'a [String],
    source: Option<&'a str>,
    theme: Option<&'a str>,
    measures: Vec<MeasureJson<'a>>,
    target: Option<&'a str>,
    lead: Option<&'a str>,
    dept: Option<&'a str>,
    owner: Option<&'a str>,
    co_depts: &'a [String],
    term: Option<&'static str>,
    deadline: Option<String>,
    deadline_text: Option<&'a str>,
    next_check: Option<String>,
    days_left: Option<i64>,
    overdue: bool,
    status: &'static str,
    status_text: &'static str,
    outcome: Option<&'a str>,
    reason: Option<&'a str>,
    next_step: Option<&'a str>,
    wording: Option<&'a str>,
    note: Option<&'a str>,
    closed_on: Option<String>,
    verifier: Option<&'a str>,
    prior: Option<u32>,
    external: Option<&'a str>,
    institutions: Vec<InstitutionJson>,
    origin: Option<OriginJson<'a>>,
    progress: Vec<NoteJson<'a>>,
    evidence: Vec<PieceJson<'a>>,
}

#[derive(Debug, Serialize)]
struct MeasureJson<'a> {
    key: String,
    text: &'a str,
    state: &'static str,
    dept: Option<&'a str>,
    owner: Option<&'a str>,
    deadline: Option<String>,
    done_on: Option<String>,
}

#[derive(Debug, Serialize)]
struct InstitutionJson {
    name: String,
    number: Option<String>,
    date: String,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct OriginJson<'a> {
    document: &'a str,
    paragraph: u32,
}

#[derive(Debug, Serialize)]
struct NoteJson<'a> {
    entry: u64,
    date: String,
    text: &'a str,
    measure: Option<u32>,
    figures: Vec<FigureJson<'a>>,
    check: bool,
    internal: bool,
    told: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct FigureJson<'a> {
    name: &'a str,
    value: Value,
    unit: &'a str,
    kind: &'static str,
    approx: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct PieceJson<'a> {
    name: &'a str,
    size: u64,
    sha256: String,
}

impl<'a> TaskJson<'a> {
    /// Of one task as it stands on `today`, figures as this office counts them.
    pub fn of(task: &'a Task, today: NaiveDate, kinds: &FigureKinds) -> Self {
        let closure = task.status.closure();
        let deadline = task.deadline.as_ref();
        let measures = task.measures.iter();
        let progress = task.progress.iter();
        Self {
            number: task.number,
            code: task.code(),
            unit: task.unit.as_deref(),
            year: task.year,
            subject: task.subject.name(),
            dimension: task.dimension.as_deref(),
            problem: &task.problem,
            detail: &task.detail,
            examples: &task.examples,
            source: task.source.as_deref(),
            theme: task.theme.as_deref(),
            measures: measures
                .map(|measure| self::measure(task, measure))
                .collect(),
            target: task.target.as_deref(),
            lead: task.lead.as_deref(),
            dept: task.dept.as_deref(),
            owner: task.owner.as_deref(),
            co_depts: &task.co_depts,
            term: deadline.and_then(|deadline| deadline.term).map(Term::word),
            deadline: day(task.due()),
            deadline_text: deadline.map(|deadline| deadline.phrase.as_str()),
            next_check: day(task.next_check),
            days_left: task.days_left(today),
            overdue: task.is_overdue(today),
            status: task.status.kind().code(),
            status_text: task.status.kind().word(),
            outcome: task.outcome.as_deref(),
            reason: task.reason.as_deref(),
            next_step: task.next_step.as_deref(),
            wording: task.text(TextField::Wording),
            note: task.note.as_deref(),
            closed_on: day(closure.map(|closure| closure.on)),
            verifier: closure.and_then(|closure| closure.verifier.as_deref()),
            prior: task.prior,
            external: task.external.as_deref(),
            institutions: task.institutions().iter().map(institution).collect(),
            origin: task.origin.as_ref().map(origin),
            progress: progress.map(|record| note(record, kinds)).collect(),
            evidence: task.evidence.iter().map(piece).collect(),
        }
    }
}

fn day(day: Option<NaiveDate>) -> Option<String> {
    day.map(iso::written)
}

fn measure<'a>(task: &Task, measure: &'a Measure) -> MeasureJson<'a> {
    MeasureJson {
        key: task.measure_code(measure.key),
        text: &measure.text,
        state: if measure.done_on.is_some() {
            "done"
        } else {
            "open"
        },
        dept: measure.dept.as_deref(),
        owner: measure.owner.as_deref(),
        deadline: day(measure.deadline.as_ref().and_then(Deadline::date)),
        done_on: day(measure.done_on),
    }
}

fn origin(origin: &Origin) -> OriginJson<'_> {
    OriginJson {
        document: &origin.document,
        paragraph: origin.paragraph,
    }
}

fn note<'a>(note: &'a Progress, kinds: &FigureKinds) -> NoteJson<'a> {
    let figures = note.figures.iter();
    NoteJson {
        entry: note.entry,
        date: iso::written(note.date),
        text: &note.text,
        measure: note.measure,
        figures: figures.map(|counted| figure(counted, kinds)).collect(),
        check: note.check,
        internal: note.internal,
        told: note.told.as_deref(),
    }
}

fn institution(told: &Established) -> InstitutionJson {
    InstitutionJson {
        name: told.institution.name.clone(),
        number: told.institution.number.clone(),
        date: iso::written(told.date),
        kind: told.institution.kind.code(),
    }
}

fn figure<'a>(figure: &'a Figure, kinds: &FigureKinds) -> FigureJson<'a> {
    FigureJson {
        name: &figure.name,
        value: number(figure.value),
        unit: &figure.unit,
        kind: kinds.of(figure).code(),
        approx: figure.approx.map(Approx::word),
    }
}

/// Four decimals and twelve digits before them are exact in JSON's numbers.
fn number(value: Quantity) -> Value {
    let text = value.to_string();
    match text.parse::<i64>() {
        Ok(whole) => whole.into(),
        Err(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
    }
}

fn piece(piece: &Evidence) -> PieceJson<'_> {
    PieceJson {
        name: &piece.name,
        size: piece.size,
        sha256: piece.sha256.to_string(),
    }
}
