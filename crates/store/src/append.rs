//! Writing: entries and the rows folded from them, in one transaction.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, Transaction, params, params_from_iter};

use super::next_entry::{Line, NextEntry, Prepared};
use super::seals::Ends;
use super::standing::Keeper;
use super::{Error, Store, cache, read, row};
use model::book::Book;
use model::digest::Digest;
use model::entry::{Entry, Seals, Stamp};
use model::event::{Event, LedgerEvent, Registered, TaskEvent};
use model::packet::LONGEST_ENTRY;
use model::permit::Permit;
use model::task::Task;
use model::unit::UnitId;

pub(super) const INSERT_ENTRY: &str =
    "insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) const DELETE_TASK: &str = "delete from task where id = $1";

/// One command's changes; all of them happen or none.
pub struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    insert_entry: CachedStatement<'a>,
    /// Compiled when the first task is new: most commands change one.
    insert_task: Option<CachedStatement<'a>>,
    pub(super) tail: NextEntry,
    /// The last entry's digest.
    head: Digest,
    /// Of what entries seal beside their texts.
    pub(super) ends: Ends,
    at: String,
    unwritten: Option<Unwritten>,
    standing: Keeper,
    pub(super) permit: Permit,
}

/// The task that was changed last. Its row is written when another task's turn comes: what a
/// register says of one problem is several entries, but one row.
struct Unwritten {
    task: Task,
    /// Its row as it stands; `None` where it has none yet.
    row: Option<[Value; row::WIDTH]>,
}

impl Store {
    /// The same as [`Store::write`] for very many tasks at once, of about so many bytes.
    pub fn write_many<T, E: From<Error>>(
        &mut self,
        bytes: u64,
        stamp: &Stamp,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // No more than comes in: what is kept until the end has to be written then.
        self.keep_pages((bytes / 1024).clamp(cache::USUAL, cache::LARGE))?;
        let done = self.write(stamp, change);
        self.keep_pages(cache::USUAL)?;
        done
    }

    /// Runs one command's changes in an immediate transaction; what `change` returns as an error
    /// leaves the ledger as it was.
    pub fn write<T, E: From<Error>>(
        &mut self,
        stamp: &Stamp,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let permit = self.permit.clone();
        self.within(|transaction| {
            let mut writer = Writer::begin(transaction, stamp.clone(), permit)?;
            let value = change(&mut writer)?;
            writer.settle_all()?;
            writer.ends.note(transaction)?;
            Ok(value)
        })
    }
}

