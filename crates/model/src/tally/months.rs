//! What was planned, finished and closed, month by month.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::deadline::Deadline;
use crate::tally::Counted;
use crate::task::Task;

/// The counts of one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Month {
    /// Tasks whose first deadline falls in it: an extension does not move the plan.
    pub planned: u32,
    /// 已完成整改 in it.
    pub finished: u32,
    /// 已销号 in it.
    pub closed: u32,
}

/// Counts by month, in the order of the calendar; a month in which nothing falls is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Months(BTreeMap<NaiveDate, Month>);

impl Months {
    /// Counts one task; void ones count nowhere.
    pub fn add(&mut self, task: &Task) {
        self.count(&Counted::of(task));
    }

    /// The same of what counts see of it.
    pub fn count(&mut self, task: &Counted<'_>) {
        if task.is_void() {
            return;
        }
        if let Some(day) = task.first_due {
            self.of(day).planned += 1;
        }
        if let Some(day) = task.finished_on() {
            self.of(day).finished += 1;
        }
        if let Some(day) = task.closed_on() {
            self.of(day).closed += 1;
        }
    }

    /// Counts the tasks of another too.
    pub fn join(&mut self, other: &Self) {
        for (day, more) in &other.0 {
            let month = self.of(*day);
            month.planned += more.planned;
            month.finished += more.finished;
            month.closed += more.closed;
        }
    }

    fn of(&mut self, day: NaiveDate) -> &mut Month {
        self.0.entry(first_of_month(day)).or_default()
    }

    /// Every month's first day with its counts.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (NaiveDate, Month)> + '_ {
        self.0.iter().map(|(day, month)| (*day, *month))
    }

    /// The sums of all months that begin on that day or earlier.
    pub fn until(&self, day: NaiveDate) -> Month {
        let mut sum = Month::default();
        for month in self.0.range(..=day).map(|(_, month)| month) {
            sum.planned += month.planned;
            sum.finished += month.finished;
            sum.closed += month.closed;
        }
        sum
    }

    /// Whether nothing is dated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The first day of that day's month.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The day a task was first due, before any extension.
pub fn first_due(task: &Task) -> Option<NaiveDate> {
    match task.extensions.first() {
        Some(extension) => extension.from.as_ref().and_then(Deadline::date),
        None => task.due(),
    }
}
