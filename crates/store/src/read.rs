//! Reading single tasks, entries and the book.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{Error, Store, row};
use model::book::Book;
use model::digest::{CheckCode, Digest};
use model::entry::{Entry, Recorded};
use model::event::codec::{self, Named};
use model::task::Task;
use model::unit::UnitId;

const DIGEST_AT: &str = "select digest from entry where id = $1";
const HEAD: &str = "select sequence, digest from entry where id between $1 and $2
    order by id desc limit 1";
/// The last row of the range, for a maximum would read them all.
pub(super) const LAST_NUMBER: &str = "select coalesce((select number from task
    where id between $1 and $2 order by id desc limit 1), 0)";
const LAST_TASK: &str = "select number, last_entry from task
    where id between $1 and $2 order by id desc limit 1";
const LAST_ENTERED: &str = "select max(task) from entry where unit = $1";
const LEDGER_ID: &str = "select ledger_id from unit where id = $1";
const ENTRIES_OF_TASK: &str = "select sequence, body, digest from entry
    where unit = $1 and task = $2 order by sequence";
// What was gathered is no part of the book, and may be much.
const ENTRIES_OF_LEDGER: &str = "select sequence, body, digest from entry
    where unit = $1 and task is null and kind not in ('gathered', 'set_aside', 'replaced')
    order by sequence";
const ALL_ENTRIES: &str = "select sequence, body, digest from entry
    where id > $1 and id <= $2 order by id limit $3";

impl Store {
    /// A task of the own unit.
    pub fn task(&self, number: u32) -> Result<Task, Error> {
        match task(&self.connection, UnitId::OWN, number)? {
            Some(task) => Ok(task),
            None => Err(Error::NoTask {
                number,
                count: self.task_count()?,
            }),
        }
    }

    /// How many numbers the own unit has given out.
    pub fn task_count(&self) -> Result<u32, Error> {
        let range = (row::id(UnitId::OWN, 0), row::id(UnitId::OWN, u32::MAX));
        let number = |row: &Row<'_>| row.get(0);
        Ok(self.connection.query_row(LAST_NUMBER, range, number)?)
    }

    /// Unit, settings, meetings, roster and documents.
    pub fn book(&self) -> Result<Book, Error> {
        book(&self.connection, UnitId::OWN)
    }

    /// The same of any unit held.
    pub fn book_of(&self, unit: UnitId) -> Result<Book, Error> {
        book(&self.connection, unit)
    }

    /// The id that a ledger keeps for ever.
    pub fn ledger_id(&self) -> Result<String, Error> {
        ledger_id(&self.connection, UnitId::OWN)
    }

    /// Sequence of the last entry; 0 in an empty ledger.
    pub fn sequence(&self) -> Result<u64, Error> {
        Ok(head(&self.connection, UnitId::OWN)?.0)
    }

    /// The check code of the history as it stands; `None` while it is empty.
    pub fn check_code(&self) -> Result<Option<CheckCode>, Error> {
        let (sequence, digest) = head(&self.connection, UnitId::OWN)?;
        Ok((sequence > 0).then(|| CheckCode::new(sequence, &digest)))
    }

    /// The entries of one task, in order.
    pub fn task_history(&self, number: u32) -> Result<Vec<Recorded>, Error> {
        self.task_history_in(UnitId::OWN, number)
    }

    /// A task of any unit; `None` where there is none.
    pub fn task_in(&self, unit: UnitId, number: u32) -> Result<Option<Task>, Error> {
        task(&self.connection, unit, number)
    }

    /// The entries of one task of any unit, in order.
    pub fn task_history_in(&self, unit: UnitId, number: u32) -> Result<Vec<Recorded>, Error> {
        let mut statement = self.connection.prepare_cached(ENTRIES_OF_TASK)?;
        let rows = statement.query_map((unit.0, number), raw)?;
        rows.map(|row| recorded(row?)).collect()
    }

