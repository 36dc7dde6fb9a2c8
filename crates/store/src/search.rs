//! Search: one scan over the bytes of the rows. A word of one or two characters is as good as a long
//! one, nothing is kept beside the rows, and nothing is allocated for a row that has no hit.

mod past;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::query::Conditions;
use super::words::{fits, unpacked};
use super::{Error, Store, row};
use model::scope::Scope;
use model::task::Task;
use office::text::needle::Words;

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many tasks hold every word.
    pub total: u64,
    /// The most fitting of them, the best first.
    pub tasks: Vec<Task>,
}

/// How well a task fits; the least is the best.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Where its words stand, summed.
    places: usize,
    /// How often, the more the better.
    times: Reverse<usize>,
    /// Newer years come first,
    year: Reverse<i32>,
    /// then numbers.
    id: i64,
}

/// The best of what fits, and how many fit.
#[derive(Debug)]
struct Best {
    limit: usize,
    total: u64,
    fits: BinaryHeap<Fit>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            total: 0,
            fits: BinaryHeap::new(),
        }
    }

    fn add(&mut self, fit: Fit) {
        self.total += 1;
        self.keep(fit);
    }

    fn keep(&mut self, fit: Fit) {
        if self.fits.len() < self.limit {
            self.fits.push(fit);
        } else if let Some(mut worst) = self.fits.peek_mut()
            && fit < *worst
        {
            *worst = fit;
        }
    }

    fn join(&mut self, other: Self) {
        self.total += other.total;
        other.fits.into_iter().for_each(|fit| self.keep(fit));
    }
}

impl Store {
    /// The tasks of a scope that hold every word, the most fitting first, at most so many of them.
    pub fn search(&self, scope: &Scope, words: &Words, limit: usize) -> Result<Found, Error> {
        self.search_by(self.hands(), scope, words, limit)
    }

    fn search_by(
        &self,
        hands: usize,
        scope: &Scope,
        words: &Words,
        limit: usize,
    ) -> Result<Found, Error> {
        let mut shares: Vec<Vec<Conditions>> = vec![Vec::new(); hands];
        for scan in self.scans_for(scope, words)? {
            for (share, part) in shares.iter_mut().zip(self.parts(scan, hands)?) {
                share.push(part);
            }
        }
        let shares = self.by_hands(&shares, |store, share| {
            let mut best = Best::new(limit);
            store.scan_rows(share, &mut |fit| best.add(fit))?;
            Ok(best)
        })?;
        let mut best = Best::new(limit);
        for share in shares {
            best.join(share);
        }
        let tasks = best.fits.into_sorted_vec().into_iter();
        Ok(Found {
            total: best.total,
            tasks: tasks
                .map(|fit| self.task_of_row(fit.id))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The statements that read every row of a scope once, and how well it fits the words.
    fn scans_for(&self, scope: &Scope, words: &Words) -> Result<Vec<Conditions>, Error> {
        let columns = format!("{}, task.id, task.year", fits());
        let mut scans = self.scans(scope, &columns)?;
        let words: Vec<&str> = words.texts().collect();
        for scan in &mut scans {
            // They stand before the conditions.
            scan.values.insert(0, Value::Text(words.join(" ")));
        }
        Ok(scans)
    }

    /// Reads the rows of these statements. The texts of a row are looked through where they lie: most have no
    /// hit, and to hand each of them over takes as long as to look for the words.
    fn scan_rows(&self, scans: &[Conditions], add: &mut dyn FnMut(Fit)) -> Result<(), Error> {
        for sql in scans {
            let mut statement = self.connection.prepare_cached(&sql.sql)?;
            let mut rows = statement.query(params_from_iter(&sql.values))?;
            while let Some(row) = rows.next()? {
                if let Some((places, times)) = row.get::<_, Option<i64>>(0)?.map(unpacked) {
                    add(Fit {
                        places,
                        times: Reverse(times),
                        year: Reverse(row.get(2)?),
                        id: row.get(1)?,
                    });
                }
            }
        }
        Ok(())
    }

    /// The same rows in so many parts, about equally long; the rows between two ids otherwise.
    fn parts(&self, scan: Conditions, count: usize) -> Result<Vec<Conditions>, Error> {
        if count < 2 {
            return Ok(vec![scan]);
        }
        // Each by itself: asked for both at once, SQLite looks at every row.
        let ends = "select coalesce((select min(id) from task), 0),
            coalesce((select max(id) from task), 0)";
        let ends = self
            .connection
            .query_row(ends, [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (first, last): (i64, i64) = ends?;
        let step = (last - first) / count as i64 + 1;
        let parts = (0..count as i64).map(|part| {
            let mut sql = scan.clone();
            let from = first + part * step;
            let range = [from, from + step - 1];
            sql.add("task.id between ? and ?", range.map(Value::Integer));
            sql
        });
        Ok(parts.collect())
    }

    fn task_of_row(&self, id: i64) -> Result<Task, Error> {
        let sql = format!("{} where task.id = $1", row::SELECT);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([id], row::task)?)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn many_hands_find_what_one_finds() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.db");
        let store = Store::open_or_create(&path, Duration::ZERO, || "甲".to_owned());
        let store = store.expect("a ledger");
        let row = "insert into task (id, unit, number, year, subject, status, problem, detail,
                raised_on, last_entry, raised_entry)
            values ($1, 1, $2, $3, '班子', 'not_started', $4, $5, '2022-01-01', 1, 1)";
        for number in 1..=500_u32 {
            let problem = format!(
                "第{number}号窗口{}",
                if number % 7 == 0 { "忙乱" } else { "" }
            );
            let detail = if number % 5 == 0 {
                "忙乱，忙乱"
            } else {
                ""
            };
            let values = (
                row::id(model::unit::UnitId::OWN, number),
                number,
                2019 + number % 3,
                problem,
                detail,
            );
            store.connection.execute(row, values).expect("a row");
        }
        for (text, total) in [("忙乱", 157), ("窗口 忙", 157), ("第3号", 1), ("没有", 0)] {
            let words = Words::read(text);
            let search = |hands| store.search_by(hands, &Scope::default(), &words, 9);
            let one = search(1).expect("found");
            assert_eq!(one.total, total, "{text}");
            assert_eq!(one.tasks.len() as u64, total.min(9));
            for hands in 2..=4 {
                assert_eq!(search(hands).expect("found"), one, "{text} by {hands}");
            }
        }
        let best = store.search_by(1, &Scope::default(), &Words::read("忙乱"), 3);
        let best: Vec<u32> = best
            .expect("found")
            .tasks
            .iter()
            .map(|task| task.number)
            .collect();
        assert_eq!(best, [14, 35, 56]);
    }
}
