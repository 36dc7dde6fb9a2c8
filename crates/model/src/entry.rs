//! Entries: one line of the append-only history.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::event::Event;
use crate::joined::Provenance;

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

/// The end of a chain beside the history, as an entry seals it (封存).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, Digest)", into = "(u64, Digest)")]
pub struct Seal {
    /// Number of its last link.
    pub last: u64,
    /// Digest of that link.
    pub head: Digest,
}

/// What an entry seals beside its own text: only what grew since the entry that sealed it before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seals {
    /// The receipts: sheets sent and returned, backups, files that were made.
    pub receipts: Option<Seal>,
    /// The kept files, those of gathered units too.
    pub files: Option<Seal>,
}

impl Seals {
    /// Whether it seals nothing new.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what the other one seals, as later.
    pub fn go_on(&mut self, later: Self) {
        self.receipts = later.receipts.or(self.receipts);
        self.files = later.files.or(self.files);
    }
}

impl From<(u64, Digest)> for Seal {
    fn from((last, head): (u64, Digest)) -> Self {
        Self { last, head }
    }
}

impl From<Seal> for (u64, Digest) {
    fn from(seal: Seal) -> Self {
        (seal.last, seal.head)
    }
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
    /// What of the file around the history it seals.
    pub seals: Seals,
    /// Where it was first made, when a join took it over from a copy.
    pub origin: Option<Box<Provenance>>,
    /// What happened.
    pub event: Event,
}

impl Entry {
    /// The command that wrote it. What a join took over keeps the commands that it was made by, apart from
    /// each other and from the join.
    pub fn command(&self) -> (u64, Option<u64>) {
        let origin = self.origin.as_ref();
        let there = origin.map(|origin| origin.batch.unwrap_or(origin.sequence));
        (self.batch.unwrap_or(self.sequence), there)
    }
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

impl Recorded {
    /// What tells it from every other entry, in whichever copy of the ledger it stands.
    pub fn id(&self) -> Digest {
        let origin = self.entry.origin.as_ref();
        origin.map_or(self.digest, |origin| origin.digest)
    }
}