    /// Hands over every entry of the own unit, in order, for who asks only which people, bodies and files
    /// each names. `each` must not print: the ledger is read meanwhile.
    pub fn each_named(&self, mut each: impl FnMut(&Named<'_>)) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(ALL_ENTRIES)?;
        let first = row::entry_id(UnitId::OWN, 0);
        let last = row::entry_id(UnitId::OWN, u32::MAX.into());
        let mut rows = statement.query((first, last, -1))?;
        while let Some(row) = rows.next()? {
            let sequence = row.get::<_, i64>(0)? as u64;
            let named = codec::read_named(row::text_in(row, 1)?.unwrap_or_default());
            each(&named.map_err(|fault| Error::Entry(sequence, fault))?);
        }
        Ok(())
    }

    /// At most `limit` entries after that sequence, in order.
    pub fn history(&self, after: u64, limit: u32) -> Result<Vec<Recorded>, Error> {
        let mut statement = self.connection.prepare_cached(ALL_ENTRIES)?;
        let first = row::entry_id(UnitId::OWN, after);
        let last = row::entry_id(UnitId::OWN, u32::MAX.into());
        let rows = statement.query_map((first, last, limit), raw)?;
        rows.map(|row| recorded(row?)).collect()
    }
}

pub(super) type Raw = (u64, String, Vec<u8>);

pub(super) fn raw(row: &Row<'_>) -> Result<Raw, rusqlite::Error> {
    Ok((row.get::<_, i64>(0)? as u64, row.get(1)?, row.get(2)?))
}

pub(super) fn recorded((sequence, body, digest): Raw) -> Result<Recorded, Error> {
    let entry = codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?;
    let digest = Digest::from_slice(&digest)
        .ok_or_else(|| Error::Damaged(format!("digest of entry {sequence}").into()))?;
    Ok(Recorded {
        entry,
        body,
        digest,
    })
}

pub(super) fn ledger_id(connection: &Connection, unit: UnitId) -> Result<String, Error> {
    Ok(connection
        .prepare_cached(LEDGER_ID)?
        .query_row([unit.0], |row| row.get(0))?)
}

/// The last entry's sequence and digest, or 0 and what stands before the first.
pub(super) fn head(connection: &Connection, unit: UnitId) -> Result<(u64, Digest), Error> {
    let range = (row::entry_id(unit, 0), row::entry_id(unit, u32::MAX.into()));
    let found = connection
        .prepare_cached(HEAD)?
        .query_row(range, |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    match found {
        None => Ok((0, Digest::genesis(&ledger_id(connection, unit)?))),
        Some((sequence, digest)) => match Digest::from_slice(&digest) {
            Some(digest) => Ok((sequence, digest)),
            None => Err(Error::Damaged(format!("digest of entry {sequence}").into())),
        },
    }
}

/// The digest of a unit's entry with that sequence.
pub(super) fn digest_at(
    connection: &Connection,
    unit: UnitId,
    sequence: u64,
) -> Result<Option<Digest>, Error> {
    let digest: Option<Vec<u8>> = connection
        .prepare_cached(DIGEST_AT)?
        .query_row([row::entry_id(unit, sequence)], |row| row.get(0))
        .optional()?;
    Ok(digest.as_deref().and_then(Digest::from_slice))
}

/// The last number given to a task. A page that was lost may read like an empty one: rows and entries
/// must agree about it, for nothing may be entered after what is not there.
pub(super) fn last_number(connection: &Connection, sequence: u64) -> Result<u32, Error> {
    let range = (row::id(UnitId::OWN, 0), row::id(UnitId::OWN, u32::MAX));
    let row: Option<(u32, i64)> = connection
        .prepare_cached(LAST_TASK)?
        .query_row(range, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let entered: Option<u32> = connection
        .prepare_cached(LAST_ENTERED)?
        .query_row([UnitId::OWN.0], |row| row.get(0))?;
    match (row, entered) {
        (None, None) => Ok(0),
        (Some((number, last_entry)), Some(entered))
            if number == entered && number < u32::MAX && last_entry.cast_unsigned() <= sequence =>
        {
            Ok(number)
        }
        _ => Err(Error::damaged("task")),
    }
}

pub(super) fn task(
    connection: &Connection,
    unit: UnitId,
    number: u32,
) -> Result<Option<Task>, Error> {
    let mut statement =
        connection.prepare_cached(&format!("{} where task.id = $1", row::SELECT))?;
    Ok(statement
        .query_row([row::id(unit, number)], row::task)
        .optional()?)
}

pub(super) fn task_entries(
    connection: &Connection,
    unit: UnitId,
    number: u32,
) -> Result<Vec<Entry>, Error> {
    let mut statement = connection.prepare_cached(ENTRIES_OF_TASK)?;
    let rows = statement.query_map((unit.0, number), raw)?;
    rows.map(|row| recorded(row?).map(|recorded| recorded.entry))
        .collect()
}

pub(super) fn book(connection: &Connection, unit: UnitId) -> Result<Book, Error> {
    let mut statement = connection.prepare_cached(ENTRIES_OF_LEDGER)?;
    let rows = statement.query_map([unit.0], raw)?;
    let entries: Vec<Entry> = rows
        .map(|row| recorded(row?).map(|recorded| recorded.entry))
        .collect::<Result<_, _>>()?;
    Ok(Book::fold(&entries))
}
