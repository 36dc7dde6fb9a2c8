//! What stands around the history in the file: kept bytes, schema, head, SQLite's own checks.

use std::io::Read as _;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Place, Verification, shown};
use crate::{Error, Store, open};
use model::digest::Digest;
use model::event::{Event, LedgerEvent, TaskEvent};

/// What bytes a history speaks of.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    wanted: Vec<Digest>,
    expunged: Vec<Digest>,
    /// What was lost with a damaged file, as its salvage says.
    lost: Vec<Digest>,
    /// What gathered units say they erased: no word about the own unit's bytes.
    expunged_elsewhere: Vec<Digest>,
    /// Evidence of gathered units, whose bytes need not be here.
    gathered: Vec<Digest>,
}

impl Kept {
    /// Whether a task's entry of that kind may speak of bytes.
    pub(super) fn may_concern(kind: &str) -> bool {
        kind == "attached"
    }

    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            // Also what was taken back later: undoing erases nothing.
            Event::Task(TaskEvent::Attached(piece)) => self.wanted.push(piece.sha256),
            Event::Ledger(LedgerEvent::DocumentRead(document)) => {
                self.wanted.extend([document.sha256, document.draft]);
            }
            Event::Ledger(LedgerEvent::Expunged { sha256, .. }) => self.expunged.push(*sha256),
            Event::Ledger(LedgerEvent::Salvaged(salvaged)) => self.lost.extend(&salvaged.lost),
            Event::Ledger(LedgerEvent::Joined(joined)) => self.lost.extend(&joined.lost),
            _ => {}
        }
    }

    /// What the own history speaks of.
    pub(crate) fn wanted(&self) -> std::collections::BTreeSet<&Digest> {
        self.wanted.iter().collect()
    }

    /// What any history speaks of.
    pub(crate) fn all(&self) -> std::collections::BTreeSet<&Digest> {
        self.wanted.iter().chain(&self.gathered).collect()
    }

    /// Whether the own history says that these bytes were erased.
    pub(crate) fn is_erased(&self, digest: &Digest) -> bool {
        self.expunged.contains(digest)
    }

    /// Whether the own history says that these bytes were lost with a damaged file.
    pub(crate) fn was_lost(&self, digest: &Digest) -> bool {
        self.lost.contains(digest)
    }

    /// Whether the history says that these bytes were erased; a gathered unit's only of its own.
    fn erased(&self, digest: &Digest, is_gathered: bool) -> bool {
        self.expunged.contains(digest) || is_gathered && self.expunged_elsewhere.contains(digest)
    }

    /// The same of a gathered unit.
    pub(crate) fn note_gathered(&mut self, event: &Event) {
        match event {
            Event::Task(TaskEvent::Attached(piece)) => self.gathered.push(piece.sha256),
            Event::Ledger(LedgerEvent::Expunged { sha256, .. }) => {
                self.expunged_elsewhere.push(*sha256);
            }
            _ => {}
        }
    }
}

/// Rows whose key names no unit of theirs, by table.
const STRAYS: [(&str, &str); 4] = [
    (
        "entry",
        "select count(*) from entry where id >> 32 <> unit or id & 4294967295 <> sequence",
    ),
    (
        "task",
        "select count(*) from task where id >> 32 <> unit or id & 4294967295 <> number",
    ),
    (
        "standing",
        "select count(*) from standing
            where id >> 32 not in (select id from unit where aside is null)",
    ),
    (
        "unit",
        "select count(*) from unit where id < 1
            or id > 1 and (receipts <> 0 or files <> 0 or files_head is not null)",
    ),
];
const OBJECTS: &str =
    "select type || ' ' || name, tbl_name, sql from sqlite_schema order by type, name";

