//! Deadlines (整改时限): the grammar of date phrases and what they resolve to.
//!
//! A phrase is kept in its own words; a month, quarter or half-year means its last day. Without a
//! year it is the first occurrence after the meeting was held; that unrecorded, in the year after
//! the meeting's year.

use chrono::{Datelike, Months, NaiveDate};

use crate::text::{numeral, width};

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

impl Term {
    /// The written word: `date`, `immediate`, `long_term`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date(_) => "date",
            Self::Immediate => "immediate",
            Self::LongTerm => "long_term",
        }
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

/// Why words are no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// No date phrase in it, or one that needs a year which nobody recorded.
    #[error("not a date phrase")]
    Unknown,
    /// A day that no calendar has (2月30日, 13月).
    #[error("no such day")]
    Impossible,
}

impl Deadline {
    /// Resolves a phrase; the anchor may be missing while a phrase with its own year still resolves.
    pub fn resolve(phrase: &str, anchor: Option<Anchor>) -> Result<Self, DateFault> {
        let term = resolve(phrase, anchor)?;
        Ok(Self {
            phrase: phrase.trim().to_owned(),
            term: Some(term),
        })
    }

    /// Resolves a phrase, keeping the words without a meaning where it can't: never fails.
    pub fn keep(phrase: &str, anchor: Option<Anchor>) -> Self {
        Self {
            phrase: phrase.trim().to_owned(),
            term: resolve(phrase, anchor).ok(),
        }
    }

    /// A deadline given as a real date (a spreadsheet's date cell): its ISO form is the phrase.
    pub fn on(day: NaiveDate) -> Self {
        Self {
            phrase: day.to_string(),
            term: Some(Term::Date(day)),
        }
    }

    /// The day, where there is one.
    pub fn date(&self) -> Option<NaiveDate> {
        self.term.and_then(Term::date)
    }
}

/// Reads one calendar day (`2022-06-28`, `6月28日`, `2022.6.28`), the year taken from `today` where
/// it is missing: the latest such day not after it.
pub fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    let text: Vec<char> = normalize(text);
    let Some((found, length)) = point(&text)? else {
        return Err(DateFault::Unknown);
    };
    if length != text.len() {
        return Err(DateFault::Unknown);
    }
    match found {
        Point {
            year,
            span: Span::Day(month, day),
        } => match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::Impossible),
            None => (0..8)
                .filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day))
                .find(|date| *date <= today)
                .ok_or(DateFault::Impossible),
        },
        _ => Err(DateFault::Unknown),
    }
}

fn resolve(phrase: &str, anchor: Option<Anchor>) -> Result<Term, DateFault> {
    let text = normalize(phrase);
    let words: String = text.iter().collect();
    let long_term = ["长期", "持续", "常态"];
    if long_term.iter().any(|word| words.starts_with(word)) {
        return Ok(Term::LongTerm);
    }
    if let Some(point) = last_point(&text)? {
        return point.last_day(anchor).map(Term::Date);
    }
    if long_term.iter().any(|word| words.contains(word)) {
        return Ok(Term::LongTerm);
    }
    let at_once = [
        "立行立改",
        "即知即改",
        "立即",
        "即时",
        "立改",
        "马上",
        "即改",
    ];
    if at_once.iter().any(|word| words.contains(word)) {
        return Ok(Term::Immediate);
    }
    Err(DateFault::Unknown)
}

