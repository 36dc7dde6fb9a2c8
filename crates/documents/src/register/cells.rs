//! What single cells say.

use chrono::{Datelike as _, NaiveDate};
use model::subject::Subject;

use model::deadline::{self, Anchor, DateFault, Deadline};
use office::cell::{Cell, serial_day};
use office::text::{numeral, ordinal, punctuation};

/// The text without line breaks and blanks that Chinese does not have.
pub(super) fn one_line(text: &str) -> String {
    punctuation::close_blanks(text)
}

/// The text with clean lines.
pub(super) fn lines(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return punctuation::close_blanks(text);
    }
    let lines = text
        .lines()
        .map(punctuation::close_blanks)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A number in digits of any kind (`12`, `十二`, `（十二）`, `1.`).
pub(super) fn number(cell: &Cell) -> Option<u32> {
    match cell {
        Cell::Number(number) => u32::try_from(*number).ok(),
        Cell::Text(text) => {
            let text = text.trim();
            let bare = text.trim_matches(|c: char| "（）().、．".contains(c));
            numeral::read(bare).or_else(|| {
                ordinal::read(text)
                    .filter(|found| found.length == text.len())
                    .map(|found| found.value)
            })
        }
        Cell::Empty | Cell::Date(_) => None,
    }
}

/// A year (`2021`, `2021年度`).
pub(super) fn year(cell: &Cell) -> Option<i32> {
    let text = cell.written();
    let digits: String = office::text::width::narrow_all(text.trim())
        .chars()
        .take(4)
        .collect();
    let year = digits
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year));
    year.or_else(|| {
        let chinese: String = text.chars().take_while(|c| *c != '年').collect();
        numeral::read(&chinese)
            .map(|year| year as i32)
            .filter(|year| (1990..=2100).contains(year))
    })
}

/// 作风方面（3个）: the words without how many there are.
pub(super) fn without_count(text: &str) -> &str {
    let counted = text
        .trim_end()
        .strip_suffix(['）', ')'])
        .and_then(|text| text.rsplit_once(['（', '(']));
    let Some((words, inner)) = counted else {
        return text;
    };
    let inner = inner.trim().trim_start_matches('共');
    let count = inner.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十百两".contains(c)
    });
    let is_count = count.len() < inner.len()
        && [
            "",
            "个",
            "项",
            "条",
            "件",
            "处",
            "类",
            "点",
            "个问题",
            "项问题",
            "条问题",
        ]
        .contains(&count);
    if is_count && !words.trim().is_empty() {
        words.trim_end()
    } else {
        text
    }
}

/// A dash, a slash or 无: the cell was looked at and left empty.
pub(super) fn is_placeholder(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| "—-－–/／\\无".contains(c))
        && text.chars().count() <= 3
}

/// 20240410 as a day.
fn packed(number: i64) -> Option<NaiveDate> {
    let (year, rest) = (i32::try_from(number / 10_000).ok()?, number % 10_000);
    let (month, day) = (
        u32::try_from(rest / 100).ok()?,
        u32::try_from(rest % 100).ok()?,
    );
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1990..=2100).contains(&year))
}

/// 2024-07-03 16:00: the day without the hour.
pub(super) fn without_time(text: &str) -> &str {
    let text = text.trim();
    let clock = |rest: &str| {
        let digits = rest.chars().any(|c| c.is_ascii_digit());
        let signs = |c: char| c.is_ascii_digit() || " :：.时分秒点上下午前左右".contains(c);
        let half = ["上午", "下午", "上午前", "下班前"].contains(&rest);
        (digits && rest.contains([':', '：', '时', '点']) && rest.chars().all(signs)) || half
    };
    let ends = text
        .char_indices()
        .filter(|(_, c)| " T日\u{3000}".contains(*c));
    for (at, sign) in ends {
        let rest = text[at + sign.len_utf8()..].trim();
        if clock(rest) {
            return text[..at + if sign == '日' { sign.len_utf8() } else { 0 }].trim_end();
        }
    }
    text
}

/// A day and who signed beside it: 2024.3.28 童安.
pub(super) fn signed_day(text: &str, anchor: Option<Anchor>) -> Option<(NaiveDate, String)> {
    let parts = text.split([' ', '\n', '\u{3000}', '，', '、', '/', '（', '(', '）', ')']);
    let parts: Vec<&str> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let [one, other] = parts.as_slice() else {
        return None;
    };
    let read = |part: &str| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        (digits >= 2).then(|| day(&Cell::read(part), anchor))?
    };
    match (read(one), read(other)) {
        (Some(day), None) => Some((day, (*other).to_owned())),
        (None, Some(day)) => Some((day, (*one).to_owned())),
        _ => None,
    }
}

/// A day that something happened: real dates, serial numbers and phrases; a month means its last
/// day.
pub(super) fn day(cell: &Cell, anchor: Option<Anchor>) -> Option<NaiveDate> {
    match cell {
        Cell::Date(day) => Some(*day),
        Cell::Number(number) => serial_day(*number).or_else(|| packed(*number)),
        Cell::Text(text) => {
            let text = without_time(text);
            let far = NaiveDate::from_ymd_opt(2999, 12, 31)?;
            let has_year = text.chars().filter(char::is_ascii_digit).count() >= 5;
            let exact = has_year
                .then(|| deadline::read_day(text, far).ok())
                .flatten();
            exact.or_else(|| Deadline::keep(text, anchor).date())
        }
        Cell::Empty => None,
    }
}

/// A day that something happened, where it is known that it is not after today: as `day` reads it; what
/// leaves the year out is the latest such day, and a month that is not over yet is the day itself.
pub fn day_that_was(cell: &Cell, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    let Cell::Text(text) = cell else {
        return day(cell, None).ok_or(DateFault::Unknown);
    };
    match deadline::read_day(text, today) {
        Err(DateFault::Unknown) => {}
        told => return told,
    }
    let year = today.year();
    let anchors = [None, Some(year), Some(year - 1)];
    let days: Vec<NaiveDate> = anchors
        .into_iter()
        .filter_map(|year| match year {
            None => day(cell, None),
            Some(year) => Deadline::keep_in_year(text, year, None).date(),
        })
        .collect();
    let begun = |day: &NaiveDate| (day.year(), day.month()) <= (year, today.month());
    let told = days.iter().copied().find(begun);
    told.map(|day| day.min(today))
        .or_else(|| days.first().copied())
        .ok_or(DateFault::Unknown)
}

/// 班子 or a name.
pub(super) fn subject(text: &str) -> Option<Subject> {
    let text = one_line(text);
    Subject::read(&text).map(|subject| match subject {
        Subject::Person(name) if name.contains("班子") => Subject::Team,
        other => other,
    })
}