impl<'a> Writer<'a> {
    fn begin(
        transaction: &'a Transaction<'a>,
        stamp: Stamp,
        permit: Permit,
    ) -> Result<Self, Error> {
        let (sequence, head) = read::head(transaction, UnitId::OWN)?;
        let last_number = read::last_number(transaction, sequence)?;
        let (ends, seals) = Ends::find(transaction)?;
        Ok(Self {
            transaction,
            insert_entry: transaction.prepare_cached(INSERT_ENTRY)?,
            insert_task: None,
            at: stamp.when.to_rfc3339(),
            head,
            ends,
            tail: NextEntry {
                stamp,
                sequence,
                first: None,
                seals,
                last_number,
                origin: None,
            },
            unwritten: None,
            standing: Keeper::default(),
            permit,
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
        self.standing.flush(self.transaction)?;
        run(self, "savepoint part")?;
        let before = (self.tail.clone(), self.head, self.ends);
        let done = change(self);
        if done.is_ok() {
            run(self, "release part")?;
        } else {
            self.standing.forget();
            run(self, "rollback to part; release part")?;
            (self.tail, self.head, self.ends) = before;
        }
        self.tail.first = None;
        done
    }

    /// What `change` records is recorded by that person or on behalf of that department, and nothing
    /// else is.
    pub fn on_behalf_of<T>(&mut self, who: String, change: impl FnOnce(&mut Self) -> T) -> T {
        let clerk = std::mem::replace(&mut self.tail.stamp.who, who);
        let done = change(self);
        self.tail.stamp.who = clerk;
        done
    }

    pub(super) fn stamp(&self) -> &Stamp {
        &self.tail.stamp
    }

    /// Sequence of the last entry, this command's included.
    pub fn sequence(&self) -> u64 {
        self.tail.sequence
    }

    /// Fails when entries came since a preview was made at that sequence.
    pub fn expect(&self, sequence: u64) -> Result<(), Error> {
        if self.tail.sequence == sequence {
            Ok(())
        } else {
            Err(Error::Changed)
        }
    }

    /// A task of the own unit as it stands now, this command's changes included.
    pub fn task(&self, number: u32) -> Result<Task, Error> {
        if let Some(unwritten) = &self.unwritten
            && unwritten.task.number == number
        {
            return Ok(unwritten.task.clone());
        }
        read::task(self.transaction, UnitId::OWN, number)?.ok_or(Error::NoTask {
            number,
            count: self.tail.last_number,
        })
    }

    /// The book as it stands now.
    pub fn book(&self) -> Result<Book, Error> {
        read::book(self.transaction, UnitId::OWN)
    }

    /// Records a new task under the next number; one without a problem is refused.
    pub fn raise(&mut self, raised: Registered) -> Result<u32, Error> {
        self.may_do_everything()?;
        if raised.is_empty() {
            return Err(Error::NoProblem);
        }
        self.settle()?;
        let (task, line) = self.tail.begin(raised);
        self.insert(&line)?;
        let number = task.number;
        self.unwritten = Some(Unwritten { task, row: None });
        Ok(number)
    }

    /// Records what happened to a task, and the task as it then stands. Returns the entry's
    /// sequence.
    pub fn record(&mut self, number: u32, event: TaskEvent) -> Result<u64, Error> {
        let Unwritten { mut task, row } = match self.unwritten.take() {
            Some(same) if same.task.number == number => same,
            other => {
                self.unwritten = other;
                self.settle()?;
                let task = self.task(number)?;
                let row = Some(row::columns(UnitId::OWN, &task));
                Unwritten { task, row }
            }
        };
        if !self.may_record(&event, &task)? {
            return Err(Error::NotPermitted);
        }
        let entry = self.append(Some(number), Event::Task(event))?;
        if matches!(entry.event, Event::Task(TaskEvent::Withdrawn { .. })) {
            let entries = read::task_entries(self.transaction, UnitId::OWN, number)?;
            task = Task::fold(number, &entries).unwrap_or(task);
        } else if let Event::Task(event) = &entry.event {
            task.apply(entry.sequence, event);
        }
        self.unwritten = Some(Unwritten { task, row });
        Ok(entry.sequence)
    }

    /// Records what happened to the ledger itself.
    pub fn record_ledger(&mut self, event: LedgerEvent) -> Result<u64, Error> {
        self.may_do_everything()?;
        Ok(self.append(None, Event::Ledger(event))?.sequence)
    }

    /// The end of the history, to prepare new tasks from on another thread.
    pub fn tail(&self) -> NextEntry {
        self.tail.clone()
    }

    /// Records new tasks that were prepared from this writer's own [`Writer::tail`], in their order;
    /// others are refused ([`Error::Changed`]).
    pub fn put(&mut self, prepared: &Prepared) -> Result<(), Error> {
        self.may_do_everything()?;
        let Prepared { task, lines, .. } = prepared;
        let tail = &self.tail;
        let next = (tail.sequence + 1, tail.last_number.wrapping_add(1));
        let ends = lines.first().zip(lines.last());
        let follows = |(first, _): &(&Line, &Line)| (first.sequence, task.number) == next;
        let Some((first, last)) = ends.filter(follows) else {
            return Err(Error::Changed);
        };
        self.settle()?;
        for line in lines {
            self.insert(line)?;
        }
        // What was to be sealed is, unless more came since the tail was taken.
        if self.tail.seals == first.seals {
            self.tail.seals = Seals::default();
        }
        self.insert_task(task, &prepared.lists)?;
        self.standing
            .put(self.transaction, UnitId::OWN, task, &prepared.past)?;
        self.tail.sequence = last.sequence;
        self.tail.first = self.tail.first.or(Some(first.sequence));
        self.tail.last_number = task.number;
        Ok(())
    }

    fn append(&mut self, task: Option<u32>, event: Event) -> Result<Entry, Error> {
        let (entry, line) = self.tail.append(task, event);
        self.insert(&line)?;
        Ok(entry)
    }

    fn insert(&mut self, line: &Line) -> Result<(), Error> {
        if line.sequence > u32::MAX.into() {
            return Err(Error::damaged("entry"));
        }
        check_length(&line.body)?;
        let digest = Digest::chained(&self.head, &line.body);
        self.insert_entry.execute(params![
            row::entry_id(UnitId::OWN, line.sequence),
            UnitId::OWN.0,
            line.sequence as i64,
            line.task,
            self.at,
            self.tail.stamp.who,
            line.kind,
            line.body,
            digest.as_bytes(),
        ])?;
        self.head = digest;
        self.ends.sealed(line.seals);
        Ok(())
    }

    /// Writes the row of the task that was changed last: where it has one, only what is different.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        let Some(Unwritten { task, row }) = self.unwritten.take() else {
            return Ok(());
        };
        self.standing.tell(self.transaction, UnitId::OWN, &task)?;
        let Some(before) = row else {
            return self.insert_task(&task, &row::lists(&task));
        };
        let now = row::columns(UnitId::OWN, &task);
        let changed: Vec<usize> = (0..now.len())
            .filter(|at| now[*at] != before[*at])
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let set: Vec<String> = changed
            .iter()
            .zip(1..)
            .map(|(at, place)| format!("{} = ${place}", row::COLUMNS[*at]))
            .collect();
        let sql = format!(
            "update task set {} where id = ${}",
            set.join(", "),
            changed.len() + 1
        );
        let id = Value::Integer(row::id(UnitId::OWN, task.number));
        let values = changed.iter().map(|at| &now[*at]).chain([&id]);
        self.transaction
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }

