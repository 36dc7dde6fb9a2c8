//! Units by the names that people know.

use std::collections::HashMap;

use super::failure::Failure;
use crate::model::unit::UnitId;
use crate::store::Store;

/// Codes and names of the units held, one's own among them.
pub(super) struct UnitNames {
    /// Code and name by unit.
    units: HashMap<UnitId, (String, String)>,
}

/// How one's own unit is called as long as it has no name.
const OWN: &str = "本单位";

impl UnitNames {
    /// The units of a ledger.
    pub(super) fn read(store: &Store) -> Result<Self, Failure> {
        let card = store.book()?.unit;
        let name = match card.name.as_str() {
            "" => OWN.to_owned(),
            name => name.to_owned(),
        };
        let own = (card.code.unwrap_or_else(|| name.clone()), name);
        let held = store.held_units()?.into_iter();
        let units = held.map(|unit| (unit.id, (unit.code, unit.name)));
        Ok(Self {
            units: units.chain([(UnitId::OWN, own)]).collect(),
        })
    }

    /// The unit's code, else its name.
    pub(super) fn code(&self, unit: UnitId) -> &str {
        self.units.get(&unit).map_or("", |(code, _)| code)
    }
}
