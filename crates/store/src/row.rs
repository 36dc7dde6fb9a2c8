//! A task as a row: the columns it is written to, compared by and read from.

mod lists;

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use model::deadline::{Deadline, Term};
use model::status::{Basis, Closure, Status, StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Origin, Task, Wording};
use model::unit::UnitId;
use office::text::iso;

/// How many columns a row has.
pub(super) const WIDTH: usize = 46;

/// Names of the columns, in the order of [`columns`] and of every query that reads a whole task.
pub(super) const COLUMNS: [&str; WIDTH] = [
    "id",
    "unit",
    "number",
    "year",
    "subject",
    "status",
    "due",
    "term",
    "dept",
    "lead",
    "owner",
    "source",
    "theme",
    "dimension",
    "problem",
    "detail",
    "deadline",
    "target",
    "outcome",
    "reason",
    "next_step",
    "wording",
    "wording_entry",
    "note",
    "prior",
    "origin_document",
    "origin_paragraph",
    "next_check",
    "status_on",
    "verifier",
    "basis",
    "register",
    "merged_into",
    "raised_on",
    "latest_on",
    "last_entry",
    "co_depts",
    "examples",
    "measures",
    "progress",
    "evidence",
    "extensions",
    "rejected",
    "returns",
    "reopenings",
    "raised_entry",
];

/// Reads whole tasks; the unit's code is null for the own unit.
pub(super) const SELECT: &str =
    "select task.id, task.unit, task.number, task.year, task.subject, task.status, task.due,
    task.term, task.dept, task.lead, task.owner, task.source, task.theme, task.dimension,
    task.problem, task.detail, task.deadline, task.target, task.outcome, task.reason,
    task.next_step, task.wording, task.wording_entry, task.note, task.prior,
    task.origin_document, task.origin_paragraph, task.next_check, task.status_on,
    task.verifier, task.basis, task.register, task.merged_into, task.raised_on,
    task.latest_on, task.last_entry, task.co_depts, task.examples, task.measures,
    task.progress, task.evidence, task.extensions, task.rejected, task.returns,
    task.reopenings,
    task.raised_entry, case task.unit when 1 then null
        else (select coalesce(unit.code, unit.name) from unit where unit.id = task.unit) end
    from task";
/// Writes a whole task.
pub(super) const INSERT: &str = "insert into task (id, unit, number, year, subject, status, due, term, dept, lead, owner, source, theme,
    dimension, problem, detail, deadline, target, outcome, reason, next_step, wording,
    wording_entry, note, prior, origin_document, origin_paragraph, next_check, status_on,
    verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts,
    examples, measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37,
    $38, $39, $40, $41, $42, $43, $44, $45, $46)";

/// The key of a task's row.
pub(super) fn id(unit: UnitId, number: u32) -> i64 {
    i64::from(unit.0) << 32 | i64::from(number)
}

/// The key of an entry's row.
pub(super) fn entry_id(unit: UnitId, sequence: u64) -> i64 {
    i64::from(unit.0) << 32 | sequence as i64
}

/// The values of a task's row.
pub(super) fn columns(unit: UnitId, task: &Task) -> [Value; WIDTH] {
    bound(unit, task, &lists(task)).map(|value| match value {
        ToSqlOutput::Borrowed(ValueRef::Text(text)) => {
            Value::Text(String::from_utf8_lossy(text).into_owned())
        }
        ToSqlOutput::Owned(value) => value,
        // No other kind is made here.
        _ => Value::Null,
    })
}

/// How many columns hold lists.
pub(super) const LISTS: usize = 9;

/// The columns that hold lists.
pub(super) fn lists(task: &Task) -> [Value; LISTS] {
    lists::write_all(task)
}

