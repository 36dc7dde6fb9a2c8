//! Writing: entries and the rows folded from them, in one transaction.

use rusqlite::{Transaction, TransactionBehavior, params, params_from_iter};

use super::{Error, Store, row};
use crate::model::book::Book;
use crate::model::digest::Digest;
use crate::model::entry::{Entry, Stamp};
use crate::model::event::{Event, LedgerEvent, Raised, TaskEvent, codec};
use crate::model::task::Task;
use crate::model::unit::UnitId;

pub(super) const INSERT_ENTRY: &str =
    "insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const LAST_NUMBER: &str = "select coalesce(max(number), 0) from task where id between $1 and $2";
pub(super) const DELETE_TASK: &str = "delete from task where id = $1";

/// One command's changes; all of them happen or none.
pub struct Writer<'a> {
    transaction: Transaction<'a>,
    stamp: Stamp,
    head: (u64, Digest),
    first: Option<u64>,
    last_number: u32,
}

impl Store {
    /// Runs one command's changes in an immediate transaction; what `change` returns as an error
    /// leaves the ledger as it was.
    pub fn write<T, E: From<Error>>(
        &mut self,
        stamp: &Stamp,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let path = self.path.clone();
        let failed = |fault: rusqlite::Error| Error::from(fault).at(&path);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let mut writer = Writer::begin(transaction, stamp.clone())?;
        let value = change(&mut writer)?;
        writer.transaction.commit().map_err(failed)?;
        Ok(value)
    }
}

impl<'a> Writer<'a> {
    fn begin(transaction: Transaction<'a>, stamp: Stamp) -> Result<Self, Error> {
        let head = super::read::head(&transaction, UnitId::OWN)?;
        let range = (row::id(UnitId::OWN, 0), row::id(UnitId::OWN, u32::MAX));
        let last_number = transaction
            .prepare_cached(LAST_NUMBER)?
            .query_row(range, |row| row.get(0))?;
        Ok(Self {
            transaction,
            stamp,
            head,
            first: None,
            last_number,
        })
    }

    /// Runs a part of the change that may fail by itself: all of it happens or none, and what came
    /// before it stands. Its entries are a command of their own.
    pub(super) fn part<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let run = |writer: &Self, sql: &str| {
            let done = writer.transaction.execute_batch(sql);
            done.map_err(|fault| E::from(Error::from(fault)))
        };
        run(self, "savepoint part")?;
        let before = (self.head, self.last_number);
        let done = change(self);
        self.first = None;
        if done.is_ok() {
            run(self, "release part")?;
        } else {
            run(self, "rollback to part; release part")?;
            (self.head, self.last_number) = before;
        }
        done
    }

    /// Entries from here on are made by that person or on behalf of that department.
    pub fn on_behalf_of(&mut self, who: String) {
        self.stamp.who = who;
    }

    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Sequence of the last entry, this command's included.
    pub fn sequence(&self) -> u64 {
        self.head.0
    }

    /// Fails when entries came since a preview was made at that sequence.
    pub fn expect(&self, sequence: u64) -> Result<(), Error> {
        if self.head.0 == sequence {
            Ok(())
        } else {
            Err(Error::Changed)
        }
    }

    /// A task of the own unit as it stands now, this command's changes included.
    pub fn task(&self, number: u32) -> Result<Task, Error> {
        super::read::task(&self.transaction, UnitId::OWN, number)?.ok_or(Error::NoTask {
            number,
            count: self.last_number,
        })
    }

    /// The book as it stands now.
    pub fn book(&self) -> Result<Book, Error> {
        super::read::book(&self.transaction, UnitId::OWN)
    }

    /// Records a new task under the next number.
    pub fn raise(&mut self, raised: Raised) -> Result<u32, Error> {
        let number = self.last_number + 1;
        let event = Event::Task(TaskEvent::Raised(Box::new(raised)));
        let sequence = self.append(Some(number), &event)?;
        if let Event::Task(TaskEvent::Raised(raised)) = &event {
            self.put(&Task::raised(number, sequence, raised))?;
        }
        self.last_number = number;
        Ok(number)
    }

    /// Records what happened to a task, and the task as it then stands. Returns the entry's
    /// sequence.
    pub fn record(&mut self, number: u32, event: TaskEvent) -> Result<u64, Error> {
        let mut task = self.task(number)?;
        let event = Event::Task(event);
        let sequence = self.append(Some(number), &event)?;
        if matches!(event, Event::Task(TaskEvent::Withdrawn { .. })) {
            let entries = super::read::task_entries(&self.transaction, UnitId::OWN, number)?;
            task = Task::fold(number, &entries, None).unwrap_or(task);
        } else if let Event::Task(event) = &event {
            task.apply(sequence, event);
        }
        self.put(&task)?;
        Ok(sequence)
    }

    /// Records what happened to the ledger itself.
    pub fn record_ledger(&mut self, event: LedgerEvent) -> Result<u64, Error> {
        self.append(None, &Event::Ledger(event))
    }

    fn append(&mut self, task: Option<u32>, event: &Event) -> Result<u64, Error> {
        let sequence = self.head.0 + 1;
        let entry = Entry {
            sequence,
            task,
            stamp: self.stamp.clone(),
            batch: self.first,
            event: event.clone(),
        };
        let body = codec::write(&entry);
        let digest = Digest::chained(&self.head.1, &body);
        self.transaction
            .prepare_cached(INSERT_ENTRY)?
            .execute(params![
                row::entry_id(UnitId::OWN, sequence),
                UnitId::OWN.0,
                sequence as i64,
                task,
                self.stamp.when.to_rfc3339(),
                self.stamp.who,
                event.kind(),
                body,
                digest.as_bytes(),
            ])?;
        self.head = (sequence, digest);
        self.first = self.first.or(Some(sequence));
        Ok(sequence)
    }

    fn put(&self, task: &Task) -> Result<(), Error> {
        let columns = row::columns(UnitId::OWN, task);
        self.transaction
            .prepare_cached(DELETE_TASK)?
            .execute([columns[0].clone()])?;
        self.transaction
            .prepare_cached(row::INSERT)?
            .execute(params_from_iter(columns))?;
        Ok(())
    }

    pub(super) fn transaction(&self) -> &Transaction<'a> {
        &self.transaction
    }
}
