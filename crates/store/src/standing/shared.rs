//! A pass shared among several hands, each with the tasks that stand together.

use super::scan::Rows;
use super::seen::Seen;
use super::write::TASKS;
use super::{AsOf, TaskKey};
use crate::read::LAST_NUMBER;
use crate::{Error, Store, row};
use model::scope::Scope;
use model::tally::Counted;
use model::unit::UnitId;

/// Tasks that are given to a hand at once; whole rows of the table.
const PIECE: u32 = 128 * TASKS;

impl Store {
    /// Counts every task of a scope as it stood on a day: by several hands where there are many, each into what
    /// `new` makes, with `each`, and at its end with `settle`; then what stands behind is joined to what stands
    /// before it, unit by unit, by number. None of them may print: the ledger is read meanwhile.
    pub fn count_shared<T: Send>(
        &self,
        scope: &Scope,
        as_of: AsOf,
        (new, each, settle): (
            impl Fn() -> T + Sync,
            impl Fn(&mut T, &Counted<'_>, TaskKey) + Sync,
            impl Fn(&mut T) + Sync,
        ),
        join: impl FnMut(&mut T, T),
    ) -> Result<T, Error> {
        let counted = self.by_shares(scope, |store, rows| {
            let mut counts = new();
            store.pass((scope, rows), as_of, true, &mut |seen| {
                each(
                    &mut counts,
                    &seen.counted()?,
                    TaskKey::new(seen.unit, seen.number),
                );
                Ok(true)
            })?;
            settle(&mut counts);
            Ok(counts)
        })?;
        Ok(joined(counted, join).unwrap_or_else(new))
    }

    /// Looks at every task of a scope as it stood on a day, in the same way. What it names is not read.
    pub(super) fn see_shared<T: Send>(
        &self,
        scope: &Scope,
        as_of: AsOf,
        new: impl Fn() -> T + Sync,
        each: impl Fn(&mut T, &Seen<'_>) + Sync,
    ) -> Result<Vec<T>, Error> {
        self.by_shares(scope, |store, rows| {
            let mut found = new();
            store.pass((scope, rows), as_of, false, &mut |seen| {
                each(&mut found, seen);
                Ok(true)
            })?;
            Ok(found)
        })
    }

    fn by_shares<T: Send>(
        &self,
        scope: &Scope,
        work: impl Fn(&Self, &[Rows]) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        self.by_shares_of(self.hands(), scope, work)
    }

    fn by_shares_of<T: Send>(
        &self,
        hands: usize,
        scope: &Scope,
        work: impl Fn(&Self, &[Rows]) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let rows = self.rows_of_standing(scope)?;
        if hands < 2 || scope.numbers.is_some() {
            return Ok(vec![work(self, &rows)?]);
        }
        let shares = self.cut(&rows, hands)?;
        self.by_hands(&shares, |store, rows| work(store, rows))
    }

    /// The rows in their order, in so many shares of about equally many tasks; all of them even where no task is
    /// known to stand there.
    fn cut(&self, rows: &[Rows], hands: usize) -> Result<Vec<Vec<Rows>>, Error> {
        let mut pieces: Vec<(Rows, u32)> = Vec::new();
        let mut statement = self.connection.prepare_cached(LAST_NUMBER)?;
        for (first, last) in rows {
            for unit in (first >> 32) as u32..=(last >> 32) as u32 {
                let unit = UnitId(unit);
                let all = (row::id(unit, 0), row::id(unit, u32::MAX));
                let count: u32 = statement.query_row(all, |row| row.get(0))?;
                let mut from = 0;
                while count.saturating_sub(from) >= PIECE {
                    let piece = (row::id(unit, from), row::id(unit, from + PIECE - 1));
                    pieces.push((piece, PIECE));
                    from += PIECE;
                }
                let rest = (row::id(unit, from), row::id(unit, u32::MAX));
                pieces.push((rest, count.saturating_sub(from)));
            }
        }
        let all: u64 = pieces.iter().map(|(_, count)| u64::from(*count)).sum();
        let mut shares: Vec<Vec<Rows>> = vec![Vec::new(); hands];
        let mut done = 0;
        for (piece, count) in pieces {
            let share = &mut shares[(done * hands as u64 / (all + 1)) as usize];
            done += u64::from(count);
            match share.last_mut() {
                Some((_, last)) if *last + 1 == piece.0 => *last = piece.1,
                _ => share.push(piece),
            }
        }
        shares.retain(|share| !share.is_empty());
        Ok(shares)
    }
}

fn joined<T>(parts: Vec<T>, mut join: impl FnMut(&mut T, T)) -> Option<T> {
    let mut parts = parts.into_iter();
    let mut first = parts.next()?;
    parts.for_each(|part| join(&mut first, part));
    Some(first)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::standing::write::{Builder, Course};
    use chrono::NaiveDate;
    use model::card::Card;
    use model::event::Registered;
    use model::subject::Subject;
    use model::task::Task;

    /// A ledger with so many tasks, those of a third with other words.
    fn store(path: &std::path::Path, tasks: u32) -> Store {
        let store = Store::open_or_create(path, Duration::ZERO, || "甲".to_owned());
        let store = store.expect("a ledger");
        let row = "insert into task (id, unit, number, year, subject, status, problem, detail,
                raised_on, last_entry, raised_entry)
            values ($1, 1, $2, 2021, '班子', 'not_started', $3, '', '2022-01-01', 1, 1)";
        let standing = "insert into standing (id, courses) values ($1, $2)";
        let writing = store.connection.unchecked_transaction().expect("begun");
        let (mut builder, mut open) = (Builder::default(), 0);
        for number in 1..=tasks {
            if number.is_multiple_of(TASKS) {
                let done = std::mem::take(&mut builder);
                let values = (row::id(UnitId::OWN, open), done.finish());
                store.connection.execute(standing, values).expect("a row");
                open = number;
            }
            let problem = if number.is_multiple_of(3) {
                "窗口忙乱"
            } else {
                "座位不够"
            };
            let values = (row::id(UnitId::OWN, number), number, problem);
            store.connection.execute(row, values).expect("a row");
            let card = Card::new(2021, Subject::Team, problem.to_owned());
            let task = Task::raised(number, 1, Registered::fresh(NaiveDate::default(), card));
            builder.push(number % TASKS, &Course::of_one(&task));
        }
        if builder.is_filled {
            let values = (row::id(UnitId::OWN, open), builder.finish());
            store.connection.execute(standing, values).expect("a row");
        }
        writing.commit().expect("written");
        store
    }

    #[test]
    fn each_task_is_seen_by_one_hand_and_all_come_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let many = 2 * PIECE + PIECE / 2 + 5;
        for tasks in [0, 1, TASKS, PIECE - 1, PIECE, many] {
            let store = store(&folder.path().join(format!("{tasks}.db")), tasks);
            for text in [None, Some("忙乱".to_owned())] {
                let scope = Scope {
                    text: text.clone(),
                    ..Scope::default()
                };
                let seen = |hands| {
                    let found = store.by_shares_of(hands, &scope, |store, rows| {
                        let mut numbers = Vec::new();
                        store.pass((&scope, rows), AsOf::PRESENT, false, &mut |seen| {
                            numbers.push(seen.number);
                            Ok(true)
                        })?;
                        Ok(numbers)
                    });
                    found.expect("read")
                };
                let holds = |number: &u32| text.is_none() || number.is_multiple_of(3);
                let all: Vec<u32> = (1..=tasks).filter(holds).collect();
                for hands in 1..=4 {
                    assert_eq!(seen(hands).concat(), all, "{tasks} by {hands}");
                }
                if tasks == many {
                    assert_eq!(seen(3).len(), 3, "nobody is idle");
                }
            }
        }
    }
}
