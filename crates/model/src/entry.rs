//! Entries: one line of the append-only history.

use chrono::{DateTime, FixedOffset};

use crate::digest::Digest;
use crate::event::Event;

/// When, by whom, and whether the clock was set by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The real clock, to the second.
    pub when: DateTime<FixedOffset>,
    /// Who acts.
    pub who: String,
    /// The clock was replaced (demo, tests); `verify` reports such entries.
    pub clock_set: bool,
}

/// One entry of a unit's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// From 1, without gaps.
    pub sequence: u64,
    /// The task it concerns; `None` for the ledger itself.
    pub task: Option<u32>,
    /// When and by whom.
    pub stamp: Stamp,
    /// First entry of the same command, when a command wrote several.
    pub batch: Option<u64>,
    /// What happened.
    pub event: Event,
}

/// An entry with the text that was hashed and its digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// What the text says.
    pub entry: Entry,
    /// The text.
    pub body: String,
    /// Its digest.
    pub digest: Digest,
}
