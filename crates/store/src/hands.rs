//! One reading shared among several hands, each with a connection of its own; all see the same state.

use std::time::Duration;

use super::{Error, Store, cache};
use office::workers;

/// From this size of the file on, more than one hand reads.
const LARGE: u64 = 32 * 1024 * 1024;

impl Store {
    /// How many read at once: one, and in a large file as many as the machine has hands for. What is being
    /// written, or is a copy of an older file, only this connection sees.
    pub(super) fn hands(&self) -> usize {
        let is_shared = self.connection.path().is_some_and(|path| !path.is_empty());
        if self.size() < LARGE || !is_shared || !self.connection.is_autocommit() {
            1
        } else {
            workers::count()
        }
    }

    /// Does every share by a hand of its own; what they come to, in the order of the shares. All read the same
    /// state: while this connection reads, nothing is committed. A share that its hand could not read is read
    /// here.
    pub(super) fn by_hands<S: Sync, T: Send>(
        &self,
        shares: &[S],
        work: impl Fn(&Self, &S) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let (own, others) = match shares {
            [] => return Ok(Vec::new()),
            [own] => return Ok(vec![work(self, own)?]),
            [own, others @ ..] => (own, others),
        };
        let reading = self.connection.unchecked_transaction()?;
        reading.query_row("select count(*) from unit", [], |_| Ok(()))?;
        let (path, work) = (self.path(), &work);
        self.keep_pages(cache::PASSING)?;
        let done = std::thread::scope(|scope| {
            let workers: Vec<_> = others
                .iter()
                .map(|share| {
                    workers::begin(scope, move |_: &mut workers::Outlet<()>| {
                        let store = Self::open(path, Duration::ZERO).ok()?;
                        store.keep_pages(cache::PASSING).ok()?;
                        work(&store, share).ok()
                    })
                })
                .collect();
            let mut done = vec![work(self, own)?];
            for (worker, share) in workers.into_iter().zip(others) {
                done.push(match worker.end() {
                    Some(found) => found,
                    None => work(self, share)?,
                });
            }
            Ok(done)
        });
        self.keep_pages(cache::USUAL)?;
        done
    }
}
