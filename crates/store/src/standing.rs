//! How the tasks of a scope stand, counted from an index: no text page is read.

use chrono::NaiveDate;
use rusqlite::{Row, params_from_iter};

use super::query::conditions;
use super::{Error, Store, row};
use model::scope::Scope;
use model::status::StatusKind;
use model::status_group::StatusGroup;

/// Tasks of one unit and year that stand alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStatusCounts {
    /// Code (else name) of the unit; `None` for one's own.
    pub unit: Option<String>,
    /// 年度
    pub year: i32,
    /// How they stand, and how many.
    pub alike: StatusGroup,
}

/// In the order of the index `task_by_standing`, which it is answered from alone.
const GROUPS: &str = "select task.unit, task.year, task.status, task.term, task.due, count(*),
    max(task.latest_on) from task";
const ORDER: &str = " group by task.unit, task.year, task.status, task.term, task.due
    order by task.unit, task.year, task.status, task.term, task.due";

impl Store {
    /// How the tasks of a scope stand, by unit and year; whether it could be told. It can't when
    /// the scope asks for more than unit, year, status, term and deadline, nor when something is
    /// dated after that day, for rows know the present only: then tasks must be walked.
    pub fn standings(
        &self,
        scope: &Scope,
        day: NaiveDate,
        mut each: impl FnMut(&UnitStatusCounts),
    ) -> Result<bool, Error> {
        if !scope.is_of_standing() {
            return Ok(false);
        }
        let units = self.held_units()?;
        let code = |id: u32| {
            let found = units.binary_search_by_key(&id, |unit| unit.id.0);
            found.ok().map(|place| units[place].code.clone())
        };
        let day = day.to_string();
        let conditions = conditions(scope);
        let mut statement = self
            .connection
            .prepare_cached(&format!("{GROUPS}{}{ORDER}", conditions.sql))?;
        let mut rows = statement.query(params_from_iter(&conditions.values))?;
        let mut last = None::<(u32, Option<String>)>;
        while let Some(row) = rows.next()? {
            if is_dated_after(row, &day)? {
                return Ok(false);
            }
            let id: u32 = row.get(0)?;
            if last.as_ref().is_none_or(|(known, _)| *known != id) {
                last = Some((id, code(id)));
            }
            each(&UnitStatusCounts {
                unit: last.as_ref().and_then(|(_, unit)| unit.clone()),
                year: row.get(1)?,
                alike: alike(row)?,
            });
        }
        Ok(true)
    }
}

fn is_dated_after(row: &Row<'_>, day: &str) -> Result<bool, rusqlite::Error> {
    let latest = row.get_ref(6)?.as_str_or_null()?;
    Ok(latest.is_some_and(|latest| latest > day))
}

fn alike(row: &Row<'_>) -> Result<StatusGroup, rusqlite::Error> {
    let kind = row.get_ref(2)?.as_str()?;
    Ok(StatusGroup {
        kind: StatusKind::from_code(kind).ok_or_else(|| row::strange("status"))?,
        is_long_term: row.get_ref(3)?.as_str_or_null()? == Some("long_term"),
        due: row::day(row, 4)?,
        count: row.get(5)?,
    })
}
