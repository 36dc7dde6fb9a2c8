//! A history as it goes out to those above, read without changing the file.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;

use super::{Error, Store, Writer, gather, open, read, row};
use model::digest::Digest;
use model::event::{Event, TaskEvent, codec};
use model::handed::Handed;
use model::unit::UnitId;

const BODIES: &str = "select sequence, body, digest from entry
    where id between $1 and $2 order by id";
const ATTACHED: &str = "select sequence, body, digest from entry
    where id between $1 and $2 and kind = 'attached' order by id";
const GATHERED: &str = "select sequence, body, digest from entry
    where id > $1 and kind = 'attached' order by id";
const ERASES: &str = "select exists (select 1 from entry
    where id between $1 and $2 and kind in ('expunged', 'entry_erased'))";
const HAS_BYTES: &str =
    "select exists (select 1 from blob where sha256 = $1 and bytes is not null)";

impl Store {
    /// Opens a ledger of others only to read its history: it stays as it is, also where its schema
    /// is an older one.
    pub fn open_history(path: &Path, wait: Duration) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Missing(path.to_owned()));
        }
        let connection = open::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
        connection.busy_timeout(wait)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        let store = Self::on(connection, path);
        store.check_kind()?;
        Ok(store)
    }

    /// What a unit's history says of itself as it stands; `None` while it is empty.
    pub fn handed(&self, unit: UnitId) -> Result<Option<Handed>, Error> {
        // One view of the history and of what it says.
        let view = self.connection.unchecked_transaction()?;
        let (entries, head) = read::head(&view, unit)?;
        let card = gather::card(&view, unit)?;
        let ledger_id = read::ledger_id(&view, unit)?;
        view.rollback()?;
        Ok((entries > 0).then_some(Handed {
            ledger_id,
            name: card.name,
            code: card.code,
            entries,
            head,
        }))
    }

    /// Hands out the texts of a unit's first entries with their digests, in order, until `each`
    /// says that it is enough.
    pub fn bodies<E: From<Error>>(
        &self,
        unit: UnitId,
        entries: u64,
        each: &mut dyn FnMut(String, Option<Digest>) -> Result<bool, E>,
    ) -> Result<(), E> {
        let failed = |fault: rusqlite::Error| E::from(Error::from(fault));
        let mut statement = self.connection.prepare_cached(BODIES).map_err(failed)?;
        let range = (row::entry_id(unit, 1), row::entry_id(unit, entries));
        let mut rows = statement.query(range).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let (_, body, digest) = read::raw(row).map_err(failed)?;
            if !each(body, Digest::from_slice(&digest))? {
                break;
            }
        }
        Ok(())
    }

    /// The digest of a unit's entry with that sequence, which stands for all before it.
    pub fn digest_at(&self, unit: UnitId, sequence: u64) -> Result<Option<Digest>, Error> {
        read::digest_at(&self.connection, unit, sequence)
    }

    /// Whether an entry of a unit after that one erased something of those before it.
    pub fn erases_after(&self, unit: UnitId, sequence: u64) -> Result<bool, Error> {
        let mut statement = self.connection.prepare_cached(ERASES)?;
        let range = (
            row::entry_id(unit, sequence + 1),
            row::entry_id(unit, u32::MAX.into()),
        );
        Ok(statement.query_row(range, |row| row.get(0))?)
    }

    /// The evidence that a unit's first entries speak of and whose bytes are here, by digest.
    pub fn evidence_here(&self, unit: UnitId, entries: u64) -> Result<Vec<Digest>, Error> {
        let mut statement = self.connection.prepare_cached(ATTACHED)?;
        let range = (row::entry_id(unit, 1), row::entry_id(unit, entries));
        let raws = statement.query_map(range, read::raw)?;
        let mut here = std::collections::BTreeSet::new();
        for raw in raws {
            let (sequence, body, _) = raw?;
            let entry = codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?;
            if let Event::Task(TaskEvent::Attached(piece)) = entry.event
                && self.has_bytes(&piece.sha256)?
            {
                here.insert(piece.sha256);
            }
        }
        Ok(here.into_iter().collect())
    }

    /// Whether the bytes with that digest are here.
    pub fn has_bytes(&self, digest: &Digest) -> Result<bool, Error> {
        let mut statement = self.connection.prepare_cached(HAS_BYTES)?;
        Ok(statement.query_row([digest.as_bytes()], |row| row.get(0))?)
    }

    /// Digest and name of the evidence that gathered units' histories speak of.
    pub fn gathered_evidence(&self) -> Result<Vec<(Digest, String)>, Error> {
        let mut statement = self.connection.prepare(GATHERED)?;
        let raws = statement.query_map([row::entry_id(UnitId::OWN, u32::MAX.into())], read::raw)?;
        let mut all = Vec::new();
        for raw in raws {
            let (sequence, body, _) = raw?;
            let entry = codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?;
            if let Event::Task(TaskEvent::Attached(piece)) = entry.event {
                all.push((piece.sha256, piece.name));
            }
        }
        Ok(all)
    }

    /// Lends the kept bytes with that digest as a stream; `None` when there are none.
    pub fn lend_bytes<T>(
        &self,
        digest: &Digest,
        take: impl FnOnce(&mut dyn std::io::Read) -> T,
    ) -> Result<Option<T>, Error> {
        super::blobs::with_blob(&self.connection, digest, take)
    }
}

impl Writer<'_> {
    /// The digests and sizes of the evidence that a gathered unit's history speaks of.
    pub fn attached(&self, unit: UnitId) -> Result<HashSet<(Digest, u64)>, Error> {
        let mut statement = self.connection().prepare_cached(ATTACHED)?;
        let range = (row::entry_id(unit, 0), row::entry_id(unit, u32::MAX.into()));
        let bodies = statement.query_map(range, read::raw)?;
        let mut attached = HashSet::new();
        for raw in bodies {
            let (sequence, body, _) = raw?;
            let entry = codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?;
            if let Event::Task(TaskEvent::Attached(piece)) = entry.event {
                attached.insert((piece.sha256, piece.size));
            }
        }
        Ok(attached)
    }
}
