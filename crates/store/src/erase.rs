//! Erasing the texts of entries (销毁). Their digests stay, and an entry of the own history says what was
//! erased. The same entry is kept in every history of its ledger that is held here: it is erased in all
//! of them, and what comes in later does not bring it back.

use std::collections::{BTreeSet, HashMap};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::gather::read_unit;
use super::standing::Keeper;
use super::{Error, Store, Writer, append, read, row};
use model::digest::Digest;
use model::entry::Recorded;
use model::erased::{self, Erasure};
use model::event::codec::{self, CodecFault};
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
    /// Erases the texts of these entries, each of its unit, and records each. None is erased where one of
    /// them can't be.
    pub fn erase_entries(&mut self, entries: &[(UnitId, u64)], reason: &str) -> Result<(), Error> {
        self.settle_all()?;
        let mut rewriting = Rewriting::default();
        for (unit, sequence) in entries {
            let erasure = erase_one(self.connection(), *unit, *sequence, &mut rewriting)?;
            self.record_ledger(LedgerEvent::EntryErased(Erasure {
                reason: reason.to_owned(),
                ..erasure
            }))?;
        }
        rewriting.finish(self.connection())?;
        Ok(())
    }
}

/// Erases the texts of one entry; what is to be said of it, but for the reason.
fn erase_one(
    connection: &Connection,
    unit: UnitId,
    sequence: u64,
    rewriting: &mut Rewriting,
) -> Result<Erasure, Error> {
    let Some((whole, digest)) = kept(connection, unit, sequence)? else {
        return Err(Error::NoEntry(sequence));
    };
    let body = left(&whole).map_err(|fault| Error::Entry(sequence, fault))?;
    if body == whole {
        return Err(Error::NothingToErase(sequence));
    }
    append::check_length(&body)?;
    let ledger_id = read::ledger_id(connection, unit)?;
    let units = of_ledger(connection, &ledger_id)?;
    rewriting.all(connection, &units, sequence, &digest, &body)?;
    let is_gathered = unit != UnitId::OWN;
    Ok(Erasure {
        entry: sequence,
        digest,
        body_sha256: Digest::of(body.as_bytes()),
        ledger: is_gathered.then_some(ledger_id),
        unit: read_unit(connection, unit)?.filter(|_| is_gathered),
        reason: String::new(),
    })
}

/// What is left of an entry's text without its words.
pub(super) fn left(body: &str) -> Result<String, CodecFault> {
    Ok(codec::write(&erased::erase(&codec::read(body)?)?))
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
pub(super) fn of_ledger(connection: &Connection, ledger_id: &str) -> Result<Vec<UnitId>, Error> {
    let mut statement = connection.prepare_cached(OF_LEDGER)?;
    let ids = statement.query_map([ledger_id], |row| row.get(0).map(UnitId))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Entries held whole that came in without their words, with what is left where it is not what would be
/// left of them here.
pub(super) type Late = HashMap<u64, Option<String>>;

/// Entries that lose their words, and the tasks to be folded anew, each once, when all have.
#[derive(Default)]
pub(super) struct Rewriting {
    tasks: BTreeSet<(UnitId, u32)>,
    any: bool,
}

impl Rewriting {
    /// Puts a text without its words in the place of an entry's own, in each of these histories that has
    /// that entry.
    pub(super) fn all(
        &mut self,
        connection: &Connection,
        units: &[UnitId],
        sequence: u64,
        digest: &Digest,
        body: &str,
    ) -> Result<(), Error> {
        for unit in units {
            match kept(connection, *unit, sequence)? {
                Some((whole, known)) if known == *digest && whole != body => {
                    self.one(connection, *unit, sequence, body)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The same of one that came in without them, in the history that it came for.
    pub(super) fn late(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        sequence: u64,
        body: Option<String>,
    ) -> Result<(), Error> {
        let body = match (body, kept(connection, unit, sequence)?) {
            (Some(body), _) => body,
            (None, Some((whole, _))) => {
                left(&whole).map_err(|fault| Error::Entry(sequence, fault))?
            }
            (None, None) => return Ok(()),
        };
        self.one(connection, unit, sequence, &body)
    }

    /// The one place where the text of an entry changes: the guard-rails are passed by for this statement
    /// of this connection, the file keeps them.
    pub(super) fn one(
        &mut self,
        connection: &Connection,
        unit: UnitId,
        sequence: u64,
        body: &str,
    ) -> Result<(), Error> {
        let guarded = |on| connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, on);
        guarded(false)?;
        let done = connection.execute(REWRITE, (body, row::entry_id(unit, sequence)));
        guarded(true)?;
        done?;
        // The caller knows that it can be read; with no task there is none to fold.
        let task = codec::head(body).ok().and_then(|head| head.task);
        self.tasks.extend(task.map(|task| (unit, task)));
        self.any = true;
        Ok(())
    }

    /// Writes every task as its entries fold to now; a history kept aside has none. Says whether anything
    /// was erased.
    pub(super) fn finish(self, connection: &Connection) -> Result<bool, Error> {
        let mut standing = Keeper::default();
        for (unit, number) in self.tasks {
            let has_row = connection
                .prepare_cached("select 1 from task where id = $1")?
                .exists([row::id(unit, number)])?;
            if has_row {
                fold_anew(connection, &mut standing, unit, number)?;
            }
        }
        standing.flush(connection)?;
        Ok(self.any)
    }
}

/// Writes a task as its entries fold to now; where they make none, there is none.
pub(super) fn fold_anew(
    connection: &Connection,
    standing: &mut Keeper,
    unit: UnitId,
    number: u32,
) -> Result<(), Error> {
    connection
        .prepare_cached(append::DELETE_TASK)?
        .execute([row::id(unit, number)])?;
    let entries = read::task_entries(connection, unit, number)?;
    let Some(task) = Task::fold(number, &entries) else {
        return standing.remove(connection, unit, number);
    };
    connection
        .prepare_cached(&row::INSERT)?
        .execute(params_from_iter(row::columns(unit, &task)))?;
    standing.keep(connection, unit, &task, &entries)
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

/// The erased entries of one ledger, and where each is held; none of them comes back whole.
#[derive(Default)]
pub(super) struct Erased(HashMap<u64, (Digest, UnitId)>);

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
                        erased.0.insert(one.entry, (digest, *unit));
                    }
                    _ => {}
                }
            }
        }
        Ok(erased)
    }

    /// An entry that comes in, without its texts where they were erased.
    pub(super) fn instead_of(
        &self,
        connection: &Connection,
        recorded: Recorded,
    ) -> Result<Recorded, Error> {
        let sequence = recorded.entry.sequence;
        let held = match self.0.get(&sequence) {
            Some((digest, unit)) if *digest == recorded.digest => {
                kept(connection, *unit, sequence)?
            }
            _ => None,
        };
        match held {
            None => Ok(recorded),
            Some((body, digest)) => Ok(Recorded {
                entry: codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?,
                body,
                digest,
            }),
        }
    }
}
