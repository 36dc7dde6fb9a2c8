//! A unit's history as it is handed up (打包上报) and gathered (汇总).

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::unit::{UnitId, is_unit_code, is_unit_name};

/// What a history that is handed up says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// The id that its ledger keeps for ever.
    #[serde(rename = "ledger")]
    pub ledger_id: String,
    /// Name of the unit; may be empty where there is a code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Dotted code of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How many entries it has.
    pub entries: u64,
    /// Digest of the last of them.
    pub head: Digest,
}

impl Handed {
    /// Whether name and code are such as `init` takes: they stand before every task and on every
    /// list.
    pub fn is_presentable(&self) -> bool {
        is_unit_name(&self.name) && self.code.as_deref().is_none_or(is_unit_code)
    }

    /// What its tasks are called by: the code, else the name.
    pub fn key(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }
}

/// A gathered history: where it is kept and what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// Its number in this database.
    pub unit: UnitId,
    /// What it said of itself.
    #[serde(flatten)]
    pub handed: Handed,
}
