//! Days in their ISO form, as columns and cells hold them by the million.

use chrono::{Datelike as _, NaiveDate};

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
