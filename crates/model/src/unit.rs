//! Units (单位) and the members of their leadership.

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
