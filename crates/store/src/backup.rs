//! Copies of the ledger: made while others write, checked, and put back in its place.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Error, Store, Verification, open};
use model::entry::Stamp;
use model::event::LedgerEvent;
use model::unit::UnitId;
use office::system;
use office::whole::Beside;

/// Bytes that are copied at once.
const BLOCK: usize = 64 * 1024;

/// What SQLite adds to a file's name for its journal.
pub(super) const JOURNAL: &str = "-journal";

impl Store {
    /// Writes a consistent copy while others go on, checks it, and only then gives it its name.
    /// Where the copy has faults nothing is written, and they are returned.
    pub fn back_up(&self, target: &Path, wait: Duration) -> Result<Verification, Error> {
        let beside = begun(target)?;
        self.copy_to(beside.path())?;
        let found = Self::open_as_is(beside.path(), wait)?.verify()?;
        if found.faults.is_empty() {
            put(&beside, target)?;
        }
        Ok(found)
    }

    /// A copy of every page in a new file.
    fn copy_to(&self, target: &Path) -> Result<(), Error> {
        let is_file = self.connection.path().is_some_and(|path| !path.is_empty());
        let journal: String = self
            .connection
            .query_row("pragma journal_mode", [], |row| row.get(0))?;
        // With another journal the file alone does not hold every page.
        if system::READS_LOCKED_FILES && is_file && journal == "delete" {
            self.copy_bytes_to(target)
        } else {
            self.copy_by_engine(target)
        }
    }

    /// The bytes of the file, while nobody can write: page by page takes three times as long. No other
    /// connection of this process may have a lock on the file, for closing it here gives all of them up.
    fn copy_bytes_to(&self, target: &Path) -> Result<(), Error> {
        let failed = |fault: std::io::Error| match fault.kind() {
            ErrorKind::StorageFull => Error::DiskFull,
            _ => Error::File(target.to_owned(), fault),
        };
        let mut into = open::new_private_file(target).map_err(failed)?;
        let view = self.connection.unchecked_transaction()?;
        // What is read first takes the lock.
        let bytes = self.number("page_count")? * self.number("page_size")?;
        let unread = |fault: std::io::Error| Error::Io(fault.into());
        let mut from = File::open(&self.path).map_err(unread)?.take(bytes as u64);
        let mut buffer = vec![0; BLOCK];
        loop {
            let count = from.read(&mut buffer).map_err(unread)?;
            if count == 0 {
                break;
            }
            into.write_all(&buffer[..count]).map_err(failed)?;
        }
        view.rollback()?;
        Ok(())
    }

    fn copy_by_engine(&self, target: &Path) -> Result<(), Error> {
        open::new_private_file(target).map_err(|fault| Error::File(target.to_owned(), fault))?;
        let mut copy = open::connect(target, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        self.copy_into(&mut copy)?;
        copy.close().map_err(|(_, fault)| fault)?;
        Ok(())
    }

    /// Every page, into an empty database.
    pub(super) fn copy_into(&self, copy: &mut Connection) -> Result<(), Error> {
        // All at once: a writer elsewhere waits a moment, and nothing has to be begun again.
        let done = Backup::new(&self.connection, copy)?.step(-1)?;
        if done == StepResult::Done {
            Ok(())
        } else {
            Err(Error::Busy)
        }
    }

    /// Keeps the file as it is beside itself, named after its schema: 台账-升级前-1.db. Another
    /// one of that name stays; the same one, left by an attempt that was cut short, will do.
    pub(super) fn keep_before_migration(&self, version: i64) -> Result<PathBuf, Error> {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}-升级前-{version}");
        let mut kept = self.path.with_file_name(format!("{name}.db"));
        let beside = begun(&kept)?;
        // A second reader: SQLite copies nothing through a connection that holds the lock to write.
        let reader = open::connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Self::on(reader, &self.path).copy_by_engine(beside.path())?;
        let mut number = 1;
        while kept.exists() {
            if same_bytes(beside.path(), &kept)? {
                return Ok(kept);
            }
            number += 1;
            kept.set_file_name(format!("{name}-{number}.db"));
        }
        put(&beside, &kept)?;
        Ok(kept)
    }

