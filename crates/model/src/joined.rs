//! Two copies of one ledger that went on apart (合并副本): what the history keeps of their joining.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::digest::{CheckCode, Digest};

/// Where an entry that a join took over was first made, as entries hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Its sequence there.
    pub sequence: u64,
    /// First entry of its command there, when a command wrote several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    /// When it was made.
    pub when: DateTime<FixedOffset>,
    /// Who made it.
    pub who: String,
    /// Its digest there: the same entry has it in every copy.
    pub digest: Digest,
}

/// The entries of a copy were taken over; entries hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Name of the copy's file.
    pub from: String,
    /// Check code of the copy: all of its entries are known here from now on.
    pub code: CheckCode,
    /// How many first entries both had in common.
    pub common: u64,
    /// Tasks of the copy that got another number here: theirs, ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renumbered: Vec<(u32, u32)>,
    /// Measures of the copy that got another key here: the task here, the copy's key, and here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<(u32, u32, u32)>,
    /// What both sides had changed, and whose it is now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<Decided>,
    /// Kept files whose bytes the copy had lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Digest>,
}

/// A part that both sides had changed, as a person decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The task, by its number here; `None` for the ledger itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<u32>,
    /// Which part of it.
    pub part: String,
    /// What it was here.
    pub ours: String,
    /// What it was in the copy.
    pub theirs: String,
    /// Whether the copy's was taken.
    pub taken: bool,
}
