//! Which tasks are shown, and in what order: their keys, before any of them is read.

use std::cmp::Reverse;

use rusqlite::{OptionalExtension as _, params_from_iter};

use super::AsOf;
use super::seen::Seen;
use crate::query::conditions;
use crate::{Error, Store, row};
use model::scope::{Order, Scope};
use model::task::Task;
use model::unit::UnitId;

/// A task's place in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskKey(i64);

impl TaskKey {
    pub(crate) fn new(unit: UnitId, number: u32) -> Self {
        Self(row::id(unit, number))
    }

    pub(crate) fn of_row(id: i64) -> Self {
        Self(id)
    }

    /// The key of its row.
    pub(crate) fn row(self) -> i64 {
        self.0
    }
}

/// The least of what comes, as many as are wanted.
struct Least<T> {
    most: usize,
    /// Up to twice as many, and among them the least.
    kept: Vec<T>,
    /// The greatest of the least, where there were more, stands in its place among them: what is not less is
    /// none of them.
    is_sifted: bool,
}

impl<T: Ord> Least<T> {
    fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            is_sifted: false,
        }
    }

    // Newer tasks were mostly changed later, so that in that order each would push another one out: they are
    // parted now and then, not sorted one by one.
    fn add(&mut self, one: T) {
        if self.is_sifted
            && self
                .kept
                .get(self.most - 1)
                .is_some_and(|last| one >= *last)
        {
            return;
        }
        self.kept.push(one);
        if self.kept.len() > self.most.saturating_mul(2) {
            self.sift();
        }
    }

    fn sift(&mut self) {
        if let Some(last) = self
            .most
            .checked_sub(1)
            .filter(|last| *last < self.kept.len())
        {
            self.kept.select_nth_unstable(last);
            self.is_sifted = true;
        }
        self.kept.truncate(self.most);
    }

    fn sorted(mut self) -> Vec<T> {
        self.sift();
        self.kept.sort_unstable();
        self.kept
    }
}

/// A task in the order in which it is shown, those alike as the pass came to them.
type Ranked = (i64, Reverse<u64>, u32, TaskKey);

fn ranked(seen: &Seen<'_>, turn: u32, order: Order) -> Ranked {
    let key = TaskKey::new(seen.unit, seen.number);
    let whenever = i64::MAX;
    match order {
        Order::Number => (whenever, Reverse(0), turn, key),
        Order::Deadline => (seen.due().unwrap_or(whenever), Reverse(0), turn, key),
        Order::Changed => (whenever, Reverse(seen.last_entry()), turn, key),
    }
}

/// What several hands found, one behind the other: each counted its own turns.
fn joined(most: usize, found: Vec<(Least<Ranked>, u32)>) -> Least<Ranked> {
    let (mut all, mut before) = (Least::new(most), 0);
    for (least, turns) in found {
        for (day, change, turn, key) in least.kept {
            all.add((day, change, before + turn, key));
        }
        before += turns;
    }
    all
}

impl Store {
    /// The tasks of a scope as it was on a day, in that order, at most so many.
    pub fn chosen(
        &self,
        scope: &Scope,
        as_of: AsOf,
        order: Order,
        limit: Option<u32>,
    ) -> Result<Vec<TaskKey>, Error> {
        let by_index = as_of.is_of_now() && order == Order::Deadline && scope.is_of_open_by_due();
        if let Some(limit) = limit.filter(|_| by_index) {
            return self.first_due(scope, limit);
        }
        let most = limit.map_or(usize::MAX, |limit| limit as usize);
        // Who wants the first few reads no further than to them.
        if order == Order::Number && limit.is_some() && scope.text.is_none() {
            let mut keys = Vec::new();
            self.each_seen(scope, as_of, &mut |seen| {
                if keys.len() < most {
                    keys.push(TaskKey::new(seen.unit, seen.number));
                }
                Ok(keys.len() < most)
            })?;
            return Ok(keys);
        }
        if order == Order::Number {
            let found = self.see_shared(scope, as_of, Vec::new, |keys, seen| {
                if keys.len() < most {
                    keys.push(TaskKey::new(seen.unit, seen.number));
                }
            })?;
            let mut keys = found.concat();
            keys.truncate(most);
            return Ok(keys);
        }
        let new = || (Least::new(most), 0);
        let found = self.see_shared(scope, as_of, new, |(least, turn), seen| {
            *turn += 1;
            least.add(ranked(seen, *turn, order));
        })?;
        Ok(joined(most, found)
            .sorted()
            .into_iter()
            .map(|(.., key)| key)
            .collect())
    }

    /// The first of what is open and due, from the index that has them in this order. As ever rows tell the
    /// present: what a register says will be finished on a later day is not among them.
    fn first_due(&self, scope: &Scope, limit: u32) -> Result<Vec<TaskKey>, Error> {
        let mut sql = conditions(scope);
        sql.values.push(limit.into());
        let (from, last) = (&sql.sql, sql.values.len());
        let text = format!("select id from task{from} order by task.due, task.id limit ${last}");
        let mut statement = self.connection.prepare_cached(&text)?;
        let keys = statement.query_map(params_from_iter(&sql.values), |row| row.get(0))?;
        keys.map(|key| Ok(TaskKey(key?))).collect()
    }

