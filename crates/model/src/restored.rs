//! Going back to a backup (还原), and what a damaged ledger is made whole from, as the history keeps it.

use serde::{Deserialize, Serialize};

use crate::digest::{CheckCode, Digest};
use crate::handed::Gathered;

/// A backup took the ledger's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// Name of the backup's file.
    pub from: String,
    /// Check code of the backup; `None` for an empty one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<CheckCode>,
    /// Name under which the file of before was kept, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// Check code of what was replaced, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<CheckCode>,
}

impl Restored {
    /// The first entry that is no longer there, if any is not: a check code or packet of before
    /// that reaches so far no longer matches.
    pub fn lost_from(&self) -> Option<u64> {
        let kept = self.code.as_ref().map_or(0, |code| code.entries);
        let replaced = self.replaced.as_ref()?;
        (self.code.as_ref() != Some(replaced)).then_some(kept + 1)
    }
}

/// What still held together in a damaged file took the ledger's place (抢救).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salvaged {
    /// The damaged file, and what of its history was kept.
    #[serde(flatten)]
    pub restored: Restored,
    /// The last entry that the damaged file had, as far as can be seen.
    pub last: u64,
    /// Kept files whose bytes are lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Digest>,
    /// Gathered histories of which less is left than was gathered, as they are now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortened: Vec<Gathered>,
}

/// What is made from the history was made from it anew (重建); the history is what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebuilt {
    /// Name under which the file of before was kept.
    pub kept: String,
    /// In how many places it was not as the history says.
    pub places: u64,
    /// The own tasks that were not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<u32>,
}
