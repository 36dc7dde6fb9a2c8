//! Entries of another unit as they come in: written once, folded on the way. Only a bounded number
//! of tasks is held; what comes later to a task that was let go reads its row again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Statement, params, params_from_iter};

use super::erase::{self, Late, Rewriting};
use super::standing::Keeper;
use super::{Error, append, read, row};
use model::digest::Digest;
use model::entry::{Entry, Recorded};
use model::event::{Event, LedgerEvent, TaskEvent};
use model::task::Task;
use model::unit::UnitId;

const ERASE: &str =
    "update blob set bytes = null, size = 0 where sha256 = $1 and bytes is not null";
/// Whether the bytes are here, and no other unit speaks of them that did not erase them itself.
const MAY_ERASE: &str = "select exists (select 1 from blob where sha256 = $1 and bytes is not null)
    and not exists (select 1 from entry as wants where wants.unit <> $2
        and wants.kind in ('attached', 'document') and instr(wants.body, $3) > 0
        and not exists (select 1 from entry as erased where erased.unit = wants.unit
            and erased.kind = 'expunged' and instr(erased.body, $3) > 0))";

/// Tasks held before their rows are written.
const HELD: usize = 4096;
/// Bytes of the entries that these tasks were folded from.
const HELD_BYTES: usize = 4 << 20;
/// Entries longer than this are read again rather than held beside their tasks.
const LONG: usize = 64 << 10;

/// A task on its way in.
struct Held {
    task: Task,
    /// Its entries, where all of them came just now and none is long.
    entries: Option<Vec<Entry>>,
}

/// A unit's entries on their way in.
pub(super) struct Intake<'c> {
    connection: &'c Connection,
    unit: UnitId,
    entries: Statement<'c>,
    rows: Statement<'c>,
    held: BTreeMap<u32, Held>,
    held_bytes: usize,
    /// Tasks of which an entry was taken back: they are folded anew.
    refold: BTreeSet<u32>,
    /// Bytes that the unit erased: they go here too.
    expunged: Vec<Digest>,
    /// Entries that it erased: they go wherever they are held.
    erased: Vec<(u64, Digest)>,
    /// Texts without their words that came for entries held whole.
    pub(super) late: Late,
    /// No task above this number has a row yet.
    highest_row: u32,
    standing: Keeper,
}

impl<'c> Intake<'c> {
    pub(super) fn begin(connection: &'c Connection, unit: UnitId) -> Result<Self, Error> {
        let range = (row::id(unit, 0), row::id(unit, u32::MAX));
        let highest_row = connection
            .prepare_cached(read::LAST_NUMBER)?
            .query_row(range, |row| row.get(0))?;
        Ok(Self {
            connection,
            unit,
            entries: connection.prepare(append::INSERT_ENTRY)?,
            rows: connection.prepare(&row::INSERT)?,
            held: BTreeMap::new(),
            held_bytes: 0,
            refold: BTreeSet::new(),
            expunged: Vec::new(),
            erased: Vec::new(),
            late: Late::new(),
            highest_row,
            standing: Keeper::default(),
        })
    }

    /// Writes an entry.
    pub(super) fn write(&mut self, recorded: &Recorded) -> Result<(), Error> {
        let entry = &recorded.entry;
        self.entries.execute(params![
            row::entry_id(self.unit, entry.sequence),
            self.unit.0,
            entry.sequence as i64,
            entry.task,
            entry.stamp.when.to_rfc3339(),
            entry.stamp.who,
            entry.event.kind(),
            recorded.body,
            recorded.digest.as_bytes(),
        ])?;
        Ok(())
    }

