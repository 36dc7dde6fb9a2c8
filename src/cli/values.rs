//! Words on the command line become types here, so that a wrong one is a usage error before any
//! file is opened.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::cli::failure::Failure;
use model::deadline::{Anchor, DateFault, Deadline, Desk, read_day, typed_day};
use model::figure::Figure;
use model::status::StatusKind;
use office::limits;
use office::text::{numeral, width};

/// A year of a meeting: 2021, ２０２１, 二〇二一, 2021年, 2021年度.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year(pub i32);

impl FromStr for Year {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim().trim_end_matches("年度").trim_end_matches('年');
        match numeral::read(bare) {
            Some(year @ 1990..=2100) => Ok(Self(year as i32)),
            _ => Err(format!("“{text}”不是年度，写成 2021 这样的形式")),
        }
    }
}

/// Task numbers: `12`, `5-8`, `3、5-8`, 第12项, full-width and Chinese forms too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers(pub Vec<u32>);

/// One task: `12` of the own unit, `A03-12` of a gathered one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TaskCode {
    /// Code of the gathered unit, or the name that stands for it.
    pub unit: Option<String>,
    pub number: u32,
}

impl FromStr for TaskCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}”不是任务编号，写成 12，汇总来的单位写成 A03-12");
        let bare = width::narrow_all(text.trim());
        let (unit, number) = match bare.rsplit_once('-') {
            Some((unit, number)) if !unit.is_empty() => (Some(unit.to_owned()), number),
            Some(_) => return Err(wrong()),
            None => (None, bare.as_str()),
        };
        let number = number.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?;
        Ok(Self { unit, number })
    }
}

/// More numbers in one range than any ledger year has tasks.
const LONGEST_RANGE: u32 = 10_000;

impl FromStr for Numbers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}”不是任务编号，写成 12 或 5-8 这样的形式");
        let number = |text: &str| -> Result<u32, String> {
            let bare = text.trim().trim_start_matches(['第', '#', '＃']);
            let bare = bare.trim_end_matches(['项', '号', '条']);
            // Numerals of people's texts end long before the numbers of a large ledger.
            let plain = width::narrow_all(bare).parse().ok();
            let number = plain.or_else(|| numeral::read(bare));
            number.filter(|n| *n > 0).ok_or_else(wrong)
        };
        let mut numbers = Vec::new();
        for part in text
            .split(['、', ',', '，', ';', '；', '和', '及', ' ', '\u{3000}'])
            .filter(|part| !part.trim().is_empty())
        {
            if let Ok(TaskCode {
                unit: Some(unit), ..
            }) = part.parse()
                && unit.contains(|c: char| c.is_alphabetic())
            {
                return Err(format!(
                    "“{part}”是汇总来的单位的任务，在这里只能看；由该单位办理，重新上报后再汇总"
                ));
            }
            match part.split_once(['-', '－', '—', '–', '−', '~', '～', '至', '到']) {
                None => numbers.push(number(part)?),
                Some((from, to)) => {
                    let (from, to) = (number(from)?, number(to)?);
                    if from > to || to - from > LONGEST_RANGE {
                        return Err(wrong());
                    }
                    numbers.extend(from..=to);
                }
            }
        }
        if numbers.is_empty() {
            Err(wrong())
        } else {
            Ok(Self(numbers))
        }
    }
}

/// All numbers of several arguments, each once, in the order given.
pub(super) fn flatten(numbers: &[Numbers]) -> Vec<u32> {
    let mut all = Vec::new();
    for number in numbers.iter().flat_map(|numbers| &numbers.0) {
        if !all.contains(number) {
            all.push(*number);
        }
    }
    all
}

