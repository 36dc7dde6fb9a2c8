//! Whether locks keep another process out: some shares give them to everybody.

use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;

use super::{Error, Store, open};

/// Runs something while this process has the lock to write; other writers wait. Nothing is written.
pub fn while_locked<T>(path: &Path, wait: Duration, run: impl FnOnce() -> T) -> Result<T, Error> {
    let store = opened(path, wait)?;
    store.connection.execute_batch("begin immediate")?;
    let done = run();
    store.connection.execute_batch("rollback")?;
    Ok(done)
}

/// Whether the lock to write can be had at once. Nothing is written.
pub fn may_lock(path: &Path) -> Result<bool, Error> {
    match while_locked(path, Duration::ZERO, || ()) {
        Ok(()) => Ok(true),
        Err(Error::Busy) => Ok(false),
        Err(fault) => Err(fault),
    }
}

fn opened(path: &Path, wait: Duration) -> Result<Store, Error> {
    let connection = open::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|fault| Error::CannotOpen(path.to_owned(), fault.into()))?;
    connection.busy_timeout(wait)?;
    Ok(Store::on(connection, path))
}
