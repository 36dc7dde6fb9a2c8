//! Packets and ledgers of other units: reading them ahead.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::thread::Scope;
use std::time::Duration;

use model::entry::Recorded;
use model::event::codec::Chain;
use model::handed::Handed;
use model::packet::{self, PacketReader, Part};
use model::unit::UnitId;
use office::workers::{self, Outlet, Worker};
use store::{self, Store};
use tempfile::{NamedTempFile, TempPath};

/// An entry of more bytes counts as several on its way to the writer.
const USUAL_BYTES: usize = 8 << 10;

/// Why a history that was handed up can't be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The packet.
    Packet(packet::Fault),
    /// The ledger that was handed up itself.
    Ledger(store::Error),
    /// The own ledger failed while it took the history.
    Own(store::Error),
    /// The file can't be opened.
    File(std::io::Error),
    /// A ledger without an entry.
    Empty,
}

impl From<store::Error> for Unreadable {
    fn from(fault: store::Error) -> Self {
        Self::Own(fault)
    }
}

/// A file as it is read while the ledger is locked: of a packet a copy of our own, so that nobody
/// waits for a slow share; a ledger where it is, for others may write it.
pub(crate) struct Local {
    path: PathBuf,
    copy: Option<TempPath>,
}

impl Local {
    /// Reads the packet whole; a ledger is not looked into.
    pub(crate) fn of(path: &Path) -> Result<Self, Unreadable> {
        let copy = if is_database(path)? {
            None
        } else {
            // What is no packet need not be copied.
            drop(open_packet(path)?);
            let mut copy = NamedTempFile::new().map_err(Unreadable::File)?;
            std::io::copy(&mut open_file(path)?, &mut copy).map_err(Unreadable::File)?;
            Some(copy.into_temp_path())
        };
        Ok(Self {
            path: path.to_owned(),
            copy,
        })
    }

    /// Where it is read.
    pub(crate) fn path(&self) -> &Path {
        self.copy.as_deref().unwrap_or(&self.path)
    }

    /// Bytes that were copied.
    pub(crate) fn size(&self) -> u64 {
        let copy = self.copy.as_ref().and_then(|copy| copy.metadata().ok());
        copy.map_or(0, |file| file.len())
    }
}

/// What comes from the reader: what the history says of itself, then its entries.
#[expect(clippy::large_enum_variant, reason = "nearly all are entries")]
enum Step {
    Begun(Handed),
    Entry(Recorded),
}

/// A history that another thread reads.
pub(crate) struct Reading<'s>(Worker<'s, Step, Result<(), Unreadable>>);

impl<'s> Reading<'s> {
    /// Begins to read a file in a thread of its own.
    pub(crate) fn begin(scope: &'s Scope<'s, '_>, path: PathBuf, wait: Duration) -> Self {
        Self(workers::begin(scope, move |out| {
            if is_database(&path)? {
                walk_ledger(&path, wait, out)
            } else {
                walk_packet(&path, out)
            }
        }))
    }

    /// What the history says of itself, and its entries to come.
    pub(crate) fn handed(mut self) -> Result<(Handed, Entries<'s>), Unreadable> {
        match self.0.next() {
            Some(Step::Begun(handed)) => Ok((handed, Entries(Some(self.0)))),
            _ => Err(self.0.end().err().unwrap_or(Unreadable::Empty)),
        }
    }

    /// Its entries alone.
    pub(crate) fn entries(self) -> Entries<'s> {
        Entries(Some(self.0))
    }
}

/// Entries as they come from the reader; they end without a fault only when the history was whole.
pub(crate) struct Entries<'s>(Option<Worker<'s, Step, Result<(), Unreadable>>>);

impl Iterator for Entries<'_> {
    type Item = Result<Recorded, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        let worker = self.0.as_mut()?;
        let recorded = worker.find_map(|step| match step {
            Step::Entry(recorded) => Some(Ok(recorded)),
            Step::Begun(_) => None,
        });
        recorded.or_else(|| self.0.take()?.end().err().map(Err))
    }
}

/// Gives an entry on; whether anybody still takes them.
fn give(out: &mut Outlet<Step>, recorded: Recorded) -> bool {
    let weight = 1 + recorded.body.len() / USUAL_BYTES;
    out.give(Step::Entry(recorded), weight)
}

fn walk_packet(path: &Path, out: &mut Outlet<Step>) -> Result<(), Unreadable> {
    let mut packet = open_packet(path)?;
    out.give(Step::Begun(packet.handed().clone()), 1);
    for recorded in packet.entries().map_err(Unreadable::Packet)? {
        if !give(out, recorded.map_err(Unreadable::Packet)?) {
            return Ok(());
        }
    }
    Ok(())
}

fn walk_ledger(path: &Path, wait: Duration, out: &mut Outlet<Step>) -> Result<(), Unreadable> {
    let store = Store::open_history(path, wait).map_err(Unreadable::Ledger)?;
    let handed = store.handed(UnitId::OWN).map_err(Unreadable::Ledger)?;
    let handed = handed.ok_or(Unreadable::Empty)?;
    let mut chain = Chain::of(&handed.ledger_id);
    let entries = handed.entries;
    out.give(Step::Begun(handed), 1);
    store.bodies(UnitId::OWN, entries, &mut |body, digest| {
        let sequence = chain.sequence() + 1;
        let altered = || packet::Fault::Altered(Part::Entry(sequence));
        let digest = digest.ok_or_else(|| Unreadable::Packet(altered()))?;
        let whole = chain.goes_on(&body, &digest);
        let recorded = chain.kept(digest, body).map_err(|fault| {
            let unreadable = || packet::Fault::Entry(sequence, fault);
            Unreadable::Packet(if whole { unreadable() } else { altered() })
        })?;
        Ok::<_, Unreadable>(give(out, recorded))
    })?;
    if let Some(unsaid) = chain.first_unsaid() {
        let altered = packet::Fault::Altered(Part::Entry(unsaid));
        return Err(Unreadable::Packet(altered));
    }
    if chain.sequence() != entries {
        return Err(Unreadable::Packet(packet::Fault::Truncated));
    }
    Ok(())
}

/// What a file says of itself; nothing is proved by it.
pub(crate) fn peek(path: &Path, wait: Duration) -> Result<Handed, Unreadable> {
    if !is_database(path)? {
        return Ok(open_packet(path)?.handed().clone());
    }
    let store = Store::open_to_read(path, wait).map_err(Unreadable::Ledger)?;
    let handed = store.handed(UnitId::OWN).map_err(Unreadable::Ledger)?;
    handed.ok_or(Unreadable::Empty)
}

/// Opens a packet.
pub(crate) fn open_packet(path: &Path) -> Result<PacketReader<BufReader<File>>, Unreadable> {
    PacketReader::open(BufReader::new(open_file(path)?)).map_err(Unreadable::Packet)
}

/// Whether the file is a database: its first bytes say so.
pub(crate) fn is_database(path: &Path) -> Result<bool, Unreadable> {
    use std::io::Read as _;
    let mut head = Vec::new();
    open_file(path)?
        .take(16)
        .read_to_end(&mut head)
        .map_err(Unreadable::File)?;
    Ok(head == b"SQLite format 3\0")
}

/// Opens what can be read twice.
fn open_file(path: &Path) -> Result<File, Unreadable> {
    office::system::open(path).map_err(Unreadable::File)
}
