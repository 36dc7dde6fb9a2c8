//! Deadlines without a year: the other deadlines of the sheet tell it before the meeting does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use super::cells;
use super::decide::Columns;
use super::header::Header;
use super::row::Due;
use crate::vocabulary::Key;
use model::deadline::Deadline;
use office::cell::{Cell, serial_day};
use office::grid::Grid;

/// The deadlines of a sheet that state their year, by the year that their rows are of.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    days: BTreeMap<Option<i32>, BTreeSet<NaiveDate>>,
}

impl Beside {
    /// Looks through the rows that decide what the columns mean. A row without 年度 is of the year
    /// above it, as everywhere in a register.
    pub(super) fn of(grid: &Grid, header: &Header, columns: &Columns) -> Self {
        let mut beside = Self::default();
        let Some(deadlines) = columns.column(Key::Deadline) else {
            return beside;
        };
        let years = columns.column(Key::Year);
        let mut of = None;
        for row in header.rows(grid) {
            of = years.and_then(|at| cells::year(row.cell(at))).or(of);
            if let Some(day) = stated(row.cell(deadlines)) {
                beside.days.entry(of).or_default().insert(day);
            }
        }
        beside
    }

    /// The deadline of a row of that year; where its words lack a year and the other dates leave but
    /// one, in that year.
    pub(super) fn settle(&self, due: Due, of: Option<i32>) -> Due {
        let Due::Words(words) = due else { return due };
        match self.year_of(&words, of) {
            Some(year) => Due::InYear(words, year),
            None => Due::Words(words),
        }
    }

    fn year_of(&self, words: &str, of: Option<i32>) -> Option<i32> {
        let days = self.days.get(&of)?;
        let (first, last) = (days.first()?, days.last()?);
        if !Deadline::lacks_year(words) {
            return None;
        }
        if first.year() == last.year() {
            return Some(first.year());
        }
        // Over the turn of a year: the one time that lies between the others.
        let between = |year: &i32| {
            let day = Deadline::keep_in_year(words, *year, None).date();
            day.is_some_and(|day| (first..=last).contains(&&day))
        };
        let mut years = (first.year()..=last.year()).filter(between);
        let year = years.next()?;
        years.next().is_none().then_some(year)
    }
}

fn stated(cell: &Cell) -> Option<NaiveDate> {
    match cell {
        Cell::Date(day) => Some(*day),
        Cell::Number(serial) => serial_day(*serial),
        Cell::Text(text) => Deadline::keep(text, None).date(),
        Cell::Empty => None,
    }
}
