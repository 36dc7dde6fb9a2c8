//! The written form of a draft: JSON with the keys of the command line's contract, in their order.

use serde_json::{Map, Value, json};

use crate::model::deadline::{Deadline, Term};
use crate::model::draft::{
    Cause, Dimension, Doubt, DoubtKind, Draft, DraftTask, Fact, LastYearItem, Problem,
    ProposedMeasure, Statement, SubjectKind,
};

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
        "doubts": list(&draft.doubts, |d| json!({"paragraph": d.paragraph, "kind": d.kind.word(), "message": d.message})),
    })
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
        facts: each(object, "facts", |o| {
            Some(Fact {
                name: text(o, "name")?,
                value: text(o, "value")?,
                unit: text(o, "unit")?,
            })
        })?,
        dimensions: each(object, "dimensions", |o| {
            Some(Dimension {
                order: number(o, "order")?,
                heading: text(o, "heading")?,
            })
        })?,
        problems: each(object, "problems", read_problem)?,
        causes: each(object, "causes", |o| {
            Some(Cause {
                title: text(o, "title")?,
                detail: text(o, "detail")?,
            })
        })?,
        measures: each(object, "measures", |o| {
            Some(ProposedMeasure {
                group: optional(o, "group").ok()?,
                title: text(o, "title")?,
                detail: text(o, "detail")?,
            })
        })?,
        last_year: each(object, "last_year", |o| {
            Some(LastYearItem {
                heading: text(o, "heading")?,
                text: text(o, "text")?,
            })
        })?,
        statements: each(object, "statements", |o| {
            Some(Statement {
                title: text(o, "title")?,
                text: text(o, "text")?,
            })
        })?,
        tasks: each(object, "tasks", read_task)?,
        doubts: each(object, "doubts", |o| {
            Some(Doubt {
                paragraph: number(o, "paragraph")?,
                kind: DoubtKind::from_word(&text(o, "kind")?)?,
                message: text(o, "message")?,
            })
        })?,
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
