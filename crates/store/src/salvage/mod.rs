//! Rescue (抢救): out of a damaged file a new ledger is made of everything that is proved: the own
//! history from its first entry on as far as it hangs together, the gathered ones each by its own
//! chain, bytes by their digests, receipts by theirs. What comes after a gap can't be proved and is
//! only listed. Where nothing is missing this makes anew what is made from the history (重建).

mod found;
mod pages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB, OpenFlags, params};

use found::Found;
use pages::Pages;

use super::backup::{JOURNAL, begun};
use super::blobs::INSERT_ZEROS;
use super::intake::Intake;
use super::receipts;
use super::verify::{Expected, Kept};
use super::{Error, GatheredUnit, Going, Store, open};
use model::digest::{CheckCode, Digest};
use model::entry::{Entry, Recorded};
use model::erased::Erasure;
use model::event::{Event, LedgerEvent, TaskEvent, codec};
use model::handed::{Gathered, Handed};
use model::unit::UnitId;
use office::system;
use office::whole::Beside;

const INSERT_UNIT: &str = "insert into unit (id, ledger_id, code, name, received, aside)
    values ($1, $2, $3, $4, $5, $6)";
const INSERT_ERASED: &str = "insert into blob (sha256, size, bytes) values ($1, 0, null)";

/// What can be made out of a damaged file; nothing was written yet.
#[derive(Debug)]
pub struct Salvage {
    /// The last entry that is proved; 0 where none is.
    pub entries: u64,
    /// The check code of the history so far.
    pub code: Option<CheckCode>,
    /// When the last entry that is kept was made, and what it says.
    pub newest: Option<Entry>,
    /// The last entry of which something is left.
    pub last: u64,
    /// Kept files whose bytes are lost, with their names.
    pub lost: Vec<(Digest, String)>,
    /// Kept files whose bytes are whole.
    pub bytes: u32,
    /// Gathered histories of which less is left than was gathered, as they will be.
    pub shortened: Vec<Gathered>,
    /// Receipts that hold together, and how many there are in all.
    pub receipts: (usize, usize),
    path: PathBuf,
    ledger_id: String,
    found: Found,
    kept: Kept,
    units: Vec<(GatheredUnit, Handed)>,
    /// The file after an unfinished change was taken back, where there was one.
    _settled: Option<Beside>,
    /// What the own history says was erased, of itself and of others.
    erasures: Vec<Erasure>,
}

/// An entry after the first gap: it may be true, and nothing proves it.
#[derive(Debug)]
pub struct Later {
    /// Its sequence.
    pub sequence: u64,
    /// What it says; `None` where that can't be read.
    pub entry: Option<Entry>,
    /// Its text.
    pub body: String,
}

impl Salvage {
    /// Looks through a file that may be damaged anywhere, without changing it. Beside `target` a
    /// copy is made where a change in it was cut short.
    pub fn look(path: &Path, target: &Path, wait: Duration) -> Result<Self, Error> {
        let failed = |fault| Error::File(path.to_owned(), fault);
        drop(system::open(path).map_err(failed)?);
        let settled = settled(path, target, wait)?;
        let file = settled.as_ref().map_or(path, Beside::path);
        let found = Found::look(Pages::open(file).map_err(failed)?);
        let mut salvage = Self {
            entries: 0,
            code: None,
            newest: None,
            last: 0,
            lost: Vec::new(),
            bytes: 0,
            shortened: Vec::new(),
            receipts: (0, 0),
            path: path.to_owned(),
            ledger_id: found.ledger_id()?.unwrap_or_default(),
            found,
            kept: Kept::default(),
            units: Vec::new(),
            _settled: settled,
            erasures: Vec::new(),
        };
        salvage.walk()?;
        let mut last = salvage.entries;
        salvage.each_later(&mut |later| last = later.sequence);
        salvage.last = last;
        Ok(salvage)
    }

