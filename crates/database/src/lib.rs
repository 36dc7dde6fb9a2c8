//! A ledger that several hands share in PostgreSQL (共用数据库): the rows that are the truth, one change a
//! transaction with the ledger's own row locked. `docs/decisions/shared-database.md` says why so.

mod account;
mod connection;
mod fault;
mod making;
mod rows;

use std::fmt::{Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use connection::Connection;
use postgres::{Client, Config, NoTls};
use store::shared::{Shared, SharedFault};

pub use making::make;

/// The schema that this program works with.
const VERSION: i32 = 1;

/// Where a shared database is, and as whom.
#[derive(Clone)]
pub struct Database {
    config: Config,
    wait: Duration,
    /// Connections that nobody uses just now.
    idle: Arc<Mutex<Vec<Connection>>>,
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
        let mut config: Config = address.parse().ok()?;
        config.application_name("ledger");
        config.connect_timeout(Duration::from_secs(5));
        // Of several hosts the one that takes changes.
        config.target_session_attrs(postgres::config::TargetSessionAttrs::ReadWrite);
        let idle = Arc::default();
        Some(Self { config, wait, idle })
    }

    /// Connects, and looks whether the tables are this program's.
    ///
    /// # Errors
    /// It can't be reached, does not let this account in, or holds other tables.
    pub fn connect(&self) -> Result<Box<dyn Shared>, SharedFault> {
        Ok(Box::new(account::Account::connect(self)?))
    }

    fn idle(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    fn give_back(&self, client: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(client);
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
