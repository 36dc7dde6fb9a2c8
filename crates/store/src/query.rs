//! `Scope` → SQL: fixed fragments, every value bound.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};

use super::standing::AsOf;
use super::{Error, Store, row, words};
use model::scope::{Order, Scope};
use model::task::Task;
use model::unit::UnitId;

const OPEN: &str = "task.status in ('not_started', 'in_progress', 'mostly_done')";

/// Conditions and their values, numbered in the order they are added.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition in which each `?` stands for the next of these values.
    pub(super) fn add(&mut self, fragment: &str, values: impl IntoIterator<Item = Value>) {
        let mut values = values.into_iter();
        self.sql.push_str(if self.sql.is_empty() {
            " where "
        } else {
            " and "
        });
        for piece in fragment.split_inclusive('?') {
            match (piece.strip_suffix('?'), values.next()) {
                (Some(before), Some(value)) => {
                    self.values.push(value);
                    let _ = write!(self.sql, "{before}${}", self.values.len());
                }
                _ => self.sql.push_str(piece),
            }
        }
    }

    fn text(&mut self, fragment: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.add(fragment, [Value::Text(value.clone())]);
        }
    }

    fn one_of(&mut self, column: &str, values: Vec<Value>) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.add(&format!("{column} in ({marks})"), values);
        }
    }
}

pub(super) fn conditions(scope: &Scope) -> Conditions {
    let mut sql = Conditions::default();
    units(scope, "task.unit", &mut sql);
    but_unit(scope, &mut sql);
    sql
}

/// The conditions without that on the unit.
pub(super) fn conditions_but_unit(scope: &Scope) -> Conditions {
    let mut sql = Conditions::default();
    but_unit(scope, &mut sql);
    sql
}

/// The units of a scope, as a condition on that column.
pub(super) fn units(scope: &Scope, column: &str, sql: &mut Conditions) {
    match &scope.unit {
        _ if scope.every_unit => {
            sql.add(
                &format!("{column} in (select id from unit where aside is null)"),
                [],
            );
        }
        None => sql.add(&format!("{column} = 1"), []),
        Some(code) => {
            let own = if scope.own_too { "or id = 1" } else { "" };
            sql.add(
                &format!(
                    "{column} in (select id from unit where aside is null
                        and (code = ? or name = ? or code like ? escape '\\') {own})"
                ),
                [
                    Value::Text(code.clone()),
                    Value::Text(code.clone()),
                    Value::Text(format!("{}.%", like(code))),
                ],
            );
        }
    }
}

fn but_unit(scope: &Scope, sql: &mut Conditions) {
    if let Some(numbers) = &scope.numbers {
        if numbers.is_empty() {
            sql.add("false", []);
        }
        let ids = numbers
            .iter()
            .map(|n| Value::Integer(row::id(UnitId::OWN, *n)))
            .collect();
        sql.one_of("task.id", ids);
    }
    sql.one_of(
        "task.year",
        scope
            .years
            .iter()
            .map(|y| Value::Integer((*y).into()))
            .collect(),
    );
    if let Some(year) = scope.year_until {
        sql.add("task.year <= ?", [Value::Integer(year.into())]);
    }
    if let Some((year, day)) = scope.open_since {
        // A year that is wanted whole, and of older ones what was not finished before that day.
        let day = day.map_or(Value::Null, |day| Value::Text(day.to_string()));
        sql.add(
            "(task.year >= ? or task.status not in ('done', 'applied', 'closed')
                or task.status_on >= ?)",
            [Value::Integer(year.into()), day],
        );
    }
    if !scope.with_void && !scope.statuses.contains(&model::status::StatusKind::Void) {
        sql.add("task.status <> 'void'", []);
    }
    let statuses = scope
        .statuses
        .iter()
        .map(|kind| Value::Text(kind.code().to_owned()))
        .collect();
    sql.one_of("task.status", statuses);
    people_and_words(scope, sql);
    terms(scope, sql);
}

fn people_and_words(scope: &Scope, sql: &mut Conditions) {
    if scope.team_only {
        sql.add("task.subject = '班子'", []);
    }
    sql.text("task.subject = ?", scope.subject.as_ref());
    let part = |text: &String| format!("%{}%", like(text));
    sql.text(
        "task.dimension like ? escape '\\'",
        scope.dimension.as_ref().map(part).as_ref(),
    );
    if let Some(dept) = &scope.dept {
        // A department also answers for measures of its own.
        sql.add(
            "(task.dept = ? or has_part(task.measures, ?) and exists (
                select 1 from json_each(task.measures) as own
                where json_extract(own.value, '$.dept') = ?))",
            [dept.clone(), words::quoted(dept), dept.clone()].map(Value::Text),
        );
    }
    sql.text("task.lead = ?", scope.lead.as_ref());
    sql.text("task.owner = ?", scope.owner.as_ref());
    sql.text("task.source = ?", scope.source.as_ref());
    if let Some(text) = &scope.text {
        sql.add(&words::holds(), [Value::Text(text.clone())]);
    }
}

