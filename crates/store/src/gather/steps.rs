//! The steps of gathering a history, each within the transaction that takes it.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Halt, NotTaken, Stop};
use crate::erase::{self, Erased, Late};
use crate::intake::Intake;
use crate::{Error, read, row};
use model::book::Book;
use model::entry::Recorded;
use model::erased::is_erased;
use model::event::codec;
use model::handed::Handed;
use model::unit::{UnitCard, UnitId};

pub(super) const LIVING: &str = "select id from unit where ledger_id = $1 and aside is null";
pub(super) const BY_KEY: &str = "select id from unit
    where coalesce(code, name) = $1 and aside is null and id <> 1";
const ASIDE: &str = "select id from unit where ledger_id = $1 and aside is not null order by id";
const NEXT: &str = "select max(id) + 1 from unit";
const INSERT: &str = "insert into unit (id, ledger_id, code, name, received, aside)
    values ($1, $2, $3, $4, $5, $6)";
const RENEW: &str = "update unit set code = $1, name = $2, received = $3, aside = $4 where id = $5";
const LINKS: &str = "select digest, body from entry where id between $1 and $2 order by id";
const CARDS: &str = "select sequence, body, digest from entry
    where unit = $1 and task is null and kind in ('unit', 'ledger_withdrawn') order by sequence";

/// The unit as it is held; refuses what may not come in under its name.
pub(super) fn acceptable<E: From<Error>>(
    connection: &Connection,
    handed: &Handed,
) -> Result<Option<UnitId>, Stop<E>> {
    if read::ledger_id(connection, UnitId::OWN)? == handed.ledger_id {
        return Err(NotTaken::Own.into());
    }
    let key = handed.key();
    if key.is_empty() {
        return Err(NotTaken::Nameless.into());
    }
    let known = find_unit(connection, LIVING, &handed.ledger_id)?;
    if let Some(other) = find_unit(connection, BY_KEY, key)?.filter(|other| Some(*other) != known) {
        return Err(taken(connection, other, key)?.into());
    }
    Ok(known)
}

pub(super) fn taken(connection: &Connection, other: UnitId, key: &str) -> Result<NotTaken, Error> {
    let sql = "select name, ledger_id from unit where id = $1";
    let (name, ledger_id) = connection
        .prepare_cached(sql)?
        .query_row([other.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(NotTaken::CodeTaken {
        code: key.to_owned(),
        name,
        ledger_id,
    })
}

pub(super) fn find_unit(
    connection: &Connection,
    sql: &str,
    value: &str,
) -> Result<Option<UnitId>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let id: Option<u32> = statement.query_row([value], |row| row.get(0)).optional()?;
    Ok(id.map(UnitId))
}

/// The unit held of that ledger.
pub(crate) fn living(connection: &Connection, ledger_id: &str) -> Result<Option<UnitId>, Error> {
    find_unit(connection, LIVING, ledger_id)
}

/// What a unit is called here.
pub(crate) fn read_unit(connection: &Connection, unit: UnitId) -> Result<Option<String>, Error> {
    let sql = "select coalesce(code, name) from unit where id = $1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([unit.0], |row| row.get(0)).optional()?)
}

pub(super) fn insert_unit(
    connection: &Connection,
    handed: &Handed,
    received: &str,
    aside: Option<&str>,
) -> Result<UnitId, Error> {
    let id: u32 = connection
        .prepare_cached(NEXT)?
        .query_row([], |row| row.get(0))?;
    connection.prepare_cached(INSERT)?.execute((
        id,
        &handed.ledger_id,
        &handed.code,
        &handed.name,
        received,
        aside,
    ))?;
    Ok(UnitId(id))
}

pub(super) fn renew(
    connection: &Connection,
    unit: UnitId,
    handed: &Handed,
    received: &str,
    aside: Option<&str>,
) -> Result<(), Error> {
    connection.prepare_cached(RENEW)?.execute((
        &handed.code,
        &handed.name,
        received,
        aside,
        unit.0,
    ))?;
    Ok(())
}

/// After the last entry: the unit is called what its history says.
pub(super) fn settle<E: From<Error>>(
    connection: &Connection,
    unit: UnitId,
    handed: &Handed,
    received: &str,
) -> Result<(), Stop<E>> {
    check_card(connection, unit, handed)?;
    renew(connection, unit, handed, received, None)?;
    Ok(())
}

pub(super) fn check_card<E: From<Error>>(
    connection: &Connection,
    unit: UnitId,
    handed: &Handed,
) -> Result<(), Stop<E>> {
    if !handed.is_presentable() {
        return Err(NotTaken::Unpresentable.into());
    }
    let card = card(connection, unit)?;
    if card.name != handed.name || card.code != handed.code {
        return Err(NotTaken::OtherCard.into());
    }
    Ok(())
}

/// What a gathered unit says of itself.
pub(crate) fn card(connection: &Connection, unit: UnitId) -> Result<UnitCard, Error> {
    let mut statement = connection.prepare_cached(CARDS)?;
    let raws = statement.query_map([unit.0], read::raw)?;
    let mut entries = Vec::new();
    for raw in raws {
        let (sequence, body, _) = raw?;
        entries.push(codec::read(&body).map_err(|fault| Error::Entry(sequence, fault))?);
    }
    Ok(Book::fold(&entries).unit)
}

/// What a gathered unit's history says of itself as far as it is held.
pub(super) fn as_held(
    connection: &Connection,
    handed: &Handed,
    unit: UnitId,
) -> Result<Handed, Error> {
    let (entries, head) = read::head(connection, unit)?;
    let card = card(connection, unit)?;
    Ok(Handed {
        ledger_id: handed.ledger_id.clone(),
        name: card.name,
        code: card.code,
        entries,
        head,
    })
}

/// What the first entries of a history are to those held.
pub(super) struct Agreed {
    /// How many there were.
    pub(super) seen: u64,
    /// Texts that lost their words since.
    pub(super) late: Late,
}

/// Compares the first entries with the `held` ones of a unit.
pub(super) fn agree<E: From<Error>>(
    connection: &Connection,
    unit: UnitId,
    held: u64,
    entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
) -> Result<Agreed, Stop<E>> {
    let mut statement = connection.prepare_cached(LINKS)?;
    let range = (row::entry_id(unit, 1), row::entry_id(unit, held));
    let mut rows = statement.query(range)?;
    let (mut seen, mut late) = (0, Late::new());
    while seen < held {
        let Some(next) = entries.next() else { break };
        let recorded = next.map_err(failed)?;
        seen += 1;
        let Some(row) = rows.next()? else {
            return Err(Stop::Diverged(seen));
        };
        if row.get::<_, Vec<u8>>(0)? != recorded.digest.as_bytes() {
            return Err(Stop::Diverged(seen));
        }
        // The same link with another text: one of both was erased, and that one holds.
        let held = row.get_ref(1)?.as_str().unwrap_or_default();
        if held != recorded.body && is_erased(&recorded.entry) {
            let is_ours = erase::left(held).is_ok_and(|left| left == recorded.body);
            late.insert(seen, (!is_ours).then_some(recorded.body));
        }
    }
    Ok(Agreed { seen, late })
}

/// How entries come in.
pub(super) struct Coming<'a> {
    /// Whether their tasks are wanted.
    pub(super) with_tasks: bool,
    /// What was erased of them.
    pub(super) erased: &'a Erased,
    /// What was erased of those held.
    pub(super) late: Late,
}

