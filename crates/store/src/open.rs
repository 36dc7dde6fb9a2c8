//! Opening and creating the file.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Error, Store, words};
use office::system;

/// Marks the file as a ledger: "LEDG".
const APPLICATION_ID: i64 = 0x4C45_4447;
/// The schema this program writes.
pub(super) const SCHEMA_VERSION: i64 = 5;
pub(super) const SCHEMA: &str = include_str!("../../../schema.sql");

/// How long a writer waits for another one by default.
pub const DEFAULT_WAIT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens an existing ledger. An older one is brought to the present schema
    /// ([`Store::upgraded`]).
    pub fn open(path: &Path, wait: Duration) -> Result<Self, Error> {
        let (mut store, found) = Self::open_file(path, wait)?;
        if found < SCHEMA_VERSION {
            store.migrate().map_err(|fault| fault.of_outdated(found))?;
        }
        Ok(store)
    }

    /// Opens a ledger that only is looked at, a backup for one: an older one stays as it is, and
    /// what is seen is a copy of it in the present schema, which nobody else can open.
    pub fn open_as_is(path: &Path, wait: Duration) -> Result<Self, Error> {
        let (store, found) = Self::open_file(path, wait)?;
        if found < SCHEMA_VERSION {
            return store.migrated_copy(wait);
        }
        Ok(store)
    }

    /// Opens an existing ledger of the present schema so that nothing of it can change: no write, no
    /// step to another schema, no recovery.
    pub fn open_to_read(path: &Path, wait: Duration) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
        let store = Self::on(connection, path);
        store.settle(wait)?;
        if store.check_kind()? < SCHEMA_VERSION {
            return Err(Error::ReadOnly(path.to_owned()));
        }
        Ok(store)
    }

    /// The file and the schema it has.
    fn open_file(path: &Path, wait: Duration) -> Result<(Self, i64), Error> {
        if !path.is_file() {
            return Err(if path.exists() {
                Error::NotALedger(path.to_owned())
            } else {
                Error::Missing(path.to_owned())
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
        let store = Self::on(connection, path);
        store.settle(wait)?;
        // One lock for all that is asked of it.
        let reading = store.connection.unchecked_transaction()?;
        // Its making was cut short, or is under way elsewhere: there is no ledger yet.
        if store.is_blank()? {
            return Err(Error::Missing(path.to_owned()));
        }
        let found = store.check_kind()?;
        drop(reading);
        Ok((store, found))
    }

    /// Opens a ledger, creating the file (readable by its owner only) and its folder where there is
    /// none. `ledger_id` names a new ledger for ever.
    pub fn open_or_create(
        path: &Path,
        wait: Duration,
        ledger_id: impl FnOnce() -> String,
    ) -> Result<Self, Error> {
        match Self::open(path, wait) {
            Err(Error::Missing(_)) => Self::create(path, wait, &ledger_id()),
            opened => opened,
        }
    }

    /// Creates a ledger. The file takes its place only when it is complete.
    fn create(path: &Path, wait: Duration, ledger_id: &str) -> Result<Self, Error> {
        let failed = |fault: std::io::Error| match fault.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly(path.to_owned())
            }
            std::io::ErrorKind::StorageFull => Error::DiskFull,
            _ => Error::CannotOpen(path.to_owned(), fault.into()),
        };
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        private_file(path).map_err(failed)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
        let mut store = Self::on(connection, path);
        store.settle(wait)?;
        let transaction = store
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
        // Another process may have created it while this one waited for the lock.
        if version == 0 {
            transaction
                .execute_batch(SCHEMA)
                .map_err(|fault| Error::from(fault).at(path))?;
            transaction.execute(
                "insert into unit (id, ledger_id) values (1, $1)",
                [ledger_id],
            )?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        }
        transaction
            .commit()
            .map_err(|fault| Error::from(fault).at(path))?;
        store.check_kind()?;
        Ok(store)
    }

    pub(super) fn on(connection: Connection, path: &Path) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            upgraded: None,
            untidy: false,
        }
    }

    pub(super) fn settle(&self, wait: Duration) -> Result<(), Error> {
        self.connection.busy_timeout(wait)?;
        self.connection.set_prepared_statement_cache_capacity(64);
        let switch = |what, on| self.connection.set_db_config(what, on);
        switch(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
        // Nothing in the file may call functions that do more than compute.
        switch(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        // Plans do not depend on values: a statement is compiled once.
        switch(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // What is taken out leaves no bytes behind in the file.
        self.connection.pragma_update(None, "secure_delete", true)?;
        words::register_functions(&self.connection)?;
        Ok(())
    }

    /// Whether the file has no page yet; what is no database is not blank.
    fn is_blank(&self) -> Result<bool, Error> {
        match self.number("page_count") {
            Ok(pages) => Ok(pages == 0),
            Err(Error::Damaged(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// What that pragma says.
    fn number(&self, pragma: &str) -> Result<i64, Error> {
        let sql = format!("pragma {pragma}");
        Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
    }

    /// Removes a ledger that never got an entry, while nobody else can write one; whether it did.
    pub fn remove_if_empty(self) -> Result<bool, Error> {
        self.connection.execute_batch("begin exclusive")?;
        if self.sequence()? != 0 {
            return Ok(false);
        }
        let removed = std::fs::remove_file(&self.path);
        Ok(removed.is_ok())
    }

    /// Refuses what is no ledger or a newer one; else says which schema it has.
    pub(super) fn check_kind(&self) -> Result<i64, Error> {
        let foreign = || Error::NotALedger(self.path.clone());
        match self.number("application_id") {
            Ok(APPLICATION_ID) => {}
            Ok(_) => return Err(foreign()),
            // Not an SQLite file at all: somebody named the wrong file.
            Err(Error::Damaged(_)) if !self.has_sqlite_header() => return Err(foreign()),
            Err(other) => return Err(other),
        }
        if self.computes()? {
            return Err(foreign());
        }
        match self.number("user_version")? {
            found @ 1..=SCHEMA_VERSION => Ok(found),
            found if found > SCHEMA_VERSION => Err(Error::TooNew {
                found,
                known: SCHEMA_VERSION,
            }),
            _ => Err(foreign()),
        }
    }

    /// Whether tables of this file compute what they hold (views, virtual tables, generated
    /// columns): ours hold it, and a foreign file could compute without end.
    fn computes(&self) -> Result<bool, Error> {
        let mut statement = self
            .connection
            .prepare("select type, sql from sqlite_schema")?;
        let mut objects = statement.query([])?;
        while let Some(object) = objects.next()? {
            let kind = object.get_ref(0)?.as_bytes_or_null();
            let sql = object.get_ref(1)?.as_bytes_or_null();
            // An index that SQLite makes by itself has no text.
            let sql = sql.ok().flatten().unwrap_or_default();
            let computes = match kind {
                Ok(Some(b"table")) => has_word(sql, b"as") || has_word(sql, b"virtual"),
                Ok(Some(b"index" | b"trigger")) => false,
                _ => true,
            };
            if computes {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_sqlite_header(&self) -> bool {
        use std::io::Read as _;
        let mut header = [0; 16];
        std::fs::File::open(&self.path)
            .and_then(|mut file| file.read_exact(&mut header))
            .is_ok_and(|()| &header == b"SQLite format 3\0")
    }
}

/// Whether SQL has that word; in a comment or a name in quotes it counts too.
fn has_word(sql: &[u8], word: &[u8]) -> bool {
    let in_name = |at: Option<&u8>| at.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    memchr::memchr2_iter(word[0], word[0].to_ascii_uppercase(), sql).any(|at| {
        let end = at + word.len();
        sql.get(at..end)
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
            && !in_name(sql[..at].last())
            && !in_name(sql.get(end))
    })
}

/// Creates an empty file that only its owner can read, where the system knows such modes; an
/// existing one is left as it is.
fn private_file(path: &Path) -> std::io::Result<()> {
    private().create(true).truncate(false).open(path).map(drop)
}

/// The same where nothing may be yet, not even a link that leads elsewhere.
pub(super) fn new_private_file(path: &Path) -> std::io::Result<()> {
    private().create_new(true).open(path).map(drop)
}

fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    system::private(&mut options);
    options
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_word_of_sql_is_not_a_part_of_another() {
        for (sql, has) in [
            ("create table task (basis text)", false),
            ("create table t (a int, b int as (a))", true),
            (
                "create table t (a int, b int generated always AS/**/(a))",
                true,
            ),
            ("create table t (a int)as(select 1)", true),
            ("create table t (a_as int, as_a int, asa int)", false),
            ("as", true),
            ("", false),
        ] {
            assert_eq!(has_word(sql.as_bytes(), b"as"), has, "{sql}");
        }
    }
}
