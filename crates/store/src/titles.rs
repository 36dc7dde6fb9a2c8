//! Titles of problems, read where they stand.

use std::collections::HashMap;

use rusqlite::params_from_iter;

use super::standing::{AsOf, TaskKey};
use super::{Error, Store, words::bytes};
use model::scope::Scope;
use model::unit::UnitId;

/// Which task a title belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Titled {
    /// Its unit.
    pub unit: UnitId,
    /// Its number there.
    pub number: u32,
    /// Its year.
    pub year: i32,
}

impl Store {
    /// Hands over the title of every task of a scope, the same twice in the same order. `each` must not
    /// print: the ledger is read meanwhile.
    pub fn titles(&self, scope: &Scope, mut each: impl FnMut(Titled, &str)) -> Result<(), Error> {
        for sql in self.scans(scope, "task.id, task.year, task.problem")? {
            let mut statement = self.connection.prepare_cached(&sql.sql)?;
            let mut rows = statement.query(params_from_iter(&sql.values))?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let task = Titled {
                    unit: UnitId((id >> 32) as u32),
                    number: id as u32,
                    year: row.get(1)?,
                };
                let title = std::str::from_utf8(bytes(row.get_ref(2)?))
                    .map_err(|_| Error::Damaged(format!("title of task {}", task.number).into()))?;
                each(task, title);
            }
        }
        Ok(())
    }

    /// The same of the tasks that a scope had on a day, as they were called then.
    pub fn titles_on(
        &self,
        scope: &Scope,
        as_of: AsOf,
        mut each: impl FnMut(Titled, &str),
    ) -> Result<(), Error> {
        let (mut keys, mut others) = (Vec::new(), HashMap::new());
        let on_day = self.on_day_of(as_of);
        self.each_seen(scope, as_of, &mut |seen| {
            let key = TaskKey::new(seen.unit, seen.number);
            if seen.is_retitled() {
                let then = on_day.folded(seen.unit, seen.number)?;
                others.extend(then.map(|then| (key, then.card.problem)));
            }
            keys.push(key);
            Ok(true)
        })?;
        keys.sort_unstable();
        self.titles(&scope.every_task_of_its_units(), |task, title| {
            let key = TaskKey::new(task.unit, task.number);
            if keys.binary_search(&key).is_ok() {
                let then = others.get(&key).map_or(title, String::as_str);
                each(task, then);
            }
        })
    }

    /// The title of one task.
    pub fn title(&self, unit: UnitId, number: u32) -> Result<String, Error> {
        let sql = "select problem from task where id = $1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([super::row::id(unit, number)], |row| row.get(0))?)
    }
}
