//! Rows on their way: many of a table in one statement, whatever it holds.

use std::collections::BTreeMap;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::ToSql;
use store::Error;
use store::shared::{Field, Kind, Reached, Row, SharedFault, Table};

use crate::connection::Connection;
use crate::fault;

/// Rows put with one statement.
const MOST: usize = 1000;
/// Bytes of fields put with one statement.
const MOST_BYTES: usize = 4 << 20;

/// Rows that wait to be put, by table; those that change what is there wait until all new ones are.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    new: BTreeMap<Table, Vec<Row>>,
    bytes: usize,
    changed: Vec<Row>,
}

impl Waiting {
    /// Takes a row; whether it is time to put them.
    pub(crate) fn push(&mut self, row: Row) -> bool {
        if !row.is_new {
            self.changed.push(row);
            return false;
        }
        let sizes = row.fields.iter().map(|field| match field {
            Field::Text(text) => text.len(),
            Field::Bytes(bytes) => bytes.len(),
            Field::Null | Field::Integer(_) => 8,
        });
        self.bytes += sizes.sum::<usize>();
        let rows = self.new.entry(row.table).or_default();
        rows.push(row);
        rows.len() >= MOST || self.bytes >= MOST_BYTES
    }

    /// Puts the new ones, those first that others refer to.
    pub(crate) fn put_new(
        &mut self,
        client: &mut Connection,
        ledger: i64,
        changes: i64,
    ) -> Result<(), postgres::Error> {
        self.bytes = 0;
        for (table, rows) in std::mem::take(&mut self.new) {
            put(client, table, &rows, ledger, changes)?;
        }
        Ok(())
    }

    /// Those that take the place of what is there.
    pub(crate) fn changed(&mut self) -> Vec<Row> {
        std::mem::take(&mut self.changed)
    }
}

fn put(
    client: &mut Connection,
    table: Table,
    rows: &[Row],
    ledger: i64,
    changes: i64,
) -> Result<(), postgres::Error> {
    let columns = table.columns();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let arrays = columns.iter().zip(3..).map(|((_, kind), place)| {
        let kind = match kind {
            Kind::Integer => "bigint",
            Kind::Text => "text",
            Kind::Bytes => "bytea",
        };
        format!("${place}::{kind}[]")
    });
    let arrays: Vec<String> = arrays.collect();
    let names = names.join(", ");
    let sql = format!(
        "insert into ledger.{} (ledger, changes, {names}) select $1, $2, * from unnest({})",
        table.name(),
        arrays.join(", ")
    );
    let held: Vec<Box<dyn ToSql + Sync + '_>> = (0..columns.len())
        .map(|place| array(columns[place].1, rows, place))
        .collect();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&ledger, &changes];
    values.extend(held.iter().map(|array| &**array as &(dyn ToSql + Sync)));
    client.done(&sql, &values).map(drop)
}

/// The fields of a column, one behind the other.
fn array(kind: Kind, rows: &[Row], place: usize) -> Box<dyn ToSql + Sync + '_> {
    let fields = rows.iter().map(move |row| &row.fields[place]);
    match kind {
        Kind::Integer => {
            let all = fields.map(|field| match field {
                Field::Integer(number) => Some(*number),
                _ => None,
            });
            Box::new(all.collect::<Vec<Option<i64>>>())
        }
        Kind::Text => {
            let all = fields.map(|field| match field {
                Field::Text(text) => Some(text.as_str()),
                _ => None,
            });
            Box::new(all.collect::<Vec<Option<&str>>>())
        }
        Kind::Bytes => {
            let all = fields.map(|field| match field {
                Field::Bytes(bytes) => Some(bytes.as_slice()),
                _ => None,
            });
            Box::new(all.collect::<Vec<Option<&[u8]>>>())
        }
    }
}

