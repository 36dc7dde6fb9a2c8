//! The chain of a history's entries.

use std::collections::BTreeMap;

use super::CodecFault;
use crate::digest::Digest;
use crate::entry::{Entry, Recorded};
use crate::erased::is_erased;
use crate::event::{Event, LedgerEvent};

/// Follows a chain from its beginning, one text after the other.
#[derive(Debug, Clone)]
pub struct Chain {
    sequence: u64,
    head: Digest,
    /// Entries without their texts, whose digests no text proves.
    erased: BTreeMap<u64, Link>,
}

/// A link that was given, not computed.
#[derive(Debug, Clone)]
struct Link {
    digest: Digest,
    body_sha256: Digest,
    /// Whether a later entry says that it was erased.
    is_said: bool,
}

/// What an entry that erases another is called, wherever it stands in a text.
const ERASES: &str = "entry_erased";

impl Chain {
    /// The chain of that ledger before its first entry.
    pub fn of(ledger_id: &str) -> Self {
        Self {
            sequence: 0,
            head: Digest::genesis(ledger_id),
            erased: BTreeMap::new(),
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

    /// Whether the next text has that digest.
    pub fn goes_on(&self, body: &str, digest: &Digest) -> bool {
        Digest::chained(&self.head, body) == *digest
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
        self.recorded(body, digest)
    }

    /// Takes the next text, from which its texts were erased: its digest is given, and holds where a
    /// later entry says so ([`Chain::first_unsaid`]).
    pub fn erased(&mut self, digest: Digest, body: String) -> Result<Recorded, CodecFault> {
        self.sequence += 1;
        self.head = digest;
        let link = Link {
            digest,
            body_sha256: Digest::of(body.as_bytes()),
            is_said: false,
        };
        self.erased.insert(self.sequence, link);
        let recorded = self.recorded(body, digest)?;
        if is_erased(&recorded.entry) {
            Ok(recorded)
        } else {
            Err(CodecFault::Malformed("not erased".to_owned()))
        }
    }

    /// Takes the next text as it is kept, with its digest.
    pub fn kept(&mut self, digest: Digest, body: String) -> Result<Recorded, CodecFault> {
        if self.goes_on(&body, &digest) {
            self.next(body)
        } else {
            self.erased(digest, body)
        }
    }

    /// The first entry without its texts of which no later one says that it was erased.
    pub fn first_unsaid(&self) -> Option<u64> {
        let unsaid = self.erased.iter().find(|(_, link)| !link.is_said);
        unsaid.map(|(sequence, _)| *sequence)
    }

    /// A text that was only linked: what it erases is noted, if it does.
    pub fn note(&mut self, body: &str) -> Result<(), CodecFault> {
        if body.contains(ERASES) {
            self.say(&super::read(body)?)?;
        }
        Ok(())
    }

    fn recorded(&mut self, body: String, digest: Digest) -> Result<Recorded, CodecFault> {
        let entry = super::read(&body)?;
        if entry.sequence != self.sequence {
            let said = entry.sequence;
            return Err(CodecFault::Malformed(format!("names itself {said}")));
        }
        self.say(&entry)?;
        Ok(Recorded {
            entry,
            body,
            digest,
        })
    }

    /// An entry that says what was erased must fit what stands there: a text that is whole was not.
    fn say(&mut self, entry: &Entry) -> Result<(), CodecFault> {
        let Event::Ledger(LedgerEvent::EntryErased(erasure)) = &entry.event else {
            return Ok(());
        };
        if erasure.ledger.is_some() {
            return Ok(());
        }
        match self.erased.get_mut(&erasure.entry) {
            Some(link)
                if (link.digest, link.body_sha256) == (erasure.digest, erasure.body_sha256)
                    && erasure.entry < entry.sequence =>
            {
                link.is_said = true;
                Ok(())
            }
            _ => {
                let at = erasure.entry;
                Err(CodecFault::Malformed(format!(
                    "entry {at} is not as it was erased"
                )))
            }
        }
    }
}
