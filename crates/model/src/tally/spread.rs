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
}

/// The tasks with one text.
#[derive(Debug, Clone)]
pub struct SpreadRow {
    /// The text; `None` for tasks without.
    pub key: Option<String>,
    /// How they stand.
    pub stand: StatusCounts,
    /// In how many units they are.
    pub units: u32,
    last: Option<String>,
}

impl Spread {
    /// Counts one task.
    pub fn add(&mut self, key: Option<&str>, task: &Task, today: NaiveDate) {
        if task.is_void() {
            return;
        }
        let key = key.map(str::to_owned);
        let place = *self.places.entry(key.clone()).or_insert_with(|| {
            self.rows.push(SpreadRow {
                key,
                stand: StatusCounts::default(),
                units: 0,
                last: None,
            });
            self.rows.len() - 1
        });
        let row = &mut self.rows[place];
        if row.units == 0 || row.last != task.unit {
            row.units += 1;
            row.last.clone_from(&task.unit);
        }
        row.stand
            .add(&StatusGroup::task(task), today, DUE_SOON_DAYS);
    }

    /// The most widely spread first, those without a text last.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.places.clear();
        self.rows.sort_by_key(|row| {
            let counts = (Reverse(row.units), Reverse(row.stand.total));
            (row.key.is_none(), counts, row.key.clone())
        });
        self
    }

    /// The texts with their counts.
    pub fn rows(&self) -> &[SpreadRow] {
        &self.rows
    }
}