impl Store {
    pub(super) fn check_bytes(
        &self,
        mut kept: Kept,
        found: &mut Verification,
    ) -> Result<(), Error> {
        for digests in [&mut kept.wanted, &mut kept.gathered] {
            digests.sort_unstable();
            digests.dedup();
        }
        let foreign = |digest: &Digest| kept.wanted.binary_search(digest).is_err();
        let gathered: Vec<Digest> = kept
            .gathered
            .iter()
            .filter(|d| foreign(d))
            .copied()
            .collect();
        let mut statement = self
            .connection
            .prepare("select id, bytes is null from blob where sha256 = $1")?;
        for digest in kept.wanted.iter().chain(&gathered) {
            let blob: Option<(i64, bool)> = statement
                .query_row(params![digest.as_bytes()], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            match blob {
                None if foreign(digest) => {}
                Some((_, true)) if kept.erased(digest, foreign(digest)) => found.expunged += 1,
                Some((_, true)) | None if kept.was_lost(digest) => found.lost += 1,
                Some((_, true)) | None => {
                    found.fault(Place::BytesMissing(*digest), "", &digest.to_string());
                }
                Some((id, false)) => {
                    found.blobs += 1;
                    let actual = digest_of_blob(&self.connection, id)?;
                    if actual != *digest {
                        let place = Place::Bytes(*digest);
                        found.fault(place, &actual.to_string(), &digest.to_string());
                    }
                }
            }
        }
        drop(statement);
        self.check_kept_rows(
            &|digest| !foreign(digest) || gathered.binary_search(digest).is_ok(),
            found,
        )
    }

    /// Every row of kept bytes: a history speaks of it, and its size is theirs.
    fn check_kept_rows(
        &self,
        is_known: &dyn Fn(&Digest) -> bool,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let mut statement = self
            .connection
            .prepare("select sha256, size, coalesce(length(bytes), 0) from blob order by id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: Vec<u8> = row.get(0)?;
            let digest = Digest::from_slice(&name).unwrap_or_else(|| Digest::of(&name));
            if !is_known(&digest) {
                found.fault(Place::BytesExtra(digest), "", "");
            }
            let (size, length): (i64, i64) = (row.get(1)?, row.get(2)?);
            if size != length {
                let place = Place::BytesSize(digest);
                found.fault(place, &size.to_string(), &length.to_string());
            }
        }
        Ok(())
    }

    pub(super) fn check_strays(&self, found: &mut Verification) -> Result<(), Error> {
        for (table, sql) in STRAYS {
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                found.fault(Place::Stray(table), &count.to_string(), "0");
            }
        }
        Ok(())
    }

    /// Compares every table, index and trigger with those of a fresh ledger.
    pub(super) fn check_schema(&self, found: &mut Verification) -> Result<(), Error> {
        let (is, should) = (objects(&self.connection)?, present_objects()?);
        for object in should.iter().filter(|object| !is.contains(object)) {
            found.fault(Place::Schema(object.0.clone()), "", "");
        }
        for object in is.iter().filter(|object| !should.contains(object)) {
            // One that is another was named above.
            if !should.iter().any(|known| known.0 == object.0) {
                found.fault(Place::Schema(object.0.clone()), "", "");
            }
        }
        Ok(())
    }

    /// The bytes of the file's head that say how it is to be read.
    pub(super) fn check_header(&self, found: &mut Verification) -> Result<(), Error> {
        let mut head = [0; 100];
        std::fs::File::open(self.path())
            .and_then(|mut file| file.read_exact(&mut head))
            .map_err(|fault| Error::File(self.path().to_owned(), fault))?;
        let word =
            |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        // Rollback journal, no reserved space, payload fractions, schema format 4, no suggested
        // cache, no vacuum by itself, UTF-8, nothing where SQLite writes nothing.
        let usual = head[18..24] == [1, 1, 0, 64, 32, 32]
            && word(44) == 4
            && [48, 52, 64].iter().all(|at| word(*at) == 0)
            && word(56) == 1
            && head[72..92].iter().all(|byte| *byte == 0);
        if !usual {
            found.fault(Place::Header, "", "");
        }
        Ok(())
    }

    pub(super) fn check_engine(&self, found: &mut Verification) -> Result<(), Error> {
        let lines = |sql: &str| -> Result<Vec<String>, Error> {
            let mut statement = self.connection.prepare(sql)?;
            let lines = statement.query_map([], |row| row.get::<_, Value>(0))?;
            Ok(lines
                .map(|line| line.map(|value| shown((&value).into())))
                .collect::<Result<_, _>>()?)
        };
        for line in lines("pragma integrity_check(20)")?
            .iter()
            .filter(|line| *line != "ok")
        {
            let place = if line.contains("index") {
                Place::Index
            } else {
                Place::Engine
            };
            found.fault(place, line, "");
        }
        for table in lines("pragma foreign_key_check")? {
            found.fault(Place::Engine, &table, "");
        }
        Ok(())
    }
}

impl Store {
    /// Whether the file has the very tables, indexes and triggers of a fresh ledger.
    pub(crate) fn is_of_present_schema(&self) -> Result<bool, Error> {
        Ok(objects(&self.connection)? == present_objects()?)
    }
}

type Object = (String, String, Option<String>);

fn present_objects() -> Result<Vec<Object>, Error> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(open::SCHEMA)?;
    objects(&fresh)
}

fn objects(connection: &Connection) -> Result<Vec<Object>, Error> {
    let mut statement = connection.prepare(OBJECTS)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn digest_of_blob(connection: &Connection, id: i64) -> Result<Digest, Error> {
    let mut blob = connection.blob_open(rusqlite::MAIN_DB, "blob", "bytes", id, true)?;
    let mut hasher = <sha2::Sha256 as sha2::Digest>::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = std::io::Read::read(&mut blob, &mut buffer)
            .map_err(|fault| Error::Damaged(fault.into()))?;
        if count == 0 {
            break;
        }
        sha2::Digest::update(&mut hasher, &buffer[..count]);
    }
    let hash: [u8; 32] = sha2::Digest::finalize(hasher).into();
    Digest::from_slice(&hash).ok_or_else(|| Error::Damaged("digest".into()))
}
