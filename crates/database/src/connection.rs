//! A connection, and the statements that it compiled.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use postgres::types::ToSql;
use postgres::{Client, Error, Row, Statement};
use store::shared::SharedFault;

use crate::address::Address;
use crate::fault;
use crate::making::{self, VERSION};

/// How long a connection may take to say that it is alive.
const PATIENCE: Duration = Duration::from_secs(5);
/// One that was used so long ago is asked first.
const FRESH: Duration = Duration::from_secs(1);

/// Connections that nobody uses just now.
#[derive(Clone, Default)]
pub(crate) struct Idle(Arc<Mutex<Vec<Connection>>>);

impl Idle {
    /// One that still is a connection: whoever makes a new one tells that it has to be waited for.
    pub(crate) fn take(&self) -> Option<Connection> {
        let next = || self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        std::iter::from_fn(next).find_map(|mut one| one.answers().then_some(one))
    }

    pub(crate) fn give_back(&self, connection: Connection) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
    }
}

/// A connection.
pub(crate) struct Connection {
    client: Client,
    compiled: HashMap<String, Statement>,
    used: Instant,
}

impl Connection {
    /// A new one, to tables that are this program's.
    pub(crate) fn new(address: &Address, away: &dyn Fn()) -> Result<Self, SharedFault> {
        let mut client = address.client(away)?;
        let found = making::version(&mut client)?;
        if found != VERSION {
            return Err(SharedFault::OtherSchema {
                found,
                known: VERSION,
            });
        }
        let patience = format!("set lock_timeout = {}", address.wait.as_millis());
        client.batch_execute(&patience).map_err(fault::of)?;
        Ok(Self {
            client,
            compiled: HashMap::new(),
            used: Instant::now(),
        })
    }

    /// Whether it still is one.
    pub(crate) fn is_alive(&mut self) -> bool {
        let is_fresh = self.used.elapsed() < FRESH;
        !self.client.is_closed() && (is_fresh || self.answers())
    }

    /// The same, however short ago it was used.
    fn answers(&mut self) -> bool {
        self.used = Instant::now();
        self.client.is_valid(PATIENCE).is_ok()
    }

    /// The statement of that text, compiled once.
    pub(crate) fn compiled(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(known) = self.compiled.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.compiled.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn one(
        &mut self,
        sql: &str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, Error> {
        let statement = self.compiled(sql)?;
        self.client.query_opt(&statement, values)
    }

    pub(crate) fn done(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, Error> {
        let statement = self.compiled(sql)?;
        self.client.execute(&statement, values)
    }
}

impl Deref for Connection {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.client
    }
}
