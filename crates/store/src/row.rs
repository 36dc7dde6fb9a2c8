//! A task as a row: the columns it is written to, compared by and read from.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use serde::{Deserialize, Serialize};

use model::card::Card;
use model::deadline::{Deadline, Term};
use model::event::TextField;
use model::status::{Basis, Closure, Status, StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Origin, Task, Wording};
use model::unit::UnitId;
use office::text::iso;

/// The columns of a task's row, each named once: reading, writing and comparing follow this list. Texts
/// and lists have the name of the task's field that they hold.
macro_rules! columns {
    (
        ($holder:ident, $task:ident)
        own { $($own:ident: $value:expr,)+ }
        texts { $($text:ident)+ }
        lists { $($list:ident)+ }
    ) => {
        /// A column, by its name.
        #[expect(non_camel_case_types, reason = "they are the names")]
        #[derive(Clone, Copy)]
        pub(super) enum Column { $($own,)+ $($text,)+ $($list,)+ }

        /// Names of the columns, in the order of [`columns`] and of every query that reads a whole
        /// task.
        pub(super) const COLUMNS: [&str; WIDTH] =
            [$(stringify!($own),)+ $(stringify!($text),)+ $(stringify!($list),)+];

        /// How many columns a row has.
        pub(super) const WIDTH: usize = [$(Column::$own,)+ $(Column::$text,)+ $(Column::$list,)+].len();

        /// How many of them hold lists.
        pub(super) const LISTS: usize = [$(Column::$list,)+].len();

        /// Reads whole tasks; the unit's code is null for the own unit.
        pub(super) const SELECT: &str = concat!(
            "select ",
            $("task.", stringify!($own), ", ",)+
            $("task.", stringify!($text), ", ",)+
            $("task.", stringify!($list), ", ",)+
            "case task.unit when 1 then null
                else (select coalesce(unit.code, unit.name) from unit where unit.id = task.unit) end
            from task",
        );

        /// The columns that hold lists, as JSON arrays; an empty list is null.
        pub(super) fn lists(task: &Task) -> [Value; LISTS] {
            [$(list(&task.$list),)+]
        }

        /// The values of a row, texts borrowed from the task and from its [`lists`]: what a statement is
        /// bound with.
        pub(super) fn bound<'a>(
            $holder: UnitId,
            $task: &'a Task,
            lists: &'a [Value; LISTS],
        ) -> [ToSqlOutput<'a>; WIDTH] {
            let [$($list,)+] = lists.each_ref();
            [
                $($value,)+
                $(words($task.$text.as_ref()),)+
                $(ToSqlOutput::Borrowed(ValueRef::from($list)),)+
            ]
        }

        fn read_texts(row: &Row<'_>, task: &mut Task) -> Result<(), rusqlite::Error> {
            $(task.$text = text(row, Column::$text)?;)+
            Ok(())
        }

        fn read_lists(row: &Row<'_>, task: &mut Task) -> Result<(), rusqlite::Error> {
            $(task.$list = read_list(row, Column::$list)?;)+
            Ok(())
        }
    };
}

columns! {
    (holder, task)
    own {
        id: whole(id(holder, task.number)),
        unit: whole(holder.0),
        number: whole(task.number),
        year: whole(task.year),
        subject: words(Some(task.subject.name())),
        status: words(Some(task.status.kind().code())),
        due: day_value(task.due()),
        term: words(task.deadline.as_ref().and_then(|deadline| deadline.term).map(Term::word)),
        problem: words(Some(&task.problem)),
        detail: words(task.text(TextField::Detail)),
        deadline: words(task.deadline.as_ref().map(|deadline| &deadline.phrase)),
        wording: words(task.text(TextField::Wording)),
        wording_entry: maybe(task.wording.as_ref().map(|wording| wording.entry as i64)),
        prior: maybe(task.prior),
        origin_document: words(task.origin.as_ref().map(|origin| &origin.document)),
        origin_paragraph: maybe(task.origin.as_ref().map(|origin| origin.paragraph)),
        next_check: day_value(task.next_check),
        status_on: day_value(task.status.on()),
        verifier: words(task.status.closure().and_then(|closure| closure.verifier.as_ref())),
        basis: words(basis(&task.status)),
        register: words(register(&task.status)),
        merged_into: maybe(merged_into(&task.status)),
        raised_on: day_value(Some(task.raised_on)),
        latest_on: day_value(task.latest_on),
        last_entry: whole(task.last_entry as i64),
        raised_entry: whole(task.raised_entry as i64),
    }
    texts { dept lead owner source theme dimension external target outcome reason next_step note }
    lists {
        co_depts examples measures progress evidence extensions rejected returns reopenings
        outcome_institutions
    }
}

