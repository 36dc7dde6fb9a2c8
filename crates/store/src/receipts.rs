//! Receipts of sheets that were sent out and came back; how receipts of every kind are chained.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Error, Store, Writer};
use model::digest::Digest;
use model::entry::Seal;
use model::unit::UnitId;

/// One sheet that went out or came home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// When, as recorded.
    pub at: String,
    /// Whether it came home.
    pub returned: bool,
    /// Whose sheet.
    pub dept: String,
    /// Its name.
    pub sheet: String,
    /// What else is kept of it; of one that an older program noted, words for people.
    pub detail: String,
}

pub(super) const INSERT: &str = "insert into receipt (id, at, kind, dept, sheet, detail, digest)
    values ($1, $2, $3, $4, $5, $6, $7)";
const LAST: &str = "select id, digest from receipt order by id desc limit 1";
/// Those written before schema 2, up to the first with a digest.
const UNCHAINED: &str = "select id, at, kind, dept, sheet, detail, digest from receipt
    where id < (select coalesce(min(id), 9223372036854775807) from receipt where digest is not null)
    order by id";
const ALL: &str = "select at, kind, dept, sheet, detail from receipt
    where kind in ('sent', 'returned') order by id";

impl Writer<'_> {
    /// Notes that a sheet went out or came home; the time is the command's.
    pub(super) fn receipt(
        &mut self,
        returned: bool,
        dept: &str,
        sheet: &str,
        detail: &str,
    ) -> Result<(), Error> {
        let kind = if returned { "returned" } else { "sent" };
        let at = self.stamp().when.to_rfc3339();
        let seal = append(self.connection(), [&at, kind, dept, sheet, detail])?;
        self.tail.seals.receipts = Some(seal);
        Ok(())
    }
}

/// Number of the last receipt, 0 where there is none, and its digest, which older programs noted none of.
pub(super) fn end(connection: &Connection) -> Result<(i64, Option<Digest>), Error> {
    let mut statement = connection.prepare_cached(LAST)?;
    let last: Option<(i64, Option<[u8; 32]>)> = statement
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (id, digest) = last.unwrap_or_default();
    Ok((id, digest.and_then(|digest| Digest::from_slice(&digest))))
}

/// Number and digest of the last receipt.
pub(super) fn last(connection: &Connection) -> Result<Option<(i64, Digest)>, Error> {
    let last: Option<(i64, [u8; 32])> = connection
        .prepare_cached(LAST)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.and_then(|(id, digest)| Some((id, Digest::from_slice(&digest)?))))
}

/// Adds a receipt (when, kind, department, sheet, detail) to the chain, within a transaction.
pub(super) fn append(connection: &Connection, columns: [&str; 5]) -> Result<Seal, Error> {
    let (last, previous) = match last(connection)? {
        Some(last) => last,
        None => (0, genesis(connection)?),
    };
    let id = last
        .checked_add(1)
        .ok_or_else(|| Error::Damaged("receipt".into()))?;
    let digest = link(&previous, id, columns);
    let [at, kind, dept, sheet, detail] = columns;
    connection.prepare_cached(INSERT)?.execute(params![
        id,
        at,
        kind,
        dept,
        sheet,
        detail,
        digest.as_bytes()
    ])?;
    Ok(Seal {
        last: id.cast_unsigned(),
        head: digest,
    })
}

/// Gives digests to those receipts that were written before schema 2. What comes after the first
/// with a digest is left as it is: there none was ever written without.
pub(super) fn chain_older(connection: &Connection) -> Result<(), Error> {
    let mut previous = genesis(connection)?;
    let mut statement = connection.prepare(UNCHAINED)?;
    let mut rows = statement.query([])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        let link = Link::read(row, &previous)?;
        previous = link.computed;
        links.push((link.id, link.computed));
    }
    for (id, digest) in links {
        connection
            .prepare_cached("update receipt set digest = $1 where id = $2")?
            .execute((digest.as_bytes(), id))?;
    }
    Ok(())
}

/// What stands before the first receipt.
pub(super) fn genesis(connection: &Connection) -> Result<Digest, Error> {
    let id = super::read::ledger_id(connection, UnitId::OWN)?;
    Ok(Digest::genesis(&id))
}

/// The digest of a receipt that follows that one.
pub(super) fn link(previous: &Digest, id: i64, columns: [&str; 5]) -> Digest {
    Digest::chained(previous, &text(id, columns))
}

/// The very text that is hashed.
fn text(id: i64, columns: [&str; 5]) -> String {
    serde_json::json!([id, columns]).to_string()
}

/// A receipt's place in the chain. Those written before schema 2 keep no digest and are chained
/// all the same.
pub(super) struct Link {
    pub id: i64,
    /// What its digest should be.
    pub computed: Digest,
    /// What is kept.
    pub kept: Option<Digest>,
    /// Whether something is kept that is no digest, or the text is none.
    pub garbled: bool,
}

impl Link {
    /// From a row of id, the five columns and the digest.
    pub(super) fn read(row: &Row<'_>, previous: &Digest) -> Result<Self, Error> {
        let id = row.get(0)?;
        let mut columns = [""; 5];
        let mut garbled = false;
        for (index, column) in columns.iter_mut().enumerate() {
            match row.get_ref(index + 1)?.as_str() {
                Ok(text) => *column = text,
                Err(_) => garbled = true,
            }
        }
        let kept = match row.get_ref(6)? {
            ValueRef::Blob(bytes) => Digest::from_slice(bytes),
            _ => None,
        };
        garbled |= kept.is_none() && row.get_ref(6)? != ValueRef::Null;
        Ok(Self {
            id,
            computed: link(previous, id, columns),
            kept,
            garbled,
        })
    }
}

impl Store {
    /// Every sheet that went out or came home, in order.
    pub fn receipts(&self) -> Result<Vec<Receipt>, Error> {
        let mut statement = self.connection.prepare_cached(ALL)?;
        let receipts = statement.query_map([], |row| {
            Ok(Receipt {
                at: row.get(0)?,
                returned: row.get::<_, String>(1)? == "returned",
                dept: row.get(2)?,
                sheet: row.get(3)?,
                detail: row.get(4)?,
            })
        })?;
        Ok(receipts.collect::<Result<_, _>>()?)
    }
}
