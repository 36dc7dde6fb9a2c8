//! Going back to a backup (还原), as the history keeps it.

use serde::{Deserialize, Serialize};

use crate::digest::CheckCode;

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
