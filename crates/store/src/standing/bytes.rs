//! Numbers, days and texts as bytes: small numbers in few of them.

use chrono::{Datelike as _, NaiveDate};

/// The day from which others are counted.
const BASE: i32 = 737_425;

/// Appends a number.
pub(super) fn number(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Signed numbers near zero as small ones.
pub(super) fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The inverse of [`folded`].
pub(super) fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// A day as a number; 0 is none.
pub(super) fn day(day: Option<NaiveDate>) -> u64 {
    day.map_or(0, |day| 1 + folded(counted(day)))
}

/// A day as the number of days since the first that is counted: compared without making days of them.
pub(super) fn counted(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) - i64::from(BASE)
}

/// The same of a day as it is written; `None` where it is none.
pub(super) fn to_counted(number: u64) -> Option<i64> {
    number.checked_sub(1).map(unfolded)
}

/// The inverse of [`day`]; `None` where it can't be a day.
pub(super) fn to_day(number: u64) -> Option<Option<NaiveDate>> {
    let Some(number) = number.checked_sub(1) else {
        return Some(None);
    };
    let days = unfolded(number).checked_add(BASE.into())?;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?).map(Some)
}

/// Bytes that are read from the front; whatever they are, reading them ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    // Most numbers have one byte or two, and a pass over a million tasks reads fifteen million of them.
    #[inline]
    pub(super) fn number(&mut self) -> Option<u64> {
        match self.0 {
            [first, rest @ ..] if *first < 0x80 => {
                self.0 = rest;
                Some(u64::from(*first))
            }
            [first, second, rest @ ..] if *second < 0x80 => {
                self.0 = rest;
                Some(u64::from(first & 0x7F) | u64::from(*second) << 7)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0_u64, 0);
        for (at, byte) in self.0.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            shift += 7;
            if *byte < 0x80 {
                self.0 = &self.0[at + 1..];
                return Some(number);
            }
        }
        None
    }

    pub(super) fn take(&mut self, length: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|taken| taken[0])
    }

    /// Some bytes behind their length.
    pub(super) fn piece(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    pub(super) fn day(&mut self) -> Option<Option<NaiveDate>> {
        to_day(self.number()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let numbers = [0, 1, 127, 128, 300, 1 << 14, u64::from(u32::MAX), u64::MAX];
        let mut bytes = Vec::new();
        for value in numbers {
            number(&mut bytes, value);
        }
        let mut reader = Reader(&bytes);
        for value in numbers {
            assert_eq!(reader.number(), Some(value));
        }
        assert_eq!(reader.number(), None);
        for value in [0, 1, -1, 63, -64, i64::MIN, i64::MAX] {
            assert_eq!(unfolded(folded(value)), value);
        }
        for text in [
            "2020-01-01",
            "1949-10-01",
            "2099-12-31",
            "-0044-03-15",
            "+12022-01-01",
        ] {
            let known: NaiveDate = text.parse().expect("a day");
            assert_eq!(to_day(day(Some(known))), Some(Some(known)), "{text}");
        }
        assert_eq!(to_day(0), Some(None));
        assert_eq!(to_day(u64::MAX), None);
    }
}
