//! Joining a copy of the same ledger (合并副本): both histories as they are held against each other, and the
//! plan carried out in one command.

mod forms;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::OptionalExtension as _;

use super::{Error, Store, Writer, gather, read};
use model::digest::Digest;
use model::entry::{Recorded, Stamp};
use model::erased::Erasure;
use model::event::{Event, LedgerEvent, TaskEvent};
use model::join::{Histories, Plan, Side, Step, TAKEN_BACK};
use model::joined::Provenance;
use model::unit::UnitId;

pub use forms::MovedForm;

/// Every entry of the ledger itself.
const OF_LEDGER: &str = "select sequence, body, digest from entry
    where unit = $1 and task is null order by sequence";
const SIZE: &str = "select size from blob where sha256 = $1 and bytes is not null";
const KNOWN: &str = "select 1 from blob where sha256 = $1";
/// The place of bytes that were erased before they came here.
const EMPTY: &str = "insert into blob (sha256, size, bytes) values ($1, 0, null)";

/// What a join made of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinDone {
    /// The entry that says so.
    pub first: u64,
    /// The last entry of the join.
    pub last: u64,
    /// Whether something was erased that was here: the file may have remains of it.
    pub erased: bool,
}

impl Store {
    /// This history and that of a copy, held against each other. Of two ledgers nothing is common.
    pub fn compared(&self, copy: &Self) -> Result<Histories, Error> {
        let common = self.shared_with(copy)?;
        let (ours, theirs) = (self.since(common)?, copy.since(common)?);
        let touched: BTreeSet<u32> = ours
            .iter()
            .chain(&theirs)
            .filter_map(|recorded| recorded.entry.task)
            .collect();
        Ok(Histories {
            ours: self.side(ours, &touched)?,
            theirs: copy.side(theirs, &touched)?,
            common,
        })
    }

    fn since(&self, common: u64) -> Result<Vec<Recorded>, Error> {
        self.history(common, u32::MAX)
    }

    fn side(&self, since: Vec<Recorded>, touched: &BTreeSet<u32>) -> Result<Side, Error> {
        let mut tasks = BTreeMap::new();
        for number in touched {
            let entries = self.task_history(*number)?;
            if !entries.is_empty() {
                tasks.insert(*number, entries);
            }
        }
        let mut statement = self.connection.prepare(OF_LEDGER)?;
        let rows = statement.query_map([UnitId::OWN.0], read::raw)?;
        let ledger = rows.map(|row| read::recorded(row?));
        Ok(Side {
            since,
            ledger: ledger.collect::<Result<_, _>>()?,
            tasks,
            last_number: self.task_count()?,
            head: read::head(&self.connection, UnitId::OWN)?,
        })
    }

    /// Enters what the plan says in one command. `ours` is the last entry that the plan was made of, `from`
    /// the copy's name.
    pub fn join(
        &mut self,
        stamp: &Stamp,
        copy: &Self,
        plan: &Plan,
        (ours, from): (u64, &str),
    ) -> Result<JoinDone, Error> {
        let mut joined = plan.joined.clone();
        from.clone_into(&mut joined.from);
        joined.lost = self.lost(copy, plan)?;
        let forms = self.forms_beyond(copy)?;
        let done = self.write(stamp, |writer| {
            writer.expect(ours)?;
            let first = writer.record_ledger(LedgerEvent::Joined(joined))?;
            let mut joining = Joining {
                writer,
                copy,
                entered: BTreeMap::new(),
                erased: false,
            };
            plan.steps.iter().try_for_each(|step| joining.step(step))?;
            joining.forms(plan, first, &forms)?;
            let erased = joining.erased;
            Ok::<_, Error>(JoinDone {
                first,
                last: writer.sequence(),
                erased,
            })
        })?;
        self.untidy |= done.erased;
        Ok(done)
    }

    /// Files that come in and whose bytes the copy had lost.
    fn lost(&self, copy: &Self, plan: &Plan) -> Result<Vec<Digest>, Error> {
        let erased: HashSet<Digest> = copy
            .book()?
            .expunged
            .into_iter()
            .map(|(digest, _)| digest)
            .collect();
        let mut lost = BTreeSet::new();
        for digest in plan.steps.iter().flat_map(wanted) {
            let is_known = self.has_bytes(&digest)? || copy.has_bytes(&digest)?;
            if !is_known && !erased.contains(&digest) && !self.knows(&digest)? {
                lost.insert(digest);
            }
        }
        Ok(lost.into_iter().collect())
    }

    fn knows(&self, digest: &Digest) -> Result<bool, Error> {
        let mut statement = self.connection.prepare_cached(KNOWN)?;
        let found = statement.query_row([digest.as_bytes()], |_| Ok(()));
        Ok(found.optional()?.is_some())
    }

