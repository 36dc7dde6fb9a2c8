//! From the schema of an older version to the present one: kept aside first, then in one transaction.

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::open::SCHEMA_VERSION;
use super::standing::Keeper;
use super::{Error, Store, open, read, receipts, row};
use model::institution;
use model::task::Task;
use model::unit::UnitId;

/// The steps: the first leads from schema 1 to 2. Written forms are added, never altered.
const STEPS: [&str; SCHEMA_VERSION as usize - 1] = [
    include_str!("../../../migrations/2.sql"),
    include_str!("../../../migrations/3.sql"),
    include_str!("../../../migrations/4.sql"),
    include_str!("../../../migrations/5.sql"),
    include_str!("../../../migrations/6.sql"),
    include_str!("../../../migrations/7.sql"),
];

/// The schema from which on rows hold institutions.
const WITH_INSTITUTIONS: i64 = 4;
/// The schema from which on there is beside them what counts and reminders need.
const WITH_STANDING: i64 = 7;

impl Store {
    /// Brings an older ledger to the present schema. The file as it was is kept beside it first.
    pub(super) fn migrate(&mut self) -> Result<(), Error> {
        self.upgraded = self.migrate_keeping(|store, version| {
            let kept = store.keep_before_migration(version)?;
            Ok(Some(kept))
        })?;
        Ok(())
    }

    /// A copy of an older ledger in the present schema, in a file without a name that is gone with
    /// the connection.
    pub(super) fn migrated_copy(&self, wait: Duration) -> Result<Self, Error> {
        let mut connection = Connection::open("")?;
        self.copy_into(&mut connection)?;
        let copy = Self::on(connection, &self.path);
        copy.settle(wait)?;
        copy.migrate_keeping(|_, _| Ok(None))?;
        Ok(copy)
    }

    fn migrate_keeping(
        &self,
        keep: impl FnOnce(&Self, i64) -> Result<Option<PathBuf>, Error>,
    ) -> Result<Option<PathBuf>, Error> {
        // Tables are written anew under their old names, which references must not follow.
        self.connection.pragma_update(None, "foreign_keys", false)?;
        // Rows that were altered before are carried over as they are: `verify` finds them.
        let unusual = ["legacy_alter_table", "ignore_check_constraints"];
        for pragma in unusual {
            self.connection.pragma_update(None, pragma, true)?;
        }
        let done = self.migrate_steps(keep);
        for pragma in unusual {
            self.connection.pragma_update(None, pragma, false)?;
        }
        self.connection.pragma_update(None, "foreign_keys", true)?;
        done
    }

    fn migrate_steps(
        &self,
        keep: impl FnOnce(&Self, i64) -> Result<Option<PathBuf>, Error>,
    ) -> Result<Option<PathBuf>, Error> {
        let failed = |fault: rusqlite::Error| Error::from(fault).at(&self.path);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(failed)?;
        let version: i64 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
        // Another process may have done it while this one waited for the lock.
        if version >= SCHEMA_VERSION {
            return Ok(None);
        }
        let kept = keep(self, version)?;
        for step in &STEPS[version as usize - 1..] {
            transaction.execute_batch(step).map_err(failed)?;
        }
        if version < WITH_INSTITUTIONS {
            tell_institutions(&transaction)?;
        }
        if version < WITH_STANDING {
            tell_standing(&transaction)?;
        }
        receipts::chain_older(&transaction)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        open::commit(transaction).map_err(failed)?;
        Ok(kept)
    }
}

/// Puts into the rows what the notes and outcomes of older entries tell of, and what a task that was opened
/// again had come to before. What else a row says stays, right
/// or not: that is for `verify` to find.
fn tell_institutions(connection: &Connection) -> Result<(), Error> {
    for id in telling(connection)? {
        let unit = UnitId((id >> 32) as u32);
        let Some(mut task) = read::task(connection, unit, id as u32)? else {
            continue;
        };
        for note in &mut task.progress {
            note.institutions = institution::read_first(&note.text);
        }
        // Entries that can't be read tell nothing; that they can't, `verify` says.
        let entries = match read::task_entries(connection, unit, task.number) {
            Err(Error::Entry(..)) => Vec::new(),
            entries => entries?,
        };
        if let Some(folded) = Task::fold(task.number, &entries) {
            task.outcome_institutions = folded.outcome_institutions;
            task.reopenings = folded.reopenings;
        }
        write(connection, id, row::columns(unit, &task))?;
    }
    Ok(())
}

/// Keeps beside the rows what counts need of them. What a row says stands, right or not.
fn tell_standing(connection: &Connection) -> Result<(), Error> {
    let mut standing = Keeper::default();
    let mut statement = connection.prepare("select id from task order by id")?;
    let mut ids = statement.query([])?;
    while let Some(row) = ids.next()? {
        let id: i64 = row.get(0)?;
        let (unit, number) = (UnitId((id >> 32) as u32), id as u32);
        let Some(task) = read::task(connection, unit, number)? else {
            continue;
        };
        let entries = match read::task_entries(connection, unit, number) {
            Err(Error::Entry(..)) => Vec::new(),
            entries => entries?,
        };
        standing.keep(connection, unit, &task, &entries)?;
    }
    standing.flush(connection)
}

/// The tasks whose notes or outcome may tell of one, and those that were opened again.
fn telling(connection: &Connection) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare("select id, outcome, progress, reopenings from task")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut texts = [row.get_ref(1)?, row.get_ref(2)?].into_iter();
        let reopened = row.get_ref(3)? != ValueRef::Null;
        if reopened || texts.any(|text| text.as_str().is_ok_and(institution::may_tell)) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

fn write(connection: &Connection, id: i64, mut values: [Value; row::WIDTH]) -> Result<(), Error> {
    let mut value =
        |column: row::Column| std::mem::replace(&mut values[column as usize], Value::Null);
    connection
        .prepare_cached(
            "update task set progress = $1, outcome_institutions = $2, reopenings = $3 where id = $4",
        )?
        .execute(params![
            value(row::Column::progress),
            value(row::Column::outcome_institutions),
            value(row::Column::reopenings),
            id,
        ])?;
    Ok(())
}
