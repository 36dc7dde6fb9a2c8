//! The written form of a draft: JSON with the keys of the command line's contract, in their order.

use serde_json::{Map, Value, json};

use model::deadline::{Deadline, Term};
use model::draft::{
    Cause, Dimension, Doubt, DoubtKind, Draft, DraftTask, Fact, LastYearItem, Problem,
    ProposedMeasure, Statement, SubjectKind, Unclaimed,
};

/// The key of what a person changed.
const CORRECTED: &str = "corrected";

/// Writes a draft.
pub fn to_json(draft: &Draft) -> Value {
    json!({
        "file": draft.file,
        "year": draft.year,
        "subject": draft.subject,
        "subject_kind": draft.subject_kind.map(SubjectKind::word),
        "title": draft.title,
        "facts": list(&draft.facts, |f| json!({"name": f.name, "value": f.value, "unit": f.unit})),
        "dimensions": list(&draft.dimensions, |d| json!({"order": d.order, "heading": d.heading})),
        "problems": list(&draft.problems, problem),
        "causes": list(&draft.causes, |c| json!({"title": c.title, "detail": c.detail})),
        "measures": list(&draft.measures, |m| json!({"group": m.group, "title": m.title, "detail": m.detail})),
        "last_year": list(&draft.last_year, |i| json!({"heading": i.heading, "text": i.text})),
        "statements": list(&draft.statements, |s| json!({"title": s.title, "text": s.text})),
        "tasks": list(&draft.tasks, task),
        "unclaimed": list(&draft.unclaimed, |u| json!({"paragraph": u.paragraph, "text": u.text})),
        "doubts": list(&draft.doubts, |d| json!({"paragraph": d.paragraph, "kind": d.kind.word(), "message": d.message})),
    })
}

/// The same of a draft that a person set right, in so many things.
pub fn to_corrected_json(draft: &Draft, differences: usize) -> Value {
    let mut json = to_json(draft);
    json[CORRECTED] = differences.into();
    json
}

/// In how many things a person set it right; `None` where nobody did.
pub fn corrections(value: &Value) -> Option<u64> {
    value.get(CORRECTED)?.as_u64()
}

fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(write).collect())
}

fn problem(problem: &Problem) -> Value {
    json!({
        "number": problem.number,
        "dimension": problem.dimension,
        "title": problem.title,
        "detail": problem.detail,
        "examples": problem.examples,
        "paragraph": problem.paragraph,
    })
}

fn task(task: &DraftTask) -> Value {
    let term = task.deadline.as_ref().and_then(|deadline| deadline.term);
    json!({
        "problem": task.problem,
        "measures": task.measures,
        "lead": task.lead,
        "dept": task.dept,
        "owner": task.owner,
        "deadline_text": task.deadline.as_ref().map(|deadline| &deadline.phrase),
        "deadline": term.and_then(Term::date).map(|day| day.to_string()),
        "term": term.map(Term::word),
    })
}

/// Reads what [`to_json`] wrote; `None` where it is anything else.
pub fn from_json(value: &Value) -> Option<Draft> {
    let object = value.as_object()?;
    Some(Draft {
        file: text(object, "file")?,
        year: match object.get("year")? {
            Value::Null => None,
            year => Some(i32::try_from(year.as_i64()?).ok()?),
        },
        subject: optional(object, "subject").ok()?,
        subject_kind: match optional(object, "subject_kind").ok()? {
            None => None,
            Some(word) => Some(SubjectKind::from_word(&word)?),
        },
        title: optional(object, "title").ok()?,
        facts: each(object, "facts", read_fact)?,
        dimensions: each(object, "dimensions", read_dimension)?,
        problems: each(object, "problems", read_problem)?,
        causes: each(object, "causes", read_cause)?,
        measures: each(object, "measures", read_measure)?,
        last_year: each(object, "last_year", read_last_year)?,
        statements: each(object, "statements", read_statement)?,
        tasks: each(object, "tasks", read_task)?,
        // Drafts that were kept before there was such a list have none.
        unclaimed: match object.get("unclaimed") {
            None => Vec::new(),
            Some(_) => each(object, "unclaimed", read_unclaimed)?,
        },
        doubts: each(object, "doubts", read_doubt)?,
    })
}

