//! Days and numbers in plain text.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::report::check::claims::plain::plain;
use crate::report::check::claims::words;
use model::figure::{Approx, Figure, Quantity};
use model::tally::Measured;
use office::text::numeral;

/// A day or a number, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Day(When),
    Number(Amount),
}

/// A day or a stretch of days as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct When {
    pub(super) year: Option<i32>,
    pub(super) part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Day(u32, u32),
    Month(u32),
    MonthEnd(u32),
    Quarter(u32),
    Half(bool),
    YearEnd,
    Year,
}

/// A number with its sign and its unit: the longest known one, else the next character.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Amount {
    pub(super) value: Quantity,
    pub(super) approx: Option<Approx>,
    pub(super) unit: String,
}

impl When {
    pub(super) fn day(day: NaiveDate) -> Self {
        Self {
            year: Some(day.year()),
            part: Part::Day(day.month(), day.day()),
        }
    }

    /// Whether this says the same as the record, or less of it.
    pub(super) fn agrees(&self, record: &Self) -> bool {
        let year = match (self.year, record.year) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        year && match (self.part, record.part) {
            (own, other) if own == other => true,
            (Part::Month(own), Part::Day(month, _) | Part::MonthEnd(month)) => own == month,
            (Part::Year, _) => self.year == record.year,
            _ => false,
        }
    }
}

impl Amount {
    pub(super) fn of(value: Quantity, after: &str) -> Self {
        let (approx, after) = sign_after(after);
        let known = words::UNITS.iter().find(|unit| after.starts_with(**unit));
        let unit = known.map_or_else(
            || {
                let next = after.chars().next().filter(|c| c.is_alphabetic());
                next.map(String::from).unwrap_or_default()
            },
            |unit| (*unit).to_owned(),
        );
        Self {
            value,
            approx,
            unit,
        }
    }

    /// What was recorded as a figure.
    pub(super) fn of_figure(figure: &Figure) -> Self {
        Self::measured(
            Measured {
                value: figure.value,
                approx: figure.approx,
            },
            &figure.unit,
        )
    }

    /// What figures come to.
    pub(super) fn measured(measured: Measured, unit: &str) -> Self {
        Self {
            approx: measured.approx,
            ..Self::of(measured.value, &plain(unit))
        }
    }

    /// The records that a text may tell in these words: 300多 is 300余, 约 says less than any; an
    /// exact number is no record of one that is not.
    pub(super) fn records(&self) -> impl Iterator<Item = Self> + '_ {
        let signs: &[Option<Approx>] = match self.approx {
            None => &[None],
            Some(Approx::Nearly) => &[Some(Approx::Nearly)],
            Some(Approx::Over | Approx::More) => &[Some(Approx::Over), Some(Approx::More)],
            Some(Approx::About) => &[
                None,
                Some(Approx::About),
                Some(Approx::Nearly),
                Some(Approx::Over),
                Some(Approx::More),
            ],
        };
        signs.iter().map(|approx| Self {
            approx: *approx,
            ..self.clone()
        })
    }
}

/// The sign right behind a number (300余), and what follows it.
fn sign_after(text: &str) -> (Option<Approx>, &str) {
    let behind = [("余", Approx::Over), ("多", Approx::More)];
    let mut found = behind
        .iter()
        .filter_map(|(word, sign)| Some((Some(*sign), text.strip_prefix(word)?)));
    found.next().unwrap_or((None, text))
}

/// The sign that the text begins with (约300), and what follows it.
fn sign_before(text: &str) -> (Option<Approx>, &str) {
    let ahead = [("约", Approx::About), ("近", Approx::Nearly)];
    let mut found = ahead
        .iter()
        .filter_map(|(word, sign)| Some((Some(*sign), text.strip_prefix(word)?)));
    found.next().unwrap_or((None, text))
}

/// What stands there, a number with its unit.
pub(super) fn said(text: &str, at: &Range<usize>) -> String {
    let (_, after) = sign_after(&text[at.end..]);
    let unit = Amount::of(Quantity::default(), after).unit;
    let unit = if after.starts_with(&unit) {
        unit.len()
    } else {
        0
    };
    text[at.start..text.len() - after.len() + unit].to_owned()
}

