//! One cell, before it becomes text or a spreadsheet value.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::text::iso;
use crate::text::visible::{inert, taken_in};

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is recorded.
    #[default]
    Empty,
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// Text, lines separated by `\n`.
    Text(String),
}

impl Cell {
    /// A text cell to be shown, with nothing in it that steers or hides ([`inert`]), or an empty one
    /// for an empty text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(text.into(), inert)
    }

    /// A text cell as a file holds it ([`taken_in`]), or an empty one for an empty text.
    pub fn read(text: impl Into<String>) -> Self {
        Self::of(text.into(), taken_in)
    }

    fn of(mut text: String, safe: fn(&str) -> Cow<'_, str>) -> Self {
        if let Cow::Owned(safe) = safe(&text) {
            text = safe;
        }
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Text that may not be recorded.
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A day that may not be recorded.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// Its text, without a number's or a day's.
    pub(crate) fn held(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Empty | Self::Number(_) | Self::Date(_) => "",
        }
    }

    /// How many characters its text has.
    pub fn characters(&self) -> usize {
        self.held().chars().count()
    }

    /// As written where there are no types: days in ISO form.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            other => other.clone().into_written(),
        }
    }

    /// The same of a cell that nobody needs any more.
    pub fn into_written(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => iso::written(day),
            Self::Text(text) => text,
        }
    }
}

/// The day that a spreadsheet's serial number means, within the years a ledger can speak of.
pub fn serial_day(serial: i64) -> Option<NaiveDate> {
    let days = u64::try_from(serial)
        .ok()
        .filter(|days| (30_000..=60_000).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
}

/// The serial number by which spreadsheets know a day.
pub fn serial_of(day: NaiveDate) -> i64 {
    NaiveDate::from_ymd_opt(1899, 12, 30).map_or(0, |zero| (day - zero).num_days())
}
