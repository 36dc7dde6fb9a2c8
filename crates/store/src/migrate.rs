//! From the schema of an older version to the present one: kept aside first, then in one transaction.

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::open::SCHEMA_VERSION;
use super::{Error, Store};

/// The steps: the first leads from schema 1 to 2. Written forms are added, never altered.
const STEPS: [&str; SCHEMA_VERSION as usize - 1] = [
    include_str!("../../../migrations/2.sql"),
    include_str!("../../../migrations/3.sql"),
];

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
        self.connection
            .pragma_update(None, "legacy_alter_table", true)?;
        let done = self.migrate_steps(keep);
        self.connection
            .pragma_update(None, "legacy_alter_table", false)?;
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
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        transaction.commit().map_err(failed)?;
        Ok(kept)
    }
}
