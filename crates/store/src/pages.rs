//! Tasks in number order, a page at a time.

use std::fmt::Write as _;

use rusqlite::types::Value;

use super::query::{Conditions, conditions_but_unit, select};
use super::{Error, Store, row};
use model::scope::Scope;
use model::task::Task;

/// Tasks of a page.
const PAGE: u32 = 500;

/// Pages of tasks in number order.
pub struct TaskPages<'a> {
    store: &'a Store,
    scope: Scope,
    /// The keys that are left, the next last; `None` before the first page.
    left: Option<Vec<(i64, i64)>>,
}

impl Store {
    /// The tasks of a scope by number, a page at a time; no read lock is held between pages.
    pub fn pages(&self, scope: &Scope) -> TaskPages<'_> {
        TaskPages {
            store: self,
            scope: scope.clone(),
            left: None,
        }
    }
}

impl TaskPages<'_> {
    fn page(&mut self) -> Result<Option<Vec<Task>>, Error> {
        let left = match &mut self.left {
            Some(left) => left,
            // Of the units of the scope only: the others may be a million tasks.
            unknown => {
                let ranges = self.store.ranges(&self.scope)?.into_iter().rev();
                let keys = ranges.map(|(from, to)| (row::id(from, 0), row::id(to, u32::MAX)));
                unknown.insert(keys.collect())
            }
        };
        while let Some((after, end)) = left.pop() {
            let mut sql = conditions_but_unit(&self.scope);
            sql.add(
                "task.id > ? and task.id <= ?",
                [after, end].map(Value::Integer),
            );
            let (page, last) = page(self.store, sql, &format!(" limit {PAGE}"))?;
            if let Some(last) = last.filter(|_| page.len() == PAGE as usize) {
                left.push((last, end));
            }
            if !page.is_empty() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }
}

impl Iterator for TaskPages<'_> {
    type Item = Result<Vec<Task>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.page();
        if page.is_err() {
            self.left = Some(Vec::new());
        }
        page.transpose()
    }
}

/// The tasks in the order of the key: an index would have all that is left sorted for every page.
fn page(
    store: &Store,
    mut sql: Conditions,
    limit: &str,
) -> Result<(Vec<Task>, Option<i64>), Error> {
    let _ = write!(sql.sql, " order by task.id{limit}");
    select(&store.connection, " not indexed", &sql, row::task)
}