/// Writes the entries beyond the `held` ones, folding the tasks of all that come where they are
/// wanted; how many were written, and whether something that was here was erased. What was erased comes in without its texts.
pub(super) fn take<E: From<Error>>(
    connection: &Connection,
    unit: UnitId,
    held: u64,
    coming: Coming<'_>,
    entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
) -> Result<(u64, bool), Stop<E>> {
    let Some(first) = entries.next() else {
        return Ok((0, false));
    };
    let mut intake = Intake::begin(connection, unit)?;
    intake.late = coming.late;
    let mut written = 0;
    for recorded in std::iter::once(first).chain(entries) {
        let recorded = coming
            .erased
            .instead_of(connection, recorded.map_err(failed)?)?;
        if recorded.entry.sequence > held {
            intake.write(&recorded)?;
            written += 1;
        }
        if coming.with_tasks {
            intake.fold(&recorded)?;
        }
    }
    Ok((written, intake.finish()?))
}

pub(super) fn failed<E>(fault: E) -> Stop<E> {
    Stop::Halt(Halt::Failed(fault))
}

/// Whether the history goes on from the one held, or is the beginning of it.
pub(super) fn goes_on<E: From<Error>>(
    connection: &Connection,
    unit: UnitId,
    handed: &Handed,
    entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
) -> Result<bool, Stop<E>> {
    let (held, last_digest) = read::head(connection, unit)?;
    let last = held.min(handed.entries);
    let known = if last == held {
        Some(last_digest)
    } else {
        read::digest_at(connection, unit, last)?
    };
    for recorded in entries {
        let recorded = recorded.map_err(failed)?;
        if recorded.entry.sequence == last {
            return Ok(Some(recorded.digest) == known);
        }
    }
    Ok(false)
}

/// The history kept aside that this one goes on from, and how far it went. Reads the history to its
/// end.
pub(super) fn find_aside<E: From<Error>>(
    connection: &Connection,
    handed: &Handed,
    entries: &mut dyn Iterator<Item = Result<Recorded, E>>,
) -> Result<Option<(UnitId, u64)>, Stop<E>> {
    let mut statement = connection.prepare_cached(ASIDE)?;
    let ids = statement.query_map([&handed.ledger_id], |row| row.get(0))?;
    let mut kept = Vec::new();
    for id in ids {
        let unit = UnitId(id?);
        let (held, digest) = read::head(connection, unit)?;
        kept.push((unit, held, digest));
    }
    let mut found = None;
    for recorded in entries {
        let recorded = recorded.map_err(failed)?;
        let at = recorded.entry.sequence;
        for (unit, held, last) in &kept {
            let whole = *held == at && *last == recorded.digest;
            let part = at == handed.entries
                && at < *held
                && read::digest_at(connection, *unit, at)? == Some(recorded.digest);
            if whole || part {
                found = Some((*unit, *held));
            }
        }
    }
    Ok(found)
}
