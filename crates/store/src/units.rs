//! The units whose tasks are held here.

use chrono::NaiveDate;
use rusqlite::params_from_iter;

use super::query::{self, Conditions};
use super::{Error, Store};
use model::scope::Scope;
use model::unit::{UnitId, code_order};

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

const DIVERGED: &str = "select count(*) from unit where aside = 'diverged' and received >= $1";

impl Store {
    /// How many histories came from that day on that contradict the one held, and are kept aside.
    pub fn diverged_since(&self, day: NaiveDate) -> Result<u32, Error> {
        let mut statement = self.connection.prepare_cached(DIVERGED)?;
        Ok(statement.query_row([day.to_string()], |row| row.get(0))?)
    }

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

    /// The units of the scope, neighbours joined: their rows stand together in the file.
    pub(super) fn ranges(&self, scope: &Scope) -> Result<Vec<(UnitId, UnitId)>, Error> {
        let mut units: Vec<UnitId> = self.by_code(scope)?.collect();
        units.sort_unstable();
        Ok(joined(units))
    }

    /// The same in the order in which units are told.
    pub(super) fn ranges_by_code(&self, scope: &Scope) -> Result<Vec<(UnitId, UnitId)>, Error> {
        Ok(joined(self.by_code(scope)?))
    }

    /// The units of the scope in the order in which they are told: one's own first, then by code.
    fn by_code(&self, scope: &Scope) -> Result<impl Iterator<Item = UnitId> + use<>, Error> {
        let mut sql = Conditions::default();
        query::units(scope, "id", &mut sql);
        let text = format!("select id, coalesce(code, name) from unit{}", sql.sql);
        let mut statement = self.connection.prepare_cached(&text)?;
        let rows = statement.query_map(params_from_iter(&sql.values), |row| {
            Ok((UnitId(row.get(0)?), row.get::<_, String>(1)?))
        })?;
        let mut units: Vec<(UnitId, String)> = rows.collect::<Result<_, _>>()?;
        units.sort_by(|(one, a), (other, b)| {
            let gathered = |unit: &UnitId| *unit != UnitId::OWN;
            let own_first = gathered(one).cmp(&gathered(other));
            own_first.then_with(|| code_order(a, b))
        });
        Ok(units.into_iter().map(|(unit, _)| unit))
    }
}

/// Units as ranges, in their order.
fn joined(units: impl IntoIterator<Item = UnitId>) -> Vec<(UnitId, UnitId)> {
    let mut ranges: Vec<(UnitId, UnitId)> = Vec::new();
    for unit in units {
        match ranges.last_mut() {
            Some((_, last)) if last.0 + 1 == unit.0 => *last = unit,
            _ => ranges.push((unit, unit)),
        }
    }
    ranges
}
