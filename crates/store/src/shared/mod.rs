//! A ledger that several hands keep in one database (共用数据库). The file here is a working copy of it (工作副本):
//! what a command changes is put there first and committed here after; what others changed comes in before.
//! The rows that are the truth go both ways; what is folded from them is folded here.
//! `docs/decisions/shared-database.md` says why so.

mod bring;
mod changes;
mod fault;
mod rows;

use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Transaction, TransactionBehavior};

use super::{Error, Store, open, read, receipts};
use changes::{Changed, Changes};
use model::digest::Digest;
use model::unit::UnitId;

pub use fault::SharedFault;
pub use rows::{Field, Kind, PIECE, Row, Table};

/// How far a ledger is: its last entry and its last receipt. Every change adds to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// Sequence of the last entry of the own unit; 0 where there is none.
    pub sequence: u64,
    /// Its digest.
    pub head: Digest,
    /// Number of the last receipt; 0 where there is none.
    pub receipts: u64,
    /// Its digest; older programs noted none.
    pub last_receipt: Option<Digest>,
}

impl Reached {
    /// Grows with every change.
    pub fn changes(&self) -> u64 {
        self.sequence + self.receipts
    }
}

/// A shared database, connected to by one account.
pub trait Shared: Debug + Send {
    /// The ledger that the account works on; `None` where there is none yet.
    ///
    /// # Errors
    /// There are several; the database does not answer.
    fn ledger(&mut self) -> Result<Option<String>, SharedFault>;

    /// How far a ledger is; `None` where it is not there.
    ///
    /// # Errors
    /// The database does not answer.
    fn reached(&mut self, ledger_id: &str) -> Result<Option<Reached>, SharedFault>;

    /// Begins a change of a ledger, made where it is not there: nobody else changes it until the end.
    ///
    /// # Errors
    /// The database does not answer, or not for this account.
    fn begin(&mut self, ledger_id: &str, genesis: &Digest) -> Result<Reached, SharedFault>;

    /// Hands over the rows that changed after a copy was so far, table by table. Within a change they are those
    /// that stand; else those of one moment.
    ///
    /// # Errors
    /// The copy ends in something that is not there ([`SharedFault::Apart`]); the database does not answer; what
    /// `each` returns.
    fn since(
        &mut self,
        ledger_id: &str,
        copy: &Reached,
        each: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error>;

    /// Puts a row of the change that is under way, after which there will have been so many; what is not new
    /// takes the place of what was.
    ///
    /// # Errors
    /// The database does not take it, or not from this account.
    fn put(&mut self, changes: u64, row: Row) -> Result<(), SharedFault>;

    /// Commits the change, after which the ledger is so far.
    ///
    /// # Errors
    /// It was not committed, or that is not known.
    fn finish(&mut self, reached: &Reached) -> Result<(), SharedFault>;

    /// Leaves the change undone.
    fn abandon(&mut self);
}

/// What ties a working copy to its database.
#[derive(Debug)]
pub(super) struct Link {
    shared: Box<dyn Shared>,
    changes: Changes,
    before: Reached,
    /// Whether a history that is not there may be put there.
    moves_in: bool,
    /// Rows that go there with the next change, for nothing is there yet.
    first: Changed,
    /// Whether what came in erased something.
    untidy: bool,
}

impl Store {
    /// Ties this working copy to the shared ledger, and brings it up to what stands there.
    ///
    /// # Errors
    /// The database does not answer; the copy is of another history, or went on by itself.
    pub fn share(&mut self, shared: Box<dyn Shared>) -> Result<(), Error> {
        // What was acknowledged stands there: this copy may be made again.
        self.connection
            .pragma_update(None, "synchronous", "normal")?;
        let changes = Changes::watch(&mut self.connection)?;
        let before = reached(&self.connection)?;
        self.shared = Some(Box::new(Link {
            shared,
            changes,
            before,
            moves_in: false,
            first: Changed::new(),
            untidy: false,
        }));
        self.catch_up()
    }

    /// The working copy in that file, as it stands there; where there is none, a new one of the ledger that the
    /// account works on.
    ///
    /// # Errors
    /// The file can't be opened or made, or is missing and the account does not work on one ledger; the
    /// database does not answer.
    pub fn open_shared(
        path: &Path,
        wait: Duration,
        mut shared: Box<dyn Shared>,
    ) -> Result<Self, Error> {
        match Self::open(path, wait) {
            Err(Error::Missing(path)) => match shared.ledger()? {
                Some(ledger_id) => Self::copy_of_shared(&path, wait, &ledger_id, shared),
                None => Err(Error::Missing(path)),
            },
            opened => {
                let mut store = opened?;
                // One in which nothing was ever written is of no ledger yet.
                if reached(&store.connection)?.changes() == 0
                    && let Some(ledger_id) = shared.ledger()?
                {
                    open::name(&store.connection, &ledger_id)?;
                }
                store.share(shared)?;
                Ok(store)
            }
        }
    }

    /// A working copy of a shared ledger, new in that file.
    ///
    /// # Errors
    /// The file can't be made; the database does not answer.
    pub fn copy_of_shared(
        path: &Path,
        wait: Duration,
        ledger_id: &str,
        shared: Box<dyn Shared>,
    ) -> Result<Self, Error> {
        let mut store = Self::open_or_create(path, wait, || ledger_id.to_owned())?;
        store.share(shared)?;
        Ok(store)
    }