    /// The same, and nothing is kept back that others may look at.
    pub(super) fn settle_all(&mut self) -> Result<(), Error> {
        self.settle()?;
        self.standing.flush(self.transaction)
    }

    fn insert_task(&mut self, task: &Task, lists: &[Value; row::LISTS]) -> Result<(), Error> {
        let statement = match &mut self.insert_task {
            Some(statement) => statement,
            unused => unused.insert(self.transaction.prepare_cached(&row::INSERT)?),
        };
        statement.execute(params_from_iter(row::bound(UnitId::OWN, task, lists)))?;
        Ok(())
    }

    pub(super) fn connection(&self) -> &Connection {
        self.transaction
    }
}

/// Refuses what no packet could hold.
pub(super) fn check_length(body: &str) -> Result<(), Error> {
    match body.len() as u64 {
        LONGEST_ENTRY.. => Err(Error::EntryTooLong(body.len() as u64)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_rails_stand_while_many_are_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let wait = super::super::DEFAULT_WAIT;
        let mut store = Store::open_or_create(&path, wait, || "kept".to_owned()).expect("new");
        let stamp = Stamp {
            when: chrono::DateTime::parse_from_rfc3339("2022-03-15T09:00:00+08:00").expect("a day"),
            who: "周敏".to_owned(),
            clock_set: true,
        };
        let done: Result<(), Error> = store.write_many(0, &stamp, |writer| {
            let key = "policy".to_owned();
            let value = Some("strict".to_owned());
            writer.record_ledger(LedgerEvent::Configured { key, value })?;
            let over = "insert or replace into entry select * from entry";
            let stray = "insert into task (id, unit, number, year, subject, status, problem,
                raised_on, last_entry, raised_entry)
                values ((9 << 32) + 9, 9, 9, 2022, '班子', 'not_started', '无', '2022-01-01', 1, 1)";
            for (sql, why) in [
                (over, "append-only"),
                ("delete from entry", "append-only"),
                (stray, "FOREIGN KEY"),
            ] {
                let done = writer.connection().execute(sql, []);
                assert!(
                    done.is_err_and(|fault| fault.to_string().contains(why)),
                    "{sql}"
                );
            }
            Ok(())
        });
        done.expect("what was allowed");
        assert_eq!(store.sequence().expect("a sequence"), 1);
    }
}
