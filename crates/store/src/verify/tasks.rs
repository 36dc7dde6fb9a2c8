//! Every task of a unit folded anew and held against its row: both are walked side by side, each
//! once.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Row, Rows};

use super::standing::KeptStanding;
use super::{Place, Verification, WATCHED, shown};
use crate::standing::Course;
use crate::{Error, Store, row};
use model::entry::Entry;
use model::event::codec;
use model::task::Task;
use model::unit::UnitId;

const ENTRIES: &str = "select task, sequence, body from entry
    where unit = $1 and task is not null order by task, sequence";

impl Store {
    /// Refolds the tasks of a unit; returns how many there are.
    pub(super) fn check_tasks(
        &self,
        unit: UnitId,
        found: &mut Verification,
        watch: &mut dyn FnMut(u64),
    ) -> Result<u32, Error> {
        let mut entries = self.connection.prepare(ENTRIES)?;
        let mut entries = entries.query([unit.0])?;
        let columns = row::COLUMNS.join(", ");
        let select = format!("select {columns} from task where id between $1 and $2 order by id");
        let mut rows = self.connection.prepare(&select)?;
        let mut rows = Kept {
            rows: rows.query((row::id(unit, 0), row::id(unit, u32::MAX)))?,
            waiting: false,
        };
        let mut standing = self.connection.prepare(KeptStanding::ROWS)?;
        let mut standing = KeptStanding::new(&mut standing, unit)?;
        let (mut tasks, mut open) = (0, None::<(u32, Vec<Entry>)>);
        while let Some(entry) = entries.next()? {
            let number: u32 = entry.get(0)?;
            if open.as_ref().is_none_or(|(open, _)| *open != number) {
                if let Some((number, entries)) = open.take() {
                    tasks += rows.check(unit, number, &entries, &mut standing, found)?;
                }
                if u64::from(number).is_multiple_of(WATCHED) {
                    watch(number.into());
                }
            }
            let (_, known) = open.get_or_insert_with(|| (number, Vec::new()));
            known.extend(readable(entry, found)?);
        }
        if let Some((number, entries)) = open {
            tasks += rows.check(unit, number, &entries, &mut standing, found)?;
        }
        standing.rest(found)?;
        rows.rest(found)?;
        Ok(tasks)
    }
}

/// An entry of a task. One whose head can't be read was reported with the chain.
fn readable(row: &Row<'_>, found: &mut Verification) -> Result<Option<Entry>, Error> {
    let Ok(Some(body)) = row::text_in(row, 2) else {
        return Ok(None);
    };
    Ok(match codec::read(body) {
        Ok(entry) => Some(entry),
        Err(fault) => {
            if codec::head(body).is_ok() {
                let sequence = row.get::<_, i64>(1)? as u64;
                found.fault(Place::EntryText(sequence), &fault.to_string(), "");
            }
            None
        }
    })
}

/// The rows as they are kept, walked in the order of their numbers.
struct Kept<'a> {
    rows: Rows<'a>,
    /// The present row was read and not yet held against anything.
    waiting: bool,
}

impl Kept<'_> {
    /// The next row's number that is not yet dealt with.
    fn number(&mut self) -> Result<Option<u32>, Error> {
        let row = if self.waiting {
            self.rows.get()
        } else {
            self.rows.next()?
        };
        self.waiting = row.is_some();
        let key: Option<i64> = row.map(|row| row.get(0)).transpose()?;
        Ok(key.map(|key| (key & 0xFFFF_FFFF) as u32))
    }

    /// Holds the row of that number against its entries; whether they make a task.
    fn check(
        &mut self,
        unit: UnitId,
        number: u32,
        entries: &[Entry],
        standing: &mut KeptStanding<'_>,
        found: &mut Verification,
    ) -> Result<u32, Error> {
        while let Some(extra) = self.number()?.filter(|present| *present < number) {
            self.waiting = false;
            found.fault(Place::TaskExtra(extra), "", "");
        }
        let is_kept = self.number()? == Some(number);
        self.waiting &= !is_kept;
        let Some(task) = Task::fold(number, entries) else {
            return Ok(0);
        };
        let past = Task::past(number, entries);
        standing.check(number, &Course::of(&task, &past), found)?;
        match self.rows.get().filter(|_| is_kept) {
            None => found.fault(Place::TaskMissing(number), "", ""),
            Some(row) => compare(row, unit, &task, found)?,
        }
        Ok(1)
    }

    /// What is left has no entries.
    fn rest(&mut self, found: &mut Verification) -> Result<(), Error> {
        while let Some(extra) = self.number()? {
            self.waiting = false;
            found.fault(Place::TaskExtra(extra), "", "");
        }
        Ok(())
    }
}

fn compare(
    row: &Row<'_>,
    unit: UnitId,
    task: &Task,
    found: &mut Verification,
) -> Result<(), Error> {
    let lists = row::lists(task);
    for (index, should) in row::bound(unit, task, &lists).iter().enumerate() {
        let (is, should) = (row.get_ref(index)?, row::value(should));
        if is != should {
            let place = Place::TaskColumn(task.number, row::COLUMNS[index]);
            found.fault(place, &shown(is), &shown(should));
        }
    }
    Ok(())
}