/// The same, texts borrowed from the task and from its [`lists`]: what a statement is bound with.
pub(super) fn bound<'a>(
    unit: UnitId,
    task: &'a Task,
    lists: &'a [Value; LISTS],
) -> [ToSqlOutput<'a>; WIDTH] {
    let (basis, register, merged_into) = proof(&task.status);
    let closure = task.status.closure();
    let term = task.deadline.as_ref().and_then(|deadline| deadline.term);
    let phrase = task.deadline.as_ref().map(|deadline| &deadline.phrase);
    let wording = task.wording.as_ref();
    let origin = task.origin.as_ref();
    let filled = Some(&task.detail).filter(|detail| !detail.is_empty());
    let [
        co_depts,
        examples,
        measures,
        progress,
        evidence,
        extensions,
        rejected,
        returns,
        reopenings,
    ] = lists
        .each_ref()
        .map(|list| ToSqlOutput::Borrowed(ValueRef::from(list)));
    [
        whole(id(unit, task.number)),
        whole(unit.0),
        whole(task.number),
        whole(task.year),
        words(Some(task.subject.name())),
        words(Some(task.status.kind().code())),
        day_value(task.due()),
        words(term.map(Term::word)),
        words(task.dept.as_ref()),
        words(task.lead.as_ref()),
        words(task.owner.as_ref()),
        words(task.source.as_ref()),
        words(task.theme.as_ref()),
        words(task.dimension.as_ref()),
        words(Some(&task.problem)),
        words(filled),
        words(phrase),
        words(task.target.as_ref()),
        words(task.outcome.as_ref()),
        words(task.reason.as_ref()),
        words(task.next_step.as_ref()),
        words(wording.map(|wording| &wording.text)),
        maybe(wording.map(|wording| wording.entry as i64)),
        words(task.note.as_ref()),
        maybe(task.prior),
        words(origin.map(|origin| &origin.document)),
        maybe(origin.map(|origin| origin.paragraph)),
        day_value(task.next_check),
        day_value(task.status.on()),
        words(closure.and_then(|closure| closure.verifier.as_ref())),
        words(basis),
        words(register),
        maybe(merged_into),
        day_value(Some(task.raised_on)),
        day_value(task.latest_on),
        whole(task.last_entry as i64),
        co_depts,
        examples,
        measures,
        progress,
        evidence,
        extensions,
        rejected,
        returns,
        reopenings,
        whole(task.raised_entry as i64),
    ]
}

/// Basis, register and the task merged into, as far as the status has them.
fn proof(status: &Status) -> (Option<&String>, Option<&String>, Option<u32>) {
    match status {
        Status::Closed(Closure {
            basis: Basis::Verified(basis),
            ..
        }) => (basis.as_ref(), None, None),
        Status::Closed(Closure {
            basis: Basis::Imported(from),
            ..
        }) => (None, Some(from), None),
        Status::Void(voiding) => (Some(&voiding.reason), None, voiding.into),
        _ => (None, None, None),
    }
}

fn words<T: AsRef<str> + ?Sized>(text: Option<&T>) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(text.map_or(ValueRef::Null, |text| {
        ValueRef::Text(text.as_ref().as_bytes())
    }))
}

fn whole<'a>(number: impl Into<i64>) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(Value::Integer(number.into()))
}

fn maybe<'a>(number: Option<impl Into<i64>>) -> ToSqlOutput<'a> {
    number.map_or(ToSqlOutput::Owned(Value::Null), whole)
}

fn day_value<'a>(day: Option<NaiveDate>) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(day.map_or(Value::Null, |day| Value::Text(iso::written(day))))
}

/// A row that can't be a task: only possible when somebody else wrote it.
pub(super) fn strange(column: &str) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnName(column.to_owned())
}

/// Reads a task from a row of [`COLUMNS`], its unit's code (null for the own unit) behind them.
pub(super) fn task(row: &Row<'_>) -> Result<Task, rusqlite::Error> {
    Ok(Task {
        examples: lists::read(row, 37)?,
        measures: lists::read_measures(row, 38)?,
        co_depts: lists::read(row, 36)?,
        extensions: lists::read_extensions(row, 41)?,
        progress: lists::read_progress(row, 39)?,
        evidence: lists::read_evidence(row, 40)?,
        rejected: lists::read(row, 42)?,
        returns: lists::read(row, 43)?,
        reopenings: lists::read(row, 44)?,
        ..brief(row)?
    })
}

