//! Erasing the texts of entries (销毁). Their digests stay, and an entry of the own history says what was
//! erased. The same entry is kept in every history of its ledger that is held here: it is erased in all
//! of them, and what comes in later does not bring it back.

use std::collections::HashMap;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::gather::read_unit;
use super::{Error, Store, Writer, append, read, row};
use model::digest::Digest;
use model::entry::{Entry, Recorded};
use model::erased::{self, Erasure};
use model::event::codec;
use model::event::{Event, LedgerEvent};
use model::task::Task;
use model::unit::UnitId;

const ROW: &str = "select sequence, body, digest from entry where id = $1";
const REWRITE: &str = "update entry set body = $1 where id = $2";
const OF_LEDGER: &str = "select id from unit where ledger_id = $1 order by id";
const REPLACED: &str = "select ledger_id, id from unit where aside = 'replaced' order by id";
const ERASURES: &str = "select sequence, body, digest from entry
    where unit = $1 and task is null and kind = 'entry_erased' order by sequence";

/// An entry whose texts were erased, and the one that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedEntry {
    /// Sequence of the entry that says so.
    pub by: u64,
    /// What it says.
    pub erasure: Erasure,
}

impl Writer<'_> {
    /// Erases the texts of an entry of that unit, and records that. Returns the entry as it was.
    pub fn erase_entry(
        &mut self,
        unit: UnitId,
        sequence: u64,
        reason: &str,
    ) -> Result<Entry, Error> {
        self.settle()?;
        let connection: &Connection = self.connection();
        let Some((body, digest)) = kept(connection, unit, sequence)? else {
            return Err(Error::NoEntry(sequence));
        };
        let unreadable = |fault| Error::Entry(sequence, fault);
        let entry = codec::read(&body).map_err(unreadable)?;
        let left = erased::erase(&entry).map_err(unreadable)?;
        if left == entry {
            return Err(Error::NothingToErase(sequence));
        }
        let body = codec::write(&left);
        append::check_length(&body)?;
        let ledger_id = read::ledger_id(connection, unit)?;
        rewrite_all(connection, &ledger_id, sequence, &digest, &body)?;
        let erasure = Erasure {
            entry: sequence,
            digest,
            body_sha256: Digest::of(body.as_bytes()),
            ledger: (unit != UnitId::OWN).then_some(ledger_id),
            unit: read_unit(connection, unit)?.filter(|_| unit != UnitId::OWN),
            reason: reason.to_owned(),
        };
        self.record_ledger(LedgerEvent::EntryErased(erasure))?;
        Ok(entry)
    }
}

impl Store {
    /// What the own history says was erased, gathered units' entries too.
    pub fn erased_entries(&self) -> Result<Vec<ErasedEntry>, Error> {
        said_by(&self.connection, UnitId::OWN)
    }

    /// Writes the file anew after something was erased: the pages that SQLite moved about before still have
    /// remains of it in their unused parts, which `secure_delete` does not reach.
    pub fn scrub(&mut self) -> Result<(), Error> {
        let done = self.connection.execute_batch("vacuum");
        done.map_err(|fault| Error::from(fault).at(&self.path))?;
        self.untidy = false;
        Ok(())
    }

    /// The same where histories that came in erased something.
    pub fn scrub_after_gathering(&mut self) -> Result<(), Error> {
        if self.untidy { self.scrub() } else { Ok(()) }
    }

    /// An entry of a unit; `None` where there is none.
    pub fn entry(&self, unit: UnitId, sequence: u64) -> Result<Option<Recorded>, Error> {
        let row: Option<read::Raw> = self
            .connection
            .prepare_cached(ROW)?
            .query_row([row::entry_id(unit, sequence)], read::raw)
            .optional()?;
        row.map(read::recorded).transpose()
    }

