//! How many pages of the file a connection keeps in memory, in KiB.

use super::{Error, Store};

/// What SQLite keeps by itself.
pub(super) const USUAL: u64 = 2000;
/// At most, while very many tasks are written: without them an index that grows everywhere is written and
/// read again.
pub(super) const LARGE: u64 = 32 * 1024;
/// While each page is passed over once: no more than stays in the processor's own memory.
pub(super) const PASSING: u64 = 256;

impl Store {
    /// Keeps so many KiB from now on.
    pub(super) fn keep_pages(&self, kibibytes: u64) -> Result<(), Error> {
        // Below zero it is a size, not a number of pages.
        let size = -(kibibytes as i64);
        Ok(self.connection.pragma_update(None, "cache_size", size)?)
    }
}
