//! A task that a pass came to, as it lies in the bytes.

use chrono::NaiveDate;

use super::read::{Chunk, Record};
use super::scan::{damaged, existed};
use super::state::{Earlier, State};
use super::write::field;
use super::{Naming, bytes, keep};
use crate::Error;
use crate::on_day::OnDay;
use model::draft::SubjectKind;
use model::tally::Counted;
use model::unit::UnitId;

/// A task that the pass came to.
pub(crate) struct Seen<'a> {
    pub(crate) unit: UnitId,
    pub(crate) number: u32,
    /// Code of a gathered unit.
    pub(super) code: Option<&'a str>,
    /// Over time.
    pub(super) kept: (&'a Chunk<'a>, &'a Record<'a>),
    /// As it stood on the day asked about.
    pub(super) then: (&'a Chunk<'a>, State<'a>),
    /// That is how it stands now.
    pub(super) is_present: bool,
    /// Its records had to tell how it stood.
    pub(super) is_folded: bool,
}

impl Seen<'_> {
    pub(super) fn counted(&self) -> Result<Counted<'_>, Error> {
        let (chunk, state) = &self.then;
        let counted = chunk.counted(state, self.code, self.number);
        counted.ok_or_else(damaged)
    }

    pub(super) fn counted_on(&self, day: NaiveDate) -> Result<Counted<'_>, Error> {
        let (chunk, record) = &self.kept;
        let mut room = Earlier::new();
        let (state, _) = record
            .on(bytes::counted(day), &mut room)
            .ok_or_else(damaged)?;
        let counted = chunk.counted(&state, self.code, self.number);
        counted.ok_or_else(damaged)
    }

    /// Whether only its records tell how it stood on that day.
    pub(super) fn is_untold(&self, day: NaiveDate) -> bool {
        self.kept.1.untold_before.is_some_and(|turn| day < turn)
    }

    /// Whether only its records tell what it was called on the day asked about.
    pub(crate) fn is_retitled(&self) -> bool {
        self.then.1.wording().is_retitled || self.is_folded
    }

    /// Whether its row tells how it stood.
    pub(crate) fn is_present(&self) -> bool {
        self.is_present
    }

    /// Whether it had a text then that its row has not any more.
    pub(crate) fn is_worded_otherwise(&self) -> bool {
        self.then.1.wording().is_other || self.is_folded
    }

    pub(super) fn existed(&self, on_day: &OnDay<'_>) -> Result<bool, Error> {
        existed(self.kept.1, on_day, self.unit)
    }

    pub(super) fn year(&self) -> Result<i32, Error> {
        self.then.1.year().ok_or_else(damaged)
    }

    /// The day it is due, counted.
    pub(super) fn due(&self) -> Option<i64> {
        self.then.1.due_counted()
    }

    /// The row of the table that it was read from; `None` where its records told it.
    pub(super) fn row(&self) -> Option<i64> {
        let row = keep::key(self.unit, self.number).0;
        (!self.is_folded).then_some(row)
    }

    /// Hands over what a field of its row holds for each of its names of that sort.
    pub(super) fn each_held(&self, sort: Naming, mut each: impl FnMut(u64)) {
        let (_, state) = &self.then;
        each(state.fields[sort.field()]);
        if sort == Naming::Dept {
            state.each_own_dept(|held| {
                each(held);
                true
            });
        }
    }

    /// The name that a field of that sort holds so; none where it holds none.
    pub(super) fn name(&self, sort: Naming, held: u64) -> Result<Option<&str>, Error> {
        let names = self.then.0.names.texts().ok_or_else(damaged)?;
        Ok(match held.checked_sub(1) {
            Some(place) => names.get(place as usize).copied(),
            None => (sort == Naming::Subject).then_some(SubjectKind::Team.word()),
        })
    }

    pub(super) fn subject(&self) -> Result<&str, Error> {
        let held = self.then.1.fields[field::SUBJECT];
        self.name(Naming::Subject, held)?.ok_or_else(damaged)
    }

    pub(super) fn last_entry(&self) -> u64 {
        self.then.1.fields[field::LAST_ENTRY]
    }
}
