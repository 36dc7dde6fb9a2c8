//! Stretches of the calendar that words name, and their last days.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::{Anchor, DateFault};

/// Years that a deadline may lie in; any other is a slip of the keyboard.
pub(super) const YEARS: RangeInclusive<i32> = 1990..=2100;

/// From where words are reckoned.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reckoning {
    /// The meeting that words without a year follow.
    pub(super) anchor: Option<Anchor>,
    /// The year of words that leave it out, where other dates tell it.
    pub(super) year: Option<i32>,
    /// The day of 今年, 本月, 下周: the day of typing; in a document the meeting's.
    pub(super) now: Option<NaiveDate>,
    /// The day from which 三个月内 counts.
    pub(super) from: Option<NaiveDate>,
}

impl Reckoning {
    /// The year of 今年; where no day is known, the one that words without a year mean.
    fn this_year(self) -> Result<i32, DateFault> {
        match (self.now, self.anchor) {
            (Some(now), _) => Ok(now.year()),
            (None, Some(anchor)) => Ok(anchor.year + 1),
            (None, None) => Err(DateFault::NoYear),
        }
    }
}

/// The year that words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Of(i32),
    /// 今年, 明年: so many years after the present one.
    Ahead(i32),
    /// 次年: the year after the one said before it, or after the present one.
    Next,
}

/// A stretch of some year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Day(u32, u32),
    /// 国庆节前: the day before.
    Before(u32, u32),
    /// The first or middle ten days of a month end on the 10th and 20th.
    Decade(u32, u32),
    Month(u32),
    Quarter(u32),
    Half(u32),
    Year,
}

/// What a date phrase names; its last day is what a deadline means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// A stretch of a year, which may be left out.
    Of(Option<Year>, Span),
    /// 昨天, 明天
    Days(i64),
    /// 本周, 下周五: weeks ahead and the day of the week from 1 (Monday); none is its last.
    Week(i64, Option<u32>),
    /// 本月底, 下月15日: months ahead and the day of the month; none is its last.
    Month(i32, Option<u32>),
    /// 本季度: quarters ahead.
    Quarter(i32),
    /// 三个月内, 半年内, 十五日内.
    Within {
        months: u32,
        days: u32,
        /// 会后三个月内: from the meeting, whoever types it.
        of_meeting: bool,
    },
}

impl Point {
    /// Whether it is one day by itself.
    pub(super) fn is_day(self) -> bool {
        matches!(
            self,
            Self::Of(_, Span::Day(..))
                | Self::Days(_)
                | Self::Week(_, Some(_))
                | Self::Month(_, Some(_))
        )
    }

    /// Whether the same words mean another day when they are said on another one.
    pub(super) fn is_relative(self) -> bool {
        !matches!(self, Self::Of(None | Some(Year::Of(_)), _))
    }

    /// Its year, as far as words say one; `said` is the year said before it.
    pub(super) fn year(
        self,
        reckoning: Reckoning,
        said: Option<i32>,
    ) -> Result<Option<i32>, DateFault> {
        let now = reckoning.now.map(|day| day.year()).ok_or(DateFault::NoDay);
        Ok(match self {
            Self::Of(Some(Year::Of(year)), _) => Some(year),
            Self::Of(Some(Year::Ahead(0)), _) => Some(reckoning.this_year()?),
            Self::Of(Some(Year::Ahead(years)), _) => Some(now? + years),
            Self::Of(Some(Year::Next), _) => Some(1 + said.map_or(now, Ok)?),
            _ => None,
        })
    }

    /// Its last day; `year` is the year that holds for it.
    pub(super) fn last_day(
        self,
        reckoning: Reckoning,
        year: Option<i32>,
    ) -> Result<NaiveDate, DateFault> {
        let now = reckoning.now.ok_or(DateFault::NoDay);
        let day = match self {
            Self::Of(_, span) => match (year, reckoning.anchor) {
                (Some(year), _) => span.in_year(year),
                (None, None) => return Err(DateFault::NoYear),
                (None, Some(anchor)) => span.after(anchor),
            },
            Self::Days(ahead) => shifted(now?, ahead),
            Self::Week(weeks, day) => {
                let now = now?;
                let monday = -i64::from(now.weekday().num_days_from_monday());
                shifted(now, monday + weeks * 7 + i64::from(day.unwrap_or(7)) - 1)
            }
            Self::Month(ahead, day) => {
                let (year, month) = months_ahead(now?, ahead);
                match day {
                    Some(day) => NaiveDate::from_ymd_opt(year, month, day),
                    None => month_end(year, month),
                }
            }
            Self::Quarter(ahead) => {
                let now = now?;
                let (year, month) = months_ahead(now, ahead * 3);
                month_end(year, month.div_ceil(3) * 3)
            }
            Self::Within {
                months,
                days,
                of_meeting,
            } => {
                let held_on = reckoning.anchor.and_then(|anchor| anchor.held_on);
                let from = if of_meeting { held_on } else { reckoning.from };
                from.ok_or(DateFault::NoDay)?
                    .checked_add_months(Months::new(months))
                    .and_then(|day| day.checked_add_days(Days::new(days.into())))
            }
        };
        day.ok_or(DateFault::Impossible)
    }
}

impl Span {
    /// Its last day in that year.
    pub(super) fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Day(month, day) | Self::Decade(month, day) => {
                NaiveDate::from_ymd_opt(year, month, day)
            }
            Self::Before(month, day) => NaiveDate::from_ymd_opt(year, month, day)?.pred_opt(),
            Self::Month(month) => month_end(year, month),
            Self::Quarter(quarter) => month_end(year, quarter * 3),
            Self::Half(half) => month_end(year, half * 6),
            Self::Year => NaiveDate::from_ymd_opt(year, 12, 31),
        }
    }

    /// The first one after the meeting; that unrecorded, the one in the year after its year.
    fn after(self, anchor: Anchor) -> Option<NaiveDate> {
        match anchor.held_on {
            Some(held) => (0..9)
                .filter_map(|ahead| self.in_year(held.year() + ahead))
                .find(|day| *day > held),
            None => match self {
                // 元旦前 is the last day of the year before it.
                Self::Before(1, 1) => self.in_year(anchor.year + 2),
                _ => self.in_year(anchor.year + 1),
            },
        }
    }
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

fn shifted(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(by)?)
}

fn months_ahead(day: NaiveDate, ahead: i32) -> (i32, u32) {
    let months = day.year() * 12 + day.month0() as i32 + ahead;
    (months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
}
