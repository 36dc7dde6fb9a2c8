//! One account's connection, and the change that it has under way.

use std::fmt::{Debug, Formatter};
use std::ops::{Deref, DerefMut};
use std::time::Instant;

use postgres::types::ToSql;
use store::Error;
use store::shared::{Reached, Row, Shared, SharedFault};

use model::digest::Digest;

use crate::address::{Address, PAUSE};
use crate::connection::{Connection, Idle};
use crate::fault;
use crate::rows::{self, Waiting};

const REACHED: &str = "select id, sequence, head, receipts, last_receipt
    from ledger.ledger where ledger_id = $1";
const LOCKED: &str = "select id, sequence, head, receipts, last_receipt
    from ledger.ledger where ledger_id = $1 for update";
const ADVANCE: &str =
    "update ledger.ledger set sequence = $1, head = $2, receipts = $3, last_receipt = $4
    where id = $5";
const MINE: &str =
    "select l.ledger_id from ledger.account a join ledger.ledger l on l.id = a.ledger
    where a.role = current_user order by l.id limit 2";
/// Whether that very entry stands, or that many receipts where none was added.
const STANDS: &str = "select exists (select 1 from ledger.entry
        where ledger = $1 and unit = 1 and id = 4294967296 + $2 and digest = $3 or $2 = 0)
    and exists (select 1 from ledger.ledger where id = $1 and receipts >= $4)";

/// How often a change is begun anew that another one came in the way of.
const TRIES: usize = 5;

pub(crate) struct Account {
    address: Address,
    idle: Idle,
    client: Kept,
    change: Option<Change>,
}

/// A connection, there until it is given back.
struct Kept(Option<Connection>);

impl Deref for Kept {
    type Target = Connection;

    #[expect(
        clippy::expect_used,
        reason = "it is given back when the account is dropped"
    )]
    fn deref(&self) -> &Connection {
        self.0.as_ref().expect("a connection")
    }
}

impl DerefMut for Kept {
    #[expect(
        clippy::expect_used,
        reason = "it is given back when the account is dropped"
    )]
    fn deref_mut(&mut self) -> &mut Connection {
        self.0.as_mut().expect("a connection")
    }
}

impl Debug for Account {
    fn fmt(&self, form: &mut Formatter<'_>) -> std::fmt::Result {
        form.write_str("an account")
    }
}

/// A change under way.
#[derive(Debug)]
struct Change {
    ledger: i64,
    waiting: Waiting,
}

impl Drop for Account {
    fn drop(&mut self) {
        // What was left under way is undone with its connection.
        if let (None, Some(client)) = (&self.change, self.client.0.take()) {
            self.idle.give_back(client);
        }
    }
}

impl Account {
    pub(crate) fn connect(
        address: &Address,
        idle: &Idle,
        away: &dyn Fn(),
    ) -> Result<Self, SharedFault> {
        let client = match idle.take() {
            Some(idle) => idle,
            None => Connection::new(address, away)?,
        };
        Ok(Self {
            address: address.clone(),
            idle: idle.clone(),
            client: Kept(Some(client)),
            change: None,
        })
    }

    /// A connection that went away while nothing was under way is made anew.
    fn alive(&mut self) -> Result<(), SharedFault> {
        if !self.client.is_alive() {
            self.client = Kept(Some(Connection::new(&self.address, &|| ())?));
        }
        Ok(())
    }

    fn found(
        &mut self,
        sql: &str,
        ledger_id: &str,
    ) -> Result<Option<(i64, Reached)>, postgres::Error> {
        let row = self.client.one(sql, &[&ledger_id])?;
        let Some(row) = row else { return Ok(None) };
        let number = |place| row.try_get::<_, i64>(place).map(i64::cast_unsigned);
        let head: Vec<u8> = row.try_get(2)?;
        let last_receipt: Option<Vec<u8>> = row.try_get(4)?;
        Ok(Some((
            row.try_get(0)?,
            Reached {
                sequence: number(1)?,
                // Its length is checked there.
                head: Digest::from_slice(&head).unwrap_or_else(|| Digest::of(&head)),
                receipts: number(3)?,
                last_receipt: last_receipt.and_then(|digest| Digest::from_slice(&digest)),
            },
        )))
    }

    fn locked(
        &mut self,
        ledger_id: &str,
        genesis: &Digest,
    ) -> Result<(i64, Reached), postgres::Error> {
        self.client.batch_execute("begin")?;
        if let Some(found) = self.found(LOCKED, ledger_id)? {
            return Ok(found);
        }
        let made = self.client.query_one(
            "select ledger.make($1, $2)",
            &[&ledger_id, &genesis.as_bytes().as_slice()],
        )?;
        let reached = Reached {
            sequence: 0,
            head: *genesis,
            receipts: 0,
            last_receipt: None,
        };
        Ok((made.try_get(0)?, reached))
    }

