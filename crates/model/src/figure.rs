//! Figures (数据) of progress: 集中学习 12 次, 满意度 97%.

mod kind;
mod quantity;

use std::fmt;

use office::text::width;
use serde::{Deserialize, Serialize};

pub use kind::{FigureKind, FigureKinds};
pub use quantity::Quantity;

/// What was written beside a number that is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Approx {
    /// 约300人
    About,
    /// 近300人: a little less.
    Nearly,
    /// 300余人: a little more.
    Over,
    /// 300多人: a little more.
    More,
}

impl Approx {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::About, Self::Nearly, Self::Over, Self::More];

    /// The sign as written.
    pub fn word(self) -> &'static str {
        match self {
            Self::About => "约",
            Self::Nearly => "近",
            Self::Over => "余",
            Self::More => "多",
        }
    }

    /// The one of that sign.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|approx| approx.word() == word)
    }

    /// Whether it stands before the number.
    fn is_before(self) -> bool {
        matches!(self, Self::About | Self::Nearly)
    }

    /// What a sum of parts keeps: a little more stays a little more; with 约 or 近 among them nobody
    /// can say whether it is more or less.
    #[must_use]
    pub fn joined(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (None, approx) | (approx, None) => approx,
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(Self::Over | Self::More), Some(Self::Over | Self::More)) => Some(Self::Over),
            _ => Some(Self::About),
        }
    }
}

/// A number with its sign, as it is told: 300余, 近300, 12.
pub fn approximately(value: Quantity, approx: Option<Approx>) -> String {
    match approx {
        None => value.to_string(),
        Some(approx) if approx.is_before() => format!("{}{value}", approx.word()),
        Some(approx) => format!("{value}{}", approx.word()),
    }
}

/// A recorded fact of one progress note: name, value, unit; entries hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What was counted (集中学习).
    pub name: String,
    /// How much.
    pub value: Quantity,
    /// In what unit (次); may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Whether the number is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approx: Option<Approx>,
}

impl Figure {
    /// Reads `NAME=VALUE UNIT`: `集中学习=12次`, `谈心谈话=30余人次`, `满意度＝９７％`, `走访=约300户。`.
    /// `None` where the number can't be told from what stands around it.
    pub fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(['=', '＝'])?;
        let name = name.trim();
        let narrow = width::narrow_all(rest.trim());
        let rest = narrow.trim_end_matches(is_stop);
        let (before, rest) = match rest.chars().next().map(String::from) {
            Some(first) if Approx::from_word(&first).is_some_and(Approx::is_before) => {
                (Approx::from_word(&first), &rest[first.len()..])
            }
            _ => (None, rest),
        };
        let rest = rest.trim_start();
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let length = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let (value, unit) = rest.split_at(length);
        let unit = unit.trim_start();
        let (after, unit) = match unit.chars().next().map(String::from) {
            Some(first) if Approx::from_word(&first).is_some_and(|sign| !sign.is_before()) => {
                (Approx::from_word(&first), unit[first.len()..].trim_start())
            }
            _ => (None, unit),
        };
        if name.is_empty() || (before.is_some() && after.is_some()) || !is_unit(unit) {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            value: Quantity::read(value)?,
            approx: before.or(after),
            unit: unit.to_owned(),
        })
    }

    /// As [`Figure::read`] takes it.
    pub fn written(&self) -> String {
        let value = approximately(self.value, self.approx);
        format!("{}={value}{}", self.name, self.unit)
    }

    /// Whether both count the same thing in the same unit.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.unit == other.unit && name_key(&self.name) == name_key(&other.name)
    }
}

/// A name without its signs and blanks: names that differ in no more are one.
pub fn name_key(name: &str) -> String {
    let narrow = name.chars().map(width::narrow);
    narrow
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Ends a sentence, not a unit.
fn is_stop(c: char) -> bool {
    matches!(c, '。' | '.' | ',' | ';' | '、' | '!') || c.is_whitespace()
}

/// A word, not another number or half a sentence.
fn is_unit(unit: &str) -> bool {
    let is_sign = |c: char| {
        c.is_whitespace()
            || c.is_numeric()
            || matches!(
                c,
                '余' | '多'
                    | '近'
                    | '约'
                    | '='
                    | '。'
                    | ','
                    | ';'
                    | '、'
                    | ':'
                    | '!'
                    | '?'
                    | '-'
                    | '+'
            )
    };
    !unit.contains(is_sign)
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = approximately(self.value, self.approx);
        write!(f, "{}{value}{}", self.name, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_people_type_them() {
        for (text, read) in [
            ("集中学习=12次", "集中学习12次"),
            ("集中学习=12 次", "集中学习12次"),
            ("集中学习＝１２次", "集中学习12次"),
            (" 集中学习 = 12 次 ", "集中学习12次"),
            ("集中学习=12次。", "集中学习12次"),
            ("集中学习=12次；", "集中学习12次"),
            ("谈心谈话=300余人次", "谈心谈话300余人次"),
            ("谈心谈话=300 多 人次", "谈心谈话300多人次"),
            ("谈心谈话=约300人次", "谈心谈话约300人次"),
            ("谈心谈话=近 300人次", "谈心谈话近300人次"),
            ("压减经费=30余万元", "压减经费30余万元"),
            ("满意度=97％", "满意度97%"),
            ("满意度=97.5%。", "满意度97.5%"),
            ("接待=1,200人", "接待1200人"),
        ] {
            assert_eq!(Figure::read(text).expect(text).to_string(), read);
        }
        for text in [
            "集中学习",
            "=12次",
            "集中学习=次",
            "集中学习=12-15次",
            "集中学习=12次，讨论3次",
            "集中学习=12次 讨论",
            "集中学习=约12余次",
            "集中学习=多次",
            "集中学习=十二次",
        ] {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_differ_by_a_sign_are_one() {
        let read = |text| Figure::read(text).expect(text);
        for (one, other) in [
            ("谈心谈话=1人", "谈心 谈话=2人"),
            ("“学习强国”积分=1次", "学习强国积分=2次"),
            ("Ａ类=1个", "a类=2个"),
        ] {
            assert!(read(one).is_alike(&read(other)), "{one} {other}");
        }
        assert!(!read("谈心=1人").is_alike(&read("谈话=1人")));
        assert!(!read("谈心=1人").is_alike(&read("谈心=1次")));
    }

    #[test]
    fn signs_are_kept_in_sums() {
        use Approx::{About, More, Nearly, Over};
        for (one, other, sum) in [
            (None, None, None),
            (Some(Over), Some(More), Some(Over)),
            (Some(Nearly), Some(Nearly), Some(Nearly)),
            (Some(Over), Some(Nearly), Some(About)),
            (Some(About), Some(More), Some(About)),
        ] {
            assert_eq!(Approx::joined(one, other), sum, "{one:?} {other:?}");
            assert_eq!(Approx::joined(other, one), sum, "{other:?} {one:?}");
        }
    }
}