fn terms(scope: &Scope, sql: &mut Conditions) {
    if let Some(term) = scope.term {
        sql.add("task.term = ?", [Value::Text(term.word().to_owned())]);
    }
    sql.text(
        "task.due >= ?",
        scope.due_from.map(|day| day.to_string()).as_ref(),
    );
    sql.text(
        "task.due <= ?",
        scope.due_to.map(|day| day.to_string()).as_ref(),
    );
    if scope.open_only {
        sql.add(OPEN, []);
    }
    if scope.with_evidence {
        sql.add("task.evidence is not null", []);
    }
    if scope.unfilled {
        // A person answers for his own tasks himself.
        let lacking = "(task.deadline is null
            or task.subject = '班子' and (task.lead is null or task.dept is null))";
        sql.add(lacking, []);
    }
}

/// Text for a LIKE pattern in which % and _ are ordinary characters.
fn like(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

/// Whether a text holds a part, which is given in small letters: as LIKE has it, ASCII letters are the same
/// whether they are small or not.
pub(super) fn like_part(text: &str, part: &str) -> bool {
    text.contains(part) || text.to_ascii_lowercase().contains(part)
}

impl Store {
    /// The tasks of a scope. For scopes that can be large, use [`Store::pages`].
    pub fn tasks(
        &self,
        scope: &Scope,
        order: Order,
        limit: Option<u32>,
    ) -> Result<Vec<Task>, Error> {
        if order == Order::Number && scope.is_of_units() {
            let keys = self.chosen(scope, AsOf::PRESENT, order, limit)?;
            return self.tasks_of(&keys);
        }
        let sql = ordered(scope, order, limit);
        Ok(select(&self.connection, "", &sql)?.0)
    }

    /// The statements that read every row of the scope once: by an index where years or days
    /// narrow it, else row by row in the order of the file.
    pub(super) fn scans(&self, scope: &Scope, columns: &str) -> Result<Vec<Conditions>, Error> {
        let narrowed = !scope.years.is_empty()
            || scope.numbers.is_some()
            || (scope.open_only && scope.due_to.is_some());
        if narrowed {
            let mut sql = conditions(scope);
            sql.sql = format!("select {columns} from task{}", sql.sql);
            return Ok(vec![sql]);
        }
        let ranges = self.ranges(scope)?.into_iter().map(|(first, last)| {
            let mut sql = conditions_but_unit(scope);
            let range = [row::id(first, 0), row::id(last, u32::MAX)];
            sql.add("task.id between ? and ?", range.map(Value::Integer));
            sql.sql = format!("select {columns} from task not indexed{}", sql.sql);
            sql
        });
        Ok(ranges.collect())
    }

    /// Whether a scope has any task.
    pub fn has_any(&self, scope: &Scope) -> Result<bool, Error> {
        if scope.text.is_none() {
            return self.has_more_than(0, scope);
        }
        let conditions = conditions(scope);
        let sql = format!("select exists (select 1 from task{})", conditions.sql);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(&conditions.values), |row| row.get(0))?)
    }

    /// The last year before that one which any task of the own unit has.
    pub fn year_before(&self, year: i32) -> Result<Option<i32>, Error> {
        let sql = "select year from task where unit = 1 and year < $1
            order by year desc limit 1";
        let found = self.connection.query_row(sql, [year], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// The newest year any task of the own unit has.
    pub fn newest_year(&self) -> Result<Option<i32>, Error> {
        // The end of an index, where a maximum would read all of it.
        let sql = "select year from task where unit = 1 and status <> 'void'
            order by year desc limit 1";
        let year = |row: &Row<'_>| row.get(0);
        Ok(self.connection.query_row(sql, [], year).optional()?)
    }
}

/// The conditions of a scope, then the order and how many at most.
fn ordered(scope: &Scope, order: Order, limit: Option<u32>) -> Conditions {
    let mut sql = conditions(scope);
    let order = match order {
        // The order of an index, so that a limit need not sort a year to find its first tasks.
        Order::Number if scope.is_of_one_year() => "task.number",
        Order::Number => "task.id",
        // Where each has a day, the index has them in this order.
        Order::Deadline if scope.has_due() => "task.due, task.id",
        Order::Deadline => "task.due is null, task.due, task.id",
        Order::Changed => "task.last_entry desc, task.id",
    };
    let _ = write!(sql.sql, " order by {order}");
    if let Some(limit) = limit {
        sql.values.push(Value::Integer(limit.into()));
        let _ = write!(sql.sql, " limit ${}", sql.values.len());
    }
    sql
}

/// The tasks that meet these conditions, and the key of the last.
pub(super) fn select(
    connection: &Connection,
    plan: &str,
    sql: &Conditions,
) -> Result<(Vec<Task>, Option<i64>), Error> {
    let mut statement = connection.prepare_cached(&format!("{}{plan}{}", row::SELECT, sql.sql))?;
    let mut rows = statement.query(params_from_iter(&sql.values))?;
    let (mut tasks, mut last) = (Vec::new(), None);
    while let Some(found) = rows.next()? {
        last = Some(found.get(0)?);
        tasks.push(row::task(found)?);
    }
    Ok((tasks, last))
}
