//! How far something is spread over units: counts by a text, with the number of units.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::status_group::StatusGroup;
use crate::tally::{DUE_SOON_DAYS, StatusCounts};
use crate::task::Task;

/// Counts by text. Tasks of one unit come one after the other.
#[derive(Debug, Clone, Default)]
pub struct Spread {
    rows: Vec<SpreadRow>,
    places: HashMap<Option<String>, usize>,
    /// How many units came so far, and the last of them.
    units: u32,
    last: Option<String>,
}

/// The tasks with one text.
#[derive(Debug, Clone)]
pub struct SpreadRow {
    /// The text; `None` for tasks without.
    pub key: Option<String>,
    /// How they stand.
    pub stand: StatusCounts,
    /// The units they are in, by their places in the order of coming.
    units: Vec<u32>,
}

impl SpreadRow {
    /// In how many units they are.
    pub fn units(&self) -> u32 {
        self.units.len() as u32
    }
}

impl Spread {
    /// Counts one task.
    pub fn add(&mut self, key: Option<&str>, task: &Task, today: NaiveDate) {
        if task.is_void() {
            return;
        }
        if self.units == 0 || self.last != task.unit {
            self.units += 1;
            self.last.clone_from(&task.unit);
        }
        let key = key.map(str::to_owned);
        let place = *self.places.entry(key.clone()).or_insert_with(|| {
            self.rows.push(SpreadRow {
                key,
                stand: StatusCounts::default(),
                units: Vec::new(),
            });
            self.rows.len() - 1
        });
        let row = &mut self.rows[place];
        if row.units.last() != Some(&self.units) {
            row.units.push(self.units);
        }
        row.stand
            .add(&StatusGroup::task(task), today, DUE_SOON_DAYS);
    }

    /// The same counts by what each text is called, those that are called the same together.
    #[must_use]
    pub fn called(self, mut name: impl FnMut(&str) -> String) -> Self {
        let mut together = Self::default();
        for row in self.rows {
            let key = row.key.as_deref().map(&mut name);
            match together.rows.iter_mut().find(|known| known.key == key) {
                Some(known) => {
                    known.stand.join(&row.stand);
                    known.units.extend(row.units);
                    known.units.sort_unstable();
                    known.units.dedup();
                }
                None => together.rows.push(SpreadRow { key, ..row }),
            }
        }
        together
    }

    /// The most widely spread first, those without a text last.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.places.clear();
        self.rows.sort_by_key(|row| {
            let counts = (Reverse(row.units()), Reverse(row.stand.total));
            (row.key.is_none(), counts, row.key.clone())
        });
        self
    }

    /// The texts with their counts.
    pub fn rows(&self) -> &[SpreadRow] {
        &self.rows
    }
}
