//! Deadlines (整改时限): the grammar of date phrases and what they resolve to.
//!
//! A phrase is kept in its own words; a month, quarter or half-year means its last day. Without a
//! year it is the first occurrence after the meeting was held; that unrecorded, in the year after
//! the meeting's year. 今年, 本月, 下周 are those of the day of typing, in a document those of the
//! meeting. A phrase is known whole, every word and number of it, or it is none.

mod cursor;
mod foreign;
mod forms;
mod grammar;
mod point;
mod span;
mod stretch;
mod typed;
mod words;

use chrono::{Datelike as _, NaiveDate};

use cursor::normalize;
use grammar::Phrase;
use office::text::iso;
use span::{Reckoning, YEARS};

pub use forms::{FORMS, Form, REFUSED};
pub use typed::{Desk, read_day, typed_day};

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// By this day.
    Date(NaiveDate),
    /// 立行立改: at once; it has no date and is never overdue.
    Immediate,
    /// 长期坚持: no end; it needs periodic checks.
    LongTerm,
}

/// Sorts of term (整改类型), whatever the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// 限期整改
    Date,
    /// 立行立改
    Immediate,
    /// 长期坚持
    LongTerm,
}

impl TermKind {
    /// The written word: `date`, `immediate`, `long_term`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Immediate => "immediate",
            Self::LongTerm => "long_term",
        }
    }
}

impl Term {
    /// Of which sort it is.
    pub fn kind(self) -> TermKind {
        match self {
            Self::Date(_) => TermKind::Date,
            Self::Immediate => TermKind::Immediate,
            Self::LongTerm => TermKind::LongTerm,
        }
    }

    /// The written word of its sort.
    pub fn word(self) -> &'static str {
        self.kind().word()
    }

    /// The day, where there is one.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(day),
            Self::Immediate | Self::LongTerm => None,
        }
    }
}

/// A deadline: the words as given and what they resolve to (`None`: they could not be resolved).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The words as given.
    pub phrase: String,
    /// What they mean.
    pub term: Option<Term>,
}

/// From where a phrase without a year is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Year of the meeting that listed the problem.
    pub year: i32,
    /// The day it was held, if recorded.
    pub held_on: Option<NaiveDate>,
}

impl Anchor {
    /// The meeting of a year whose day is not recorded.
    pub const fn of(year: i32) -> Self {
        Self {
            year,
            held_on: None,
        }
    }

    /// Some year, by which phrases that lack one are compared with each other, never dated.
    pub const ANY: Self = Self::of(2020);
}

/// Why words are no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// No date phrase, or more than one: a word or number in it is not known.
    #[error("not a date phrase")]
    Unknown,
    /// A day that no calendar has (2月30日, 13月).
    #[error("no such day")]
    Impossible,
    /// A year outside 1990–2100.
    #[error("a year that no deadline has")]
    Year,
    /// A phrase that needs a year which nobody recorded (6月底).
    #[error("no year to reckon from")]
    NoYear,
    /// A phrase that counts from a day which nobody recorded (三个月内, 本月底).
    #[error("no day to reckon from")]
    NoDay,
}

impl Deadline {
    /// Resolves a phrase of a document or register; the anchor may be missing while a phrase with
    /// its own year still resolves.
    pub fn resolve(phrase: &str, anchor: Option<Anchor>) -> Result<Self, DateFault> {
        let term = resolve(phrase, of_document(anchor))?;
        Ok(Self::of(phrase, Some(term)))
    }

    /// Resolves a phrase, keeping the words without a meaning where it can't: never fails.
    pub fn keep(phrase: &str, anchor: Option<Anchor>) -> Self {
        Self::of(phrase, resolve(phrase, of_document(anchor)).ok())
    }

    /// The same where other dates tell the year of words that leave it out. What the meeting, its day
    /// recorded, rules out is reckoned from the meeting.
    pub fn keep_in_year(phrase: &str, year: i32, anchor: Option<Anchor>) -> Self {
        let reckoning = Reckoning {
            year: Some(year),
            ..of_document(anchor)
        };
        let told = resolve(phrase, reckoning).ok();
        let held_on = anchor.and_then(|anchor| anchor.held_on);
        match told.and_then(Term::date) {
            Some(day) if held_on.is_none_or(|held| day > held) => Self::of(phrase, told),
            _ => Self::keep(phrase, anchor),
        }
    }

