//! What people type at the prompt: deadlines, and days that things happened.

use chrono::{Datelike as _, Days, NaiveDate};

use super::cursor::{Cursor, normalize};
use super::span::{Point, Reckoning, Span};
use super::{Anchor, DateFault, Deadline, foreign_or_iso, known, resolve};

/// Where somebody sits and types: from what his words are reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// The meeting of the task.
    pub meeting: Anchor,
    /// The day of typing: that of 今年, 本月, 下周.
    pub today: NaiveDate,
    /// The day from which 三个月内 counts.
    pub from: NaiveDate,
}

impl Desk {
    /// For a task of the meeting: what has no day of its own counts from the meeting, that
    /// unrecorded from the day of typing.
    pub fn new(meeting: Anchor, today: NaiveDate) -> Self {
        Self {
            meeting,
            today,
            from: meeting.held_on.unwrap_or(today),
        }
    }
}

impl Deadline {
    /// Resolves a phrase that was typed.
    pub fn typed(phrase: &str, desk: Desk) -> Result<Self, DateFault> {
        let reckoning = Reckoning {
            anchor: Some(desk.meeting),
            year: None,
            now: Some(desk.today),
            from: Some(desk.from),
        };
        Ok(Self::of(phrase, Some(resolve(phrase, reckoning)?)))
    }
}

/// How far ahead a day without a year may lie.
const HALF_A_YEAR: u64 = 183;

/// Reads one calendar day as it was typed today: `2022-06-28`, `6月28日`, 昨天, 上周五, 上月15日, 三天前.
pub fn typed_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    let words = normalize(text);
    let mut cursor = Cursor { rest: &words };
    if let Some((months, days)) = cursor.whole(ago) {
        return today
            .checked_sub_months(chrono::Months::new(months))
            .and_then(|day| day.checked_sub_days(Days::new(days.into())))
            .ok_or(DateFault::Impossible);
    }
    day(text, today, Some(today))
}

/// Reads one calendar day (`2022-06-28`, `6月28日`, `2022.6.28`) as it stands in a file. A day without a
/// year is the latest one not after today, or one in the coming half year (people who type 12月28日 on the 20th mean the day to come, not last year's).
pub fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    day(text, today, None)
}

/// `now` is the day of 昨天, where it is known.
fn day(text: &str, today: NaiveDate, now: Option<NaiveDate>) -> Result<NaiveDate, DateFault> {
    if let Some(day) = foreign_or_iso(text) {
        return known(day?);
    }
    let text = normalize(text);
    // 6月28日前 is a deadline, and no day.
    if matches!(text.last(), Some('前' | '止')) {
        return Err(DateFault::Unknown);
    }
    let mut cursor = Cursor { rest: &text };
    let point = cursor.point()?.filter(|point| point.is_day());
    let point = point.filter(|_| cursor.is_at_end());
    match point.ok_or(DateFault::Unknown)? {
        Point::Of(None, span @ Span::Day(..)) => (0..9)
            .filter_map(|back| span.in_year(today.year() - back))
            .find(|day| *day <= today + Days::new(HALF_A_YEAR))
            .ok_or(DateFault::Impossible),
        point => {
            let reckoning = Reckoning {
                now,
                ..Reckoning::default()
            };
            let year = point.year(reckoning, None)?;
            known(point.last_day(reckoning, year)?)
        }
    }
}

/// 三天前, 一周前, 半个月前.
fn ago(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let length = cursor.length()?;
    let before = cursor.any(&["之前", "以前", "前"]);
    (before && cursor.is_at_end()).then_some(length)
}
