//! What can go wrong with the database, as facts.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::shared::SharedFault;
use model::digest::Digest;
use model::event::codec::CodecFault;

/// SQLite's codes for a database whose file was renamed or removed while it was open: found out when it is written,
/// or when the journal of the file in its place, taken for its own, is gone before it is.
const REPLACED: [i32; 2] = [
    rusqlite::ffi::SQLITE_READONLY_DBMOVED,
    rusqlite::ffi::SQLITE_IOERR_DELETE_NOENT,
];

/// SQLite's codes for locks that could not be taken, asked for or given back.
const LOCKING: [i32; 4] = [
    rusqlite::ffi::SQLITE_IOERR_LOCK,
    rusqlite::ffi::SQLITE_IOERR_RDLOCK,
    rusqlite::ffi::SQLITE_IOERR_UNLOCK,
    rusqlite::ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
];

/// What lies beneath an error: the engine's own, the system's, or a description.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the store could not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No ledger file there yet.
    #[error("no ledger at {0}")]
    Missing(PathBuf),
    /// A file, but no ledger.
    #[error("not a ledger: {0}")]
    NotALedger(PathBuf),
    /// Written by a newer version.
    #[error("schema {found} is newer than {known}")]
    TooNew {
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The head of the file says another schema than its tables have.
    #[error("says schema {found}, has {actual}")]
    VersionAltered {
        /// What the head says.
        found: i64,
        /// What the tables have.
        actual: i64,
    },
    /// Of an older schema, and where it is nothing can be written.
    #[error("schema {found} of {path} is old, and can't be brought to the present one")]
    Outdated {
        /// Where.
        path: PathBuf,
        /// Its schema version.
        found: i64,
    },
    /// Another process held it longer than the wait allowed.
    #[error("busy")]
    Busy,
    /// Where the file is nothing can be locked: a share without locks, or whose locks are out of
    /// order.
    #[error("no locks: {0}")]
    NoLocks(#[source] Cause),
    /// The file or its folder can't be written.
    #[error("read-only: {0}")]
    ReadOnly(PathBuf),
    /// No room on the disk.
    #[error("disk full")]
    DiskFull,
    /// The system failed to read or write the file.
    #[error("input or output failed: {0}")]
    Io(#[source] Cause),
    /// The file can't be opened or created.
    #[error("cannot open {0}: {1}")]
    CannotOpen(PathBuf, #[source] Cause),
    /// SQLite says the file is damaged.
    #[error("damaged: {0}")]
    Damaged(#[source] Cause),
    /// An entry can't be read.
    #[error("entry {0}: {1}")]
    Entry(u64, #[source] CodecFault),
    /// No task with that number; how many there are.
    #[error("no task {number} of {count}")]
    NoTask {
        /// The number asked for.
        number: u32,
        /// How many tasks the unit has, void ones included.
        count: u32,
    },
    /// An entry would have that many bytes: no packet could hold it.
    #[error("an entry of {0} bytes")]
    EntryTooLong(u64),
    /// A new task says no problem.
    #[error("no problem")]
    NoProblem,
    /// The hand may not record that.
    #[error("not permitted")]
    NotPermitted,
    /// The ledger changed between preview and consent.
    #[error("changed meanwhile")]
    Changed,
    /// Another process put a restored file in the ledger's place meanwhile.
    #[error("replaced meanwhile")]
    Replaced,
    /// These bytes were erased and are not kept again.
    #[error("expunged: {0}")]
    Expunged(Digest),
    /// No entry with that sequence.
    #[error("no entry {0}")]
    NoEntry(u64),
    /// An entry without texts, or they were erased before.
    #[error("nothing to erase in entry {0}")]
    NothingToErase(u64),
    /// A file changed its size while it was read.
    #[error("{0} changed while it was read")]
    FileChanged(PathBuf),
    /// A file can't be read.
    #[error("{0}: {1}")]
    File(PathBuf, #[source] std::io::Error),
    /// The database that the ledger is shared in did not do it.
    #[error("shared: {0}")]
    Shared(#[from] SharedFault),
    /// Any other error of the engine.
    #[error("database: {0}")]
    Engine(#[source] Cause),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|fault| fault.extended_code);
        if extended.is_some_and(|code| REPLACED.contains(&code)) {
            return Self::Replaced;
        }
        if extended.is_some_and(|code| LOCKING.contains(&code)) {
            return Self::NoLocks(error.into());
        }
        if is_strange(&error) {
            return Self::Damaged(error.into());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) => Self::Io(error.into()),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(PathBuf::new()),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.into())
            }
            _ => Self::Engine(error.into()),
        }
    }
}

/// Whether a value was read that this program never writes there, or a row was missing that it always
/// writes: what was read must not be gone on from.
fn is_strange(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        error,
        E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnName(_)
            | E::InvalidColumnType(..)
            | E::QueryReturnedNoRows
            | E::Utf8Error(..)
    )
}

impl Error {
    /// The same error of the file there. SQLite takes a share that gives no locks for another process
    /// that has them: the system is asked which it is.
    #[must_use]
    pub fn of_file(self, path: &std::path::Path) -> Self {
        match self {
            Self::Busy => match office::system::lock_fault(path) {
                Some(fault) => Self::NoLocks(fault.into()),
                None => Self::Busy,
            },
            other => other,
        }
    }

    /// What kept a ledger of that schema from being brought to the present one.
    pub(super) fn of_outdated(self, found: i64) -> Self {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        match self {
            Self::ReadOnly(path) => Self::Outdated { path, found },
            Self::File(path, fault)
                if matches!(fault.kind(), PermissionDenied | ReadOnlyFilesystem) =>
            {
                Self::Outdated { path, found }
            }
            other => other,
        }
    }

    /// What is kept there is not as this program keeps it.
    pub(super) fn damaged(what: &str) -> Self {
        Self::Damaged(what.to_owned().into())
    }

    /// The same error with the file it speaks of, where the engine did not say.
    pub(super) fn at(self, path: &std::path::Path) -> Self {
        match self {
            Self::ReadOnly(_) => Self::ReadOnly(path.to_owned()),
            other => other,
        }
    }
}