    /// Lets an entry that is written have its effect: on its task, or on bytes that the unit
    /// erased. What is only kept aside has none.
    pub(super) fn fold(&mut self, recorded: &Recorded) -> Result<(), Error> {
        let entry = &recorded.entry;
        if let Event::Ledger(LedgerEvent::Expunged { sha256, .. }) = &entry.event {
            self.expunged.push(*sha256);
        }
        if let Event::Ledger(LedgerEvent::EntryErased(erasure)) = &entry.event
            && erasure.ledger.is_none()
        {
            self.erased.push((erasure.entry, erasure.digest));
        }
        let (Some(number), Event::Task(event)) = (entry.task, &entry.event) else {
            return Ok(());
        };
        if matches!(event, TaskEvent::Withdrawn { .. }) {
            self.refold.insert(number);
            return Ok(());
        }
        if !self.held.contains_key(&number) && number <= self.highest_row {
            let known = read::task(self.connection, self.unit, number)?;
            let entries = None;
            self.held
                .extend(known.map(|task| (number, Held { task, entries })));
        }
        let is_long = recorded.body.len() > LONG;
        match (self.held.get_mut(&number), event) {
            (Some(held), event) => {
                held.task.apply(entry.sequence, event);
                match &mut held.entries {
                    Some(all) if !is_long => all.push(entry.clone()),
                    entries => *entries = None,
                }
            }
            (None, TaskEvent::Raised(raised)) => {
                let task = Task::raised(number, entry.sequence, raised.as_ref().clone());
                let entries = (!is_long).then(|| vec![entry.clone()]);
                self.held.insert(number, Held { task, entries });
            }
            // An entry of a task that nobody raised has no effect, as in every fold.
            (None, _) => {}
        }
        self.held_bytes += recorded.body.len();
        if self.held.len() >= HELD || self.held_bytes >= HELD_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is still held; whether something that was here was erased.
    pub(super) fn finish(mut self) -> Result<bool, Error> {
        self.flush()?;
        let mut untidy = self.erase()?;
        for digest in &self.expunged {
            // Others may have attached the same bytes: they are not this unit's to erase.
            let may: bool = self.connection.prepare_cached(MAY_ERASE)?.query_row(
                params![digest.as_bytes(), self.unit.0, digest.to_string()],
                |row| row.get(0),
            )?;
            if may {
                self.connection
                    .prepare_cached(ERASE)?
                    .execute([digest.as_bytes()])?;
                untidy = true;
            }
        }
        Ok(untidy)
    }

    /// Takes the words out of what was held whole; here first, then wherever else it is held.
    fn erase(&mut self) -> Result<bool, Error> {
        let (connection, unit) = (self.connection, self.unit);
        let mut rewriting = Rewriting::default();
        for (sequence, body) in std::mem::take(&mut self.late) {
            rewriting.late(connection, unit, sequence, body)?;
        }
        if !self.erased.is_empty() {
            let ledger_id = read::ledger_id(connection, unit)?;
            let units = erase::of_ledger(connection, &ledger_id)?;
            for (sequence, digest) in std::mem::take(&mut self.erased) {
                match erase::kept(connection, unit, sequence)? {
                    Some((body, known)) if known == digest => {
                        rewriting.all(connection, &units, sequence, &digest, &body)?;
                    }
                    _ => {}
                }
            }
        }
        rewriting.finish(connection)
    }

    fn flush(&mut self) -> Result<(), Error> {
        for number in std::mem::take(&mut self.refold) {
            let entries = read::task_entries(self.connection, self.unit, number)?;
            if let Some(task) = Task::fold(number, &entries) {
                let entries = Some(entries);
                self.held.insert(number, Held { task, entries });
            }
        }
        self.held_bytes = 0;
        let mut highest = self.highest_row;
        for (number, Held { task, entries }) in std::mem::take(&mut self.held) {
            if number <= self.highest_row {
                self.connection
                    .prepare_cached(append::DELETE_TASK)?
                    .execute([row::id(self.unit, number)])?;
            }
            self.rows
                .execute(params_from_iter(row::columns(self.unit, &task)))?;
            let entries = match entries {
                Some(entries) => entries,
                None => read::task_entries(self.connection, self.unit, number)?,
            };
            self.standing
                .keep(self.connection, self.unit, &task, &entries)?;
            highest = highest.max(number);
        }
        self.highest_row = highest;
        self.standing.flush(self.connection)
    }
}
