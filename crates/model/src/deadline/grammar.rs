//! The grammar of date phrases: which stretch of the calendar words name.

use chrono::{Datelike, Months, NaiveDate};

use super::{Anchor, DateFault};
use office::text::{numeral, width};

/// One named stretch of the calendar; its last day is what a deadline means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<i32>,
    pub(super) span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Day(u32, u32),
    /// First or middle ten days of a month end on the 10th and 20th.
    Decade(u32, u32),
    Month(u32),
    Quarter(u32),
    Half(u32),
    Year,
    /// 明年, 次年: one year after that of the meeting day.
    NextYear,
    /// 三个月内, counted from the meeting day.
    Within(u32),
}

impl Point {
    pub(super) fn last_day(self, anchor: Option<Anchor>) -> Result<NaiveDate, DateFault> {
        let held_on = anchor.and_then(|anchor| anchor.held_on);
        match self.span {
            Span::Within(months) => {
                return held_on
                    .and_then(|day| day.checked_add_months(Months::new(months)))
                    .ok_or(DateFault::Unknown);
            }
            Span::NextYear => {
                let day = held_on.ok_or(DateFault::Unknown)?;
                return NaiveDate::from_ymd_opt(day.year() + 1, 12, 31)
                    .ok_or(DateFault::Impossible);
            }
            _ => {}
        }
        if let Some(year) = self.year {
            return self.in_year(year);
        }
        let anchor = anchor.ok_or(DateFault::Unknown)?;
        match anchor.held_on {
            Some(held) => (0..8)
                .filter_map(|ahead| self.in_year(held.year() + ahead).ok())
                .find(|day| *day > held)
                .ok_or(DateFault::Impossible),
            None => self.in_year(anchor.year + 1),
        }
    }

