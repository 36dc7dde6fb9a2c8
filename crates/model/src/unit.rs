//! Units (单位) and the members of their leadership.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use office::text::visible::one_line;

/// Number of a unit inside one database; the own unit is always [`UnitId::OWN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitId(pub u32);

impl UnitId {
    /// The unit that this ledger belongs to; all others were gathered and are read-only.
    pub const OWN: Self = Self(1);
}

/// What a unit says of itself (`init`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCard {
    /// Name (某市某局); empty until `init`.
    pub name: String,
    /// Dotted code given by the superior (`A03.12`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Full name of its party organization (中共某局党组).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// How its leadership is called in reports (局党组班子).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Contact for what is handed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl UnitCard {
    /// How reports call the leadership: its own name for it, else 领导班子.
    pub fn team_name(&self) -> &str {
        self.team.as_deref().unwrap_or("领导班子")
    }
}

/// No unit is called by more characters.
const LONGEST_NAME: usize = 200;

/// Whether a unit can be called so: the name stands before every task and on every list. What `init` does
/// not take, nobody has to refuse when it is gathered.
pub fn is_unit_name(name: &str) -> bool {
    one_line(name) == name && name.trim() == name && name.chars().count() <= LONGEST_NAME
}

/// Whether a code is written as superiors give them: letters and digits, levels parted by dots.
pub fn is_unit_code(code: &str) -> bool {
    let level = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_alphanumeric());
    code.len() <= 40 && code.split('.').all(level)
}

/// The order in which units stand in lists: by code, the numbers in it by their size (`A2` before `A10`), a
/// unit before those below it; those that have only a name come last.
pub fn code_order(one: &str, other: &str) -> Ordering {
    let named = |code: &str| !is_unit_code(code);
    let (mut ours, mut theirs) = (runs(one), runs(other));
    let by_runs = || loop {
        let order = match (ours.next(), theirs.next()) {
            (Some(ours), Some(theirs)) => by_size(ours, theirs),
            (ours, theirs) => return ours.is_some().cmp(&theirs.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    };
    named(one)
        .cmp(&named(other))
        .then_with(by_runs)
        // The same numbers may be written with more noughts.
        .then_with(|| (one.len(), one).cmp(&(other.len(), other)))
}

/// Digits apart from what is between them.
fn runs(code: &str) -> impl Iterator<Item = &str> {
    let alike = |a: &u8, b: &u8| a.is_ascii_digit() == b.is_ascii_digit();
    let runs = code.as_bytes().chunk_by(alike);
    // Only signs of one byte part them.
    runs.map(|run| str::from_utf8(run).unwrap_or_default())
}

fn by_size(one: &str, other: &str) -> Ordering {
    let digits = |run: &str| run.starts_with(|c: char| c.is_ascii_digit());
    if !(digits(one) && digits(other)) {
        return one.cmp(other);
    }
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    (one.len(), one).cmp(&(other.len(), other))
}

/// A member of the leadership (班子成员); lists by leader follow `order`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Name.
    pub name: String,
    /// Post (局长、党组书记).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Place in the roster, from 1.
    pub order: u32,
    /// Departments the member is in charge of (分管).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depts: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_by_code_and_those_with_only_a_name_last() {
        let ordered = [
            "A2", "A03", "A03.2", "A03.11", "A03.11.1", "A03B", "A031", "B1", "B01", "b", "东街",
            "西街",
        ];
        for (place, one) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                let expected = place.cmp(&other_place);
                assert_eq!(code_order(one, other), expected, "{one} {other}");
            }
        }
    }
}
