//! What existed on a day, and how it stood: the one definition that every verb shows a day by.
//!
//! A task exists from the earlier of its meeting's day and its earliest record. What is dated after
//! the day is left out. What was typed without a day of its own belongs to the newest record made
//! with or before it; corrections (names, deadlines, 作废, what was taken back) hold for every day.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Task;
use super::fold::withdrawn;
use crate::book::Book;
use crate::entry::Entry;
use crate::event::{Change, Event, Registered, TaskEvent, TextField};
use crate::status::Status;

/// The day from which the problems of that year exist: their meeting's; that unrecorded, the first
/// of the year in which they are mended.
pub fn meeting_day(book: &Book, year: i32) -> NaiveDate {
    let held_on = book.meeting(year).and_then(|meeting| meeting.held_on);
    held_on
        .or_else(|| NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1))
        .unwrap_or(NaiveDate::MAX)
}

impl Task {
    /// Whether the task of these entries existed on that day; `meeting` is the day of its meeting.
    pub fn exists_on(entries: &[Entry], day: NaiveDate, meeting: NaiveDate) -> bool {
        let withdrawn = withdrawn(entries);
        let holding = holding(entries, &withdrawn);
        meeting <= day || earliest(&holding).is_some_and(|earliest| earliest <= day)
    }

    /// How the task of these entries stood before the latest day that any of them speaks of.
    pub fn past(number: u32, entries: &[Entry]) -> Past {
        let withdrawn = withdrawn(entries);
        let holding = holding(entries, &withdrawn);
        let mut turns: Vec<NaiveDate> = holding.iter().filter_map(|entry| spoken(entry)).collect();
        turns.sort_unstable();
        turns.dedup();
        let newest_first = turns.iter().rev();
        let is_long = turns.len() * entries.len() > MOST_FOLDED;
        let earlier = newest_first.take(if is_long { 0 } else { turns.len() });
        let earlier = earlier.filter_map(|turn| {
            let task = Self::fold_until(number, entries, turn.pred_opt()?)?;
            Some((*turn, task))
        });
        Past {
            earliest: earliest(&holding),
            earlier: earlier.collect(),
            untold_before: turns.last().copied().filter(|_| is_long),
        }
    }

    /// The task that these entries make, without what is of a later day.
    pub fn fold_until(number: u32, entries: &[Entry], day: NaiveDate) -> Option<Self> {
        let withdrawn = withdrawn(entries);
        let holding = holding(entries, &withdrawn);
        let task = Self::fold_by(number, entries, |entry, event| {
            if withdrawn.contains(&entry.sequence) {
                return None;
            }
            until(event, day, || newest(&holding, entry))
        });
        let mut task = task?;
        for measure in &mut task.measures {
            measure.done_on = measure.done_on.filter(|done| *done <= day);
        }
        Some(task)
    }
}

/// Entries times days of a task from which on its past is folded only where it is asked for.
const MOST_FOLDED: usize = 4096;

/// A task before the state that its entries make in the end. Between two days on which something
/// begins to hold nothing changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The first day that any of its records was made on or speaks of.
    pub earliest: Option<NaiveDate>,
    /// The task as it stood before each of these days and since the next one; the latest first.
    pub earlier: Vec<(NaiveDate, Task)>,
    /// Its records are so many that they tell only themselves how it stood before this day.
    pub untold_before: Option<NaiveDate>,
}

/// The entries that no other takes back.
fn holding<'a>(entries: &'a [Entry], withdrawn: &[u64]) -> Vec<&'a Entry> {
    let entries = entries.iter();
    entries
        .filter(|entry| !withdrawn.contains(&entry.sequence))
        .collect()
}

/// The first day that any of these entries was made on or speaks of.
fn earliest(holding: &[&Entry]) -> Option<NaiveDate> {
    let days = holding.iter().filter_map(|entry| match &entry.event {
        Event::Task(TaskEvent::Raised(raised)) => {
            let made = raised.on.min(entry.stamp.when.date_naive());
            Some(raised.status.on().map_or(made, |on| on.min(made)))
        }
        Event::Task(event) => event.on(),
        Event::Ledger(_) => None,
    });
    days.min()
}

/// The newest day of what was recorded before an entry or by the same command.
fn newest(holding: &[&Entry], entry: &Entry) -> Option<NaiveDate> {
    let known = holding
        .iter()
        .filter(|other| other.sequence < entry.sequence || other.command() == entry.command());
    known.filter_map(|other| spoken(other)).max()
}

/// The day that an entry speaks of.
fn spoken(entry: &Entry) -> Option<NaiveDate> {
    match &entry.event {
        Event::Task(TaskEvent::Raised(raised)) => dated(raised),
        Event::Task(event) => event.on(),
        Event::Ledger(_) => None,
    }
}

/// What an event tells of days up to that one; `None` where nothing.
fn until(
    event: &TaskEvent,
    day: NaiveDate,
    newest: impl FnOnce() -> Option<NaiveDate>,
) -> Option<Cow<'_, TaskEvent>> {
    if event.on().is_some_and(|on| on > day) {
        return None;
    }
    match event {
        TaskEvent::Raised(raised) if dated(raised).is_some_and(|on| on > day) => {
            let mut raised = raised.clone();
            raised.status = Status::NotStarted;
            raised.progress = None;
            raised.card.outcome = None;
            Some(Cow::Owned(TaskEvent::Raised(raised)))
        }
        TaskEvent::Edited(changes)
            if changes.iter().any(is_told) && newest().is_some_and(|on| on > day) =>
        {
            let kept = changes.iter().filter(|change| !is_told(change)).cloned();
            Some(Cow::Owned(TaskEvent::Edited(kept.collect())))
        }
        _ => Some(Cow::Borrowed(event)),
    }
}

/// The day that a register gives for its status. One that says 已销号 and not when speaks of no day
/// of its own: the day of import stands there, and the word holds for every day.
fn dated(raised: &Registered) -> Option<NaiveDate> {
    raised.status.on().filter(|on| *on != raised.on)
}

/// Whether a change tells what became of the task; the others correct what it is.
fn is_told(change: &Change) -> bool {
    matches!(
        change,
        Change::Text(
            TextField::Outcome | TextField::Reason | TextField::NextStep | TextField::Wording,
            _
        )
    )
}
