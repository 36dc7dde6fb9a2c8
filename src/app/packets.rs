//! Packets and ledgers of other units: reading them ahead.

use std::cell::Cell;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;
use std::time::Duration;

use model::entry::Recorded;
use model::event::codec::Chain;
use model::handed::Handed;
use model::packet::{self, PacketReader, Part};
use model::unit::UnitId;
use store::{self, Store};

/// Entries that go over to the writer at once.
const BATCH: usize = 128;
/// Bytes of entries that go over at once, where those are large.
const BATCH_BYTES: usize = 256 << 10;
/// Batches read ahead.
const AHEAD: usize = 4;

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

/// What comes from the reader.
enum Step {
    Entries(Vec<Recorded>),
    Whole,
    Failed(Unreadable),
}

/// A history that another thread reads.
pub(crate) struct Reading {
    begun: Receiver<Result<Handed, Unreadable>>,
    steps: Receiver<Step>,
}

impl Reading {
    /// Begins to read a file in a thread of its own.
    pub(crate) fn begin<'s>(scope: &'s Scope<'s, '_>, path: PathBuf, wait: Duration) -> Self {
        let (tell, begun) = sync_channel(1);
        let (send, steps) = sync_channel(AHEAD);
        scope.spawn(move || {
            let told = Cell::new(false);
            let tell = |handed| {
                told.set(true);
                // Whoever listens no more has lost interest.
                let _ = tell.send(handed);
            };
            if let Err(fault) = walk(&path, wait, &tell, &send) {
                if told.get() {
                    let _ = send.send(Step::Failed(fault));
                } else {
                    tell(Err(fault));
                }
            }
        });
        Self { begun, steps }
    }

    /// What the history says of itself.
    pub(crate) fn handed(&self) -> Result<Handed, Unreadable> {
        self.begun
            .recv()
            .unwrap_or(Err(Unreadable::Packet(packet::Fault::Truncated)))
    }

    /// Its entries; they end without a fault only when it was whole.
    pub(crate) fn entries(self) -> Entries {
        Entries {
            steps: self.steps,
            batch: Vec::new().into_iter(),
            done: false,
        }
    }
}

/// Entries as they come from the reader.
pub(crate) struct Entries {
    steps: Receiver<Step>,
    batch: std::vec::IntoIter<Recorded>,
    done: bool,
}

impl Iterator for Entries {
    type Item = Result<Recorded, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(recorded) = self.batch.next() {
                return Some(Ok(recorded));
            }
            if self.done {
                return None;
            }
            match self.steps.recv() {
                Ok(Step::Entries(batch)) => self.batch = batch.into_iter(),
                Ok(Step::Whole) => self.done = true,
                Ok(Step::Failed(fault)) => {
                    self.done = true;
                    return Some(Err(fault));
                }
                // The reader ended without a word: nothing was proved.
                Err(_) => {
                    self.done = true;
                    return Some(Err(Unreadable::Packet(packet::Fault::Truncated)));
                }
            }
        }
    }
}

/// Entries on their way to the writer, handed over before they fill the memory.
struct Ahead<'s> {
    send: &'s SyncSender<Step>,
    batch: Vec<Recorded>,
    bytes: usize,
}

impl<'s> Ahead<'s> {
    fn new(send: &'s SyncSender<Step>) -> Self {
        Self {
            send,
            batch: Vec::with_capacity(BATCH),
            bytes: 0,
        }
    }

    /// Puts one in line; whether anybody still listens.
    fn push(&mut self, recorded: Recorded) -> bool {
        self.bytes += recorded.body.len();
        self.batch.push(recorded);
        if self.batch.len() < BATCH && self.bytes < BATCH_BYTES {
            return true;
        }
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        self.send.send(Step::Entries(batch)).is_ok()
    }

    /// After the last: all of it was read.
    fn whole(self) {
        let _ = self.send.send(Step::Entries(self.batch));
        let _ = self.send.send(Step::Whole);
    }
}

type Tell<'a> = &'a dyn Fn(Result<Handed, Unreadable>);

fn walk(
    path: &Path,
    wait: Duration,
    tell: Tell<'_>,
    send: &SyncSender<Step>,
) -> Result<(), Unreadable> {
    if is_database(path)? {
        walk_ledger(path, wait, tell, send)
    } else {
        walk_packet(path, tell, send)
    }
}

fn walk_packet(path: &Path, tell: Tell<'_>, send: &SyncSender<Step>) -> Result<(), Unreadable> {
    let mut packet = open_packet(path)?;
    tell(Ok(packet.handed().clone()));
    let mut ahead = Ahead::new(send);
    for recorded in packet.entries().map_err(Unreadable::Packet)? {
        if !ahead.push(recorded.map_err(Unreadable::Packet)?) {
            return Ok(());
        }
    }
    ahead.whole();
    Ok(())
}

fn walk_ledger(
    path: &Path,
    wait: Duration,
    tell: Tell<'_>,
    send: &SyncSender<Step>,
) -> Result<(), Unreadable> {
    let store = Store::open_history(path, wait).map_err(Unreadable::Ledger)?;
    let handed = store.handed(UnitId::OWN).map_err(Unreadable::Ledger)?;
    let handed = handed.ok_or(Unreadable::Empty)?;
    let mut chain = Chain::of(&handed.ledger_id);
    let entries = handed.entries;
    tell(Ok(handed));
    let mut ahead = Ahead::new(send);
    store.bodies(UnitId::OWN, entries, &mut |body, digest| {
        let sequence = chain.sequence() + 1;
        let recorded = chain
            .next(body)
            .map_err(|fault| Unreadable::Packet(packet::Fault::Entry(sequence, fault)))?;
        if digest != Some(recorded.digest) {
            let altered = packet::Fault::Altered(Part::Entry(sequence));
            return Err(Unreadable::Packet(altered));
        }
        Ok::<_, Unreadable>(ahead.push(recorded))
    })?;
    if chain.sequence() != entries {
        return Err(Unreadable::Packet(packet::Fault::Truncated));
    }
    ahead.whole();
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

/// Opens what can be read twice: whoever opens a pipe waits for its writer for ever.
fn open_file(path: &Path) -> Result<File, Unreadable> {
    let known = std::fs::metadata(path).map_err(Unreadable::File)?;
    if known.is_dir() {
        let fault = std::io::Error::from(std::io::ErrorKind::IsADirectory);
        return Err(Unreadable::File(fault));
    }
    if !known.is_file() {
        return Err(Unreadable::Packet(packet::Fault::NotAPacket));
    }
    File::open(path).map_err(Unreadable::File)
}
