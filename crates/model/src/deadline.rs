//! Deadlines (整改时限): the grammar of date phrases and what they resolve to.
//!
//! A phrase is kept in its own words; a month, quarter or half-year means its last day. Without a
//! year it is the first occurrence after the meeting was held; that unrecorded, in the year after
//! the meeting's year.

mod foreign;
mod grammar;

use chrono::{Datelike, Days, NaiveDate};

use grammar::{Point, Span, last_point, normalize, point};

use office::text::iso;

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

    /// Whether the words mean a day or a term, once the year is known that they may lack.
    pub fn is_phrase(phrase: &str) -> bool {
        resolve(phrase, Some(Anchor::ANY)).is_ok()
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

/// How far ahead a day without a year may lie.
const HALF_A_YEAR: u64 = 183;

/// Reads one calendar day (`2022-06-28`, `6月28日`, `2022.6.28`), the year taken from `today` where
/// it is missing: the latest such day not after it, or one in the coming half year (people who type
/// 12月28日 on the 20th mean the day to come, not last year's).
pub fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    if let Some(day) = iso_day(text) {
        return Ok(day);
    }
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
                .find(|date| *date <= today + Days::new(HALF_A_YEAR))
                .ok_or(DateFault::Impossible),
        },
        _ => Err(DateFault::Unknown),
    }
}

/// A day in its ISO form, as most sheets have it: told without the grammar, which reads it likewise.
fn iso_day(text: &str) -> Option<NaiveDate> {
    iso::read(text).filter(|day| (1949..=2999).contains(&day.year()))
}

fn resolve(phrase: &str, anchor: Option<Anchor>) -> Result<Term, DateFault> {
    if let Some(day) = iso_day(phrase) {
        return Ok(Term::Date(day));
    }
    if let Some(day) = foreign::day(phrase) {
        return day.map(Term::Date);
    }
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
            ("2022年Q2", "2022-06-30"),
            ("Q4", "2022-12-31"),
            ("20220930", "2022-09-30"),
            ("Jun 30, 2022", "2022-06-30"),
            ("30 June 2022", "2022-06-30"),
            ("30-Jun-22", "2022-06-30"),
            ("6/30/2022", "2022-06-30"),
            ("2022-06-30 00:00:00", "2022-06-30"),
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
            "20220931",
            "Feb 30, 2022",
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
            "2022年中秋节前",
            "2022年春节前",
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
            ("12月25日", "2022-12-25"),
            ("1月5日", "2022-01-05"),
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
