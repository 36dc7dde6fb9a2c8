//! One date phrase: 2022年6月底, 三季度末, 下周五, 三个月内, 国庆节前.

use super::DateFault;
use super::cursor::{Cursor, Number};
use super::span::{Point, Span, YEARS, Year};
use super::stretch::possible_day;
use super::words;

/// What was read: nothing where the words name no date.
pub(super) type Found<T> = Result<Option<T>, DateFault>;

/// A third of a month, by its last day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Third {
    To(u32),
    /// To the end of the month.
    Last,
}

impl Cursor<'_> {
    /// Takes the date phrase that begins here, with 底, 内, 前 behind it.
    pub(super) fn point(&mut self) -> Found<Point> {
        if let Some(within) = self.whole(Self::within) {
            return Ok(Some(within));
        }
        if let Some(days) = self.meaning(words::DAYS) {
            self.any(words::BY);
            return Ok(Some(Point::Days(days)));
        }
        if let Some(point) = self.ahead()? {
            return Ok(Some(point));
        }
        let year = self.year()?;
        let span = self.span(year.map(|(_, mark)| mark))?;
        Ok(span.map(|span| Point::Of(year.map(|(year, _)| year), span)))
    }

    /// 三个月内, 两年内, 半年内, 一个半月内, 十日内, 会后三个月内.
    fn within(&mut self) -> Option<Point> {
        let of_meeting = self.any(&["会议召开后", "会议后", "会后"]);
        let (months, days) = self.length()?;
        self.any(&["时间"]);
        self.any(&["之内", "以内", "内"]).then_some(Point::Within {
            months,
            days,
            of_meeting,
        })
    }

    /// A length of time in months and days.
    pub(super) fn length(&mut self) -> Option<(u32, u32)> {
        const HALF_A_MONTH: u32 = 15;
        if self.any(&["半年"]) {
            return Some((6, 0));
        }
        if self.any(&["半个月"]) {
            return Some((0, HALF_A_MONTH));
        }
        let number = self.number()?;
        let count = number.value;
        if self.take("年") {
            // 22年内 may be the year 2022, 一二年内 one year or two.
            let plain = number.length == 1 || (!number.arabic && count == 10);
            let half = if self.take("半") { 6 } else { 0 };
            return (plain && count > 0).then_some((count * 12 + half, 0));
        }
        let short = (1..=365).contains(&count);
        let length = if self.take("个半月") {
            (count, HALF_A_MONTH)
        } else if self.take("个月") {
            (count, 0)
        } else if self.take("个季度") {
            (count * 3, 0)
        } else if self.any(&["个星期", "星期", "周"]) {
            (0, count * 7)
        } else if self.any(&["天", "日"]) {
            (0, count)
        } else {
            return None;
        };
        short.then_some(length)
    }

    /// 本月底, 下月15日, 上周五, 本季度, and the bare 月底, 季度末.
    fn ahead(&mut self) -> Found<Point> {
        if let Some(point) = self.whole(Self::this_end) {
            self.any(words::BY);
            return Ok(Some(point));
        }
        let before = self.rest;
        let Some(ahead) = self.meaning(words::AHEAD) else {
            return Ok(None);
        };
        self.any(&["个", "一"]);
        if self.any(&["周", "星期", "礼拜"]) {
            return self.week(ahead).map(Some);
        }
        if self.any(&["季度", "季"]) {
            self.end_or_nothing()?;
            return Ok(Some(Point::Quarter(ahead)));
        }
        if self.take("月") {
            return self.month_ahead(ahead).map(Some);
        }
        self.rest = before;
        Ok(None)
    }

    /// 月底, 季度末: of the present one.
    fn this_end(&mut self) -> Option<Point> {
        let point = if self.take("月") {
            Point::Month(0, None)
        } else if self.any(&["季度", "季"]) {
            Point::Quarter(0)
        } else if self.take("周") {
            Point::Week(0, None)
        } else {
            return None;
        };
        self.any(words::END).then_some(point)
    }

    fn week(&mut self, ahead: i32) -> Result<Point, DateFault> {
        const DAYS: &[(&str, u32)] = &[
            ("一", 1),
            ("二", 2),
            ("三", 3),
            ("四", 4),
            ("五", 5),
            ("六", 6),
            ("日", 7),
            ("天", 7),
        ];
        let day = self.meaning(DAYS);
        match day {
            Some(_) => {
                self.any(words::BY);
            }
            None => self.end_or_nothing()?,
        }
        Ok(Point::Week(ahead.into(), day))
    }

    fn month_ahead(&mut self, ahead: i32) -> Result<Point, DateFault> {
        match self.third() {
            Some(Third::To(day)) => return Ok(Point::Month(ahead, Some(day))),
            Some(Third::Last) => return Ok(Point::Month(ahead, None)),
            None => {}
        }
        let day = self.whole(|rest| {
            let number = rest.number()?.value;
            rest.any(&["日", "号"]).then_some(number)
        });
        match day {
            Some(1..=31) => {
                self.any(words::BY);
            }
            Some(_) => return Err(DateFault::Impossible),
            None => self.end_or_nothing()?,
        }
        Ok(Point::Month(ahead, day))
    }

    /// 底, 末, 内 with what may follow, or nothing; 前 alone would leave open before which end.
    pub(super) fn end_or_nothing(&mut self) -> Result<(), DateFault> {
        let inside = self.any(&["之内", "以内", "内"]);
        let open = !inside && !self.any(words::END);
        if self.any(words::BY) && (open || inside) {
            return Err(DateFault::Unknown);
        }
        Ok(())
    }

    /// 上旬, 中旬, 下旬.
    pub(super) fn third(&mut self) -> Option<Third> {
        self.meaning(&[
            ("上旬", Third::To(10)),
            ("初", Third::To(10)),
            ("中旬", Third::To(20)),
            ("下旬", Third::Last),
        ])
    }

    /// 2022年, 二〇二二年, 22年, 2022. 2022- 2022/ 今年 明年 次年; with the sign behind the number.
    fn year(&mut self) -> Found<(Year, char)> {
        if let Some(years) = self.meaning(words::YEARS_AHEAD) {
            self.take("度");
            return Ok(Some((Year::Ahead(years), '年')));
        }
        if self.any(&["次年", "翌年"]) {
            self.take("度");
            return Ok(Some((Year::Next, '年')));
        }
        let before = self.rest;
        let Some(number) = self.number() else {
            return Ok(None);
        };
        let mark = self.next();
        let year = match mark {
            Some('年') => {
                self.take("年");
                self.take("度");
                self.named_year(number)?
            }
            Some('.' | '-' | '/') if number.arabic && number.length >= 4 => {
                self.rest = &self.rest[1..];
                number.value as i32
            }
            _ => {
                self.rest = before;
                return Ok(None);
            }
        };
        match mark {
            Some(mark) if YEARS.contains(&year) => Ok(Some((Year::Of(year), mark))),
            _ => Err(DateFault::Year),
        }
    }

    /// The year that a number before 年 says: its last two digits are enough, in characters only
    /// where a month follows, for 一二年 is one year or two.
    fn named_year(&self, number: Number) -> Result<i32, DateFault> {
        let value = number.value as i32;
        let mut rest = *self;
        let month = rest.number().is_some() && rest.take("月");
        // 22年内 may be a length of time.
        let length = matches!(self.next(), Some('内' | '之' | '以' | '半'));
        match value {
            1000.. => Ok(value),
            10..=99 if number.length == 2 && !length && (number.arabic || month) => {
                Ok(2000 + value)
            }
            _ => Err(DateFault::Unknown),
        }
    }

    /// The day that a stretch ends with which begins with `first`: 30日 behind 6月1日至.
    pub(super) fn day_of(&mut self, first: Point) -> Option<Point> {
        let Point::Of(year, Span::Day(month, _)) = first else {
            return None;
        };
        let day = self.whole(|rest| {
            let number = rest.number()?.value;
            rest.any(&["日", "号"]).then_some(number)
        })?;
        self.any(words::BY);
        let span = possible_day(month, day).ok()?;
        Some(Point::Of(year, span))
    }
}