/// One named stretch of the calendar; its last day is what a deadline means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    year: Option<i32>,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
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
    fn last_day(self, anchor: Option<Anchor>) -> Result<NaiveDate, DateFault> {
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

fn normalize(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(width::narrow)
        .collect()
}

/// The last date phrase in the words, so that 3月启动，6月底前完成 and 3月至6月 mean June; a year
/// said once holds for what follows it.
fn last_point(text: &[char]) -> Result<Option<Point>, DateFault> {
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
fn point(text: &[char]) -> Result<Option<(Point, usize)>, DateFault> {
    let (year, at) = year(text);
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
        Some(YearWord::Next) => return Ok(None),
        Some(YearWord::This) | None => None,
    };
    if let Some((span, length)) = span(rest)? {
        return Ok(Some((Point { year, span }, at + length)));
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearWord {
    Of(i32),
    This,
    Next,
}

/// A year at the start of the words: 2022年, 二〇二二年, 22年, 2022. 2022- 2022/ 今年 明年.
fn year(text: &[char]) -> (Option<YearWord>, usize) {
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
            return (Some(year), length);
        }
    }
    let Some((value, length)) = number(text) else {
        return (None, 0);
    };
    let full = (1949..=2999).contains(&value);
    match text.get(length) {
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
    }
}

/// A stretch of a year at the start of the words.
fn span(text: &[char]) -> Result<Option<(Span, usize)>, DateFault> {
    for (word, span) in [
        ("上半年", Span::Half(1)),
        ("下半年", Span::Half(2)),
        ("年中", Span::Half(1)),
        ("年底", Span::Year),
        ("年末", Span::Year),
        ("年终", Span::Year),
        ("年内", Span::Year),
        ("全年", Span::Year),
    ] {
        if starts(text, word) {
            return Ok(Some((span, word.chars().count())));
        }
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
    let (month_length, has_word) = match after.first() {
        Some('月') => (length + 1, true),
        Some('.' | '-' | '/') if after.get(1).is_some_and(char::is_ascii_digit) => {
            (length + 1, false)
        }
        _ if text.first().is_some_and(char::is_ascii_digit) && length <= 2 && after.is_empty() => {
            return Ok((1..=12)
                .contains(&value)
                .then_some((Span::Month(value), length)));
        }
        _ => return Ok(None),
    };
    if !(1..=12).contains(&value) {
        return if has_word {
            Err(DateFault::Impossible)
        } else {
            Ok(None)
        };
    }
    day(value, &text[month_length..], has_word)
        .map(|(span, taken)| Some((span, month_length + taken)))
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

#[cfg(test)]
mod tests {
    use super::*;

    const ANCHOR: Option<Anchor> = Some(Anchor {
        year: 2021,
        held_on: None,
    });

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date in a test")
    }

    #[test]
    fn every_written_form_resolves() {
        for (phrase, date) in [
            ("年底前", "2022-12-31"),
            ("年内", "2022-12-31"),
            ("今年年底前", "2022-12-31"),
            ("6月底", "2022-06-30"),
            ("6月底前", "2022-06-30"),
            ("４月底前", "2022-04-30"),
            ("2月底", "2022-02-28"),
            ("2022年第一季度", "2022-03-31"),
            ("三季度末", "2022-09-30"),
            ("2022年上半年", "2022-06-30"),
            ("下半年", "2022-12-31"),
            ("2022.6.30", "2022-06-30"),
            ("2022-06", "2022-06-30"),
            ("2022.12", "2022-12-31"),
            ("2022/6/3", "2022-06-03"),
            ("2022年6月30日前", "2022-06-30"),
            ("2022 年 6 月 30 日", "2022-06-30"),
            ("二〇二二年六月", "2022-06-30"),
            ("二〇二二年十二月三十一日", "2022-12-31"),
            ("2022年12月底前", "2022-12-31"),
            ("2022年底", "2022-12-31"),
            ("2022年年底前", "2022-12-31"),
            ("2023年", "2023-12-31"),
            ("2022年", "2022-12-31"),
            ("22年6月", "2022-06-30"),
            ("6月中旬", "2022-06-20"),
            ("2022年3月至6月", "2022-06-30"),
            ("2022年1月—12月", "2022-12-31"),
            ("2022年3月启动，6月底前完成", "2022-06-30"),
            ("立行立改，6月底前完成", "2022-06-30"),
            ("2024年2月29日", "2024-02-29"),
        ] {
            let found = Deadline::resolve(phrase, ANCHOR).expect(phrase);
            assert_eq!(found.term, Some(Term::Date(day(date))), "{phrase}");
            assert_eq!(found.phrase, phrase);
        }
        for phrase in ["立行立改", "即知即改", "立即整改"] {
            assert_eq!(
                Deadline::resolve(phrase, None).map(|d| d.term),
                Ok(Some(Term::Immediate))
            );
        }
        for phrase in [
            "长期坚持",
            "持续推进",
            "立行立改并长期坚持",
            "长期坚持，每季度检查一次",
        ] {
            assert_eq!(
                Deadline::resolve(phrase, ANCHOR).map(|d| d.term),
                Ok(Some(Term::LongTerm)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn no_calendar_has_these_days() {
        for phrase in [
            "2月30日",
            "2022年13月",
            "2022-02-30",
            "2022.4.31",
            "第五季度",
            "2023年2月29日",
        ] {
            assert_eq!(
                Deadline::resolve(phrase, ANCHOR),
                Err(DateFault::Impossible),
                "{phrase}"
            );
        }
    }

    #[test]
    fn words_without_a_date_are_no_deadline() {
        for phrase in [
            "",
            "适时",
            "每季度",
            "每月",
            "第一时间",
            "一是一",
            "尽快",
            "30",
        ] {
            assert_eq!(
                Deadline::resolve(phrase, ANCHOR),
                Err(DateFault::Unknown),
                "{phrase}"
            );
        }
        assert_eq!(Deadline::resolve("6月底", None), Err(DateFault::Unknown));
        assert_eq!(Deadline::keep("适时", ANCHOR).term, None);
    }

    #[test]
    fn a_year_left_out_is_the_first_after_the_meeting() {
        let held = |text| {
            Some(Anchor {
                year: 2021,
                held_on: Some(day(text)),
            })
        };
        let date = |phrase, anchor| Deadline::resolve(phrase, anchor).expect(phrase).date();
        assert_eq!(date("6月底", held("2022-01-20")), Some(day("2022-06-30")));
        assert_eq!(date("1月底", held("2022-02-20")), Some(day("2023-01-31")));
        assert_eq!(date("6月底", held("2021-12-28")), Some(day("2022-06-30")));
        assert_eq!(
            date("三个月内", held("2022-01-20")),
            Some(day("2022-04-20"))
        );
        assert_eq!(date("明年", held("2021-12-28")), Some(day("2022-12-31")));
    }

    #[test]
    fn days_typed_by_people() {
        let today = day("2022-12-20");
        for (text, expect) in [
            ("2022-06-28", "2022-06-28"),
            ("6月28日", "2022-06-28"),
            ("12月25日", "2021-12-25"),
            ("2022.6.28", "2022-06-28"),
            ("２０２２年６月２８日", "2022-06-28"),
            ("二〇二二年六月二十八日", "2022-06-28"),
        ] {
            assert_eq!(read_day(text, today), Ok(day(expect)), "{text}");
        }
        assert_eq!(read_day("6月底", today), Err(DateFault::Unknown));
        assert_eq!(read_day("2月30日", today), Err(DateFault::Impossible));
    }
}
