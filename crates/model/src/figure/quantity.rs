//! Decimals as offices write them, added exactly.

use std::fmt;

use office::text::width;

/// A decimal with at most four places, summed without rounding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

const SCALE: i64 = 10_000;

impl Quantity {
    /// A whole number.
    pub fn whole(number: i32) -> Self {
        Self(i64::from(number) * SCALE)
    }

    /// Reads `12`, `3.5`, `１２`, `1,200`; no sign, at most four decimals and twelve digits before.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = width::narrow_all(text.trim())
            .chars()
            .filter(|c| *c != ',' && *c != '，')
            .collect();
        let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
        let digits =
            |s: &str, most| (1..=most).contains(&s.len()) && s.bytes().all(|c| c.is_ascii_digit());
        if !digits(whole, 12) || !digits(part, 4) {
            return None;
        }
        Some(Self(
            whole.parse::<i64>().ok()? * SCALE + format!("{part:0<4}").parse::<i64>().ok()?,
        ))
    }

    /// In ten-thousandths, to be kept.
    pub fn parts(self) -> i64 {
        self.0
    }

    /// The inverse of [`Quantity::parts`].
    pub fn of_parts(parts: i64) -> Self {
        Self(parts)
    }

    /// The sum; saturates far beyond any count of a ledger.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// In 万 (3600 is 0.36), where no place is lost.
    pub fn in_ten_thousands(self) -> Option<Self> {
        (self.0 % SCALE == 0).then_some(Self(self.0 / SCALE))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / SCALE, self.0 % SCALE);
        if part == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{}", format!("{part:04}").trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_add_exactly() {
        let sum = ["0.1", "0.2", "12", "1,200"]
            .iter()
            .fold(Quantity::default(), |sum, text| {
                sum.plus(Quantity::read(text).expect("a number"))
            });
        assert_eq!(sum.to_string(), "1212.3");
        for text in ["", "-1", "1.23456", "1.", "x", "1e3", "余"] {
            assert_eq!(Quantity::read(text), None, "{text}");
        }
    }
}
