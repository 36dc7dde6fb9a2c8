//! Days as programs and other languages write them: 20220630, Jun 30, 2022, 30-Jun-22, 6/30/2022.

use chrono::{Datelike as _, NaiveDate};

use super::DateFault;

/// The day, where the whole text is one of these forms.
pub(super) fn day(text: &str) -> Option<Result<NaiveDate, DateFault>> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let (year, month, day) = digits(text)
        .or_else(|| timed(text))
        .or_else(|| american(text))
        .or_else(|| english(text))?;
    Some(NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::Impossible))
}

type Parts = (i32, u32, u32);

fn digits(text: &str) -> Option<Parts> {
    let plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = plain.then(|| text[..4].parse().ok())??;
    Some((year, text[4..6].parse().ok()?, text[6..].parse().ok()?))
}

/// 2022-06-30 00:00:00: midnight stands behind many a day.
fn timed(text: &str) -> Option<Parts> {
    let (day, time) = text.split_once([' ', 'T'])?;
    let midnight = ["00:00:00", "0:00:00", "00:00", "0:00"].contains(&time);
    let plain = day.bytes().next()?.is_ascii_digit();
    let day: NaiveDate = day
        .replace('/', "-")
        .parse()
        .ok()
        .filter(|_| midnight && plain)?;
    Some((day.year(), day.month(), day.day()))
}

/// Month first, with the year behind, which is how it is told from a Chinese day.
fn american(text: &str) -> Option<Parts> {
    let mut parts = text.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = parts.next().is_none() && year.len() == 4;
    let parts = (number(year)?, number(month)?, number(day)?);
    plain.then_some((parts.0 as i32, parts.1, parts.2))
}

fn english(text: &str) -> Option<Parts> {
    let parts: Vec<&str> = text
        .split([' ', '-', ',', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return None,
    };
    let ordinal = ["st", "nd", "rd", "th"].iter();
    let day = ordinal.fold(*day, |day, end| day.strip_suffix(end).unwrap_or(day));
    let short = year.len() == 2;
    let year = number(year)? as i32;
    let year = if short { 2000 + year } else { year };
    Some((year, month, number(day)?))
}

/// Digits and nothing else: no sign.
fn number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let fits = |month: &&str| word.len() >= 3 && month.starts_with(word.as_str());
    let place = if word == "sept" {
        8
    } else {
        MONTHS.iter().position(fits)?
    };
    Some(place as u32 + 1)
}
