//! Opening and creating the file.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{Error, Store, words};
use office::system;
use office::whole::{Access, Folder};

/// Marks the file as a ledger: "LEDG".
const APPLICATION_ID: i64 = 0x4C45_4447;
/// The schema this program writes.
pub(super) const SCHEMA_VERSION: i64 = 7;
pub(super) const SCHEMA: &str = include_str!("../../../schema.sql");

/// What tells the schemas apart: a table, a word of it, and the schema that brought it.
const MARKS: [(&str, &str, i64); 7] = [
    ("unit", "ledger_id", 1),
    ("unit", "received", 2),
    ("task", "external", 3),
    ("task", "outcome_institutions", 4),
    ("unit", "files_head", 5),
    ("standing", "tasks", 6),
    ("standing", "courses", 7),
];

/// What the tables of a file tell of it.
struct Tables {
    /// Some compute what they hold (views, virtual tables, generated columns): ours hold it, and a
    /// foreign file could compute without end.
    compute: bool,
    /// The schema that they have, whatever the head of the file says; 0 where it is none of ours.
    schema: i64,
}

const NAME: &str =
    "update unit set ledger_id = $1 where id = 1 and not exists (select 1 from entry)
    and not exists (select 1 from receipt) and not exists (select 1 from blob)";

fn newer(found: i64) -> Error {
    Error::TooNew {
        found,
        known: SCHEMA_VERSION,
    }
}

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
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = connect(path, flags)
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
        // Looked at once: between two looks another process may have made it.
        match path.metadata() {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Err(Error::NotALedger(path.to_owned())),
            Err(_) => return Err(Error::Missing(path.to_owned())),
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let connection = connect(path, flags)
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
        store.outlive_power_cuts()?;
        Ok((store, found))
    }

    /// The journal's end is the commit: its name's going must be on the disk too, or a change that
    /// was acknowledged is taken back by the next to open the file.
    fn outlive_power_cuts(&self) -> Result<(), Error> {
        Ok(self
            .connection
            .pragma_update(None, "synchronous", "extra")?)
    }

    /// Opens a ledger, creating the file (readable by its owner only) and its folder where there is
    /// none. `ledger_id` names a new ledger for ever; one that has no entry yet is a new one too, for
    /// blank files are copied, and two ledgers must not be called the same.
    pub fn open_or_create(
        path: &Path,
        wait: Duration,
        ledger_id: impl FnOnce() -> String,
    ) -> Result<Self, Error> {
        match Self::open(path, wait) {
            Err(Error::Missing(_)) => Self::create(path, wait, &ledger_id()),
            Ok(mut store) => {
                if store.sequence()? == 0 {
                    store.identity = Some(ledger_id());
                }
                Ok(store)
            }
            Err(other) => Err(other),
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
            Folder::at(folder, Access::Owner).map_err(failed)?;
        }
        private_file(path).map_err(failed)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let connection = connect(path, flags)
            .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
        let mut store = Self::on(connection, path);
        store.settle(wait)?;
        store.outlive_power_cuts()?;
        let transaction = store
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
        // Another process may have created it while this one waited for the lock.
        if version == 0 {
            begin(&transaction, ledger_id).map_err(|fault| fault.at(path))?;
        }
        commit(transaction).map_err(|fault| Error::from(fault).at(path))?;
        store.check_kind()?;
        Ok(store)
    }

    pub(super) fn on(connection: Connection, path: &Path) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            upgraded: None,
            untidy: false,
            identity: None,
            shared: None,
            permit: model::permit::Permit::default(),
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
    pub(super) fn number(&self, pragma: &str) -> Result<i64, Error> {
        let sql = format!("pragma {pragma}");
        Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
    }

    /// Refuses what is no ledger or a newer one, and one whose head says another schema than its tables
    /// have; else says which schema it has.
    pub(super) fn check_kind(&self) -> Result<i64, Error> {
        let foreign = || Error::NotALedger(self.path.clone());
        match self.number("application_id") {
            Ok(APPLICATION_ID) => {}
            Ok(_) => return Err(foreign()),
            // Not an SQLite file at all: somebody named the wrong file.
            Err(Error::Damaged(_)) if !self.has_sqlite_header() => return Err(foreign()),
            Err(other) => return Err(other),
        }
        let Tables { compute, schema } = self.tables()?;
        if compute {
            return Err(foreign());
        }
        let found = self.number("user_version")?;
        let actual = match schema {
            0 if found > SCHEMA_VERSION => return Err(newer(found)),
            0 => return Err(foreign()),
            actual => actual,
        };
        match found {
            found if found == actual => Ok(found),
            // A newer program keeps what this one knows, and adds to it.
            found if found > SCHEMA_VERSION && !self.is_of_present_schema()? => Err(newer(found)),
            found => Err(Error::VersionAltered { found, actual }),
        }
    }

    /// What the tables of this file tell of it.
    fn tables(&self) -> Result<Tables, Error> {
        let mut tables = Tables {
            compute: false,
            schema: 0,
        };
        let mut statement = self
            .connection
            .prepare("select type, sql, name from sqlite_schema")?;
        let mut objects = statement.query([])?;
        while let Some(object) = objects.next()? {
            let kind = object.get_ref(0)?.as_bytes_or_null();
            let sql = object.get_ref(1)?.as_bytes_or_null();
            // An index that SQLite makes by itself has no text.
            let sql = sql.ok().flatten().unwrap_or_default();
            tables.compute |= match kind {
                Ok(Some(b"table")) => has_word(sql, b"as") || has_word(sql, b"virtual"),
                Ok(Some(b"index" | b"trigger")) => false,
                _ => true,
            };
            let name = object.get_ref(2)?.as_str().unwrap_or_default();
            let marked = MARKS
                .iter()
                .filter(|(table, mark, _)| *table == name && has_word(sql, mark.as_bytes()));
            let schema = marked.map(|(_, _, schema)| *schema).max();
            tables.schema = tables.schema.max(schema.unwrap_or_default());
        }
        Ok(tables)
    }

    fn has_sqlite_header(&self) -> bool {
        use std::io::Read as _;
        let mut header = [0; 16];
        File::open(&self.path)
            .and_then(|mut file| file.read_exact(&mut header))
            .is_ok_and(|()| &header == b"SQLite format 3\0")
    }
}