    fn in_year(self, year: i32) -> Result<NaiveDate, DateFault> {
        match self.span {
            Span::Day(month, day) | Span::Decade(month, day) => {
                NaiveDate::from_ymd_opt(year, month, day)
            }
            Span::Month(month) => month_end(year, month),
            Span::Quarter(quarter) => month_end(year, quarter * 3),
            Span::Half(half) => month_end(year, half * 6),
            Span::Year | Span::NextYear | Span::Within(_) => NaiveDate::from_ymd_opt(year, 12, 31),
        }
        .ok_or(DateFault::Impossible)
    }
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

pub(super) fn normalize(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(width::narrow)
        .collect()
}

/// The last date phrase in the words, so that 3月启动，6月底前完成 and 3月至6月 mean June; a year
/// said once holds for what follows it.
pub(super) fn last_point(text: &[char]) -> Result<Option<Point>, DateFault> {
    let (mut at, mut last, mut year) = (0, None::<Point>, None);
    while at < text.len() {
        let repeated = at > 0 && matches!(text[at - 1], '每' | '逐' | '按');
        match point(&text[at..])? {
            Some((mut found, length)) if !repeated => {
                found.year = found.year.or(year);
                year = found.year;
                last = Some(found);
                at += length;
            }
            Some((_, length)) => at += length,
            None => at += number(&text[at..]).map_or(1, |(_, length)| length),
        }
    }
    Ok(last)
}

/// The date phrase that begins here, and how many characters it takes.
pub(super) fn point(text: &[char]) -> Result<Option<(Point, usize)>, DateFault> {
    let (year, at) = year(text)?;
    let rest = &text[at..];
    let year_word = year.is_some() || at > 0;
    if year == Some(YearWord::Next) && span(rest)?.is_none() {
        return Ok(Some((
            Point {
                year: None,
                span: Span::NextYear,
            },
            at,
        )));
    }
    let year = match year {
        Some(YearWord::Of(year)) => Some(year),
        // 明年6月底: which year that is, only a recorded meeting day could tell.
        Some(YearWord::Next) => return Err(DateFault::Unknown),
        Some(YearWord::This) | None => None,
    };
    if let Some((span, length)) = span(rest)? {
        return Ok(Some((Point { year, span }, at + length)));
    }
    if let Some((span, length)) = beginning(rest).filter(|_| year_word) {
        return Ok(Some((Point { year, span }, at + length)));
    }
    if year_word && at > 0 && matches!(text[at - 1], '.' | '-' | '/') {
        // 2025-13-01: a number stands where the month should, and is none.
        return Err(DateFault::Impossible);
    }
    if year_word && is_unreckoned(rest) {
        return Err(DateFault::Unknown);
    }
    if year_word {
        return Ok(Some((
            Point {
                year,
                span: Span::Year,
            },
            at,
        )));
    }
    Ok(None)
}

/// 2022.3—2022.6: the month that a stretch begins with.
fn beginning(rest: &[char]) -> Option<(Span, usize)> {
    let (month, length) = number(rest).filter(|(month, _)| (1..=12).contains(month))?;
    let dash = matches!(rest.get(length), Some('—' | '–' | '－' | '~' | '～' | '至'));
    dash.then_some((Span::Month(month), length))
}

/// 中秋节前, 秋季开学前: days that only a calendar of feasts or terms knows.
fn is_unreckoned(rest: &[char]) -> bool {
    let words = [
        "春节",
        "元旦",
        "清明",
        "五一",
        "端午",
        "七一",
        "八一",
        "中秋",
        "国庆",
        "双节",
        "两会",
        "春季",
        "秋季",
        "暑假",
        "寒假",
        "春学期",
        "秋学期",
    ];
    words.iter().any(|word| starts(rest, word))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearWord {
    Of(i32),
    This,
    Next,
}

/// A year at the start of the words: 2022年, 二〇二二年, 22年, 2022. 2022- 2022/ 今年 明年.
fn year(text: &[char]) -> Result<(Option<YearWord>, usize), DateFault> {
    for (word, year) in [
        ("今年", YearWord::This),
        ("本年", YearWord::This),
        ("当年", YearWord::This),
        ("明年", YearWord::Next),
        ("次年", YearWord::Next),
        ("来年", YearWord::Next),
    ] {
        if starts(text, word) {
            let length = if starts(&text[2..], "度") { 3 } else { 2 };
            return Ok((Some(year), length));
        }
    }
    let Some((value, length)) = number(text) else {
        return Ok((None, 0));
    };
    let full = (1949..=2999).contains(&value);
    if length == 4 && !full && text.get(length) == Some(&'年') {
        return Err(DateFault::Impossible);
    }
    Ok(match text.get(length) {
        Some('年') if full || (length == 2 && (10..=99).contains(&value)) => {
            let year = if full {
                value as i32
            } else {
                2000 + value as i32
            };
            let length = length + 1 + usize::from(starts(&text[length + 1..], "度"));
            (Some(YearWord::Of(year)), length)
        }
        Some('.' | '-' | '/') if full && text.get(length + 1).is_some_and(char::is_ascii_digit) => {
            (Some(YearWord::Of(value as i32)), length + 1)
        }
        _ => (None, 0),
    })
}

/// Stretches of a year that have a name.
const NAMED: [(&str, Span); 8] = [
    ("上半年", Span::Half(1)),
    ("下半年", Span::Half(2)),
    ("年中", Span::Half(1)),
    ("年底", Span::Year),
    ("年末", Span::Year),
    ("年终", Span::Year),
    ("年内", Span::Year),
    ("全年", Span::Year),
];

/// A stretch of a year at the start of the words.
fn span(text: &[char]) -> Result<Option<(Span, usize)>, DateFault> {
    if let Some((word, span)) = NAMED.into_iter().find(|(word, _)| starts(text, word)) {
        return Ok(Some((span, word.chars().count())));
    }
    if let [first, quarter @ '1'..='4', rest @ ..] = text
        && first.eq_ignore_ascii_case(&'q')
        && !rest.first().is_some_and(char::is_ascii_digit)
    {
        let quarter = quarter.to_digit(10).unwrap_or_default();
        return Ok(Some((Span::Quarter(quarter), 2)));
    }
    let ordinal = usize::from(starts(text, "第"));
    let Some((value, length)) = number(&text[ordinal..]) else {
        return Ok(None);
    };
    let after = &text[ordinal + length..];
    if starts(after, "季度") {
        let taken = ordinal + length + 2;
        return match value {
            1..=4 => Ok(Some((Span::Quarter(value), taken))),
            _ => Err(DateFault::Impossible),
        };
    }
    if ordinal == 1 {
        return Ok(None);
    }
    if starts(after, "个月") {
        let taken = length + 2;
        let within = ["内", "以内", "之内"]
            .iter()
            .any(|word| starts(&after[2..], word));
        return Ok(within.then_some((Span::Within(value), taken)));
    }
    month(text, value, length)
}

/// A month whose number was read, with the day that may follow: 6月, 6月30日, 6.30, a bare 6.
fn month(text: &[char], value: u32, length: usize) -> Result<Option<(Span, usize)>, DateFault> {
    let after = &text[length..];
    let possible = (1..=12).contains(&value);
    let has_word = match after.first() {
        Some('月') => true,
        Some('.' | '-' | '/') if after.get(1).is_some_and(char::is_ascii_digit) => false,
        None if text.first().is_some_and(char::is_ascii_digit) && length <= 2 => {
            return Ok(possible.then_some((Span::Month(value), length)));
        }
        _ => return Ok(None),
    };
    if !possible {
        return if has_word {
            Err(DateFault::Impossible)
        } else {
            Ok(None)
        };
    }
    day(value, &after[1..], has_word).map(|(span, taken)| Some((span, length + 1 + taken)))
}

/// What follows a month: a day, a third of it, or nothing (the whole month).
fn day(month: u32, text: &[char], has_word: bool) -> Result<(Span, usize), DateFault> {
    for (word, span) in [
        ("上旬", Span::Decade(month, 10)),
        ("初", Span::Decade(month, 10)),
        ("中旬", Span::Decade(month, 20)),
        ("下旬", Span::Month(month)),
        ("份", Span::Month(month)),
    ] {
        if starts(text, word) {
            return Ok((span, word.chars().count()));
        }
    }
    let Some((value, length)) = number(text) else {
        return Ok((Span::Month(month), 0));
    };
    let marked = matches!(text.get(length), Some('日' | '号'));
    if has_word && !marked {
        return Ok((Span::Month(month), 0));
    }
    // 2月29日 is possible in some year: which year is only known on resolving.
    if NaiveDate::from_ymd_opt(2024, month, value).is_none() {
        return Err(DateFault::Impossible);
    }
    Ok((Span::Day(month, value), length + usize::from(marked)))
}

/// A number at the start of the words, Arabic or Chinese, and its length in characters.
fn number(text: &[char]) -> Option<(u32, usize)> {
    let arabic = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let length = if arabic > 0 {
        arabic
    } else {
        text.iter()
            .take_while(|c| numeral::is_counting(**c))
            .count()
    };
    let word: String = text[..length].iter().collect();
    Some((numeral::read(&word)?, length))
}

fn starts(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}
