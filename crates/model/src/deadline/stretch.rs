//! A stretch of a year as words name it: 6月底, 三季度末, 上半年, 国庆节前.

use chrono::NaiveDate;

use super::DateFault;
use super::cursor::Cursor;
use super::point::{Found, Third};
use super::span::Span;
use super::words;

impl Cursor<'_> {
    /// A stretch of a year; `year` is the sign behind the year, where one was said.
    pub(super) fn span(&mut self, year: Option<char>) -> Found<Span> {
        if let Some(half) = self.meaning(&[("上半年", 1), ("下半年", 2)]) {
            self.end_or_nothing()?;
            return Ok(Some(Span::Half(half)));
        }
        if let Some((month, day)) = self.whole(Self::feast) {
            return Ok(Some(Span::Before(month, day)));
        }
        if let Some(span) = self.quarter()? {
            return Ok(Some(span));
        }
        let closed = self.whole(|rest| {
            let named = rest.take("年");
            let behind = rest.rest.len();
            let end = named && rest.end_or_nothing().is_ok();
            (end && rest.rest.len() < behind).then_some(())
        });
        if closed.is_some() || (year.is_some() && self.take("全年")) {
            return Ok(Some(Span::Year));
        }
        if let Some(span) = self.months(year)? {
            return Ok(Some(span));
        }
        if year.is_none() {
            return Ok(None);
        }
        // 2025-13-01: a number stands where the month should, and is none.
        if self.next().is_some_and(|c| c.is_ascii_digit()) {
            return Err(match year {
                Some('年') => DateFault::Unknown,
                _ => DateFault::Impossible,
            });
        }
        self.end_or_nothing()?;
        Ok(Some(Span::Year))
    }

    /// 国庆节前: the feast with 前, for 国庆 alone is not one day.
    fn feast(&mut self) -> Option<(u32, u32)> {
        let (_, month, day) = *words::FEASTS.iter().find(|(word, ..)| self.take(word))?;
        self.any(&["之前", "以前", "前"]).then_some((month, day))
    }

    /// 第一季度, 三季度末, 1季度, Q2, 1-3季度.
    fn quarter(&mut self) -> Found<Span> {
        let before = self.rest;
        let q = self.any(&["Q", "q"]);
        let ordinal = self.take("第");
        let quarter = self.last_of_several("第");
        let named = quarter.is_some() && (q || self.take("季度"));
        let Some((first, last)) = quarter.filter(|_| named && !(q && ordinal)) else {
            self.rest = before;
            return if ordinal {
                Err(DateFault::Unknown)
            } else {
                Ok(None)
            };
        };
        if !(1..=4).contains(&last) || first.is_some_and(|first| !(1..last).contains(&first)) {
            return Err(DateFault::Impossible);
        }
        self.end_or_nothing()?;
        Ok(Some(Span::Quarter(last)))
    }

    /// 6, or 6-9 of 6-9月: the number before it and the last one. `between` may stand inside.
    fn last_of_several(&mut self, ordinal: &str) -> Option<(Option<u32>, u32)> {
        let first = self.number()?.value;
        let last = self.whole(|rest| {
            if !rest.any(words::TO) {
                return None;
            }
            rest.take(ordinal);
            rest.number().map(|number| number.value)
        });
        Some(last.map_or((None, first), |last| (Some(first), last)))
    }

    /// 6月, 6-9月, 6月30日, 6月底, 6月中旬, 6.30; a bare 6 behind 2022.
    fn months(&mut self, year: Option<char>) -> Found<Span> {
        let before = self.rest;
        if let Some((first, last)) = self.whole(|rest| {
            let (first, last) = rest.last_of_several("")?;
            rest.take("月").then_some((first?, last))
        }) {
            let fits = 1 <= first && first < last && last <= 12;
            return if fits {
                self.month(last, true).map(Some)
            } else {
                Err(DateFault::Unknown)
            };
        }
        let Some(number) = self.number() else {
            return Ok(None);
        };
        let month = number.value;
        let possible = (1..=12).contains(&month);
        if self.take("月") {
            return if possible {
                self.month(month, year.is_some()).map(Some)
            } else {
                Err(DateFault::Impossible)
            };
        }
        let short = number.arabic && number.length <= 2;
        if short && possible {
            if let Some(span) = self.day_in_digits(month, year)? {
                return Ok(Some(span));
            }
            // 2022.6: what follows a month in digits is nothing that could be its day.
            let ends = !self.next().is_some_and(|c| c.is_ascii_digit());
            if ends && year.is_some_and(|mark| mark != '年') {
                self.end_or_nothing()?;
                return Ok(Some(Span::Month(month)));
            }
        }
        self.rest = before;
        Ok(None)
    }

    /// .30 behind 6, -30 behind 2022-6.
    fn day_in_digits(&mut self, month: u32, year: Option<char>) -> Found<Span> {
        let Some(mark @ ('.' | '-' | '/')) = self.next() else {
            return Ok(None);
        };
        // 3-6 and 2022.3-6 may be months as well as a day.
        let clear = |day: u32| match year {
            Some(same @ ('.' | '-' | '/')) => mark == same,
            _ => mark != '-' || day > 12,
        };
        let day = self.whole(|rest| {
            rest.rest = &rest.rest[1..];
            let day = rest.number()?;
            let more = matches!(
                rest.next(),
                Some('.' | '-' | '/' | '年' | '月' | '季' | '个')
            );
            (day.arabic && day.length <= 2 && !more && clear(day.value)).then_some(day.value)
        });
        let Some(day) = day else {
            return Ok(None);
        };
        self.any(&["日", "号"]);
        self.any(words::BY);
        possible_day(month, day).map(Some)
    }

    /// What follows a month: a day, a third of it, its end, or nothing.
    fn month(&mut self, month: u32, surely: bool) -> Result<Span, DateFault> {
        let part = self.take("份");
        match self.third() {
            Some(Third::To(day)) => return Ok(Span::Decade(month, day)),
            Some(Third::Last) => return Ok(Span::Month(month)),
            None => {}
        }
        let day = self.whole(|rest| {
            let number = rest.number()?;
            let marked = rest.any(&["日", "号"]);
            // 八月十五 without 日 is a day of the moon; 6月30 is one of the sun, and 6月3个 none.
            let bare = number.arabic
                && number.length <= 2
                && matches!(
                    rest.next(),
                    None | Some('前' | '之' | '以' | '、' | ',' | '至')
                );
            (!part && (marked || bare)).then_some(number.value)
        });
        if let Some(day) = day {
            self.any(words::BY);
            return possible_day(month, day);
        }
        // 6月内: in June, or in six months? Nobody can tell.
        if !surely && self.is_inside() {
            return Err(DateFault::Unknown);
        }
        self.end_or_nothing()?;
        Ok(Span::Month(month))
    }

    fn is_inside(&self) -> bool {
        let mut rest = *self;
        rest.any(&["之内", "以内", "内"])
    }
}

/// 2月29日 is possible in some year: which year is only known on resolving.
pub(super) fn possible_day(month: u32, day: u32) -> Result<Span, DateFault> {
    match NaiveDate::from_ymd_opt(2024, month, day) {
        Some(_) => Ok(Span::Day(month, day)),
        None => Err(DateFault::Impossible),
    }
}