/// A day: `2022-06-28`; for `--today`, which nothing can be reckoned from.
pub(super) fn iso_day(text: &str) -> Result<NaiveDate, String> {
    let base = NaiveDate::from_ymd_opt(2100, 1, 1).unwrap_or_default();
    match read_day(text, base) {
        Ok(day)
            if text
                .trim()
                .chars()
                .take(4)
                .all(|c| width::narrow_digit(c).is_some()) =>
        {
            Ok(day)
        }
        Err(fault @ (DateFault::Impossible | DateFault::Year)) => Err(no_day(text, fault)),
        _ => Err(format!("“{text}”不是日期，写成 2022-06-28 这样的形式")),
    }
}

/// Why words name no day.
fn no_day(text: &str, fault: DateFault) -> String {
    match fault {
        DateFault::Impossible => format!("没有“{text}”这一天"),
        DateFault::Year => format!("“{text}”的年份不对，应在1990—2100年之间"),
        DateFault::Unknown | DateFault::NoYear | DateFault::NoDay => {
            format!("“{text}”不是日期，写成 2022-06-28、6月28日、昨天、上周五 这样的形式")
        }
    }
}

/// A day as people type it; the year may be missing and is then reckoned from today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day(String);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A day with 31 days before and behind it: whether 上月31日 is one, only today can tell.
        let base = NaiveDate::from_ymd_opt(2096, 8, 15).unwrap_or_default();
        match typed_day(text, base) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(fault) => Err(no_day(text, fault)),
        }
    }
}

impl Day {
    /// The words as given.
    pub(super) fn words(&self) -> &str {
        &self.0
    }

    /// The day meant.
    pub(super) fn resolve(&self, today: NaiveDate) -> Result<NaiveDate, Failure> {
        typed_day(&self.0, today).map_err(|fault| Failure::usage(no_day(&self.0, fault)))
    }
}

/// A day to come, as a deadline is written or a day: 6月底前, 2023年第一季度, 3月15日.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coming(Day);

impl FromStr for Coming {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<Day>().map(Self).or_else(|fault| {
            let some_day = NaiveDate::from_ymd_opt(2096, 8, 15).unwrap_or_default();
            let named = Self::named(text, some_day);
            named.map(|_| Self(Day(text.to_owned()))).ok_or(fault)
        })
    }
}

impl Coming {
    /// The day; one that has passed is refused. Without a year it is the first one from today on.
    pub(super) fn after(&self, today: NaiveDate) -> Result<NaiveDate, Failure> {
        let day = match Self::named(&self.0.0, today) {
            Some(day) => day,
            None => self.0.resolve(today)?,
        };
        if day < today {
            Err(Failure::usage(format!("日期“{}”已经过去", self.0.0)))
        } else {
            Ok(day)
        }
    }

    fn named(words: &str, today: NaiveDate) -> Option<NaiveDate> {
        let meeting = Anchor {
            year: today.year(),
            held_on: today.pred_opt(),
        };
        let desk = Desk {
            from: today,
            ..Desk::new(meeting, today)
        };
        Deadline::typed(words, desk).ok()?.date()
    }
}

/// A deadline in words: 6月底前, 2022年第一季度, 立行立改, 长期坚持.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due(String);

impl FromStr for Due {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match Deadline::resolve(text, None) {
            Ok(_) | Err(DateFault::NoYear | DateFault::NoDay) => Ok(Self(text.to_owned())),
            Err(fault @ (DateFault::Impossible | DateFault::Year)) => Err(no_day(text, fault)),
            Err(DateFault::Unknown) => Err(format!("看不懂时限“{text}”，可写 {KNOWN_DUE}")),
        }
    }
}

/// Forms of deadlines that people are shown; the manual has all of them.
const KNOWN_DUE: &str = "6月底前、2022年第一季度、2022-06-30、今年底、三个月内、立行立改、长期坚持";

impl Due {
    /// The deadline meant.
    pub(super) fn resolve(&self, desk: Desk) -> Result<Deadline, DateFault> {
        Deadline::typed(&self.0, desk)
    }

    /// The words as given.
    pub(super) fn words(&self) -> &str {
        &self.0
    }
}

