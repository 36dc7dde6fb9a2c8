//! Days in their ISO form, as columns and cells hold them by the million.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

/// The day that is written so (`2022-03-15`); `None` for every other form.
pub fn read(text: &str) -> Option<NaiveDate> {
    let digits = |from: usize, to: usize| {
        text.as_bytes()[from..to].iter().try_fold(0, |sum, byte| {
            let digit = byte.wrapping_sub(b'0');
            (digit < 10).then(|| sum * 10 + u32::from(digit))
        })
    };
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(0, 4)? as i32, digits(5, 7)?, digits(8, 10)?)
}

/// The moment that is written so (`2022-03-15T09:00:00+08:00`, with Z for +00:00); `None` for every other form.
pub fn read_moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    let pair = |at: usize| {
        let (tens, ones) = (
            bytes[at].wrapping_sub(b'0'),
            bytes[at + 1].wrapping_sub(b'0'),
        );
        (tens < 10 && ones < 10).then(|| u32::from(tens * 10 + ones))
    };
    if !matches!(bytes.len(), 20 | 25) || !text.is_ascii() || bytes[10] != b'T' {
        return None;
    }
    let marks = [bytes[13], bytes[16]] == [b':', b':'];
    let time = read(&text[..10])?.and_hms_opt(pair(11)?, pair(14)?, pair(17)?)?;
    let ahead = match (bytes[19], bytes.len()) {
        (b'Z', 20) => 0,
        (sign @ (b'+' | b'-'), 25) if bytes[22] == b':' => {
            let (hours, minutes) = (pair(20)?, pair(23)?);
            let seconds = (hours * 60 + minutes) as i32 * 60;
            let known = (hours < 24 && minutes < 60).then_some(seconds)?;
            if sign == b'-' { -known } else { known }
        }
        _ => return None,
    };
    let zone = FixedOffset::east_opt(ahead).filter(|_| marks)?;
    time.and_local_timezone(zone).single()
}

/// The day as it is written: what `to_string` gives.
pub fn written(day: NaiveDate) -> String {
    let year = day.year();
    if !(0..=9999).contains(&year) {
        return day.to_string();
    }
    let (year, month, day) = (year as u32, day.month(), day.day());
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let bytes = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    // ASCII is always UTF-8.
    std::str::from_utf8(&bytes).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written_as_chrono_does() {
        let mut day = NaiveDate::from_ymd_opt(1999, 12, 1);
        for _ in 0..800 {
            let known = day.expect("a day");
            assert_eq!(written(known), known.to_string());
            assert_eq!(read(&known.to_string()), Some(known));
            day = known.succ_opt();
        }
        for text in [
            "2022-03-15T09:00:59Z",
            "2022-03-15T09:00:00+08:00",
            "2022-03-15T23:59:00-03:30",
            "2022-03-15T09:00:00+00:00",
        ] {
            assert_eq!(read_moment(text), text.parse().ok(), "{text}");
            assert!(read_moment(text).is_some(), "{text}");
        }
        for text in [
            "2022-03-15T09:00:60Z",
            "2022-03-15T24:00:00Z",
            "2022-02-30T09:00:00Z",
            "2022-03-15 09:00:00Z",
            "2022-03-15T09-00-00Z",
            "2022-03-15T09:00:00+08:60",
            "2022-03-15T09:00:00+24:00",
            "2022-03-15T09:00:00.5Z",
            "二2-03-15T09:00:00Z",
            "",
        ] {
            assert_eq!(read_moment(text), None, "{text}");
        }
        for text in [
            "2022-02-30",
            "2022-2-03",
            "2022/02/03",
            "２022-02",
            "+022-01-02",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