    /// A deadline given as a real date (a spreadsheet's date cell): its ISO form is the phrase.
    pub fn on(day: NaiveDate) -> Self {
        Self {
            phrase: day.to_string(),
            term: Some(Term::Date(day)),
        }
    }

    /// Whether the day lies in a year that a deadline may have.
    pub fn may_be(day: NaiveDate) -> bool {
        known(day).is_ok()
    }

    fn of(phrase: &str, term: Option<Term>) -> Self {
        Self {
            phrase: phrase.trim().to_owned(),
            term,
        }
    }

    /// The day, where there is one.
    pub fn date(&self) -> Option<NaiveDate> {
        self.term.and_then(Term::date)
    }

    /// Whether the words are a deadline, whatever they are reckoned from.
    pub fn is_phrase(words: &str) -> bool {
        let fault = resolve(words, Reckoning::default()).err();
        matches!(fault, None | Some(DateFault::NoYear | DateFault::NoDay))
    }

    /// Whether the words leave out a year that only the meeting or other dates tell (6月底).
    pub fn lacks_year(words: &str) -> bool {
        foreign_or_iso(words).is_none() && phrase(words).is_ok_and(|phrase| phrase.lacks_year())
    }

    /// The day alone, with 前 where the words say so, if the words as given would tell a reader
    /// nothing else (5月31号前) or another day on another day (今年底, 两年内).
    pub fn in_full(&self) -> Option<(NaiveDate, bool)> {
        let day = self.date()?;
        let by = self.phrase.ends_with('前');
        if foreign_or_iso(&self.phrase).is_some() {
            return Some((day, false));
        }
        let phrase = phrase(&self.phrase).ok()?;
        let alone = phrase.alone().is_some_and(span::Point::is_day);
        (alone || phrase.is_relative()).then_some((day, by))
    }

    /// The words as given; the day behind them where somebody who reads them later would take them
    /// for another one: 今年底（2023-12-31）.
    pub fn told(&self) -> String {
        match self.date().filter(|_| self.is_relative()) {
            Some(day) => format!("{}（{day}）", self.phrase),
            None => self.phrase.clone(),
        }
    }

    /// Whether the words mean another day when somebody else says them later (今年底, 两年内).
    pub fn is_relative(&self) -> bool {
        foreign_or_iso(&self.phrase).is_none()
            && phrase(&self.phrase).is_ok_and(|phrase| phrase.is_relative())
    }
}

/// In a document 今年 is the year when the meeting was held, and 三个月内 counts from it.
fn of_document(anchor: Option<Anchor>) -> Reckoning {
    let held_on = anchor.and_then(|anchor| anchor.held_on);
    Reckoning {
        anchor,
        year: None,
        now: held_on,
        from: held_on,
    }
}

/// A day in a form that needs no grammar: ISO, as most sheets have it, or as programs write it.
fn foreign_or_iso(words: &str) -> Option<Result<NaiveDate, DateFault>> {
    iso::read(words).map(Ok).or_else(|| foreign::day(words))
}

fn phrase(words: &str) -> Result<Phrase, DateFault> {
    grammar::read(&normalize(words))
}

fn resolve(words: &str, reckoning: Reckoning) -> Result<Term, DateFault> {
    if let Some(day) = foreign_or_iso(words) {
        return known(day?).map(Term::Date);
    }
    let phrase = phrase(words)?;
    match phrase.day(reckoning)? {
        Some(day) => known(day).map(Term::Date),
        None if phrase.long_term => Ok(Term::LongTerm),
        None if phrase.at_once => Ok(Term::Immediate),
        None => Err(DateFault::Unknown),
    }
}

fn known(day: NaiveDate) -> Result<NaiveDate, DateFault> {
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(DateFault::Year)
    }
}

#[cfg(test)]
mod tests;