/// A counted figure: 集中学习=12次.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FigureArg(pub Figure);

impl FromStr for FigureArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Figure::read(text)
            .or_else(|| Figure::read(&with_sign(text)?))
            .map(Self)
            .ok_or_else(|| format!("“{text}”不是数据，写成 集中学习=12次 这样的形式"))
    }
}

/// A figure as it stands in a sentence (集中学习12次, 走访：约30户), with the sign that it lacks.
fn with_sign(text: &str) -> Option<String> {
    let number = text.find(|c: char| width::narrow(c).is_ascii_digit())?;
    let name = text[..number].trim_end();
    let name = name.strip_suffix(['约', '近']).unwrap_or(name);
    let told = &text[name.len()..];
    Some(format!(
        "{}={told}",
        name.trim_end().trim_end_matches(['：', ':'])
    ))
}

/// A status by its Chinese word, a synonym or its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StatusArg(pub StatusKind);

impl FromStr for StatusArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        StatusKind::read(text).map(Self).ok_or_else(|| {
            let words: Vec<&str> = StatusKind::ALL.iter().map(|kind| kind.word()).collect();
            format!("没有“{text}”这种状态，可选：{}", words.join("、"))
        })
    }
}

/// Text that says something: blank text is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(pub String);

impl FromStr for Words {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err("不能是空的".to_owned()),
            count if count > limits::TEXT => {
                Err(format!("太长了（{count}字），最多{}字", limits::TEXT))
            }
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl Words {
    /// The text of an optional argument.
    pub(super) fn text(words: Option<&Self>) -> Option<String> {
        words.map(|words| words.0.clone())
    }
}

/// Several names in one argument: 办公室、人事科.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_form() {
        for (text, numbers) in [
            ("12", vec![12]),
            ("5-8", vec![5, 6, 7, 8]),
            ("3、5-7", vec![3, 5, 6, 7]),
            ("１２，１３", vec![12, 13]),
            ("3至5", vec![3, 4, 5]),
            ("3－5", vec![3, 4, 5]),
            ("第3项和第5项", vec![3, 5]),
            ("十二、13", vec![12, 13]),
            ("#7", vec![7]),
            ("1 2", vec![1, 2]),
            ("500000", vec![500_000]),
            (
                "第９９９９９９-1000001项",
                vec![999_999, 1_000_000, 1_000_001],
            ),
        ] {
            assert_eq!(text.parse(), Ok(Numbers(numbers)), "{text}");
        }
        for text in ["", "x", "0", "8-5", "1-9999999", "-3", "1.5"] {
            assert!(text.parse::<Numbers>().is_err(), "{text}");
        }
    }

    #[test]
    fn codes_name_the_unit() {
        let code = |unit: Option<&str>, number| {
            let unit = unit.map(str::to_owned);
            Ok(TaskCode { unit, number })
        };
        for (text, expected) in [
            ("12", code(None, 12)),
            ("１２", code(None, 12)),
            ("A03-12", code(Some("A03"), 12)),
            ("A03.12-7", code(Some("A03.12"), 7)),
            ("某市-某局-7", code(Some("某市-某局"), 7)),
        ] {
            assert_eq!(text.parse(), expected, "{text}");
        }
        for text in ["", "0", "-3", "A03", "A03-", "A03-0", "A03-x"] {
            assert!(text.parse::<TaskCode>().is_err(), "{text}");
        }
        let refused = "A03-12".parse::<Numbers>().expect_err("not ours");
        assert!(refused.contains("只能看"), "{refused}");
    }

    #[test]
    fn years_in_every_form() {
        for text in ["2021", "２０２１", "二〇二一", "2021年", "2021年度"] {
            assert_eq!(text.parse(), Ok(Year(2021)), "{text}");
        }
        for text in ["21", "202", "20211", "今年", ""] {
            assert!(text.parse::<Year>().is_err(), "{text}");
        }
    }
}