    /// Whether the entry with that digest is here with its texts, in the own history or in those of the
    /// ledger that it is of.
    pub fn holds_text(&self, erasure: &Erasure) -> Result<bool, Error> {
        let units = match &erasure.ledger {
            Some(ledger_id) => of_ledger(&self.connection, ledger_id)?,
            None => vec![UnitId::OWN],
        };
        for unit in units {
            if let Some((body, digest)) = kept(&self.connection, unit, erasure.entry)?
                && digest == erasure.digest
                && Digest::of(body.as_bytes()) != erasure.body_sha256
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Text and digest of an entry.
pub(super) fn kept(
    connection: &Connection,
    unit: UnitId,
    sequence: u64,
) -> Result<Option<(String, Digest)>, Error> {
    let row: Option<read::Raw> = connection
        .prepare_cached(ROW)?
        .query_row([row::entry_id(unit, sequence)], read::raw)
        .optional()?;
    let Some((_, body, digest)) = row else {
        return Ok(None);
    };
    let broken = || Error::Damaged(format!("digest of entry {sequence}").into());
    let digest = Digest::from_slice(&digest).ok_or_else(broken)?;
    Ok(Some((body, digest)))
}

/// What the history of that unit says was erased.
fn said_by(connection: &Connection, unit: UnitId) -> Result<Vec<ErasedEntry>, Error> {
    let mut statement = connection.prepare_cached(ERASURES)?;
    let raws = statement.query_map([unit.0], read::raw)?;
    let mut all = Vec::new();
    for raw in raws {
        let Recorded { entry, .. } = read::recorded(raw?)?;
        if let Event::Ledger(LedgerEvent::EntryErased(erasure)) = entry.event {
            let by = entry.sequence;
            all.push(ErasedEntry { by, erasure });
        }
    }
    Ok(all)
}

/// The units held of that ledger, those aside too.
fn of_ledger(connection: &Connection, ledger_id: &str) -> Result<Vec<UnitId>, Error> {
    let mut statement = connection.prepare_cached(OF_LEDGER)?;
    let ids = statement.query_map([ledger_id], |row| row.get(0).map(UnitId))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Puts a text without its words in the place of an entry's own, wherever it is held, and writes its
/// task anew; whether it was held anywhere.
pub(super) fn rewrite_all(
    connection: &Connection,
    ledger_id: &str,
    sequence: u64,
    digest: &Digest,
    body: &str,
) -> Result<bool, Error> {
    let mut any = false;
    for unit in of_ledger(connection, ledger_id)? {
        match kept(connection, unit, sequence)? {
            Some((whole, known)) if known == *digest && whole != body => {
                rewrite_in(connection, unit, sequence, body)?;
                any = true;
            }
            _ => {}
        }
    }
    Ok(any)
}

/// The same in the history of one unit.
pub(super) fn rewrite_in(
    connection: &Connection,
    unit: UnitId,
    sequence: u64,
    body: &str,
) -> Result<(), Error> {
    rewrite(connection, unit, sequence, body)?;
    refold(connection, unit, body)
}

/// The one place where the text of an entry changes: the guard-rails are passed by for this statement
/// of this connection, the file keeps them.
fn rewrite(connection: &Connection, unit: UnitId, sequence: u64, body: &str) -> Result<(), Error> {
    let guarded = |on| connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, on);
    guarded(false)?;
    let done = connection.execute(REWRITE, (body, row::entry_id(unit, sequence)));
    guarded(true)?;
    done?;
    Ok(())
}

/// Writes the task of an entry as its entries fold to now; a history kept aside has none.
fn refold(connection: &Connection, unit: UnitId, body: &str) -> Result<(), Error> {
    let Some(number) = codec::head(body).ok().and_then(|head| head.task) else {
        return Ok(());
    };
    let removed = connection
        .prepare_cached(append::DELETE_TASK)?
        .execute([row::id(unit, number)])?;
    let entries = read::task_entries(connection, unit, number)?;
    if let (1, Some(task)) = (removed, Task::fold(number, &entries)) {
        connection
            .prepare_cached(&row::INSERT)?
            .execute(params_from_iter(row::columns(unit, &task)))?;
    }
    Ok(())
}

/// What is erased of others' histories, whoever says so, looked up once for many that come in.
pub(super) struct Elsewhere {
    /// By the own history, for each ledger.
    own: HashMap<String, Vec<Erasure>>,
    /// By histories that were replaced.
    replaced: HashMap<String, Vec<UnitId>>,
}

impl Elsewhere {
    pub(super) fn look_up(connection: &Connection) -> Result<Self, Error> {
        let mut own: HashMap<String, Vec<Erasure>> = HashMap::new();
        for ErasedEntry { erasure, .. } in said_by(connection, UnitId::OWN)? {
            if let Some(ledger_id) = &erasure.ledger {
                own.entry(ledger_id.clone()).or_default().push(erasure);
            }
        }
        let mut replaced: HashMap<String, Vec<UnitId>> = HashMap::new();
        let mut statement = connection.prepare(REPLACED)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, UnitId(row.get(1)?))))?;
        for row in rows {
            let (ledger_id, unit) = row?;
            replaced.entry(ledger_id).or_default().push(unit);
        }
        Ok(Self { own, replaced })
    }
}

/// The erased entries of one ledger as they are held; none of them comes back whole.
#[derive(Default)]
pub(super) struct Erased(HashMap<u64, (Digest, String)>);

impl Erased {
    /// What is erased of that ledger, by itself as it is held or here.
    pub(super) fn of(
        connection: &Connection,
        ledger_id: &str,
        living: Option<UnitId>,
        elsewhere: &Elsewhere,
    ) -> Result<Self, Error> {
        let mut said = elsewhere.own.get(ledger_id).cloned().unwrap_or_default();
        let replaced = elsewhere.replaced.get(ledger_id).into_iter().flatten();
        for unit in living.into_iter().chain(replaced.copied()) {
            let all = said_by(connection, unit)?.into_iter();
            said.extend(
                all.map(|one| one.erasure)
                    .filter(|one| one.ledger.is_none()),
            );
        }
        let mut erased = Self::default();
        if said.is_empty() {
            return Ok(erased);
        }
        let units = of_ledger(connection, ledger_id)?;
        for one in said {
            for unit in &units {
                match kept(connection, *unit, one.entry)? {
                    Some((body, digest))
                        if digest == one.digest
                            && Digest::of(body.as_bytes()) == one.body_sha256 =>
                    {
                        erased.0.insert(one.entry, (digest, body));
                    }
                    _ => {}
                }
            }
        }
        Ok(erased)
    }

    /// An entry that comes in, without its texts where they were erased.
    pub(super) fn instead_of(&self, recorded: Recorded) -> Result<Recorded, Error> {
        let sequence = recorded.entry.sequence;
        match self.0.get(&sequence) {
            Some((digest, body)) if *digest == recorded.digest => Ok(Recorded {
                entry: codec::read(body).map_err(|fault| Error::Entry(sequence, fault))?,
                body: body.clone(),
                digest: *digest,
            }),
            _ => Ok(recorded),
        }
    }
}