    fn commit(&mut self, mut change: Change, reached: &Reached) -> Result<(), SharedFault> {
        self.put_all(&mut change, reached)?;
        let Err(fault) = self.client.batch_execute("commit") else {
            return Ok(());
        };
        // Where nobody said whether it was, or only that the engine stops, the database itself is asked, when it is
        // there again.
        if fault.code().is_some() && !fault::may_come_back(&fault) {
            return Err(fault::of(fault));
        }
        self.stands(change.ledger, reached, fault)
    }

    fn put_all(&mut self, change: &mut Change, reached: &Reached) -> Result<(), SharedFault> {
        let changes = reached.changes().cast_signed();
        let client = &mut *self.client;
        let waiting = &mut change.waiting;
        let new = waiting.put_new(client, change.ledger, changes);
        new.map_err(fault::of)?;
        for row in waiting.changed() {
            rows::change(client, &row, change.ledger, changes)?;
        }
        let head = reached.head.as_bytes().as_slice();
        let (sequence, receipts) = (
            reached.sequence.cast_signed(),
            reached.receipts.cast_signed(),
        );
        let last = reached.last_receipt.as_ref();
        let last = last.map(|digest| digest.as_bytes().as_slice());
        let values: [&(dyn ToSql + Sync); 5] = [&sequence, &head, &receipts, &last, &change.ledger];
        client.done(ADVANCE, &values).map(drop).map_err(fault::of)
    }

    fn stands(
        &mut self,
        ledger: i64,
        reached: &Reached,
        fault: postgres::Error,
    ) -> Result<(), SharedFault> {
        let begun = Instant::now();
        while begun.elapsed() < self.address.wait {
            let Ok(again) = Connection::new(&self.address, &|| ()) else {
                std::thread::sleep(PAUSE);
                continue;
            };
            self.client = Kept(Some(again));
            let head = reached.head.as_bytes().as_slice();
            let (sequence, receipts) = (
                reached.sequence.cast_signed(),
                reached.receipts.cast_signed(),
            );
            let values: [&(dyn ToSql + Sync); 4] = [&ledger, &sequence, &head, &receipts];
            if let Ok(row) = self.client.query_one(STANDS, &values) {
                return if row.get(0) {
                    Ok(())
                } else {
                    Err(SharedFault::Away(fault.into()))
                };
            }
        }
        Err(SharedFault::Unknown(fault.into()))
    }
}

impl Shared for Account {
    fn ledger(&mut self) -> Result<Option<String>, SharedFault> {
        self.alive()?;
        let rows = self.client.query(MINE, &[]).map_err(fault::of)?;
        match rows.as_slice() {
            [] => Ok(None),
            [row] => Ok(Some(row.get(0))),
            _ => Err(SharedFault::Several),
        }
    }

    fn reached(&mut self, ledger_id: &str) -> Result<Option<Reached>, SharedFault> {
        if self.change.is_none() {
            self.alive()?;
        }
        let found = self.found(REACHED, ledger_id).map_err(fault::of)?;
        Ok(found.map(|(_, reached)| reached))
    }

    fn begin(&mut self, ledger_id: &str, genesis: &Digest) -> Result<Reached, SharedFault> {
        self.alive()?;
        for turn in 1.. {
            let fault = match self.locked(ledger_id, genesis) {
                Ok((ledger, reached)) => {
                    let waiting = Waiting::default();
                    self.change = Some(Change { ledger, waiting });
                    return Ok(reached);
                }
                Err(fault) => fault,
            };
            self.abandon();
            if !fault::is_conflict(&fault) {
                return Err(fault::of(fault));
            }
            if turn == TRIES {
                return Err(fault::after_conflicts(fault));
            }
        }
        Err(SharedFault::Busy)
    }

    fn since(
        &mut self,
        ledger_id: &str,
        copy: &Reached,
        each: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let failed = |fault| Error::from(fault::of(fault));
        if let Some(change) = &self.change {
            return rows::since(&mut self.client, change.ledger, copy, each);
        }
        let view = "begin isolation level repeatable read, read only";
        self.client.batch_execute(view).map_err(failed)?;
        let done = match self.found(REACHED, ledger_id) {
            Ok(Some((ledger, _))) => rows::since(&mut self.client, ledger, copy, each),
            Ok(None) => Ok(()),
            Err(fault) => Err(failed(fault)),
        };
        self.client.batch_execute("rollback").map_err(failed)?;
        done
    }

    fn put(&mut self, changes: u64, row: Row) -> Result<(), SharedFault> {
        let Some(change) = &mut self.change else {
            return Ok(());
        };
        if change.waiting.push(row) {
            let (client, ledger) = (&mut *self.client, change.ledger);
            let put = change
                .waiting
                .put_new(client, ledger, changes.cast_signed());
            put.map_err(fault::of)?;
        }
        Ok(())
    }

    fn finish(&mut self, reached: &Reached) -> Result<(), SharedFault> {
        match self.change.take() {
            Some(change) => {
                let done = self.commit(change, reached);
                if done.is_err() {
                    self.abandon();
                }
                done
            }
            None => Ok(()),
        }
    }

    fn abandon(&mut self) {
        self.change = None;
        // What is gone with its connection is undone there.
        let _ = self.client.batch_execute("rollback");
    }
}
