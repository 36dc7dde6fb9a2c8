//! The ledger as its history says it was: entries up to one, and the rows folded from them anew.

use std::path::Path;

use rusqlite::{Connection, params};

use super::units::Expected;
use crate::intake::Intake;
use crate::{Error, Store, open, read, row};
use model::digest::Digest;
use model::event::codec::Chain;
use model::event::{Event, LedgerEvent};
use model::unit::UnitId;

const OWN: &str = "insert into unit (id, ledger_id) values (1, $1)";
const GATHERED: &str = "insert into unit (id, ledger_id, code, name, received, aside)
    values ($1, $2, $3, $4, $5, $6)";
const BODIES: &str = "select body, digest from entry where id between $1 and $2 order by id";
const DRAFT: &str = "select size, bytes from blob where sha256 = $1";
const KEEP: &str = "insert into blob (sha256, size, bytes) values ($1, $2, $3)";

impl Store {
    /// Writes a ledger of its own into a new file, as this one was when it had so many entries. Nothing
    /// but texts that chain and drafts of documents is taken over; rows are folded from these. Whether
    /// the history goes to that digest.
    pub fn write_as_it_was(&self, entries: u64, head: &Digest, path: &Path) -> Result<bool, Error> {
        let past = open::new_database(path)?;
        past.execute_batch("begin")?;
        let view = self.connection.unchecked_transaction()?;
        let ledger_id = read::ledger_id(&self.connection, UnitId::OWN)?;
        past.execute(OWN, [&ledger_id])?;
        let mut expected = Expected::default();
        let mut drafts = Vec::new();
        let end = self.refold(
            &past,
            UnitId::OWN,
            &ledger_id,
            entries,
            true,
            &mut |entry| {
                expected.note(entry);
                if let Event::Ledger(LedgerEvent::DocumentRead(document)) = &entry.event {
                    drafts.push(document.draft);
                }
            },
        )?;
        // What was erased since can't be told as it was.
        if end.sequence() != entries || end.head() != head || end.first_unsaid().is_some() {
            return Ok(false);
        }
        for (unit, handed) in expected.units() {
            let id = unit.unit;
            past.execute(
                GATHERED,
                params![
                    id.0,
                    unit.ledger_id,
                    unit.code,
                    unit.name,
                    unit.received,
                    unit.aside
                ],
            )?;
            let with_tasks = unit.aside.is_none();
            let last = handed.entries;
            let end = self.refold(&past, id, &unit.ledger_id, last, with_tasks, &mut |_| {})?;
            if end.first_unsaid().is_some() {
                return Ok(false);
            }
        }
        drafts.sort_unstable();
        drafts.dedup();
        for draft in drafts {
            let mut statement = self.connection.prepare_cached(DRAFT)?;
            let mut rows = statement.query([draft.as_bytes()])?;
            if let Some(row) = rows.next()? {
                let (size, bytes): (i64, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
                past.execute(KEEP, params![draft.as_bytes(), size, bytes])?;
            }
        }
        view.rollback()?;
        past.execute_batch("commit")?;
        Ok(true)
    }

    fn refold(
        &self,
        past: &Connection,
        unit: UnitId,
        ledger_id: &str,
        entries: u64,
        with_tasks: bool,
        note: &mut dyn FnMut(&model::entry::Entry),
    ) -> Result<Chain, Error> {
        let mut chain = Chain::of(ledger_id);
        let mut intake = Intake::begin(past, unit)?;
        let mut statement = self.connection.prepare(BODIES)?;
        let range = (row::entry_id(unit, 1), row::entry_id(unit, entries));
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let sequence = chain.sequence() + 1;
            let digest = Digest::from_slice(&row.get::<_, [u8; 32]>(1)?);
            let digest = digest.ok_or_else(|| Error::damaged("digest"))?;
            let recorded = chain
                .kept(digest, row.get(0)?)
                .map_err(|fault| Error::Entry(sequence, fault))?;
            note(&recorded.entry);
            intake.write(&recorded)?;
            if with_tasks {
                intake.fold(&recorded)?;
            }
        }
        intake.finish()?;
        Ok(chain)
    }
}