/// Writes a whole task.
pub(super) static INSERT: LazyLock<String> = LazyLock::new(|| {
    let values: Vec<String> = (1..=WIDTH).map(|place| format!("${place}")).collect();
    let (columns, values) = (COLUMNS.join(", "), values.join(", "));
    format!("insert into task ({columns}) values ({values})")
});

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
    bound(unit, task, &lists(task)).map(|bound| match value(&bound) {
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Integer(number) => Value::Integer(number),
        // No other kind is made here.
        _ => Value::Null,
    })
}

/// A value as it is compared.
pub(super) fn value<'a>(bound: &'a ToSqlOutput<'_>) -> ValueRef<'a> {
    match bound {
        ToSqlOutput::Borrowed(value) => *value,
        ToSqlOutput::Owned(value) => value.into(),
        // No other kind is made here.
        _ => ValueRef::Null,
    }
}

/// On what ground a task was closed, or why it is void.
fn basis(status: &Status) -> Option<&String> {
    match status {
        Status::Closed(Closure {
            basis: Basis::Verified(basis),
            ..
        }) => basis.as_ref(),
        Status::Void(voiding) => Some(&voiding.reason),
        _ => None,
    }
}

fn register(status: &Status) -> Option<&String> {
    match &status.closure()?.basis {
        Basis::Imported(register) => Some(register),
        Basis::Verified(_) => None,
    }
}

fn merged_into(status: &Status) -> Option<u32> {
    match status {
        Status::Void(voiding) => voiding.into,
        _ => None,
    }
}

fn list<T: Serialize>(list: &[T]) -> Value {
    if list.is_empty() {
        return Value::Null;
    }
    serde_json::to_string(list).map_or(Value::Null, Value::Text)
}

fn read_list<'a, T: Deserialize<'a>>(
    row: &'a Row<'_>,
    column: Column,
) -> Result<Vec<T>, rusqlite::Error> {
    match text_in(row, column as usize)? {
        None => Ok(Vec::new()),
        Some(text) => serde_json::from_str(text).map_err(|_| strange(COLUMNS[column as usize])),
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
    let mut task = brief(row)?;
    read_lists(row, &mut task)?;
    Ok(task)
}

/// The same of its lists with none but its extensions.
pub(super) fn dated(row: &Row<'_>) -> Result<Task, rusqlite::Error> {
    let mut task = brief(row)?;
    task.extensions = read_list(row, Column::extensions)?;
    Ok(task)
}

/// The same without its lists, which are left empty.
pub(super) fn brief(row: &Row<'_>) -> Result<Task, rusqlite::Error> {
    let subject: String = row.get(Column::subject as usize)?;
    let subject = Subject::read(&subject).ok_or_else(|| strange("subject"))?;
    let year = Column::year as usize;
    let problem = text(row, Column::problem)?.ok_or_else(|| strange("problem"))?;
    let mut task = Task {
        number: row.get(Column::number as usize)?,
        unit: row.get(WIDTH)?,
        card: Card::new(row.get(year)?, subject, problem),
        next_check: day(row, Column::next_check as usize)?,
        extensions: Vec::new(),
        status: status(row)?,
        reason: None,
        next_step: None,
        wording: wording(row)?,
        progress: Vec::new(),
        evidence: Vec::new(),
        outcome_institutions: Vec::new(),
        rejected: Vec::new(),
        returns: Vec::new(),
        reopenings: Vec::new(),
        raised_entry: row.get::<_, i64>(Column::raised_entry as usize)? as u64,
        raised_on: day(row, Column::raised_on as usize)?.ok_or_else(|| strange("raised_on"))?,
        last_entry: row.get::<_, i64>(Column::last_entry as usize)? as u64,
        latest_on: day(row, Column::latest_on as usize)?,
    };
    task.detail = text(row, Column::detail)?.unwrap_or_default();
    task.deadline = deadline(row)?;
    task.prior = row.get(Column::prior as usize)?;
    task.origin = origin(row)?;
    read_texts(row, &mut task)?;
    Ok(task)
}

fn text(row: &Row<'_>, column: Column) -> Result<Option<String>, rusqlite::Error> {
    Ok(text_in(row, column as usize)?.map(str::to_owned))
}

/// The text in that column, where there is one.
pub(super) fn text_in<'r>(
    row: &'r Row<'_>,
    index: usize,
) -> Result<Option<&'r str>, rusqlite::Error> {
    let value = row.get_ref(index)?;
    // Many bytes at a time; what is wrong with others is told the usual way.
    if let ValueRef::Text(bytes) = value
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Ok(Some(text));
    }
    Ok(value.as_str_or_null()?)
}