    /// Moves a ledger into the database that was kept alone until now, with its whole history. Where it is
    /// there already, nothing.
    ///
    /// # Errors
    /// The database does not answer, or not for this account.
    pub fn move_in(&mut self) -> Result<(), Error> {
        let Some(link) = &mut self.shared else {
            return Ok(());
        };
        link.moves_in = true;
        let done = self.within(|_| Ok(()));
        if let Some(link) = &mut self.shared {
            link.moves_in = false;
        }
        done
    }

    /// Brings in what others changed; nothing where the ledger is shared with nobody.
    ///
    /// # Errors
    /// As for [`Store::share`].
    pub fn catch_up(&mut self) -> Result<(), Error> {
        let Some(link) = &mut self.shared else {
            return Ok(());
        };
        let ledger_id = read::ledger_id(&self.connection, UnitId::OWN)?;
        let Some(there) = link.shared.reached(&ledger_id)? else {
            return Ok(());
        };
        if reached(&self.connection)? == there {
            return Ok(());
        }
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        // Another process may have brought it in while this one waited for the lock.
        let there = link.shared.reached(&ledger_id)?;
        let is_even = there == Some(reached(&transaction)?);
        let untidy = !is_even && link.bring(&transaction, &ledger_id)?;
        let (here, there) = (reached(&transaction)?, link.shared.reached(&ledger_id)?);
        // More may have come meanwhile; else both end alike.
        let is_behind = there.is_some_and(|there| there.changes() > here.changes());
        if there != Some(here) && !is_behind {
            return Err(SharedFault::Apart.into());
        }
        open::commit(transaction)?;
        link.changes.replace(Changed::new());
        if untidy { self.scrub() } else { Ok(()) }
    }

    /// Runs a change in an immediate transaction, of the shared ledger too where this is a copy of one; what
    /// `change` returns as an error leaves both as they were.
    pub(super) fn within<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let path = &self.path;
        let failed = |fault: rusqlite::Error| Error::from(fault).at(path);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let mut identity = self.identity.iter();
        identity.try_for_each(|identity| open::name(&transaction, identity))?;
        let Some(link) = &mut self.shared else {
            let value = change(&transaction)?;
            open::commit(transaction).map_err(failed)?;
            return Ok(value);
        };
        link.begin(&transaction)?;
        let done = change(&transaction);
        let sent = done.and_then(|value| {
            link.send(&transaction)?;
            Ok(value)
        });
        if sent.is_err() {
            link.shared.abandon();
        }
        let value = sent?;
        // What does not get here is brought in from there with the next command.
        open::commit(transaction).map_err(failed)?;
        if std::mem::take(&mut link.untidy) {
            self.scrub()?;
        }
        Ok(value)
    }
}

impl Link {
    /// Locks the shared ledger and brings in what is new of it.
    fn begin(&mut self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let ledger_id = read::ledger_id(transaction, UnitId::OWN)?;
        let genesis = Digest::genesis(&ledger_id);
        let there = self.shared.begin(&ledger_id, &genesis)?;
        let begun = self.even(transaction, &ledger_id, &there);
        if begun.is_err() {
            self.shared.abandon();
        }
        self.before = there;
        begun
    }

    /// Makes both stand where the other does; what is not there yet goes there with this change.
    fn even(
        &mut self,
        transaction: &Transaction<'_>,
        ledger_id: &str,
        there: &Reached,
    ) -> Result<(), Error> {
        let here = reached(transaction)?;
        self.first.clear();
        if there.changes() > 0 {
            if here != *there {
                self.untidy |= self.bring(transaction, ledger_id)?;
            }
            if reached(transaction)? != *there {
                return Err(SharedFault::Apart.into());
            }
            self.changes.replace(Changed::new());
            return Ok(());
        }
        if here.changes() > 0 && !self.moves_in {
            return Err(SharedFault::NotThere.into());
        }
        self.first = rows::all(transaction)?;
        Ok(())
    }

    /// Brings in what changed there since; whether something was erased by it.
    fn bring(&mut self, transaction: &Transaction<'_>, ledger_id: &str) -> Result<bool, Error> {
        let mut bringing = bring::Bringing::new(transaction);
        let here = reached(transaction)?;
        self.shared
            .since(ledger_id, &here, &mut |row| bringing.row(&row))?;
        bringing.finish()
    }

    /// Puts what this command changed into the shared ledger, and commits there.
    fn send(&mut self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let changed = self.changes.take();
        let after = reached(transaction)?;
        if after.changes() == self.before.changes() {
            self.shared.abandon();
            // What no entry and no receipt tells of would never come to others.
            let is_lost = rows::is_any(transaction, &changed)?;
            return if is_lost {
                Err(Error::damaged("shared"))
            } else {
                Ok(())
            };
        }
        let mut all = std::mem::take(&mut self.first);
        for (row, is_new) in changed {
            *all.entry(row).or_default() |= is_new;
        }
        rows::each(transaction, &all, &mut |row| {
            Ok(self.shared.put(after.changes(), row)?)
        })?;
        Ok(self.shared.finish(&after)?)
    }
}

/// How far the working copy is.
fn reached(connection: &rusqlite::Connection) -> Result<Reached, Error> {
    let (sequence, head) = read::head(connection, UnitId::OWN)?;
    let (receipts, last_receipt) = receipts::end(connection)?;
    Ok(Reached {
        sequence,
        head,
        receipts: receipts.cast_unsigned(),
        last_receipt,
    })
}