    /// The tasks of a scope with the least lots in that order, and how many the scope has. A lot is drawn for
    /// a task's code.
    pub fn drawn<L: Ord>(
        &self,
        scope: &Scope,
        as_of: AsOf,
        (order, count): (Order, usize),
        mut lot: impl FnMut(&str) -> L,
    ) -> Result<(Vec<TaskKey>, usize), Error> {
        let (mut least, mut all) = (Least::new(count), 0_u32);
        self.each_seen(scope, as_of, &mut |seen| {
            all += 1;
            let code = match seen.code {
                None => seen.number.to_string(),
                Some(unit) => format!("{unit}-{}", seen.number),
            };
            least.add((lot(&code), ranked(seen, all, order)));
            Ok(true)
        })?;
        let mut drawn: Vec<Ranked> = least
            .sorted()
            .into_iter()
            .map(|(_, ranked)| ranked)
            .collect();
        drawn.sort_unstable();
        let keys = drawn.into_iter().map(|(.., key)| key).collect();
        Ok((keys, all as usize))
    }

    /// These tasks in their order, as they are now.
    pub fn tasks_of(&self, keys: &[TaskKey]) -> Result<Vec<Task>, Error> {
        Ok(self.each_of(keys)?.into_iter().flatten().collect())
    }

    /// The same, each in its turn; `None` for one that is no more.
    pub fn each_of(&self, keys: &[TaskKey]) -> Result<Vec<Option<Task>>, Error> {
        self.rows_of(keys, row::task)
    }

    /// The same, but for its extensions every list left empty: for what shows of tasks their days. Many are read
    /// by several hands.
    pub fn each_dated_of(&self, keys: &[TaskKey]) -> Result<Vec<Option<Task>>, Error> {
        let share = keys.len().div_ceil(self.hands()).max(SHARE);
        let shares: Vec<&[TaskKey]> = keys.chunks(share).collect();
        let read = self.by_hands(&shares, |store, keys| store.rows_of(keys, row::dated))?;
        Ok(read.into_iter().flatten().collect())
    }

    /// The same with measures, progress and every other list left empty: for tables that show none.
    pub fn brief_tasks_of(&self, keys: &[TaskKey]) -> Result<Vec<Task>, Error> {
        let tasks = self.rows_of(keys, row::brief)?;
        Ok(tasks.into_iter().flatten().collect())
    }

    /// Hands over these tasks in their order, as they are now, each when it is read: many that are held at
    /// once take longer. `each` must not print: the ledger is read meanwhile.
    pub fn hand_over_tasks(
        &self,
        keys: &[TaskKey],
        mut each: impl FnMut(Task) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.each_row(keys, row::task, |task| task.map_or(Ok(()), &mut each))
    }

    fn rows_of(&self, keys: &[TaskKey], read: ReadRow) -> Result<Vec<Option<Task>>, Error> {
        let mut tasks = Vec::with_capacity(keys.len());
        self.each_row(keys, read, |task| {
            tasks.push(task);
            Ok(())
        })?;
        Ok(tasks)
    }

    fn each_row(
        &self,
        keys: &[TaskKey],
        read: ReadRow,
        mut each: impl FnMut(Option<Task>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        // One look at the file, not one for each.
        let is_alone = self.connection.is_autocommit();
        let _reading = is_alone
            .then(|| self.connection.unchecked_transaction())
            .transpose()?;
        let sql = format!("{} where task.id = $1", row::SELECT);
        let mut statement = self.connection.prepare_cached(&sql)?;
        for key in keys {
            // Somebody may have replaced a gathered history since.
            each(statement.query_row([key.0], read).optional()?)?;
        }
        Ok(())
    }
}

/// So many tasks are read by one hand: before that many another has not begun.
const SHARE: usize = 1_000;

/// Makes a task of a row.
type ReadRow = fn(&rusqlite::Row<'_>) -> Result<Task, rusqlite::Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_are_kept_in_whatever_order_they_come() {
        let mut mixed: Vec<u32> = (0..997).map(|at| at * 389 % 997).collect();
        mixed.extend_from_slice(&mixed.clone());
        let mut orders = [mixed.clone(), mixed.clone(), mixed.clone()];
        orders[1].sort_unstable();
        orders[2].sort_unstable_by(|a, b| b.cmp(a));
        for order in orders {
            for most in [0, 1, 2, 7, 996, 1994, 4000, usize::MAX] {
                let mut least = Least::new(most);
                for one in &order {
                    least.add(*one);
                }
                let mut sorted = order.clone();
                sorted.sort_unstable();
                sorted.truncate(most);
                assert_eq!(least.sorted(), sorted, "{most} of them");
            }
        }
    }
}
