//! Entries: one line of the append-only history.

use chrono::{DateTime, FixedOffset};

use crate::digest::Digest;
use crate::event::Event;
use crate::event::codec::{self, CodecFault};

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

/// Follows a chain from its beginning, one text after the other.
#[derive(Debug, Clone)]
pub struct Chain {
    sequence: u64,
    head: Digest,
}

impl Chain {
    /// The chain of that ledger before its first entry.
    pub fn of(ledger_id: &str) -> Self {
        Self {
            sequence: 0,
            head: Digest::genesis(ledger_id),
        }
    }

    /// Entries so far.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Digest of the last of them.
    pub fn head(&self) -> &Digest {
        &self.head
    }

    /// Takes the next text without understanding it; returns its digest.
    pub fn link(&mut self, body: &str) -> Digest {
        self.sequence += 1;
        self.head = Digest::chained(&self.head, body);
        self.head
    }

    /// Takes the next text, which must be readable and name its own place.
    pub fn next(&mut self, body: String) -> Result<Recorded, CodecFault> {
        let digest = self.link(&body);
        let entry = codec::read(&body)?;
        if entry.sequence != self.sequence {
            let said = entry.sequence;
            return Err(CodecFault::Malformed(format!("names itself {said}")));
        }
        Ok(Recorded {
            entry,
            body,
            digest,
        })
    }
}
