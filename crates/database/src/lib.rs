//! A ledger that several hands share in PostgreSQL (共用数据库): the rows that are the truth, one change a
//! transaction with the ledger's own row locked. `docs/decisions/shared-database.md` says why so.

mod account;
mod address;
mod connection;
mod fault;
mod making;
mod rows;
mod tls;

use std::fmt::{Debug, Formatter};
use std::time::Duration;

use store::shared::{Shared, SharedFault};

use account::Account;
use address::Address;
use connection::Idle;

/// A shared database, as one account.
#[derive(Clone)]
pub struct Database {
    address: Address,
    idle: Idle,
}

impl Debug for Database {
    fn fmt(&self, form: &mut Formatter<'_>) -> std::fmt::Result {
        // Whoever reads it need not learn a password.
        form.write_str("a database")
    }
}

impl Database {
    /// What an address says (`postgres://account:password@host/name`, several hosts with commas);
    /// `None` where it says nothing that can be understood. Nobody is waited for longer than `wait`.
    pub fn at(address: &str, wait: Duration) -> Option<Self> {
        let address = Address::read(address, wait)?;
        let idle = Idle::default();
        Some(Self { address, idle })
    }

    /// Connects, and looks whether the tables are this program's. `away` is called once where the database has
    /// to be waited for.
    ///
    /// # Errors
    /// It can't be reached, does not let this account in, or holds other tables.
    pub fn connect(&self, away: &dyn Fn()) -> Result<Box<dyn Shared>, SharedFault> {
        Ok(Box::new(Account::connect(&self.address, &self.idle, away)?))
    }

    /// Makes the tables and roles where they are not; whether they were made just now.
    ///
    /// # Errors
    /// The database does not answer, or not to this account; there are tables of another version.
    pub fn make(&self) -> Result<bool, SharedFault> {
        making::make(&self.address)
    }
}
