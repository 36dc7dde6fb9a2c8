//! The chain of a history's entries.

use super::CodecFault;
use crate::digest::Digest;
use crate::entry::Recorded;

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
        let entry = super::read(&body)?;
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