/// Hands over the rows of a ledger that changed after so many changes, table by table.
pub(crate) fn since(
    client: &mut Connection,
    ledger: i64,
    copy: &Reached,
    each: &mut dyn FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |fault| Error::from(fault::of(fault));
    let changes = copy.changes().cast_signed();
    let (sequence, receipts) = (copy.sequence.cast_signed(), copy.receipts.cast_signed());
    let head = copy.head.as_bytes().as_slice();
    let last = copy.last_receipt.as_ref();
    let last = last.map(|digest| digest.as_bytes().as_slice());
    let values: [&(dyn ToSql + Sync); 6] = [&ledger, &changes, &sequence, &head, &receipts, &last];
    let Some(tables) = client.one(&any(), &values).map_err(failed)? else {
        return Ok(());
    };
    let place = Table::ALL.len();
    let stands = |place| tables.try_get::<_, bool>(place).map_err(failed);
    if !(stands(place)? && stands(place + 1)?) {
        return Err(SharedFault::Apart.into());
    }
    let values: [&(dyn ToSql + Sync); 2] = [&ledger, &changes];
    for (place, table) in Table::ALL.into_iter().enumerate() {
        if !stands(place)? {
            continue;
        }
        let columns = table.columns();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let sql = format!(
            "select {} from ledger.{} where ledger = $1 and changes > $2 order by id{}",
            names.join(", "),
            table.name(),
            if table == Table::Piece { ", part" } else { "" }
        );
        let statement = client.compiled(&sql).map_err(failed)?;
        let mut found = client.query_raw(&statement, values).map_err(failed)?;
        while let Some(row) = found.next().map_err(failed)? {
            let fields = columns.iter().enumerate();
            let fields = fields.map(|(place, (_, kind))| field(&row, place, *kind));
            let fields = fields.collect::<Result<_, _>>().map_err(failed)?;
            each(Row {
                table,
                is_new: true,
                fields,
            })?;
        }
    }
    Ok(())
}

/// Which tables have any, and whether the copy's last entry and last receipt are there.
fn any() -> String {
    let each = Table::ALL.map(|table| {
        let name = table.name();
        format!("exists (select 1 from ledger.{name} where ledger = $1 and changes > $2)")
    });
    let entry = "$3::bigint = 0 or exists
        (select 1 from ledger.entry where ledger = $1 and unit = 1 and id = 4294967296 + $3 and digest = $4)";
    let receipt = "$5::bigint = 0 or exists (select 1 from ledger.receipt
        where ledger = $1 and id = $5 and digest is not distinct from $6::bytea)";
    format!("select {}, {entry}, {receipt}", each.join(", "))
}

fn field(row: &postgres::Row, place: usize, kind: Kind) -> Result<Field, postgres::Error> {
    Ok(match kind {
        Kind::Integer => row.try_get::<_, Option<i64>>(place)?.map(Field::Integer),
        Kind::Text => row.try_get::<_, Option<String>>(place)?.map(Field::Text),
        Kind::Bytes => row.try_get::<_, Option<Vec<u8>>>(place)?.map(Field::Bytes),
    }
    .unwrap_or(Field::Null))
}

/// Lets a row take the place of what is there with its id: of a unit all of it, of what was erased the rest.
pub(crate) fn change(
    client: &mut Connection,
    row: &Row,
    ledger: i64,
    changes: i64,
) -> Result<(), SharedFault> {
    let stays = || SharedFault::Engine("a row that never changes".into());
    let Field::Integer(id) = &row.fields[0] else {
        return Err(stays());
    };
    let done = match (row.table, &row.fields) {
        (Table::Entry, fields) => {
            let Field::Text(left) = &fields[7] else {
                return Err(stays());
            };
            let sql = "select ledger.erase_entry($1, $2, $3, $4)";
            client.done(sql, &[&ledger, id, left, &changes])
        }
        (Table::Blob, _) => {
            let sql = "select ledger.erase_blob($1, $2, $3)";
            client.done(sql, &[&ledger, id, &changes])
        }
        (Table::Unit, fields) => {
            let set = row.table.columns().iter().zip(2..).skip(2);
            let set: Vec<String> = set
                .map(|((name, _), place)| format!("{name} = ${place}"))
                .collect();
            let sql = format!(
                "update ledger.unit set changes = $1, {} where ledger = $2 and id = $3",
                set.join(", ")
            );
            let held: Vec<Box<dyn ToSql + Sync + '_>> = (2..fields.len())
                .map(|place| one(row.table.columns()[place].1, &fields[place]))
                .collect();
            let mut values: Vec<&(dyn ToSql + Sync)> = vec![&changes, &ledger, id];
            values.extend(held.iter().map(|value| &**value as &(dyn ToSql + Sync)));
            client.done(&sql, &values)
        }
        (Table::Receipt | Table::Piece, _) => return Err(stays()),
    };
    done.map(drop).map_err(fault::of)
}

fn one(kind: Kind, field: &Field) -> Box<dyn ToSql + Sync + '_> {
    match (kind, field) {
        (Kind::Integer, Field::Integer(number)) => Box::new(Some(*number)),
        (Kind::Integer, _) => Box::new(None::<i64>),
        (Kind::Text, Field::Text(text)) => Box::new(Some(text.as_str())),
        (Kind::Text, _) => Box::new(None::<&str>),
        (Kind::Bytes, Field::Bytes(bytes)) => Box::new(Some(bytes.as_slice())),
        (Kind::Bytes, _) => Box::new(None::<&[u8]>),
    }
}
