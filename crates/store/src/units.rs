//! The units whose tasks are held here.

use super::{Error, Store};
use model::unit::UnitId;

const HELD: &str = "select id, code, name, received, ledger_id from unit
    where id <> 1 and aside is null order by id";

/// A gathered unit whose tasks are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUnit {
    /// Its place in the file.
    pub id: UnitId,
    /// Its dotted code, else its name: as its tasks' codes begin.
    pub code: String,
    /// Its name; may be empty.
    pub name: String,
    /// The id that its own ledger keeps for ever.
    pub ledger_id: String,
    /// When its latest packet came.
    pub received: Option<String>,
}

impl Store {
    /// The gathered units, in the order in which they first came.
    pub fn held_units(&self) -> Result<Vec<HeldUnit>, Error> {
        let mut statement = self.connection.prepare_cached(HELD)?;
        let rows = statement.query_map([], |row| {
            let (code, name): (Option<String>, String) = (row.get(1)?, row.get(2)?);
            Ok(HeldUnit {
                id: UnitId(row.get(0)?),
                code: code.unwrap_or_else(|| name.clone()),
                name,
                received: row.get(3)?,
                ledger_id: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
