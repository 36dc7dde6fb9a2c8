//! Rows of the shared ledger come into the working copy; the tasks that they speak of are folded anew.

use std::collections::BTreeSet;
use std::io::{Seek as _, SeekFrom, Write as _};

use rusqlite::types::Value;
use rusqlite::{Connection, MAIN_DB, OptionalExtension as _, params, params_from_iter};

use super::rows::{Field, PIECE, Row, Table};
use crate::erase::{Rewriting, fold_anew};
use crate::standing::{Keeper, REMOVE_ALL};
use crate::{Error, row};
use model::unit::UnitId;

const ASIDE: &str = "select aside from unit where id = $1";
const DROP_TASKS: &str = "delete from task where id between $1 and $2";
const NUMBERS: &str = "select distinct task from entry where unit = $1 and task is not null";
const GONE: &str = "update blob set bytes = null, size = 0 where id = $1";
const NEW_BLOB: &str = "insert into blob (id, sha256, size, bytes)
    values ($1, $2, $3, case when $4 then null else zeroblob($3) end)";

/// Rows on their way in.
pub(super) struct Bringing<'c> {
    connection: &'c Connection,
    tasks: BTreeSet<(UnitId, u32)>,
    rewriting: Rewriting,
    /// Whether texts or bytes went that were here.
    untidy: bool,
}

impl<'c> Bringing<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            tasks: BTreeSet::new(),
            rewriting: Rewriting::default(),
            untidy: false,
        }
    }

    /// Takes a row; what is there already is left as it is.
    pub(super) fn row(&mut self, row: &Row) -> Result<(), Error> {
        let id = integer(&row.fields[0])?;
        match row.table {
            Table::Unit => self.unit(id, row),
            Table::Entry => self.entry(id, row),
            Table::Blob => self.blob(id, row),
            Table::Piece => self.piece(id, row),
            Table::Receipt => self.put("insert or ignore", row),
        }
    }

    fn put(&self, verb: &str, row: &Row) -> Result<(), Error> {
        let columns: Vec<&str> = row.table.columns().iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=columns.len())
            .map(|place| format!("${place}"))
            .collect();
        let sql = format!(
            "{verb} into {} ({}) values ({})",
            row.table.name(),
            columns.join(", "),
            places.join(", ")
        );
        let values = row.fields.iter().map(Value::from);
        self.connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }

    /// A unit whose history is kept aside from now on, or no longer, has no tasks, or all of them.
    fn unit(&mut self, id: i64, row: &Row) -> Result<(), Error> {
        let unit = UnitId(u32::try_from(id).map_err(|_| Error::damaged("unit"))?);
        let was: Option<Option<String>> = self
            .connection
            .prepare_cached(ASIDE)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let is_aside = row.fields[5] != Field::Null;
        let Some(was) = was else {
            return self.put("insert", row);
        };
        // SQLite numbers $n in the order of appearance, whatever n is: the id comes last.
        let columns = row.table.columns().iter().zip(0..).skip(1);
        let set: Vec<String> = columns
            .map(|((name, _), place)| format!("{name} = ${place}"))
            .collect();
        let sql = format!("update unit set {} where id = $id", set.join(", "));
        let values = row.fields[1..].iter().chain(&row.fields[..1]);
        let values = values.map(Value::from);
        self.connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        match (was.is_some(), is_aside) {
            (false, true) => {
                let all = (row::id(unit, 0), row::id(unit, u32::MAX));
                for sql in [DROP_TASKS, REMOVE_ALL] {
                    self.connection.prepare_cached(sql)?.execute(all)?;
                }
            }
            (true, false) => {
                let mut statement = self.connection.prepare_cached(NUMBERS)?;
                let numbers = statement.query_map([unit.0], |row| row.get(0))?;
                let numbers = numbers.collect::<Result<Vec<u32>, _>>()?;
                self.tasks
                    .extend(numbers.into_iter().map(|number| (unit, number)));
            }
            _ => {}
        }
        Ok(())
    }

    fn entry(&mut self, id: i64, row: &Row) -> Result<(), Error> {
        let unit = UnitId((id >> 32) as u32);
        let Field::Text(body) = &row.fields[7] else {
            return Err(Error::damaged("entry"));
        };
        let known: Option<String> = self
            .connection
            .prepare_cached("select body from entry where id = $1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        match known {
            None => self.put("insert", row)?,
            Some(known) if known != *body => {
                let sequence = integer(&row.fields[2])?.cast_unsigned();
                self.rewriting.one(self.connection, unit, sequence, body)?;
                self.untidy = true;
            }
            Some(_) => return Ok(()),
        }
        if let Field::Integer(task) = row.fields[3] {
            self.tasks.insert((unit, task as u32));
        }
        Ok(())
    }

    fn blob(&mut self, id: i64, row: &Row) -> Result<(), Error> {
        let is_gone = row.fields[3] == Field::Integer(1);
        let is_known = self
            .connection
            .prepare_cached("select 1 from blob where id = $1")?
            .exists([id])?;
        if !is_known {
            let values = row.fields.iter().map(Value::from);
            self.connection
                .prepare_cached(NEW_BLOB)?
                .execute(params_from_iter(values))?;
        } else if is_gone {
            self.connection.prepare_cached(GONE)?.execute(params![id])?;
            self.untidy = true;
        }
        Ok(())
    }

    fn piece(&self, id: i64, row: &Row) -> Result<(), Error> {
        let (part, Field::Bytes(bytes)) = (integer(&row.fields[1])?, &row.fields[2]) else {
            return Err(Error::damaged("piece"));
        };
        let failed = |fault: std::io::Error| Error::Io(fault.into());
        let mut blob = self
            .connection
            .blob_open(MAIN_DB, "blob", "bytes", id, false)?;
        let place = part.cast_unsigned() * PIECE as u64;
        blob.seek(SeekFrom::Start(place)).map_err(failed)?;
        blob.write_all(bytes).map_err(failed)?;
        Ok(blob.close()?)
    }

    /// Folds the tasks that were spoken of; a history kept aside has none. Says whether something was erased.
    pub(super) fn finish(self) -> Result<bool, Error> {
        let mut standing = Keeper::default();
        let mut is_aside = (None, false);
        for (unit, number) in self.tasks {
            if is_aside.0 != Some(unit) {
                let mut statement = self.connection.prepare_cached(ASIDE)?;
                let found: Option<String> = statement.query_row([unit.0], |row| row.get(0))?;
                is_aside = (Some(unit), found.is_some());
            }
            if !is_aside.1 {
                fold_anew(self.connection, &mut standing, unit, number)?;
            }
        }
        standing.flush(self.connection)?;
        Ok(self.untidy)
    }
}

fn integer(field: &Field) -> Result<i64, Error> {
    match field {
        Field::Integer(number) => Ok(*number),
        _ => Err(Error::damaged("number")),
    }
}
