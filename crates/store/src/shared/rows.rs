//! The rows that are the truth, as they go to the shared database and come from there.

use std::io::Read as _;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, MAIN_DB};

use super::changes::Changed;
use crate::Error;

/// A table of the truth; those that others refer to come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Units held.
    Unit,
    /// The history.
    Entry,
    /// Files kept, without their bytes.
    Blob,
    /// Bytes of a kept file, a piece of them.
    Piece,
    /// Sheets sent and returned, backups and files made.
    Receipt,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// What a row has in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Nothing.
    Null,
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row, its fields in the order of [`Table::columns`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its table.
    pub table: Table,
    /// Whether it is new; else it takes the place of the one with its id.
    pub is_new: bool,
    /// What it holds.
    pub fields: Vec<Field>,
}

/// Bytes of a piece, but for the last one of a file.
pub const PIECE: usize = 1 << 20;

impl Table {
    /// All of them, those that others refer to first.
    pub const ALL: [Self; 5] = [
        Self::Unit,
        Self::Entry,
        Self::Blob,
        Self::Piece,
        Self::Receipt,
    ];

    /// What it is called there.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Entry => "entry",
            Self::Blob => "blob",
            Self::Piece => "piece",
            Self::Receipt => "receipt",
        }
    }

    /// Its columns. The first is its id, of a piece that of its file.
    pub fn columns(self) -> &'static [(&'static str, Kind)] {
        use Kind::{Bytes, Integer, Text};
        match self {
            Self::Unit => &[
                ("id", Integer),
                ("ledger_id", Text),
                ("code", Text),
                ("name", Text),
                ("received", Text),
                ("aside", Text),
                ("receipts", Integer),
                ("files", Integer),
                ("files_head", Bytes),
            ],
            Self::Entry => &[
                ("id", Integer),
                ("unit", Integer),
                ("sequence", Integer),
                ("task", Integer),
                ("at", Text),
                ("who", Text),
                ("kind", Text),
                ("body", Text),
                ("digest", Bytes),
            ],
            Self::Blob => &[
                ("id", Integer),
                ("sha256", Bytes),
                ("size", Integer),
                ("gone", Integer),
            ],
            Self::Piece => &[("id", Integer), ("part", Integer), ("bytes", Bytes)],
            Self::Receipt => &[
                ("id", Integer),
                ("at", Text),
                ("kind", Text),
                ("dept", Text),
                ("sheet", Text),
                ("detail", Text),
                ("digest", Bytes),
            ],
        }
    }

    /// The table of the working copy that is called so, where it is one of the truth.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut here = Self::ALL.into_iter().filter(|table| *table != Self::Piece);
        here.find(|table| table.name() == name)
    }

    /// What reads one row of the working copy.
    fn select(self) -> String {
        let columns = self.columns().iter().map(|(column, _)| match *column {
            "gone" => "bytes is null",
            column => column,
        });
        let columns: Vec<&str> = columns.collect();
        format!(
            "select {} from {} where id = $1",
            columns.join(", "),
            self.name()
        )
    }
}

/// Every row, each new to the shared ledger.
pub(super) fn all(connection: &Connection) -> Result<Changed, Error> {
    let mut all = Changed::new();
    for table in Table::ALL
        .into_iter()
        .filter(|table| *table != Table::Piece)
    {
        let mut statement = connection.prepare(&format!("select id from {}", table.name()))?;
        let ids = statement.query_map([], |row| row.get(0))?;
        for id in ids {
            all.insert((table, id?), true);
        }
    }
    Ok(all)
}

/// Whether any of these rows is there; one that was made and dropped again is not.
pub(super) fn is_any(connection: &Connection, changed: &Changed) -> Result<bool, Error> {
    for (table, id) in changed.keys() {
        if connection.prepare_cached(&table.select())?.exists([id])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Hands over these rows as they stand, files with their bytes.
pub(super) fn each(
    connection: &Connection,
    changed: &Changed,
    take: &mut dyn FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    for ((table, id), is_new) in changed {
        let Some(row) = one(connection, *table, *id, *is_new)? else {
            continue;
        };
        let has_bytes = *table == Table::Blob && *is_new && row.fields[3] == Field::Integer(0);
        take(row)?;
        if has_bytes {
            pieces(connection, *id, take)?;
        }
    }
    Ok(())
}

fn one(connection: &Connection, table: Table, id: i64, is_new: bool) -> Result<Option<Row>, Error> {
    let mut statement = connection.prepare_cached(&table.select())?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let count = table.columns().len();
    let fields = (0..count).map(|place| field(row.get_ref(place)?));
    Ok(Some(Row {
        table,
        is_new,
        fields: fields.collect::<Result<_, Error>>()?,
    }))
}

fn field(value: ValueRef<'_>) -> Result<Field, Error> {
    Ok(match value {
        ValueRef::Null => Field::Null,
        ValueRef::Integer(number) => Field::Integer(number),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|_| Error::damaged("text"))?;
            Field::Text(text.to_owned())
        }
        ValueRef::Blob(bytes) => Field::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => return Err(Error::damaged("number")),
    })
}

impl From<&Field> for Value {
    fn from(field: &Field) -> Self {
        match field {
            Field::Null => Self::Null,
            Field::Integer(number) => Self::Integer(*number),
            Field::Text(text) => Self::Text(text.clone()),
            Field::Bytes(bytes) => Self::Blob(bytes.clone()),
        }
    }
}

fn pieces(
    connection: &Connection,
    id: i64,
    take: &mut dyn FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut blob = connection.blob_open(MAIN_DB, "blob", "bytes", id, true)?;
    for part in 0.. {
        let mut bytes = Vec::new();
        let read = (&mut blob).take(PIECE as u64).read_to_end(&mut bytes);
        read.map_err(|fault| Error::Io(fault.into()))?;
        let is_last = bytes.len() < PIECE;
        if !bytes.is_empty() {
            take(Row {
                table: Table::Piece,
                is_new: true,
                fields: vec![
                    Field::Integer(id),
                    Field::Integer(part),
                    Field::Bytes(bytes),
                ],
            })?;
        }
        if is_last {
            break;
        }
    }
    Ok(())
}
