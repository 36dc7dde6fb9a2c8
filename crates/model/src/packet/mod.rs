//! Floor 3: a unit's history as one file that is handed up (打包上报).
//!
//! A packet is a zip archive: `packet.json` says whose history it is, `entries.jsonl` holds the
//! entries exactly as they were written, one a line (which begins with a brace), and `evidence/` the bytes of evidence by
//! their digest, where they were asked for. The same history gives the same bytes. Digests are not
//! written: whoever reads a packet computes them and must arrive at the head that it names. Only an
//! entry whose texts were erased has its digest before it, for which a later entry vouches.

mod header;
mod read;
mod write;

pub use read::{Entries, PacketReader};
pub use write::PacketWriter;

use crate::event::codec::CodecFault;

/// How packet files end.
pub const SUFFIX: &str = "ledgerpack";

const HEADER: &str = "packet.json";
const ENTRIES: &str = "entries.jsonl";
const EVIDENCE: &str = "evidence/";
/// Every entry is shorter, in bytes: an imported row with all its texts has a fiftieth of it. Refused where an
/// entry is made, so that nothing that is recorded can fail to be handed up.
pub const LONGEST_ENTRY: u64 = 1 << 20;

/// Why a packet can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Some other file.
    #[error("not a packet")]
    NotAPacket,
    /// Written by a newer version.
    #[error("format {found} is newer than {known}")]
    Newer {
        /// Its format.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// It ends too early.
    #[error("ends too early")]
    Truncated,
    /// It is not as it was written.
    #[error("{0} is not as written")]
    Altered(Part),
    /// An entry can't be read.
    #[error("entry {0}: {1}")]
    Entry(u64, #[source] CodecFault),
    /// More than any honest packet holds.
    #[error("larger than any packet")]
    TooLarge,
    /// The file can't be read or written.
    #[error("{0}")]
    Io(#[source] std::io::Error),
}

/// A part of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What it says of itself.
    Header,
    /// The entry with this sequence, or what follows the last.
    Entry(u64),
    /// The bytes of evidence.
    Evidence,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Header => f.write_str("header"),
            Self::Entry(sequence) => write!(f, "entry {sequence}"),
            Self::Evidence => f.write_str("evidence"),
        }
    }
}

impl Fault {
    /// What reading that part came upon.
    fn reading(fault: std::io::Error, part: Part) -> Self {
        use std::io::ErrorKind as K;
        match fault.kind() {
            K::UnexpectedEof => Self::Truncated,
            K::InvalidData | K::InvalidInput | K::Other => Self::Altered(part),
            _ => Self::Io(fault),
        }
    }

    /// The same of the archive around the parts.
    fn archive(fault: zip::result::ZipError, part: Part) -> Self {
        match fault {
            zip::result::ZipError::Io(fault) => Self::reading(fault, part),
            _ => Self::Altered(part),
        }
    }
}
