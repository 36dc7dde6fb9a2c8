//! Packing (打包上报): the own unit's whole history as one file for the superior.

use std::io::{Seek, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::Watch;
use super::fault::Fault;
use model::digest::Digest;
use model::handed::Handed;
use model::packet::{self, PacketWriter, SUFFIX};
use model::unit::UnitId;
use office::text::visible::nameable;
use store::Store;

/// What a packet will hold.
#[derive(Debug)]
pub struct Contents {
    /// The history as it stands.
    pub handed: Handed,
    /// How many of its first entries are left out, because whoever it is for has them.
    pub after: u64,
    /// Evidence whose bytes go along.
    pub evidence: Vec<Digest>,
    /// How many pieces of evidence stay at home, where only their digests go along.
    pub at_home: usize,
}

/// Entries between two words about how far it is.
const WATCHED: u64 = 500;

/// What there is to hand up, and of whom.
pub(crate) fn contents(store: &Store, with_evidence: bool) -> Result<Contents, Fault> {
    let handed = store.handed(UnitId::OWN)?.ok_or(Fault::NothingToPack)?;
    if handed.key().is_empty() {
        return Err(Fault::Nameless);
    }
    let here = store.evidence_here(UnitId::OWN, handed.entries)?;
    let (at_home, evidence) = if with_evidence {
        (0, here)
    } else {
        (here.len(), Vec::new())
    };
    Ok(Contents {
        handed,
        after: 0,
        evidence,
        at_home,
    })
}

/// Writes the packet; `target` only names it in what can go wrong.
pub(crate) fn write<W: Write + Seek>(
    store: &Store,
    contents: &Contents,
    target: &Path,
    out: W,
    watch: &mut dyn Watch,
) -> Result<W, Fault> {
    let failed = |fault: packet::Fault| Fault::Packet(target.to_owned(), fault);
    let Contents {
        handed, evidence, ..
    } = contents;
    let count = evidence.len() as u32;
    let begun = PacketWriter::begin_after(out, handed, contents.after, count);
    let mut packet = begun.map_err(failed)?;
    let mut done = 0;
    store.bodies(UnitId::OWN, handed.entries, &mut |body, digest| {
        packet.kept(&body, digest).map_err(failed)?;
        done += 1;
        if done % WATCHED == 0 {
            watch.at(done, handed.entries);
        }
        Ok::<_, Fault>(true)
    })?;
    for digest in evidence {
        store
            .lend_bytes(digest, |bytes| packet.evidence(digest, bytes))?
            .unwrap_or(Ok(()))
            .map_err(failed)?;
    }
    packet.finish().map_err(failed)
}

/// 某市某局-整改台账-20221230.ledgerpack
pub(crate) fn file_name(handed: &Handed, today: NaiveDate) -> String {
    let named = if handed.name.is_empty() {
        handed.key()
    } else {
        &handed.name
    };
    let name = nameable(named);
    format!("{name}-整改台账-{}.{SUFFIX}", today.format("%Y%m%d"))
}
