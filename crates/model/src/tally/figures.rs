//! Figures summed.

use std::collections::HashMap;
use std::fmt;

use chrono::NaiveDate;

use crate::figure::{Figure, Quantity};
use crate::task::Task;

/// One sum: all figures of one name and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What was counted.
    pub name: String,
    /// In what unit; may be empty.
    pub unit: String,
    /// How much altogether.
    pub value: Quantity,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.name, self.value, self.unit)
    }
}

/// Sums by name and unit, in the order of their first appearance.
#[derive(Debug, Clone, Default)]
pub struct FigureSums {
    sums: Vec<Sum>,
    places: HashMap<(String, String), usize>,
    earliest: Option<NaiveDate>,
}

impl FigureSums {
    /// Adds what a task's notes count; notes for the office only are left out.
    pub fn add_task(&mut self, task: &Task) {
        for note in task.progress.iter().filter(|note| !note.internal) {
            for figure in &note.figures {
                self.add(note.date, figure);
            }
        }
    }

    /// Adds one figure of that day.
    pub fn add(&mut self, day: NaiveDate, figure: &Figure) {
        self.earliest = Some(self.earliest.map_or(day, |known| known.min(day)));
        let key = (figure.name.clone(), figure.unit.clone());
        let place = *self.places.entry(key).or_insert_with(|| {
            self.sums.push(Sum {
                name: figure.name.clone(),
                unit: figure.unit.clone(),
                value: Quantity::default(),
            });
            self.sums.len() - 1
        });
        let sum = &mut self.sums[place];
        sum.value = sum.value.plus(figure.value);
    }

    pub(super) fn rename(&mut self, call: impl Fn(&mut String)) {
        for sum in &mut self.sums {
            call(&mut sum.name);
            call(&mut sum.unit);
        }
    }

    /// The sums.
    pub fn as_slice(&self) -> &[Sum] {
        &self.sums
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// The first day that a figure speaks of.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }
}