    /// How many first entries both histories share; none when they are not the same ledger.
    pub fn shared_with(&self, other: &Self) -> Result<u64, Error> {
        if self.ledger_id()? != other.ledger_id()? {
            return Ok(0);
        }
        let (mut low, mut high) = (0, self.sequence()?.min(other.sequence()?));
        while low < high {
            let middle = (low + high).div_ceil(2);
            if self.digest_at(UnitId::OWN, middle)? == other.digest_at(UnitId::OWN, middle)? {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Ok(low)
    }

    /// Puts a copy of this ledger in the place of the one at `target`, which is kept under another
    /// name, with an entry that says so as its last; returns that entry's sequence. Others find the
    /// old file or the new one, never a part; who waits to write into the old one is refused
    /// ([`Error::Replaced`]).
    pub fn restore_to(&self, target: &Path, going: &Going, wait: Duration) -> Result<u64, Error> {
        let beside = begun(target)?;
        self.copy_to(beside.path())?;
        let mut made = Self::open_as_is(beside.path(), wait)?;
        let sequence = made.write(&going.stamp, |writer| {
            writer.record_ledger(going.entry.clone())
        })?;
        drop(made);
        swap(&beside, target, going, wait)?;
        Ok(sequence)
    }

    /// The same with a ledger that was made out of a damaged one: only when it is found whole.
    pub(super) fn restore_whole_to(
        &self,
        target: &Path,
        going: &Going,
        wait: Duration,
    ) -> Result<u64, Error> {
        let beside = begun(target)?;
        self.copy_to(beside.path())?;
        let mut made = Self::open_as_is(beside.path(), wait)?;
        let sequence = made.write(&going.stamp, |writer| {
            writer.record_ledger(going.entry.clone())
        })?;
        if let Some(fault) = made.verify()?.faults.first() {
            return Err(Error::Damaged(format!("{fault:?}").into()));
        }
        drop(made);
        swap(&beside, target, going, wait)?;
        Ok(sequence)
    }
}

/// Puts what was made beside the target in its place; what is there is kept under another name.
fn swap(beside: &Beside, target: &Path, going: &Going, wait: Duration) -> Result<(), Error> {
    let Going { kept, seen, .. } = going;
    let present = match seen {
        None => {
            set_aside(target, kept)?;
            None
        }
        Some(seen) => {
            let present = Store::open(target, wait)?;
            let aside = begun(kept)?;
            present.copy_to(aside.path())?;
            // From here on nobody writes; what came since the question is not in the copy.
            present.connection.execute_batch("begin exclusive")?;
            if present.sequence()? != *seen {
                return Err(Error::Changed);
            }
            put(&aside, kept)?;
            Some(present)
        }
    };
    // An open file can't be replaced everywhere.
    let present = present.filter(|_| system::REPLACES_OPEN_FILES);
    put(beside, target)?;
    drop(present);
    Ok(())
}

/// What going back to a backup needs to know.
#[derive(Debug)]
pub struct Going {
    /// The name that the present file gets.
    pub kept: PathBuf,
    /// The last sequence there that a person was shown; `None` where it can't be read.
    pub seen: Option<u64>,
    /// When and by whom.
    pub stamp: Stamp,
    /// What the history says of it.
    pub entry: LedgerEvent,
}

/// Whether two files hold the same.
fn same_bytes(one: &Path, other: &Path) -> Result<bool, Error> {
    let opened = |path: &Path| {
        let file = File::open(path).map_err(|fault| Error::File(path.to_owned(), fault))?;
        Ok::<_, Error>(BufReader::new(file).bytes())
    };
    Ok(opened(one)?
        .map(Result::ok)
        .eq(opened(other)?.map(Result::ok)))
}

/// Keeps a file that SQLite can't read exactly as it is, its journal too.
fn set_aside(target: &Path, kept: &Path) -> Result<(), Error> {
    if !target.exists() {
        return Ok(());
    }
    let broken = |fault| Error::File(kept.to_owned(), fault);
    let aside = begun(kept)?;
    open::new_private_file(aside.path()).map_err(broken)?;
    copied(target, aside.path()).map_err(broken)?;
    put(&aside, kept)?;
    let journal = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push(JOURNAL);
        name
    };
    match std::fs::rename(journal(target), journal(kept)) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => Err(broken(fault)),
        _ => Ok(()),
    }
}

/// The bytes of a file into one that is there already: its mode is no concern of the copy.
fn copied(from: &Path, into: &Path) -> std::io::Result<()> {
    let mut into = File::options().write(true).open(into)?;
    std::io::copy(&mut File::open(from)?, &mut into).map(drop)
}

/// A place beside the target, for a database.
pub(super) fn begun(target: &Path) -> Result<Beside, Error> {
    Beside::new(target, &[JOURNAL]).map_err(|fault| Error::File(target.to_owned(), fault))
}

fn put(made: &Beside, target: &Path) -> Result<(), Error> {
    let done = made.take_place(target);
    done.map_err(|fault| Error::File(target.to_owned(), fault))
}
