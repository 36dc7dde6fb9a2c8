//! Which tasks stand how, on any day: one pass over few bytes a task, kept beside the rows. Counts, filters
//! and orders are answered from here; a task's texts are read where they are shown.

#![expect(
    clippy::option_option,
    reason = "what can't be read is one thing, a field that holds none another"
)]

mod block;
mod bytes;
mod choose;
mod keep;
mod names;
mod read;
mod scan;
mod seen;
mod shared;
mod state;
mod write;

use chrono::NaiveDate;

pub use choose::TaskKey;
pub(super) use keep::{Keeper, REMOVE_ALL};
pub use names::Naming;
pub(super) use write::{Builder, Course, TASKS};

use super::{Error, OnDay, Store};
use model::scope::Scope;
use model::tally::Counted;

/// The day as of which something is asked. On the clock's day and later whatever is recorded exists.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    day: NaiveDate,
    clock: NaiveDate,
}

impl AsOf {
    /// As the rows say.
    pub const PRESENT: Self = Self {
        day: NaiveDate::MAX,
        clock: NaiveDate::MIN,
    };

    /// As of a day, asked on the clock's.
    pub fn new(day: NaiveDate, clock: NaiveDate) -> Self {
        Self { day, clock }
    }

    fn is_of_now(self) -> bool {
        self.day == self.clock
    }
}

impl Store {
    pub(super) fn on_day_of(&self, as_of: AsOf) -> OnDay<'_> {
        self.on_day(as_of.day, as_of.clock)
    }

    /// Hands over every task of a scope as counts saw it on a day, unit by unit, by number, with its place.
    /// `each` must not print: the ledger is read meanwhile.
    pub fn count_each(
        &self,
        scope: &Scope,
        as_of: AsOf,
        mut each: impl FnMut(&Counted<'_>, TaskKey),
    ) -> Result<(), Error> {
        self.each_seen_by_name(scope, as_of, &mut |seen| {
            each(&seen.counted()?, TaskKey::new(seen.unit, seen.number));
            Ok(true)
        })
    }

    /// The same, with each task also as it stood on an earlier day; `None` where it did not exist.
    pub fn count_each_since(
        &self,
        scope: &Scope,
        as_of: AsOf,
        since: NaiveDate,
        mut each: impl FnMut(&Counted<'_>, Option<&Counted<'_>>),
    ) -> Result<(), Error> {
        let earlier = self.on_day(since, as_of.clock);
        self.each_seen_by_name(scope, as_of, &mut |seen| {
            let now = seen.counted()?;
            if !seen.existed(&earlier)? {
                each(&now, None);
            } else if seen.is_untold(since) {
                let folded = earlier.folded(seen.unit, seen.number)?;
                each(&now, folded.as_ref().map(Counted::of).as_ref());
            } else {
                each(&now, Some(&seen.counted_on(since)?));
            }
            Ok(true)
        })
    }

    /// Hands over year, subject and place of every task of a scope as it stood on a day, unit by unit, by
    /// number.
    pub fn place_each(
        &self,
        scope: &Scope,
        as_of: AsOf,
        mut each: impl FnMut(i32, &str, TaskKey),
    ) -> Result<(), Error> {
        self.each_seen_by_name(scope, as_of, &mut |seen| {
            let key = TaskKey::new(seen.unit, seen.number);
            each(seen.year()?, seen.subject()?, key);
            Ok(true)
        })
    }

    /// How many tasks a scope had on a day.
    pub fn count_on(&self, scope: &Scope, as_of: AsOf) -> Result<u32, Error> {
        let mut count = 0;
        self.each_seen(scope, as_of, &mut |_| {
            count += 1;
            Ok(true)
        })?;
        Ok(count)
    }

    /// How many tasks a scope has.
    pub fn count(&self, scope: &Scope) -> Result<u32, Error> {
        self.count_on(scope, AsOf::PRESENT)
    }

    /// Whether a scope has more tasks than that; it is not counted further.
    pub fn has_more_than(&self, many: u32, scope: &Scope) -> Result<bool, Error> {
        let mut count = 0;
        self.each_seen(scope, AsOf::PRESENT, &mut |_| {
            count += 1;
            Ok(count <= many)
        })?;
        Ok(count > many)
    }

    /// The newest year that has a task of the scope.
    pub fn newest_year_of(&self, scope: &Scope) -> Result<Option<i32>, Error> {
        let mut newest = None;
        self.each_seen(scope, AsOf::PRESENT, &mut |seen| {
            newest = newest.max(Some(seen.year()?));
            Ok(true)
        })?;
        Ok(newest)
    }

    /// The years that have tasks, ascending.
    pub fn years(&self) -> Result<Vec<i32>, Error> {
        let mut years = std::collections::BTreeSet::new();
        self.each_seen(&Scope::default(), AsOf::PRESENT, &mut |seen| {
            years.insert(seen.year()?);
            Ok(true)
        })?;
        Ok(years.into_iter().collect())
    }
}