    /// What is proved, and what of that which is proved speaks of is there.
    fn walk(&mut self) -> Result<(), Error> {
        let (mut expected, mut kept) = (Expected::default(), Kept::default());
        let (mut names, mut newest) = (BTreeMap::new(), None);
        let genesis = Digest::genesis(&self.ledger_id);
        let mut erasures = Vec::new();
        self.follow(UnitId::OWN, genesis, u64::MAX, &mut |recorded| {
            erasures.extend(erasure(&recorded.entry.event).cloned());
            Ok(())
        })?;
        self.erasures = erasures;
        let (entries, head) = self.chain(UnitId::OWN, genesis, u64::MAX, &mut |recorded| {
            let entry = &recorded.entry;
            expected.note(entry);
            kept.note(&entry.event);
            names.extend(named(&entry.event));
            newest = Some(recorded.entry);
            Ok(())
        })?;
        self.entries = entries;
        self.code = (entries > 0).then(|| CheckCode::new(entries, &head));
        self.newest = newest;
        for (unit, handed) in expected.units() {
            let mut note = |recorded: Recorded| {
                kept.note_gathered(&recorded.entry.event);
                Ok(())
            };
            let genesis = Digest::genesis(&handed.ledger_id);
            let (entries, head) = self.chain(unit.unit, genesis, handed.entries, &mut note)?;
            let mut left = handed.clone();
            if (entries, head) != (handed.entries, handed.head) {
                // One that ends otherwise than was gathered is another one.
                let is_other = entries == handed.entries;
                left.entries = if is_other { 0 } else { entries };
                left.head = if is_other { genesis } else { head };
                self.shortened.push(Gathered {
                    unit: unit.unit,
                    handed: left.clone(),
                });
            }
            self.units.push((unit.clone(), left));
        }
        let (receipts, all) = self.found.receipts(&self.ledger_id);
        self.receipts = (receipts.len(), all);
        for digest in kept.wanted() {
            if self.found.bytes(digest).is_some() {
                self.bytes += 1;
            } else if !kept.is_erased(digest) && !kept.was_lost(digest) {
                let name = names.get(digest).cloned().unwrap_or_default();
                self.lost.push((*digest, name));
            }
        }
        self.kept = kept;
        Ok(())
    }

    /// Walks the chain of a unit from its beginning as far as it is proved, to that entry at most;
    /// how far it came. A link that no text proves counts where an entry says that it was erased.
    fn chain(
        &self,
        unit: UnitId,
        genesis: Digest,
        most: u64,
        each: &mut dyn FnMut(Recorded) -> Result<(), Error>,
    ) -> Result<(u64, Digest), Error> {
        let (mut unproved, mut said) = (Vec::new(), Vec::new());
        let mut head = genesis;
        self.follow(unit, genesis, most, &mut |recorded| {
            if Digest::chained(&head, &recorded.body) != recorded.digest {
                let body_sha256 = Digest::of(recorded.body.as_bytes());
                unproved.push((recorded.entry.sequence, recorded.digest, body_sha256));
            }
            head = recorded.digest;
            said.extend(erasure(&recorded.entry.event).cloned());
            Ok(())
        })?;
        let is_said = |(sequence, digest, body_sha256): &(u64, Digest, Digest)| {
            said.iter().chain(&self.erasures).any(|erasure| {
                (erasure.entry, erasure.digest, erasure.body_sha256)
                    == (*sequence, *digest, *body_sha256)
            })
        };
        let unsaid = unproved.iter().find(|link| !is_said(link));
        let most = unsaid.map_or(most, |(sequence, ..)| sequence - 1);
        self.follow(unit, genesis, most, each)
    }

    /// The same, every text that was erased taken as one that is said to be.
    fn follow(
        &self,
        unit: UnitId,
        genesis: Digest,
        most: u64,
        each: &mut dyn FnMut(Recorded) -> Result<(), Error>,
    ) -> Result<(u64, Digest), Error> {
        let (mut entries, mut head) = (0, genesis);
        while entries < most
            && let Some(recorded) = self.found.next(unit, entries, &head)?
        {
            entries += 1;
            head = recorded.digest;
            each(recorded)?;
        }
        Ok((entries, head))
    }

    /// Hands out the own entries after the last that is proved, in order.
    pub fn each_later(&self, each: &mut dyn FnMut(Later)) {
        for sequence in self.found.after(self.entries) {
            for (body, _) in self.found.rows(UnitId::OWN, sequence) {
                let entry = codec::read(&body).ok();
                // A key that a text does not name is damage, and says nothing.
                if codec::head(&body).is_ok_and(|head| head.sequence == sequence) {
                    each(Later {
                        sequence,
                        entry,
                        body,
                    });
                    break;
                }
            }
        }
    }

    /// Whether nothing at all is missing of a file in which that was found.
    pub fn is_whole(&self, entries: u64, code: Option<&CheckCode>) -> bool {
        let history = entries > 0 && self.entries == entries && self.code.as_ref() == code;
        history
            && self.last == entries
            && self.lost.is_empty()
            && self.shortened.is_empty()
            && self.receipts.0 == self.receipts.1
    }

    /// Puts a new ledger, made of what is proved, in the place of the one at `target`, as
    /// [`Store::restore_to`] does; only when it is found whole.
    pub fn restore_to(&self, target: &Path, going: &Going, wait: Duration) -> Result<u64, Error> {
        let store = Store::on(Connection::open("")?, &self.path);
        store.settle(wait)?;
        let transaction = store.connection.unchecked_transaction()?;
        open::begin(&transaction, &self.ledger_id)?;
        self.write(&transaction)?;
        transaction.commit()?;
        store.restore_whole_to(target, going, wait)
    }

