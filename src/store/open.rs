//! Opening and creating the file.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Error, Store, search};
use crate::system;

/// Marks the file as a ledger: "LEDG".
const APPLICATION_ID: i64 = 0x4C45_4447;
/// The schema this program writes.
pub(super) const SCHEMA_VERSION: i64 = 2;
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");

const COMPUTES: &str = "select exists (select 1 from sqlite_schema
        where type = 'view' or sql like 'create virtual%')
    or exists (select 1 from sqlite_schema as known, pragma_table_xinfo(known.name) as part
        where known.type = 'table' and part.hidden <> 0)";

/// How long a writer waits for another one by default.
pub const DEFAULT_WAIT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens an existing ledger. An older one is brought to the present schema
    /// ([`Store::upgraded`]).
    pub fn open(path: &Path, wait: Duration) -> Result<Self, Error> {
        let mut store = Self::open_file(path, wait)?;
        let found = store.check_kind()?;
        if found < SCHEMA_VERSION {
            store.migrate().map_err(|fault| fault.of_outdated(found))?;
        }
        Ok(store)
    }

    /// Opens a ledger that only is looked at, a backup for one: an older one stays as it is, and
    /// what is seen is a copy of it in the present schema, which nobody else can open.
    pub fn open_as_is(path: &Path, wait: Duration) -> Result<Self, Error> {
        let store = Self::open_file(path, wait)?;
        if store.check_kind()? < SCHEMA_VERSION {
            return store.migrated_copy(wait);
        }
        Ok(store)
    }

    /// Opens an existing ledger of the present schema so that nothing of it can change: no write, no
    /// step to another schema, no recovery.
    pub fn open_to_read(path: &Path, wait: Duration) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.to_string()))?;
        let store = Self::on(connection, path);
        store.settle(wait)?;
        if store.check_kind()? < SCHEMA_VERSION {
            return Err(Error::ReadOnly(path.to_owned()));
        }
        Ok(store)
    }

    fn open_file(path: &Path, wait: Duration) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(if path.exists() {
                Error::NotALedger(path.to_owned())
            } else {
                Error::Missing(path.to_owned())
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.to_string()))?;
        let store = Self::on(connection, path);
        store.settle(wait)?;
        // Its making was cut short, or is under way elsewhere: there is no ledger yet.
        if store.is_blank()? {
            return Err(Error::Missing(path.to_owned()));
        }
        Ok(store)
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
        let failed = |fault: &std::io::Error| match fault.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly(path.to_owned())
            }
            std::io::ErrorKind::StorageFull => Error::DiskFull,
            _ => Error::CannotOpen(path.to_owned(), fault.to_string()),
        };
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|fault| failed(&fault))?;
        }
        private_file(path).map_err(|fault| failed(&fault))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.to_string()))?;
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
        }
    }

    pub(super) fn settle(&self, wait: Duration) -> Result<(), Error> {
        self.connection.busy_timeout(wait)?;
        self.connection.set_prepared_statement_cache_capacity(64);
        self.connection.pragma_update(None, "foreign_keys", true)?;
        // What is taken out leaves no bytes behind in the file.
        self.connection.pragma_update(None, "secure_delete", true)?;
        // Nothing in the file may call functions that do more than compute.
        self.connection
            .pragma_update(None, "trusted_schema", false)?;
        search::teach(&self.connection)?;
        Ok(())
    }

    /// Whether the file has no page yet; what is no database is not blank.
    fn is_blank(&self) -> Result<bool, Error> {
        let sql = "select page_count = 0 from pragma_page_count";
        match self.connection.query_row(sql, [], |row| row.get(0)) {
            Ok(blank) => Ok(blank),
            Err(fault) => match Error::from(fault) {
                Error::Damaged(_) => Ok(false),
                other => Err(other),
            },
        }
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
        let pragma = |name: &str| -> Result<i64, rusqlite::Error> {
            self.connection
                .query_row(&format!("pragma {name}"), [], |row| row.get(0))
        };
        let foreign = || Error::NotALedger(self.path.clone());
        match pragma("application_id") {
            Ok(APPLICATION_ID) => {}
            Ok(_) => return Err(foreign()),
            Err(fault) => {
                return Err(match Error::from(fault) {
                    // Not an SQLite file at all: somebody named the wrong file.
                    Error::Damaged(_) if !self.has_sqlite_header() => foreign(),
                    other => other,
                });
            }
        }
        if self.computes()? {
            return Err(foreign());
        }
        match pragma("user_version")? {
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
        Ok(self.connection.query_row(COMPUTES, [], |row| row.get(0))?)
    }

    fn has_sqlite_header(&self) -> bool {
        use std::io::Read as _;
        let mut header = [0; 16];
        std::fs::File::open(&self.path)
            .and_then(|mut file| file.read_exact(&mut header))
            .is_ok_and(|()| &header == b"SQLite format 3\0")
    }
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
