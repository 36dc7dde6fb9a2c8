//! Deadlines without a year: the other dates of the sheet, and its title, tell it before the meeting does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use super::above::Above;
use super::cells;
use super::decide::Columns;
use super::header::Header;
use super::row::Due;
use crate::vocabulary::{Aside, Key};
use model::deadline::{Anchor, DateFault, Deadline};
use office::cell::{Cell, serial_day};
use office::grid::Grid;

/// What tells the year of words that leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// The day when the problem was found.
    Found,
    /// The other deadlines.
    Deadlines,
    /// The other dates.
    Dates,
    /// The title.
    Title,
    /// A day above the table.
    Above,
}

impl Ground {
    /// As a doubt says it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Found => "本行发现问题的日期",
            Self::Deadlines => "表中其他时限",
            Self::Dates => "表中其他日期",
            Self::Title => "表题的年份",
            Self::Above => "表上方的日期",
        }
    }
}

/// The dates of a sheet that state their year.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The deadlines, by the year that their rows are of.
    days: BTreeMap<Option<i32>, BTreeSet<NaiveDate>>,
    /// Days that other columns tell.
    others: BTreeSet<NaiveDate>,
    /// The year of the title, where problems are mended in it.
    title: Option<i32>,
    /// The title's year is that of most deadlines: few say theirs, because it is another one.
    title_first: bool,
    title_plain: bool,
    /// A day above the table, and whether deadlines lie behind it.
    above: Option<(NaiveDate, bool)>,
}

impl Beside {
    /// Looks through the rows that decide what the columns mean. A row without 年度 is of the year
    /// above it, as everywhere in a register.
    pub(super) fn of(grid: &Grid, header: &Header, columns: &Columns, above: &Above) -> Self {
        let mut beside = Self {
            title: above.year.filter(|_| !above.of_meeting),
            above: above.day,
            title_plain: above.year_is_plain,
            ..Self::default()
        };
        let Some(deadlines) = columns.column(Key::Deadline) else {
            return beside;
        };
        let past = [Key::FinishedOn, Key::ClosedOn];
        let past = past.into_iter().filter_map(|key| columns.column(key));
        let others: Vec<u32> = past.chain(found_on(header)).collect();
        let years = columns.column(Key::Year);
        let mut of = None;
        let (mut stating, mut lacking) = (0, 0);
        for row in header.rows(grid) {
            of = years.and_then(|at| cells::year(row.cell(at))).or(of);
            if let Cell::Text(words) = row.cell(deadlines) {
                lacking += usize::from(Deadline::lacks_year(words));
            }
            if let Some(day) = stated(row.cell(deadlines)) {
                stating += 1;
                beside.days.entry(of).or_default().insert(day);
            }
            let days = others.iter().filter_map(|at| stated(row.cell(*at)));
            beside.others.extend(days);
        }
        beside.title_first = above.year_is_plain && stating < lacking;
        beside
    }

    /// The deadline of a row of that year, found on that day; where its words lack a year and other
    /// dates leave but one, in that year, and what tells it.
    pub(super) fn settle(
        &self,
        due: Due,
        of: Option<i32>,
        found: Option<NaiveDate>,
    ) -> (Due, Option<Ground>) {
        let Due::Words(words) = due else {
            return (due, None);
        };
        match (self.year_of(&words, of, found), found) {
            (Some((year, ground)), _) => (Due::InYear(words, year), Some(ground)),
            (None, Some(day)) if counts(&words) => (Due::Since(words, day), Some(Ground::Found)),
            _ => (Due::Words(words), None),
        }
    }

    pub(super) fn year_of(
        &self,
        words: &str,
        of: Option<i32>,
        found: Option<NaiveDate>,
    ) -> Option<(i32, Ground)> {
        // Where nothing tells a year, the words need no second look.
        let known = self.days.get(&of);
        let told = self.title.is_some()
            || !self.others.is_empty()
            || known.is_some()
            || self.above.is_some();
        if found.is_none() && !told || !Deadline::lacks_year(words) {
            return None;
        }
        if let Some(year) = found.and_then(|found| after(words, found)) {
            return Some((year, Ground::Found));
        }
        if let Some(year) = self.title.filter(|_| self.title_first) {
            return Some((year, Ground::Title));
        }
        let told = known.and_then(|days| among(words, days));
        if let Some(year) = told {
            return Some((year, Ground::Deadlines));
        }
        // Days that have been lie before deadlines: of one year alone they say nothing about its turn.
        let title = || Some((self.title?, Ground::Title));
        let dates = || {
            let year = self.others.first()?.year();
            let last = self.others.last()?;
            let one = last.year() == year && after(words, *self.others.first()?) == Some(year);
            one.then_some((year, Ground::Dates))
        };
        if known.is_some() {
            return None;
        }
        let above = || {
            let (day, before) = self.above?;
            let year = if before {
                after(words, day)?
            } else {
                day.year()
            };
            Some((year, Ground::Above))
        };
        // 2023年度 may be the year that was looked at.
        let later = self
            .above
            .is_some_and(|(day, _)| Some(day.year()) > self.title);
        if later && !self.title_plain {
            return above();
        }
        title().or_else(dates).or_else(above)
    }
}

/// Words that count from a day which they do not tell (15日内).
fn counts(words: &str) -> bool {
    let anywhere = Deadline::resolve(words, Some(Anchor::ANY));
    matches!(anywhere, Err(DateFault::NoDay))
}

/// The columns that tell when a problem was found.
pub(super) fn found_on(header: &Header) -> impl Iterator<Item = u32> + '_ {
    let found = header
        .asides
        .iter()
        .filter(|(_, aside)| **aside == Aside::FoundOn);
    found.map(|(at, _)| *at)
}

/// The year of the first such day that is not before this one.
fn after(words: &str, from: NaiveDate) -> Option<i32> {
    (from.year()..=from.year() + 1).find(|year| {
        let day = Deadline::keep_in_year(words, *year, None).date();
        day.is_some_and(|day| day >= from)
    })
}

/// The year that all of these days are of; over the turn of a year, the one time that lies between them.
fn among(words: &str, days: &BTreeSet<NaiveDate>) -> Option<i32> {
    let (first, last) = (days.first()?, days.last()?);
    if first.year() == last.year() {
        return Some(first.year());
    }
    let between = |year: &i32| {
        let day = Deadline::keep_in_year(words, *year, None).date();
        day.is_some_and(|day| (first..=last).contains(&&day))
    };
    let mut years = (first.year()..=last.year()).filter(between);
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

/// A day with its year; a moment's time behind it does not matter.
pub(super) fn stated(cell: &Cell) -> Option<NaiveDate> {
    match cell {
        Cell::Date(day) => Some(*day),
        Cell::Number(serial) => serial_day(*serial),
        Cell::Text(text) => {
            let day = || {
                let (day, _) = text.trim().split_once(' ')?;
                Deadline::keep(day, None).date()
            };
            Deadline::keep(text, None).date().or_else(day)
        }
        Cell::Empty => None,
    }
}
