//! Tasks as they stood on a day: from the row where it tells that day, else from the history.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Error, Store, read};
use model::book::Book;
use model::task::{Task, meeting_day};
use model::unit::UnitId;

/// The ledger as it was on a day.
pub struct OnDay<'a> {
    store: &'a Store,
    day: NaiveDate,
    /// The day is before that of the clock, so that some tasks may not have existed.
    is_past: bool,
    books: RefCell<HashMap<UnitId, Book>>,
}

impl Store {
    /// The ledger as it was on a day; what is recorded exists on the clock's day, whatever it says.
    pub fn on_day(&self, day: NaiveDate, clock: NaiveDate) -> OnDay<'_> {
        OnDay {
            store: self,
            day,
            is_past: day < clock,
            books: RefCell::default(),
        }
    }

    fn unit_of_code(&self, code: &str) -> Result<UnitId, Error> {
        let sql = "select id from unit
            where coalesce(code, name) = $1 and aside is null and id <> 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(UnitId(statement.query_row([code], |row| row.get(0))?))
    }

    /// The unit that a task is of.
    pub fn unit_of(&self, task: &Task) -> Result<UnitId, Error> {
        let code = task.unit.as_deref();
        code.map_or(Ok(UnitId::OWN), |code| self.unit_of_code(code))
    }
}

impl OnDay<'_> {
    /// The task as it stood then; `None` when it did not exist.
    pub fn task(&self, task: Task) -> Result<Option<Task>, Error> {
        if self.is_told_by(&task) {
            return Ok(Some(task));
        }
        let unit = self.store.unit_of(&task)?;
        let meeting = self.meeting_day(unit, task.year)?;
        let entries: Vec<_> = read::task_entries(&self.store.connection, unit, task.number)?;
        let day = if self.is_past {
            self.day
        } else {
            NaiveDate::MAX
        };
        let exists = Task::exists_on(&entries, day, meeting);
        Ok(exists
            .then(|| Task::fold_until(task.number, &entries, self.day))
            .flatten()
            .map(|folded| Task {
                unit: task.unit,
                ..folded
            }))
    }

    /// Whether the row tells how the task stood then: nothing is dated after the day, and it
    /// existed.
    pub fn is_told_by(&self, task: &Task) -> bool {
        let (day, latest) = (self.day, task.latest_on);
        latest.is_none_or(|latest| latest <= day)
            && task
                .measures
                .iter()
                .all(|measure| measure.done_on.is_none_or(|done| done <= day))
            && (!self.is_past || latest.is_some() || task.raised_on <= day)
    }

    /// The task as its records tell that it stood then, whether or not it existed.
    pub(super) fn folded(&self, unit: UnitId, number: u32) -> Result<Option<Task>, Error> {
        let entries = read::task_entries(&self.store.connection, unit, number)?;
        Ok(Task::fold_until(number, &entries, self.day))
    }

    pub(super) fn day(&self) -> NaiveDate {
        self.day
    }

    /// Whether all that is recorded existed then.
    pub(super) fn has_all(&self) -> bool {
        !self.is_past
    }

    pub(super) fn meeting_day(&self, unit: UnitId, year: i32) -> Result<NaiveDate, Error> {
        let mut books = self.books.borrow_mut();
        if let Some(book) = books.get(&unit) {
            return Ok(meeting_day(book, year));
        }
        let book = read::book(&self.store.connection, unit)?;
        Ok(meeting_day(books.entry(unit).or_insert(book), year))
    }
}
