//! Entries of another unit as they come in: written once, folded on the way. Only a bounded number
//! of tasks is held; what comes later to a task that was let go reads its row again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Statement, params, params_from_iter};

use super::{Error, append, read, row};
use crate::model::digest::Digest;
use crate::model::entry::{Entry, Recorded};
use crate::model::event::{Event, LedgerEvent, TaskEvent};
use crate::model::task::Task;
use crate::model::unit::UnitId;

const HIGHEST: &str = "select coalesce((select number from task where id between $1 and $2
    order by id desc limit 1), 0)";
const ERASE: &str =
    "update blob set bytes = null, size = 0 where sha256 = $1 and bytes is not null";
const OWN_WANTS: &str = "select exists (select 1 from entry where unit = 1
    and kind in ('attached', 'document') and instr(body, $1) > 0)";

/// Tasks held before their rows are written.
const HELD: usize = 4096;

/// A unit's entries on their way in.
pub(super) struct Intake<'c> {
    connection: &'c Connection,
    unit: UnitId,
    entries: Statement<'c>,
    rows: Statement<'c>,
    held: BTreeMap<u32, Task>,
    /// Tasks of which an entry was taken back: they are folded anew.
    refold: BTreeSet<u32>,
    /// Bytes that the unit erased: they go here too.
    expunged: Vec<Digest>,
    /// No task above this number has a row yet.
    highest_row: u32,
}

impl<'c> Intake<'c> {
    pub(super) fn begin(connection: &'c Connection, unit: UnitId) -> Result<Self, Error> {
        let range = (row::id(unit, 0), row::id(unit, u32::MAX));
        let highest_row = connection
            .prepare_cached(HIGHEST)?
            .query_row(range, |row| row.get(0))?;
        Ok(Self {
            connection,
            unit,
            entries: connection.prepare(append::INSERT_ENTRY)?,
            rows: connection.prepare(row::INSERT)?,
            held: BTreeMap::new(),
            refold: BTreeSet::new(),
            expunged: Vec::new(),
            highest_row,
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
        if let Event::Ledger(LedgerEvent::Expunged { sha256, .. }) = &entry.event {
            self.expunged.push(*sha256);
        }
        Ok(())
    }

    /// Lets an entry that is written have its effect on its task.
    pub(super) fn fold(&mut self, entry: &Entry) -> Result<(), Error> {
        let (Some(number), Event::Task(event)) = (entry.task, &entry.event) else {
            return Ok(());
        };
        if matches!(event, TaskEvent::Withdrawn { .. }) {
            self.refold.insert(number);
            return Ok(());
        }
        if !self.held.contains_key(&number) && number <= self.highest_row {
            let known = read::task(self.connection, self.unit, number)?;
            self.held.extend(known.map(|task| (number, task)));
        }
        match (self.held.get_mut(&number), event) {
            (Some(task), event) => task.apply(entry.sequence, event),
            (None, TaskEvent::Raised(raised)) => {
                let task = Task::raised(number, entry.sequence, raised);
                self.held.insert(number, task);
            }
            // An entry of a task that nobody raised has no effect, as in every fold.
            (None, _) => {}
        }
        if self.held.len() >= HELD {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is still held.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.flush()?;
        for digest in &self.expunged {
            // The own unit may have attached the same bytes, and did not erase them.
            let wanted: bool = self
                .connection
                .prepare_cached(OWN_WANTS)?
                .query_row([digest.to_string()], |row| row.get(0))?;
            if !wanted {
                self.connection
                    .prepare_cached(ERASE)?
                    .execute([digest.as_bytes()])?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        for number in std::mem::take(&mut self.refold) {
            let entries = read::task_entries(self.connection, self.unit, number)?;
            let folded = Task::fold(number, &entries, None);
            self.held.extend(folded.map(|task| (number, task)));
        }
        let mut highest = self.highest_row;
        for (number, task) in std::mem::take(&mut self.held) {
            if number <= self.highest_row {
                self.connection
                    .prepare_cached(append::DELETE_TASK)?
                    .execute([row::id(self.unit, number)])?;
            }
            self.rows
                .execute(params_from_iter(row::columns(self.unit, &task)))?;
            highest = highest.max(number);
        }
        self.highest_row = highest;
        Ok(())
    }
}