/// Every day and number of the text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let idiom = words::IDIOMS
            .iter()
            .chain(&words::NO_SIGNS)
            .find(|word| text[at..].starts_with(**word));
        let token = match idiom {
            Some(word) => {
                at += word.len();
                continue;
            }
            None => token(text, at),
        };
        match token {
            Some((what, length)) => {
                let range = at..at + length;
                at = range.end;
                found.extend(what.map(|what| Token { at: range, what }));
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// What begins there and how long it is; a token of `None` is passed over.
fn token(text: &str, at: usize) -> Option<(Option<What>, usize)> {
    let rest = &text[at..];
    if let Some((when, length)) = when(rest) {
        return Some((Some(What::Day(when)), length));
    }
    let (sign, number) = sign_before(rest);
    let sign_length = rest.len() - number.len();
    let (what, length) = quantity(text, at + sign_length)?;
    let what = what.map(|amount| {
        What::Number(Amount {
            approx: sign.or(amount.approx),
            ..amount
        })
    });
    Some((what, sign_length + length))
}

/// The number that begins there, and how long it is.
fn quantity(text: &str, at: usize) -> Option<(Option<Amount>, usize)> {
    let rest = &text[at..];
    if let Some(share) = rest.strip_prefix("百分之") {
        let digits = run(share, numeral::is_counting);
        let value = match digits {
            "百" => Some(100),
            digits => numeral::read(digits),
        };
        let value = value.and_then(|value| i32::try_from(value).ok())?;
        let amount = Amount::of(Quantity::whole(value), "%");
        let length = rest.len() - share.len() + digits.len();
        return Some((Some(amount), length));
    }
    let digits = run(rest, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let digits = digits.trim_end_matches(['.', ',']);
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let after = &rest[digits.len()..];
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let in_word = word(text[..at].chars().next_back()) || word(after.chars().next());
        let ordinal = is_ordinal(&text[..at], after);
        let amount = Quantity::read(digits).filter(|_| !ordinal && !in_word);
        let amount = amount.map(|value| Amount::of(value, after));
        return Some((amount, digits.len()));
    }
    let digits = run(rest, numeral::is_counting);
    if digits.is_empty() {
        return None;
    }
    let after = &rest[digits.len()..];
    let counted = sign_after(after).1;
    let counted = counted.starts_with(|c| words::MEASURE.contains(c));
    // 一个, 一次 and the like are mere words.
    let value = numeral::read(digits).filter(|value| *value > 1 && counted);
    let value = value.and_then(|value| i32::try_from(value).ok());
    let amount = value.map(|value| Amount::of(Quantity::whole(value), after));
    Some((amount, digits.len()))
}

/// 1. 2、 （3） before an item.
fn is_ordinal(before: &str, after: &str) -> bool {
    let opens = before.is_empty() || before.ends_with(['；', '。', '：']);
    opens && after.starts_with(['.', '．', '、'])
        || before.ends_with(['（', '(']) && after.starts_with(['）', ')'])
}

fn run(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !wanted(c)).unwrap_or(text.len());
    &text[..end]
}

/// The day that the text begins with, and its length.
fn when(text: &str) -> Option<(When, usize)> {
    if let Some(found) = numeric(text) {
        return Some(found);
    }
    let (year, rest) = match number(text, "年") {
        Some((year @ 1900..=2199, rest)) => (i32::try_from(year).ok(), rest),
        _ => (None, text),
    };
    let (part, rest) = match part(rest) {
        Some(found) => found,
        // 2022年底: the 年 was taken with the year already.
        None if year.is_some() && rest.starts_with('底') => (Part::YearEnd, &rest["底".len()..]),
        None if year.is_some() => (Part::Year, rest),
        None => return None,
    };
    Some((When { year, part }, text.len() - rest.len()))
}

fn part(text: &str) -> Option<(Part, &str)> {
    for (word, part) in [
        ("年底", Part::YearEnd),
        ("年末", Part::YearEnd),
        ("上半年", Part::Half(false)),
        ("下半年", Part::Half(true)),
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((part, rest));
        }
    }
    let quarter = text.strip_prefix('第').unwrap_or(text);
    if let Some((quarter @ 1..=4, rest)) = number(quarter, "季度") {
        return Some((Part::Quarter(quarter), rest));
    }
    let (month, rest) = number(text, "月").filter(|(month, _)| (1..=12).contains(month))?;
    if let Some(rest) = rest.strip_prefix(['底', '末']) {
        return Some((Part::MonthEnd(month), rest));
    }
    let day = number(rest, "日").or_else(|| number(rest, "号"));
    match day {
        Some((day @ 1..=31, rest)) => Some((Part::Day(month, day), rest)),
        _ => Some((Part::Month(month), rest)),
    }
}

/// A number, Arabic or Chinese, before that word, and what follows.
fn number<'a>(text: &'a str, word: &str) -> Option<(u32, &'a str)> {
    let arabic = run(text, |c| c.is_ascii_digit());
    let digits = match arabic {
        "" => run(text, numeral::is_counting),
        digits => digits,
    };
    let rest = text[digits.len()..].strip_prefix(word)?;
    Some((numeral::read(digits)?, rest))
}

/// 2022-06-30, 2022.6.30, 2022/6/30
fn numeric(text: &str) -> Option<(When, usize)> {
    let whole = run(text, |c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/'));
    let whole = whole.trim_end_matches(['-', '.', '/']);
    let parts: Vec<&str> = whole.split(['-', '.', '/']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let day = day.filter(|day| (1900..2200).contains(&day.year()))?;
    Some((When::day(day), whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::figure::approximately;

    fn told(text: &str) -> Vec<String> {
        let told = tokens(text).into_iter().map(|token| match token.what {
            What::Day(when) => format!("{:?} {:?}", when.year.unwrap_or(0), when.part),
            What::Number(amount) => {
                let value = approximately(amount.value, amount.approx);
                format!("{value}{}", amount.unit)
            }
        });
        told.collect()
    }

    #[test]
    fn days_and_numbers_are_told_apart() {
        for (text, wanted) in [
            (
                "2022年3月15日，5月20日、6月底前",
                "2022 Day(3, 15)|0 Day(5, 20)|0 MonthEnd(6)",
            ),
            (
                "2022年底前，第三季度，2023.6.30前",
                "2022 YearEnd|0 Quarter(3)|2023 Day(6, 30)",
            ),
            ("1.关于十五个问题，2项；3次", "15个|2项|3次"),
            (
                "（1）投入1.5万元，谈话9人次，1,200户",
                "1.5万元|9人次|1200户",
            ),
            (
                "走访300余户，约40家，近三百人，二十多次，节约3万元，最近2次",
                "300余户|约40家|近300人|20多次|3万元|2次",
            ),
            ("百分之百，97%，百分之九十七", "100%|97%|97%"),
            ("三会一课、两个确立、八项规定、一次、A4纸、一是", ""),
        ] {
            assert_eq!(told(text).join("|"), wanted, "{text}");
        }
    }
}