/// The same without its lists, which are left empty.
pub(super) fn brief(row: &Row<'_>) -> Result<Task, rusqlite::Error> {
    let text = |index: usize| row.get::<_, Option<String>>(index);
    let subject = Subject::read(&row.get::<_, String>(4)?).ok_or_else(|| strange("subject"))?;
    let wording = match (text(21)?, row.get::<_, Option<i64>>(22)?) {
        (Some(text), Some(entry)) => Some(Wording {
            text,
            entry: entry as u64,
        }),
        _ => None,
    };
    let origin = match (text(25)?, row.get(26)?) {
        (Some(document), Some(paragraph)) => Some(Origin {
            document,
            paragraph,
        }),
        _ => None,
    };
    Ok(Task {
        number: row.get(2)?,
        unit: text(COLUMNS.len())?,
        year: row.get(3)?,
        subject,
        dimension: text(13)?,
        problem: row.get(14)?,
        detail: text(15)?.unwrap_or_default(),
        examples: Vec::new(),
        source: text(11)?,
        theme: text(12)?,
        target: text(17)?,
        measures: Vec::new(),
        lead: text(9)?,
        dept: text(8)?,
        owner: text(10)?,
        co_depts: Vec::new(),
        deadline: deadline(row)?,
        next_check: day(row, 27)?,
        extensions: Vec::new(),
        status: status(row)?,
        outcome: text(18)?,
        reason: text(19)?,
        next_step: text(20)?,
        wording,
        note: text(23)?,
        prior: row.get(24)?,
        origin,
        progress: Vec::new(),
        evidence: Vec::new(),
        rejected: Vec::new(),
        returns: Vec::new(),
        reopenings: Vec::new(),
        raised_entry: row.get::<_, i64>(45)? as u64,
        raised_on: day(row, 33)?.ok_or_else(|| strange("raised_on"))?,
        last_entry: row.get::<_, i64>(35)? as u64,
        latest_on: day(row, 34)?,
    })
}

/// The day in that column.
pub(super) fn day(row: &Row<'_>, index: usize) -> Result<Option<NaiveDate>, rusqlite::Error> {
    match row.get_ref(index)?.as_str_or_null()? {
        None => Ok(None),
        // Years of five digits are written with a sign: an entry of others may have such.
        Some(text) => match iso::read(text).or_else(|| text.parse().ok()) {
            Some(day) => Ok(Some(day)),
            None => Err(strange(COLUMNS[index])),
        },
    }
}

fn deadline(row: &Row<'_>) -> Result<Option<Deadline>, rusqlite::Error> {
    let Some(phrase) = row.get::<_, Option<String>>(16)? else {
        return Ok(None);
    };
    let term = match (row.get_ref(7)?.as_str_or_null()?, day(row, 6)?) {
        (None, None) => None,
        (Some("date"), Some(due)) => Some(Term::Date(due)),
        (Some("immediate"), None) => Some(Term::Immediate),
        (Some("long_term"), None) => Some(Term::LongTerm),
        _ => return Err(strange("term")),
    };
    Ok(Some(Deadline { phrase, term }))
}

fn status(row: &Row<'_>) -> Result<Status, rusqlite::Error> {
    let kind = row.get_ref(5)?.as_str().map_err(|_| strange("status"))?;
    let kind = StatusKind::from_code(kind).ok_or_else(|| strange("status"))?;
    let on = day(row, 28)?;
    let dated = || on.ok_or_else(|| strange("status_on"));
    let text = |index: usize| row.get::<_, Option<String>>(index);
    Ok(match kind {
        StatusKind::NotStarted => Status::NotStarted,
        StatusKind::InProgress => Status::InProgress,
        StatusKind::MostlyDone => Status::MostlyDone,
        StatusKind::Done => Status::Done { on: dated()? },
        StatusKind::Applied => Status::Applied { on: dated()? },
        StatusKind::Closed => Status::Closed(Closure {
            on: dated()?,
            verifier: text(29)?,
            basis: match text(31)? {
                Some(register) => Basis::Imported(register),
                None => Basis::Verified(text(30)?),
            },
        }),
        StatusKind::Void => Status::Void(Voiding {
            on: dated()?,
            reason: text(30)?.unwrap_or_default(),
            into: row.get(32)?,
        }),
    })
}