    fn size_of(&self, digest: &Digest) -> Result<Option<u64>, Error> {
        let mut statement = self.connection.prepare_cached(SIZE)?;
        let size: Option<i64> = statement
            .query_row([digest.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(size.map(i64::cast_unsigned))
    }
}

/// The files that an entry of the copy speaks of.
fn wanted(step: &Step) -> Vec<Digest> {
    match step {
        Step::Replayed {
            event: Event::Task(TaskEvent::Attached(piece)),
            ..
        } => vec![piece.sha256],
        Step::Replayed {
            event: Event::Ledger(LedgerEvent::DocumentRead(document)),
            ..
        } => vec![document.sha256, document.draft],
        _ => Vec::new(),
    }
}

/// A join on its way.
struct Joining<'j, 'w> {
    writer: &'j mut Writer<'w>,
    copy: &'j Store,
    /// Entries of the copy, and where they are now.
    entered: BTreeMap<u64, u64>,
    erased: bool,
}

impl Joining<'_, '_> {
    fn step(&mut self, step: &Step) -> Result<(), Error> {
        for digest in wanted(step) {
            self.bring(&digest)?;
        }
        match step {
            Step::TakenBack { entry, task } => {
                let reason = TAKEN_BACK.to_owned();
                let entry = *entry;
                match task {
                    Some(task) => self
                        .writer
                        .record(*task, TaskEvent::Withdrawn { entry, reason })?,
                    None => self
                        .writer
                        .record_ledger(LedgerEvent::Withdrawn { entry, reason })?,
                };
            }
            Step::Retold {
                origin,
                task,
                event,
            } => self.enter_made(origin, Some(*task), &Event::Task(event.clone()))?,
            Step::Replayed {
                there,
                origin,
                task,
                event,
            } => {
                self.enter_made(origin, *task, event)?;
                self.entered.insert(*there, self.writer.sequence());
            }
            Step::Settled { task, event } => self.enter(*task, event)?,
        }
        Ok(())
    }

    /// Enters what was first made somewhere else, or at another time.
    fn enter_made(
        &mut self,
        origin: &Provenance,
        task: Option<u32>,
        event: &Event,
    ) -> Result<(), Error> {
        self.writer.tail.origin = Some(origin.clone());
        let done = self.enter(task, event);
        self.writer.tail.origin = None;
        done
    }

    fn enter(&mut self, task: Option<u32>, event: &Event) -> Result<(), Error> {
        match (event, task) {
            (Event::Task(TaskEvent::Raised(raised)), Some(number)) => {
                // Links were made of the numbers that the plan gave.
                if self.writer.raise(raised.as_ref().clone())? != number {
                    return Err(Error::Changed);
                }
            }
            (Event::Task(event), Some(number)) => {
                self.writer.record(number, event.clone())?;
            }
            (Event::Ledger(LedgerEvent::EntryErased(erasure)), _) => self.erase(erasure)?,
            (Event::Ledger(event), _) => {
                if let LedgerEvent::Expunged { sha256, .. } = event {
                    self.expunge(sha256)?;
                }
                self.writer.record_ledger(event.clone())?;
            }
            (Event::Task(_), None) => return Err(Error::damaged("task")),
        }
        Ok(())
    }

    /// Brings the bytes of a file along; what was erased here is not brought back.
    fn bring(&mut self, digest: &Digest) -> Result<(), Error> {
        let Some(size) = self.copy.size_of(digest)? else {
            return Ok(());
        };
        let writer = &mut *self.writer;
        let kept = self
            .copy
            .lend_bytes(digest, |from| writer.keep_known(digest, size, from))?;
        match kept {
            Some(Err(Error::Expunged(_))) | None => Ok(()),
            Some(done) => done,
        }
    }

    /// Bytes that the copy erased go here too; where they never were, nothing of them may come.
    fn expunge(&mut self, digest: &Digest) -> Result<(), Error> {
        if self.writer.erase(digest)? {
            self.erased = true;
            return Ok(());
        }
        let connection = self.writer.connection();
        let known = connection
            .prepare_cached(KNOWN)?
            .exists([digest.as_bytes()])?;
        if !known {
            connection
                .prepare_cached(EMPTY)?
                .execute([digest.as_bytes()])?;
            let id = connection.last_insert_rowid();
            self.writer.file_kept(id, digest)?;
        }
        Ok(())
    }

    /// Texts that the copy erased, of an own entry or of a unit that is held here.
    fn erase(&mut self, erasure: &Erasure) -> Result<(), Error> {
        let unit = match &erasure.ledger {
            None => Some(UnitId::OWN),
            Some(ledger_id) => gather::living(self.writer.connection(), ledger_id)?,
        };
        let Some(unit) = unit else {
            return Ok(());
        };
        let entries = [(unit, erasure.entry)];
        match self.writer.erase_entries(&entries, &erasure.reason) {
            // A unit's history may end before that entry here, or say itself that it was erased.
            Err(Error::NothingToErase(_) | Error::NoEntry(_)) => Ok(()),
            Ok(()) => {
                self.erased = true;
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}
