//! The rows of `standing` kept as the tasks change, in the transaction that changes them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::read::{Chunk, Record};
use super::write::{Builder, Course, TASKS};
use crate::{Error, read, row};
use model::entry::Entry;
use model::task::{Past, Task};
use model::unit::UnitId;

const READ: &str = "select courses from standing where id = $1";
const WRITE: &str = "insert into standing (id, courses) values ($1, $2)
    on conflict (id) do update set courses = excluded.courses";
const CHANGE: &str = "update standing set courses = $1 where id = $2";
const REMOVE: &str = "delete from standing where id = $1";
pub(crate) const REMOVE_ALL: &str = "delete from standing where id between $1 and $2";

/// The row that a task stands in, and its place there.
pub(super) fn key(unit: UnitId, number: u32) -> (i64, u32) {
    (row::id(unit, number - number % TASKS), number % TASKS)
}

/// The row with one of its tasks changed, where that leaves the others' bytes as they are: where it names
/// what it named before, in the same order.
fn exchanged(known: &[u8], place: u32, course: &Course<'_>) -> Option<Vec<u8>> {
    let mut chunk = Chunk::with_names(known)?;
    let mut record = Record::new();
    let (from, to) = chunk.at(place, &mut record)?;
    let before = chunk.course(&record)?;
    if Builder::names_of(&before) != Builder::names_of(course) {
        return None;
    }
    let now = Builder::among(chunk.names.texts()?, course)?;
    let (ahead, behind) = (&known[..known.len() - from], &known[known.len() - to..]);
    Some([ahead, &now, behind].concat())
}

/// Changes on their way into the table. The row that was changed last is written when another one's turn
/// comes, or at the end: tasks mostly come in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    open: Option<(i64, Builder)>,
}

impl Keeper {
    /// A task as it is now and was, in the place of what was known of it.
    pub(crate) fn put(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        task: &Task,
        past: &Past,
    ) -> Result<(), Error> {
        let (key, place) = key(unit, task.number);
        let course = &Course::of(task, past);
        match &mut self.open {
            Some((open, builder)) if *open == key && builder.next <= place => {
                builder.push(place, course);
            }
            _ => self.replace(connection, (key, place), Some(course))?,
        }
        Ok(())
    }

    /// The same of a task whose entries are written.
    pub(crate) fn tell(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        task: &Task,
    ) -> Result<(), Error> {
        let entries = read::task_entries(connection, unit, task.number)?;
        self.keep(connection, unit, task, &entries)
    }

    /// The same of a task with its entries.
    pub(crate) fn keep(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        task: &Task,
        entries: &[Entry],
    ) -> Result<(), Error> {
        let past = Task::past(task.number, entries);
        self.put(connection, unit, task, &past)
    }

    /// Nothing is known of a task any more.
    pub(crate) fn remove(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        number: u32,
    ) -> Result<(), Error> {
        self.replace(connection, key(unit, number), None)
    }

    fn replace(
        &mut self,
        connection: &Connection,
        (key, place): (i64, u32),
        course: Option<&Course<'_>>,
    ) -> Result<(), Error> {
        self.flush(connection)?;
        let read = |row: &rusqlite::Row<'_>| row.get::<_, Vec<u8>>(0);
        let mut statement = connection.prepare_cached(READ)?;
        let known = statement.query_row([key], read).optional()?;
        let known = known.unwrap_or_default();
        if let Some(changed) = course.and_then(|course| exchanged(&known, place, course)) {
            let mut statement = connection.prepare_cached(CHANGE)?;
            statement.execute(params![changed, key])?;
            return Ok(());
        }
        let mut builder = Builder::default();
        let mut course = course;
        if !known.is_empty() {
            let damaged = || Error::damaged("standing");
            let mut chunk = Chunk::with_names(&known).ok_or_else(damaged)?;
            let mut record = Record::new();
            while chunk.next(&mut record).ok_or_else(damaged)? {
                if record.place >= place
                    && let Some(course) = course.take()
                {
                    builder.push(place, course);
                }
                if record.place != place {
                    builder.push(record.place, &chunk.course(&record).ok_or_else(damaged)?);
                }
            }
        }
        if let Some(course) = course {
            builder.push(place, course);
        }
        self.open = Some((key, builder));
        Ok(())
    }

    /// Writes what was not yet written.
    pub(crate) fn flush(&mut self, connection: &Connection) -> Result<(), Error> {
        let Some((key, builder)) = self.open.take() else {
            return Ok(());
        };
        if builder.is_filled {
            let mut statement = connection.prepare_cached(WRITE)?;
            statement.execute(params![key, builder.finish()])?;
        } else {
            connection.prepare_cached(REMOVE)?.execute([key])?;
        }
        Ok(())
    }

    /// Forgets what was not yet written: what it came from was taken back.
    pub(crate) fn forget(&mut self) {
        self.open = None;
    }
}
