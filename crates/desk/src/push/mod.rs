//! Handing up over a network (网上报送): a unit's program says what it has, hears what the other side lacks of it,
//! sends that in parts, and is told what became of it. What is sent is checked and taken as `gather` does it.

mod command;
mod incoming;
mod reach;
mod taking;

use model::digest::Digest;
use model::handed::Handed;
use serde::{Deserialize, Serialize};

pub use command::main;
pub(crate) use taking::answer;

/// Under which all of it stands.
pub(crate) const UNDER: &str = "/push/";
const IN: &str = "/push/in";
const HELD: &str = "/push/held";
const PART: &str = "/push/part";
const TAKE: &str = "/push/take";
/// Bytes of a part, at most: one that is cut off is sent again.
const PART_BYTES: u64 = 256 << 10;
/// Bytes of all parts, at most.
const MOST_BYTES: u64 = 2 << 30;

/// Who comes in.
#[derive(Serialize, Deserialize)]
struct Entering {
    name: String,
    password: String,
}

/// What he brings from then on (`Authorization: Bearer`).
#[derive(Serialize, Deserialize)]
struct Entered {
    key: String,
}

/// What a unit has.
#[derive(Serialize, Deserialize)]
struct Has {
    handed: Handed,
    evidence: Vec<Digest>,
}

/// What is held of it already, and which of that evidence is not.
#[derive(Serialize, Deserialize)]
struct Held {
    entries: u64,
    head: Option<Digest>,
    lacks: Vec<Digest>,
}

impl Held {
    /// Whether nothing of it is lacking.
    fn is_all_of(&self, has: &Has) -> bool {
        (self.entries, self.head) == (has.handed.entries, Some(has.handed.head))
            && self.lacks.is_empty()
    }
}

/// What is sent in parts: its digest, and its bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Whole {
    of: Digest,
    size: u64,
}

/// Up to where its parts have come.
#[derive(Serialize, Deserialize)]
struct At {
    at: u64,
}

/// What became of it: a word of `gather`, or [`AGAIN`]; and what to say of it.
#[derive(Serialize, Deserialize)]
struct Became {
    result: String,
    message: String,
}

impl Became {
    /// Nothing was new.
    fn same() -> Self {
        Self {
            result: "same".to_owned(),
            message: String::new(),
        }
    }
}

/// It does not go on from what is held: the history is wanted whole.
const AGAIN: &str = "again";

/// Why it was not done.
#[derive(Serialize, Deserialize)]
struct Not {
    why: String,
}