fn wording(row: &Row<'_>) -> Result<Option<Wording>, rusqlite::Error> {
    let entry: Option<i64> = row.get(Column::wording_entry as usize)?;
    Ok(match (text(row, Column::wording)?, entry) {
        (Some(text), Some(entry)) => Some(Wording {
            text,
            entry: entry as u64,
        }),
        _ => None,
    })
}

fn origin(row: &Row<'_>) -> Result<Option<Origin>, rusqlite::Error> {
    let paragraph = row.get(Column::origin_paragraph as usize)?;
    Ok(match (text(row, Column::origin_document)?, paragraph) {
        (Some(document), Some(paragraph)) => Some(Origin {
            document,
            paragraph,
        }),
        _ => None,
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
    let Some(phrase) = text(row, Column::deadline)? else {
        return Ok(None);
    };
    let term = match (
        row.get_ref(Column::term as usize)?.as_str_or_null()?,
        day(row, Column::due as usize)?,
    ) {
        (None, None) => None,
        (Some("date"), Some(due)) => Some(Term::Date(due)),
        (Some("immediate"), None) => Some(Term::Immediate),
        (Some("long_term"), None) => Some(Term::LongTerm),
        _ => return Err(strange("term")),
    };
    Ok(Some(Deadline { phrase, term }))
}

fn status(row: &Row<'_>) -> Result<Status, rusqlite::Error> {
    let kind = row
        .get_ref(Column::status as usize)?
        .as_str()
        .map_err(|_| strange("status"))?;
    let kind = StatusKind::from_code(kind).ok_or_else(|| strange("status"))?;
    let on = day(row, Column::status_on as usize)?;
    let dated = || on.ok_or_else(|| strange("status_on"));
    Ok(match kind {
        StatusKind::NotStarted => Status::NotStarted,
        StatusKind::InProgress => Status::InProgress,
        StatusKind::MostlyDone => Status::MostlyDone,
        StatusKind::Done => Status::Done { on: dated()? },
        StatusKind::Applied => Status::Applied { on: dated()? },
        StatusKind::Closed => Status::Closed(Closure {
            on: dated()?,
            verifier: text(row, Column::verifier)?,
            basis: match text(row, Column::register)? {
                Some(register) => Basis::Imported(register),
                None => Basis::Verified(text(row, Column::basis)?),
            },
        }),
        StatusKind::Void => Status::Void(Voiding {
            on: dated()?,
            reason: text(row, Column::basis)?.unwrap_or_default(),
            into: row.get(Column::merged_into as usize)?,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_table() {
        let table = rusqlite::Connection::open_in_memory().expect("memory");
        let schema = include_str!("../../../schema.sql");
        table.execute_batch(schema).expect("a schema");
        let sql = "select name from pragma_table_info('task')";
        let mut statement = table.prepare(sql).expect("a table");
        let names = statement.query_map([], |row| row.get::<_, String>(0));
        let names = names.expect("names").map(|name| name.expect("a name"));
        let mut names: Vec<String> = names.collect();
        let mut listed = COLUMNS.map(str::to_owned);
        names.sort();
        listed.sort();
        assert_eq!(names, listed);
    }
}
