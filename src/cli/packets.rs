//! Packets and ledgers of other units: reading them ahead, and what is wrong with them, as
//! sentences.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::thread::Scope;
use std::time::Duration;

use super::failure::{Failure, cause};
use model::entry::{Chain, Recorded};
use model::event::codec::CodecFault;
use model::handed::Handed;
use model::packet::{self, PacketReader, Part};
use model::unit::UnitId;
use office::workers::{self, Output, Worker};
use store::{self, Store};

/// An entry of more bytes counts as several on its way to the writer.
const USUAL_BYTES: usize = 8 << 10;

/// Why a history that was handed up can't be read.
#[derive(Debug)]
pub(super) enum Unreadable {
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

/// What comes from the reader: what the history says of itself, then its entries.
enum Step {
    Begun(Box<Handed>),
    Entry(Recorded),
}

/// A history that another thread reads.
pub(super) struct Reading<'s>(Worker<'s, Step, Result<(), Unreadable>>);

impl<'s> Reading<'s> {
    /// Begins to read a file in a thread of its own.
    pub(super) fn begin(scope: &'s Scope<'s, '_>, path: PathBuf, wait: Duration) -> Self {
        Self(workers::begin(scope, move |out| {
            if is_database(&path)? {
                walk_ledger(&path, wait, out)
            } else {
                walk_packet(&path, out)
            }
        }))
    }

    /// What the history says of itself, and its entries to come.
    pub(super) fn handed(mut self) -> Result<(Handed, Entries<'s>), Unreadable> {
        match self.0.next() {
            Some(Step::Begun(handed)) => Ok((*handed, Entries(Some(self.0)))),
            _ => Err(self.0.end().err().unwrap_or(Unreadable::Empty)),
        }
    }

    /// Its entries alone.
    pub(super) fn entries(self) -> Entries<'s> {
        Entries(Some(self.0))
    }
}

/// Entries as they come from the reader; they end without a fault only when the history was whole.
pub(super) struct Entries<'s>(Option<Worker<'s, Step, Result<(), Unreadable>>>);

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
fn give(out: &mut Output<Step>, recorded: Recorded) -> bool {
    let weight = 1 + recorded.body.len() / USUAL_BYTES;
    out.give(Step::Entry(recorded), weight)
}

fn walk_packet(path: &Path, out: &mut Output<Step>) -> Result<(), Unreadable> {
    let mut packet = open_packet(path)?;
    out.give(Step::Begun(Box::new(packet.handed().clone())), 1);
    for recorded in packet.entries().map_err(Unreadable::Packet)? {
        if !give(out, recorded.map_err(Unreadable::Packet)?) {
            return Ok(());
        }
    }
    Ok(())
}

fn walk_ledger(path: &Path, wait: Duration, out: &mut Output<Step>) -> Result<(), Unreadable> {
    let store = Store::open_history(path, wait).map_err(Unreadable::Ledger)?;
    let handed = store.handed(UnitId::OWN).map_err(Unreadable::Ledger)?;
    let handed = handed.ok_or(Unreadable::Empty)?;
    let mut chain = Chain::of(&handed.ledger_id);
    let entries = handed.entries;
    out.give(Step::Begun(Box::new(handed)), 1);
    store.bodies(UnitId::OWN, entries, &mut |body, digest| {
        let sequence = chain.sequence() + 1;
        let recorded = chain
            .next(body)
            .map_err(|fault| Unreadable::Packet(packet::Fault::Entry(sequence, fault)))?;
        if digest != Some(recorded.digest) {
            let altered = packet::Fault::Altered(Part::Entry(sequence));
            return Err(Unreadable::Packet(altered));
        }
        Ok::<_, Unreadable>(give(out, recorded))
    })?;
    if chain.sequence() != entries {
        return Err(Unreadable::Packet(packet::Fault::Truncated));
    }
    Ok(())
}

/// What a file says of itself; nothing is proved by it.
pub(super) fn peek(path: &Path, wait: Duration) -> Result<Handed, Unreadable> {
    if !is_database(path)? {
        return Ok(open_packet(path)?.handed().clone());
    }
    let store = Store::open_to_read(path, wait).map_err(Unreadable::Ledger)?;
    let handed = store.handed(UnitId::OWN).map_err(Unreadable::Ledger)?;
    handed.ok_or(Unreadable::Empty)
}

/// Opens a packet.
pub(super) fn open_packet(path: &Path) -> Result<PacketReader<BufReader<File>>, Unreadable> {
    PacketReader::open(BufReader::new(open_file(path)?)).map_err(Unreadable::Packet)
}

/// Whether the file is a database: its first bytes say so.
pub(super) fn is_database(path: &Path) -> Result<bool, Unreadable> {
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

/// A unit as people name it: its name with the code.
pub(super) fn unit(handed: &Handed) -> String {
    match (&handed.code, handed.name.as_str()) {
        (Some(code), "") => code.clone(),
        (Some(code), name) => format!("{name}（{code}）"),
        (None, name) => name.to_owned(),
    }
}

/// What is wrong with what was handed up, in one clause.
pub(super) fn why(fault: &Unreadable) -> String {
    match fault {
        Unreadable::Packet(fault) => why_packet(fault),
        Unreadable::Ledger(store::Error::NotALedger(_)) => "不是台账文件".to_owned(),
        Unreadable::Ledger(store::Error::TooNew { .. }) => {
            "由更新的版本写成，请升级本程序".to_owned()
        }
        Unreadable::Ledger(store::Error::Busy) => "正被占用，读不出来".to_owned(),
        Unreadable::Ledger(_) => "台账文件读不出来，可能已损坏".to_owned(),
        Unreadable::Own(fault) => format!("没有写入：{}", why_own(fault)),
        Unreadable::File(fault) => format!("文件{}", cause(fault)),
        Unreadable::Empty => "还没有任何记录".to_owned(),
    }
}

fn why_own(fault: &store::Error) -> String {
    match fault {
        store::Error::Changed => "读的时候文件有了改动".to_owned(),
        store::Error::FileChanged(_) => "佐证材料的内容与登记的不符".to_owned(),
        other => other.to_string(),
    }
}

fn why_packet(fault: &packet::Fault) -> String {
    use packet::Fault as F;
    match fault {
        F::NotAPacket => "不是上报包，也不是台账".to_owned(),
        F::Newer { .. } | F::Entry(_, CodecFault::UnknownKind(_)) => {
            "由更新的版本写成，请升级本程序".to_owned()
        }
        F::Truncated => "不完整，后面缺了一截".to_owned(),
        F::Altered(Part::Header) => "包头不是原来写的".to_owned(),
        F::Altered(Part::Evidence) => "佐证材料不是原来写的".to_owned(),
        F::Altered(Part::Entry(sequence)) => {
            format!("第 {sequence} 条或它以前的记录不是原来写的")
        }
        F::Entry(sequence, CodecFault::Malformed(_)) => format!("第 {sequence} 条记录读不出来"),
        F::TooLarge => "有大得不正常的内容".to_owned(),
        F::Io(fault) => format!("文件{}", cause(fault)),
    }
}

/// Why a packet could not be written.
pub(super) fn not_written(path: &Path, fault: &packet::Fault) -> Failure {
    match fault {
        packet::Fault::Io(fault) => Failure::file(path, fault),
        packet::Fault::TooLarge => Failure::request("有一条记录大得不正常，上级收不下，没有打包"),
        _ => Failure::damaged("台账与记录不符，没有打包").hint("用 ledger verify 查看是哪里"),
    }
}
