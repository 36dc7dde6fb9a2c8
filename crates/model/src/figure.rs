//! Countable figures (数据): 集中学习 12 次. Reports sum them, so their arithmetic is exact.

use std::fmt;

use office::text::width;
use serde::{Deserialize, Serialize};

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

    /// The sum; saturates far beyond any count of a ledger.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
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

/// A counted fact of one progress note: name, value, unit; entries hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What was counted (集中学习).
    pub name: String,
    /// How much.
    pub value: Quantity,
    /// In what unit (次); may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

impl Figure {
    /// Reads `NAME=VALUE UNIT` (`集中学习=12次`, full-width signs and a blank before the unit too).
    pub fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(['=', '＝'])?;
        let rest: Vec<char> = rest.trim().chars().collect();
        let is_number = |c: &char| matches!(width::narrow(*c), '0'..='9' | '.' | ',');
        let length = rest.iter().take_while(|c| is_number(c)).count();
        let value: String = rest[..length].iter().collect();
        let unit: String = rest[length..].iter().collect();
        let (name, unit) = (name.trim(), unit.trim());
        // "12余次" is not a count: what can't be summed is not taken as a figure.
        if name.is_empty() || unit.contains(|c: char| c.is_numeric() || "余多近约=＝".contains(c))
        {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            value: Quantity::read(&value)?,
            unit: unit.to_owned(),
        })
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.name, self.value, self.unit)
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

    #[test]
    fn figures_as_people_type_them() {
        for text in [
            "集中学习=12次",
            "集中学习=12 次",
            "集中学习＝１２次",
            " 集中学习 = 12 次 ",
        ] {
            assert_eq!(Figure::read(text).expect(text).to_string(), "集中学习12次");
        }
        for text in [
            "集中学习",
            "=12次",
            "集中学习=次",
            "集中学习=12余次",
            "集中学习=多次",
        ] {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }
}
