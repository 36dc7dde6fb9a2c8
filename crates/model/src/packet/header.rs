//! What a packet says of itself.

use serde::{Deserialize, Serialize};

use super::{Fault, Part};
use crate::digest::Digest;
use crate::handed::Handed;

/// The format this program writes.
pub(super) const VERSION: u32 = 4;
const FORMAT: &str = "ledger-packet";
/// An id of a ledger is never longer.
const LONGEST_ID: usize = 200;

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    format: String,
    version: u32,
    ledger: String,
    unit: String,
    code: Option<String>,
    entries: u64,
    head: String,
    /// How many of the entries are not in it, because whoever it is for has them.
    #[serde(default, skip_serializing_if = "is_none")]
    pub(super) after: u64,
    /// How many files of evidence come along.
    pub(super) evidence: u32,
}

/// What every version of the header has.
#[derive(Deserialize)]
struct Mark {
    format: String,
    version: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "asked by the serializer")]
fn is_none(after: &u64) -> bool {
    *after == 0
}

impl Header {
    pub(super) fn of(handed: &Handed, after: u64, evidence: u32) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            ledger: handed.ledger_id.clone(),
            unit: handed.name.clone(),
            code: handed.code.clone(),
            entries: handed.entries,
            head: handed.head.to_string(),
            after,
            evidence,
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mark: Mark = serde_json::from_str(text).map_err(|_| Fault::NotAPacket)?;
        if mark.format != FORMAT {
            return Err(Fault::NotAPacket);
        }
        if mark.version > VERSION {
            return Err(Fault::Newer {
                found: mark.version,
                known: VERSION,
            });
        }
        serde_json::from_str(text).map_err(|_| Fault::Altered(Part::Header))
    }

    pub(super) fn handed(&self) -> Result<Handed, Fault> {
        let altered = Fault::Altered(Part::Header);
        let Some(head) = Digest::from_hex(&self.head) else {
            return Err(altered);
        };
        // An entry's sequence has 32 bits where it is kept.
        let countable = (1..=u64::from(u32::MAX)).contains(&self.entries);
        if !countable
            || self.after > self.entries
            || self.ledger.is_empty()
            || self.ledger.len() > LONGEST_ID
        {
            return Err(altered);
        }
        Ok(Handed {
            ledger_id: self.ledger.clone(),
            name: self.unit.clone(),
            code: self.code.clone(),
            entries: self.entries,
            head,
        })
    }
}
