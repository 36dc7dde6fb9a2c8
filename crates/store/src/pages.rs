//! Tasks in number order, a page at a time: one after the other, or read ahead by several hands.

use std::fmt::Write as _;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{CachedStatement, OptionalExtension as _};

use super::query::{Conditions, conditions_but_unit, select};
use super::read::LAST_NUMBER;
use super::{Error, Store, row};
use model::scope::Scope;
use model::task::Task;
use model::unit::UnitId;
use office::workers;

const NEXT_NUMBER: &str = "select number from task where id > $1 and id <= $2 order by id limit 1";
/// Tasks of a page.
const PAGE: u32 = 500;
/// From so many pages on several hands read.
const MANY: usize = 2;
/// Pages that a hand may be ahead.
const AHEAD: usize = 2;

/// Pages of tasks in number order.
pub struct TaskPages<'a> {
    store: &'a Store,
    scope: Scope,
    /// The keys that are left, the next last; `None` before the first page.
    left: Option<Vec<Keys>>,
}

/// What a hand reads from and to: keys of tasks.
type Keys = (i64, i64);

/// A hand at its work: pages come from it, and those that were used go back, for the thread that
/// made them frees them without waiting for another.
struct Hand {
    pages: Receiver<Result<Vec<Task>, Error>>,
    used: Sender<Vec<Task>>,
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

    /// The same, handed to `take`. Where there are many, several hands read ahead, and nobody can
    /// write until the end: all see the same state.
    pub fn read_ahead<E: From<Error>>(
        &self,
        scope: &Scope,
        mut take: impl FnMut(&mut [Task]) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = self.connection.unchecked_transaction();
        let reading = reading.map_err(Error::from)?;
        let shares = self.shares(scope)?;
        let stores = if shares.len() < MANY {
            Vec::new()
        } else {
            self.helpers()
        };
        if stores.is_empty() {
            drop(reading);
            return self.pages(scope).try_for_each(|page| take(&mut page?));
        }
        let count = stores.len();
        std::thread::scope(|threads| {
            let hands: Vec<Hand> = stores
                .into_iter()
                .enumerate()
                .map(|(first, store)| {
                    let (send, pages) = sync_channel(AHEAD);
                    let (used, back) = channel();
                    let own = shares.iter().skip(first).step_by(count);
                    threads.spawn(move || store.hand_over(scope, own, &send, &back));
                    Hand { pages, used }
                })
                .collect();
            for hand in hands.iter().cycle().take(shares.len()) {
                // A hand that stumbled has nothing more: the threads' end tells of it.
                let Ok(page) = hand.pages.recv() else { break };
                let mut page = page?;
                take(&mut page)?;
                let _ = hand.used.send(page);
            }
            Ok(())
        })
    }

    /// Reads these pages one after the other, until nobody takes them any more.
    fn hand_over<'a>(
        &self,
        scope: &Scope,
        shares: impl Iterator<Item = &'a Keys>,
        send: &SyncSender<Result<Vec<Task>, Error>>,
        back: &Receiver<Vec<Task>>,
    ) {
        for (first, last) in shares {
            let mut sql = conditions_but_unit(scope);
            sql.add(
                "task.id between ? and ?",
                [*first, *last].map(Value::Integer),
            );
            let page = page(self, sql, "").map(|(tasks, _)| tasks);
            back.try_iter().for_each(drop);
            if send.send(page).is_err() {
                return;
            }
        }
    }

    /// More connections to the same file, as many as the machine has hands for; fewer, or none,
    /// where it can't be opened now. Each reads from here on: a writer that waits for all to end
    /// lets nobody else begin.
    fn helpers(&self) -> Vec<Self> {
        let count = match workers::count() {
            1 => 0,
            several => several,
        };
        (0..count)
            .map_while(|_| {
                let store = Self::open(self.path(), Duration::ZERO).ok()?;
                store.begin_reading().ok()?;
                Some(store)
            })
            .collect()
    }

    fn begin_reading(&self) -> Result<(), rusqlite::Error> {
        self.connection.execute_batch("begin")?;
        // Only what is read takes the lock.
        let sql = "select count(*) from unit";
        self.connection.query_row(sql, [], |_| Ok(()))
    }

    /// The keys of a scope's units, cut into pages.
    fn shares(&self, scope: &Scope) -> Result<Vec<Keys>, Error> {
        let mut shares = Vec::new();
        let mut statement = self.connection.prepare_cached(LAST_NUMBER)?;
        let mut following = self.connection.prepare_cached(NEXT_NUMBER)?;
        for (first, last) in self.ranges_by_code(scope)? {
            // A page with room left takes in the next unit: many are small.
            let mut open: Option<(Keys, u32)> = None;
            for unit in (first.0..=last.0).map(UnitId) {
                let keys = (row::id(unit, 0), row::id(unit, u32::MAX));
                let count: u32 = statement.query_row(keys, |row| row.get(0))?;
                let mut from = 0;
                // Numbers between which there are none, as a history of others may have them, make no pages.
                while let Some(next) = next_of(&mut following, unit, from, count)? {
                    from = next - 1;
                    let new = ((row::id(unit, from + 1), 0), 0);
                    let (keys, held) = open.take().unwrap_or(new);
                    let more = (PAGE - held).min(count - from);
                    from += more;
                    let keys = (keys.0, row::id(unit, from));
                    if held + more < PAGE {
                        open = Some((keys, held + more));
                    } else {
                        shares.push(keys);
                    }
                }
            }
            shares.extend(open.map(|(keys, _)| keys));
        }
        Ok(shares)
    }
}

impl TaskPages<'_> {
    fn page(&mut self) -> Result<Option<Vec<Task>>, Error> {
        let left = match &mut self.left {
            Some(left) => left,
            // Of the units of the scope only: the others may be a million tasks.
            unknown => {
                let ranges = self.store.ranges_by_code(&self.scope)?.into_iter().rev();
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

/// The number of the unit's first task after that one.
fn next_of(
    following: &mut CachedStatement<'_>,
    unit: UnitId,
    from: u32,
    last: u32,
) -> Result<Option<u32>, Error> {
    if from >= last {
        return Ok(None);
    }
    let keys = (row::id(unit, from), row::id(unit, last));
    Ok(following.query_row(keys, |row| row.get(0)).optional()?)
}

/// The tasks in the order of the key: an index would have all that is left sorted for every page.
fn page(
    store: &Store,
    mut sql: Conditions,
    limit: &str,
) -> Result<(Vec<Task>, Option<i64>), Error> {
    let _ = write!(sql.sql, " order by task.id{limit}");
    select(&store.connection, " not indexed", &sql)
}
