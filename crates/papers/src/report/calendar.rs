//! Dates as texts say them: the year at first mention, then month and day.

use chrono::{Datelike, NaiveDate};

use model::deadline::{Deadline, Term};
use office::text::sentence;

/// Remembers which year was mentioned last.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Calendar {
    year: Option<i32>,
}

impl Calendar {
    /// The day, with its year unless that was the last one mentioned.
    pub(crate) fn day(&mut self, day: NaiveDate) -> String {
        let known = self.year.replace(day.year()) == Some(day.year());
        if known {
            format!("{}月{}日", day.month(), day.day())
        } else {
            full(day)
        }
    }

    /// The month, with its year unless that was the last one mentioned.
    pub(crate) fn month(&mut self, year: i32, month: u32) -> String {
        if self.year.replace(year) == Some(year) {
            format!("{month}月")
        } else {
            format!("{year}年{month}月")
        }
    }

    /// One that has mentioned this year.
    pub(crate) fn in_year(year: i32) -> Self {
        Self { year: Some(year) }
    }
}

/// 2022年12月20日
pub(crate) fn full(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A deadline in its own words; the year is put before words that lack it. A single day is written
/// as texts write days, and so is what its readers would take for another day (今年底, 两年内). `None`
/// for what has no day.
pub(crate) fn deadline(deadline: &Deadline) -> Option<String> {
    let phrase = sentence::one_line(&deadline.phrase);
    let phrase = sentence::open_end(&phrase);
    match deadline.term {
        Some(Term::Immediate | Term::LongTerm) => None,
        None => Some(phrase.to_owned()).filter(|phrase| !phrase.is_empty()),
        Some(Term::Date(day)) if !phrase.chars().any(is_word) => Some(full(day)),
        Some(Term::Date(day)) => Some(match deadline.in_full() {
            Some((day, by)) => format!("{}{}", full(day), if by { "前" } else { "" }),
            None => with_year(&phrase.replace('号', "日"), day.year()),
        }),
    }
}

fn with_year(phrase: &str, year: i32) -> String {
    match phrase.chars().next() {
        _ if has_year(phrase) => phrase.to_owned(),
        Some('年') => format!("{year}{phrase}"),
        Some(c) if starts_a_date(c) => format!("{year}年{phrase}"),
        _ => phrase.to_owned(),
    }
}

fn is_word(c: char) -> bool {
    !(c.is_ascii() || c.is_whitespace())
}

fn has_year(phrase: &str) -> bool {
    let digits_before = |at: usize| {
        phrase[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_numeric() || office::text::numeral::is_counting(c))
    };
    phrase.match_indices('年').any(|(at, _)| digits_before(at))
        || phrase.chars().take_while(char::is_ascii_digit).count() >= 4
}

fn starts_a_date(c: char) -> bool {
    c.is_numeric() || office::text::numeral::is_counting(c) || matches!(c, '第' | '上' | '下')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_said_once() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let mut calendar = Calendar::default();
        assert_eq!(calendar.day(day("2022-03-15")), "2022年3月15日");
        assert_eq!(calendar.day(day("2022-05-20")), "5月20日");
        assert_eq!(calendar.month(2023, 1), "2023年1月");
        assert_eq!(calendar.month(2023, 2), "2月");
        assert_eq!(Calendar::in_year(2022).day(day("2022-05-20")), "5月20日");
    }

    #[test]
    fn deadlines_keep_their_words() {
        let anchor = Some(model::deadline::Anchor {
            year: 2021,
            held_on: NaiveDate::from_ymd_opt(2022, 1, 20),
        });
        for (phrase, said) in [
            ("2022年12月底前", Some("2022年12月底前")),
            ("年底前", Some("2022年底前")),
            ("6月底", Some("2022年6月底")),
            ("第三季度", Some("2022年第三季度")),
            ("上半年", Some("2022年上半年")),
            ("2022-06-30", Some("2022年6月30日")),
            ("2022.6.30前", Some("2022年6月30日前")),
            ("2022年5月31号", Some("2022年5月31日")),
            ("5月31号前", Some("2022年5月31日前")),
            ("2022年5月31号前完成", Some("2022年5月31日前完成")),
            ("今年年底前", Some("2022年12月31日前")),
            ("两年内", Some("2024年1月20日")),
            ("长期坚持", None),
            ("立行立改", None),
            ("待定", Some("待定")),
        ] {
            let kept = Deadline::keep(phrase, anchor);
            assert_eq!(deadline(&kept).as_deref(), said, "{phrase}");
        }
    }
}