fn read_unclaimed(object: &Map<String, Value>) -> Option<Unclaimed> {
    Some(Unclaimed {
        paragraph: number(object, "paragraph")?,
        text: text(object, "text")?,
    })
}

fn read_fact(object: &Map<String, Value>) -> Option<Fact> {
    Some(Fact {
        name: text(object, "name")?,
        value: text(object, "value")?,
        unit: text(object, "unit")?,
    })
}

fn read_dimension(object: &Map<String, Value>) -> Option<Dimension> {
    Some(Dimension {
        order: number(object, "order")?,
        heading: text(object, "heading")?,
    })
}

fn read_cause(object: &Map<String, Value>) -> Option<Cause> {
    Some(Cause {
        title: text(object, "title")?,
        detail: text(object, "detail")?,
    })
}

fn read_measure(object: &Map<String, Value>) -> Option<ProposedMeasure> {
    Some(ProposedMeasure {
        group: optional(object, "group").ok()?,
        title: text(object, "title")?,
        detail: text(object, "detail")?,
    })
}

fn read_last_year(object: &Map<String, Value>) -> Option<LastYearItem> {
    Some(LastYearItem {
        heading: text(object, "heading")?,
        text: text(object, "text")?,
    })
}

fn read_statement(object: &Map<String, Value>) -> Option<Statement> {
    Some(Statement {
        title: text(object, "title")?,
        text: text(object, "text")?,
    })
}

fn read_doubt(object: &Map<String, Value>) -> Option<Doubt> {
    Some(Doubt {
        paragraph: number(object, "paragraph")?,
        kind: DoubtKind::from_word(&text(object, "kind")?)?,
        message: text(object, "message")?,
    })
}

fn read_problem(object: &Map<String, Value>) -> Option<Problem> {
    Some(Problem {
        number: number(object, "number")?,
        dimension: optional(object, "dimension").ok()?,
        title: text(object, "title")?,
        detail: text(object, "detail")?,
        examples: strings(object, "examples")?,
        paragraph: number(object, "paragraph")?,
    })
}

fn read_task(object: &Map<String, Value>) -> Option<DraftTask> {
    let deadline = match optional(object, "deadline_text").ok()? {
        None => None,
        Some(phrase) => {
            let term = match optional(object, "term").ok()?.as_deref() {
                None => None,
                Some("immediate") => Some(Term::Immediate),
                Some("long_term") => Some(Term::LongTerm),
                Some("date") => Some(Term::Date(text(object, "deadline")?.parse().ok()?)),
                Some(_) => return None,
            };
            Some(Deadline { phrase, term })
        }
    };
    Some(DraftTask {
        problem: text(object, "problem")?,
        measures: strings(object, "measures")?,
        lead: optional(object, "lead").ok()?,
        dept: optional(object, "dept").ok()?,
        owner: optional(object, "owner").ok()?,
        deadline,
    })
}

fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key)?.as_str().map(str::to_owned)
}

/// A text or null; an error where it is missing or something else.
fn optional(object: &Map<String, Value>, key: &str) -> Result<Option<String>, Other> {
    match object.get(key) {
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        _ => Err(Other),
    }
}

/// JSON that no draft is written as.
struct Other;

fn number(object: &Map<String, Value>, key: &str) -> Option<u32> {
    u32::try_from(object.get(key)?.as_u64()?).ok()
}

fn strings(object: &Map<String, Value>, key: &str) -> Option<Vec<String>> {
    object
        .get(key)?
        .as_array()?
        .iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}

fn each<T>(
    object: &Map<String, Value>,
    key: &str,
    read: impl Fn(&Map<String, Value>) -> Option<T>,
) -> Option<Vec<T>> {
    object
        .get(key)?
        .as_array()?
        .iter()
        .map(|value| read(value.as_object()?))
        .collect()
}