/// Commits. Where the journal is gone the change is made, whatever else failed.
pub(super) fn commit(transaction: Transaction<'_>) -> Result<(), rusqlite::Error> {
    match transaction.commit() {
        Err(fault) if is_without_journal(&fault) => Ok(()),
        done => done,
    }
}

/// Not every file system lets a folder be synced: only that the change outlives a power cut is not sure. And who
/// had the file open that a restore set aside takes the journal of this one for that of the other.
fn is_without_journal(fault: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_DELETE_NOENT, SQLITE_IOERR_DIR_FSYNC};
    let code = fault.sqlite_error().map(|fault| fault.extended_code);
    matches!(
        code,
        Some(SQLITE_IOERR_DIR_FSYNC | SQLITE_IOERR_DELETE_NOENT)
    )
}

/// Makes an empty ledger of that id in an empty database.
pub(super) fn begin(connection: &Connection, ledger_id: &str) -> Result<(), Error> {
    lay_out(connection)?;
    connection.execute(
        "insert into unit (id, ledger_id) values (1, $1)",
        [ledger_id],
    )?;
    Ok(())
}

/// Gives a ledger its own id, as long as nothing was written that goes on from the one it has.
pub(super) fn name(connection: &Connection, ledger_id: &str) -> Result<(), Error> {
    connection.prepare_cached(NAME)?.execute([ledger_id])?;
    Ok(())
}

/// A connection to the file there.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, rusqlite::Error> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(system::for_libraries(path), flags)
}

/// The tables of a new ledger, and its marks.
fn lay_out(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.execute_batch(SCHEMA)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)
}

/// A new ledger without a unit, which nobody else sees: it need not outlive a lost current.
pub(super) fn new_database(path: &Path) -> Result<Connection, Error> {
    new_private_file(path).map_err(|fault| Error::File(path.to_owned(), fault))?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "synchronous", false)?;
    lay_out(&connection)?;
    Ok(connection)
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
pub(super) fn new_private_file(path: &Path) -> std::io::Result<File> {
    private().create_new(true).open(path)
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
