//! What is kept for counting, made anew and held against what there is.

use rusqlite::{Rows, Statement};

use super::{Place, Verification};
use crate::standing::{Builder, Course, TASKS};
use crate::{Error, row};
use model::unit::UnitId;

/// The rows of a unit, walked in the order of their numbers.
pub(super) struct KeptStanding<'a> {
    rows: Rows<'a>,
    /// The row that was read and not yet held against anything: its first number and its bytes.
    waiting: Option<(u32, Vec<u8>)>,
    /// What a row should be, and its first number.
    should: Option<(u32, Builder)>,
}

impl<'a> KeptStanding<'a> {
    pub(super) const ROWS: &'static str =
        "select id, courses from standing where id between $1 and $2 order by id";

    pub(super) fn new(statement: &'a mut Statement<'_>, unit: UnitId) -> Result<Self, Error> {
        Ok(Self {
            rows: statement.query((row::id(unit, 0), row::id(unit, u32::MAX)))?,
            waiting: None,
            should: None,
        })
    }

    /// The next task as it should be kept.
    pub(super) fn check(
        &mut self,
        number: u32,
        course: &Course<'_>,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let place = number % TASKS;
        let first = number - place;
        if self.should.as_ref().is_some_and(|(open, _)| *open != first) {
            self.compare(found)?;
        }
        let (_, builder) = self
            .should
            .get_or_insert_with(|| (first, Builder::default()));
        builder.push(place, course);
        Ok(())
    }

    /// What is left has no tasks.
    pub(super) fn rest(&mut self, found: &mut Verification) -> Result<(), Error> {
        self.compare(found)?;
        while let Some((first, _)) = self.row()? {
            fault(first, found);
        }
        Ok(())
    }

    fn compare(&mut self, found: &mut Verification) -> Result<(), Error> {
        let Some((first, builder)) = self.should.take() else {
            return Ok(());
        };
        let is = loop {
            match self.row()? {
                Some((stray, _)) if stray < first => fault(stray, found),
                Some((same, bytes)) if same == first => break Some(bytes),
                later => {
                    self.waiting = later;
                    break None;
                }
            }
        };
        if is.is_none_or(|is| is != builder.finish()) {
            fault(first, found);
        }
        Ok(())
    }

    fn row(&mut self) -> Result<Option<(u32, Vec<u8>)>, Error> {
        if let Some(waiting) = self.waiting.take() {
            return Ok(Some(waiting));
        }
        let Some(row) = self.rows.next()? else {
            return Ok(None);
        };
        let id: i64 = row.get(0)?;
        let bytes = row.get_ref(1)?.as_bytes_or_null().ok().flatten();
        Ok(Some((id as u32, bytes.unwrap_or_default().to_vec())))
    }
}

fn fault(first: u32, found: &mut Verification) {
    let last = first.saturating_add(TASKS - 1);
    found.fault(Place::Standing(first.max(1)..=last), "", "");
}
