//! A ledger that several hands share in PostgreSQL (共用数据库): the rows that are the truth, one change a
//! transaction with the ledger's own row locked. `docs/decisions/shared-database.md` says why so.

mod account;
mod fault;
mod making;
mod rows;

use std::time::Duration;

use postgres::{Client, Config, NoTls};
use store::shared::{Shared, SharedFault};

pub use making::make;

/// The schema that this program works with.
const VERSION: i32 = 1;

/// Where a shared database is, and as whom.
#[derive(Debug, Clone)]
pub struct Database {
    config: Config,
    wait: Duration,
}

impl Database {
    /// What an address says (`postgres://account:password@host/name`, several hosts with commas);
    /// `None` where it says nothing that can be understood. Nobody is waited for longer than `wait`.
    pub fn at(address: &str, wait: Duration) -> Option<Self> {
        let mut config: Config = address.parse().ok()?;
        config.application_name("ledger");
        config.connect_timeout(Duration::from_secs(5));
        // Of several hosts the one that takes changes.
        config.target_session_attrs(postgres::config::TargetSessionAttrs::ReadWrite);
        Some(Self { config, wait })
    }

    /// Connects, and looks whether the tables are this program's.
    ///
    /// # Errors
    /// It can't be reached, does not let this account in, or holds other tables.
    pub fn connect(&self) -> Result<Box<dyn Shared>, SharedFault> {
        Ok(Box::new(account::Account::connect(self)?))
    }

    /// A connection, tried until the wait is over: a database that fails over is away for a while.
    fn client(&self) -> Result<Client, SharedFault> {
        let begun = std::time::Instant::now();
        loop {
            match self.config.connect(NoTls) {
                Ok(client) => return Ok(client),
                Err(fault) if begun.elapsed() < self.wait && fault::may_come_back(&fault) => {
                    std::thread::sleep(Duration::from_millis(200));
                }
                Err(fault) => return Err(fault::of(fault)),
            }
        }
    }
}