    fn write(&self, connection: &Connection) -> Result<(), Error> {
        self.write_unit(connection, UnitId::OWN, &self.ledger_id, self.entries, true)?;
        for (unit, left) in &self.units {
            connection.prepare_cached(INSERT_UNIT)?.execute(params![
                unit.unit.0,
                unit.ledger_id,
                unit.code,
                unit.name,
                unit.received,
                unit.aside
            ])?;
            let folds = unit.aside.is_none();
            self.write_unit(connection, unit.unit, &unit.ledger_id, left.entries, folds)?;
        }
        for digest in self.kept.all() {
            self.write_bytes(connection, digest)?;
        }
        for receipt in self.found.receipts(&self.ledger_id).0 {
            let [at, kind, dept, sheet, detail] = receipt.columns();
            let digest = receipt.digest.map(|digest| digest.as_bytes().to_vec());
            let values = params![receipt.id, at, kind, dept, sheet, detail, digest];
            connection
                .prepare_cached(receipts::INSERT)?
                .execute(values)?;
        }
        Ok(())
    }

    /// The history of a unit, and its tasks where it has some.
    fn write_unit(
        &self,
        connection: &Connection,
        unit: UnitId,
        ledger_id: &str,
        entries: u64,
        folds: bool,
    ) -> Result<(), Error> {
        let mut intake = Intake::begin(connection, unit)?;
        self.chain(unit, Digest::genesis(ledger_id), entries, &mut |recorded| {
            intake.write(&recorded)?;
            if folds {
                intake.fold(&recorded)
            } else {
                Ok(())
            }
        })?;
        intake.finish()?;
        Ok(())
    }

    /// The bytes of that digest, or that they were erased.
    fn write_bytes(&self, connection: &Connection, digest: &Digest) -> Result<(), Error> {
        if self.kept.is_erased(digest) {
            connection
                .prepare_cached(INSERT_ERASED)?
                .execute([digest.as_bytes()])?;
            return Ok(());
        }
        let Some((spot, size)) = self.found.bytes(digest) else {
            return Ok(());
        };
        let values = params![digest.as_bytes(), size as i64];
        connection.prepare_cached(INSERT_ZEROS)?.execute(values)?;
        let id = connection.last_insert_rowid();
        let mut blob = connection.blob_open(MAIN_DB, "blob", "bytes", id, false)?;
        let mut write = |bytes: &[u8]| std::io::Write::write_all(&mut blob, bytes);
        let written = self.found.stream(spot, &mut write);
        written.map_err(|fault| Error::Io(fault.into()))?;
        blob.close()?;
        Ok(())
    }
}

/// What an entry says was erased.
fn erasure(event: &Event) -> Option<&Erasure> {
    match event {
        Event::Ledger(LedgerEvent::EntryErased(erasure)) => Some(erasure),
        _ => None,
    }
}

/// The bytes that an entry speaks of, with their name.
fn named(event: &Event) -> Vec<(Digest, String)> {
    match event {
        Event::Task(TaskEvent::Attached(piece)) => vec![(piece.sha256, piece.name.clone())],
        Event::Ledger(LedgerEvent::DocumentRead(document)) => vec![
            (document.sha256, document.name.clone()),
            (document.draft, document.name.clone()),
        ],
        _ => Vec::new(),
    }
}

/// A copy of a file in which a change was cut short, as it was before that change: SQLite takes it
/// back, even where it can't read the rest.
fn settled(path: &Path, target: &Path, wait: Duration) -> Result<Option<Beside>, Error> {
    let mut journal = path.as_os_str().to_owned();
    journal.push(JOURNAL);
    let journal = PathBuf::from(journal);
    if !journal.is_file() {
        return Ok(None);
    }
    let copy = begun(&target.with_extension("抢救"))?;
    let copies = [
        (path, copy.path().to_owned()),
        (&journal, {
            let mut beside = copy.path().as_os_str().to_owned();
            beside.push(JOURNAL);
            beside.into()
        }),
    ];
    for (from, to) in copies {
        let failed = |fault| Error::File(to.clone(), fault);
        open::new_private_file(&to).map_err(failed)?;
        std::fs::copy(from, &to).map_err(failed)?;
    }
    let connection = open::connect(copy.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(wait)?;
    // What it says is of no interest: to say it, SQLite has to take the change back.
    let _ = connection.query_row("pragma schema_version", [], |row| row.get::<_, i64>(0));
    Ok(Some(copy))
}
