//! Units by the names that people know.

use std::collections::BTreeMap;

use super::fault::Fault;
use documents::sheet::dispatch::Recipient;
use model::unit::UnitId;
use store::Store;

/// One unit of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedUnit {
    /// Its dotted code, else its name.
    pub code: String,
    /// Its name; may be empty.
    pub name: String,
    /// The day on which its latest packet came; `None` for one's own.
    pub received: Option<String>,
}

/// The units held, one's own among them.
pub(crate) struct UnitNames {
    units: BTreeMap<UnitId, NamedUnit>,
}

/// How one's own unit is called as long as it has no name.
const OWN: &str = "本单位";

impl UnitNames {
    /// The units of a ledger.
    pub(crate) fn read(store: &Store) -> Result<Self, Fault> {
        let card = store.book()?.unit;
        let name = match card.name.as_str() {
            "" => OWN.to_owned(),
            name => name.to_owned(),
        };
        let own = NamedUnit {
            code: card.code.unwrap_or_else(|| name.clone()),
            name,
            received: None,
        };
        let held = store.held_units()?.into_iter().map(|unit| {
            let named = NamedUnit {
                code: unit.code,
                name: unit.name,
                // The day of the moment.
                received: unit.received.map(|at| at.chars().take(10).collect()),
            };
            (unit.id, named)
        });
        Ok(Self {
            units: held.chain([(UnitId::OWN, own)]).collect(),
        })
    }

    /// The unit's code, else its name.
    pub(crate) fn code(&self, unit: UnitId) -> &str {
        self.units.get(&unit).map_or("", |unit| &unit.code)
    }

    /// Whether the unit is meant by that code or name, or stands below it.
    pub(crate) fn is_within(&self, unit: UnitId, wanted: &str) -> bool {
        self.units
            .get(&unit)
            .is_some_and(|unit| unit.is_within(wanted))
    }

    /// Refuses a code or name that no unit has nor stands below.
    pub(crate) fn must_hold(&self, wanted: &str) -> Result<(), Fault> {
        if self.units.values().any(|unit| unit.is_within(wanted)) {
            return Ok(());
        }
        Err(Fault::UnknownUnit(wanted.to_owned()))
    }

    /// How a unit meant by that code or name is called; the code where it only has units below.
    pub(crate) fn called(&self, wanted: &str) -> String {
        let exact = |unit: &&NamedUnit| unit.code == wanted || unit.name == wanted;
        let found = self.units.values().find(exact);
        found.map_or_else(|| wanted.to_owned(), NamedUnit::called)
    }

    /// Every unit, one's own first.
    pub(crate) fn all(&self) -> impl Iterator<Item = (UnitId, &NamedUnit)> {
        self.units.iter().map(|(id, unit)| (*id, unit))
    }
}

/// The gathered units as those to whom forms may go.
pub(crate) fn recipients(store: &Store) -> Result<Vec<Recipient>, Fault> {
    let units = store.held_units()?.into_iter();
    let units = units.map(|unit| Recipient {
        code: unit.code,
        name: unit.name,
        ledger_id: unit.ledger_id,
    });
    Ok(units.collect())
}

impl NamedUnit {
    /// Whether it is meant by that code or name, or stands below it.
    pub(crate) fn is_within(&self, wanted: &str) -> bool {
        let below = self.code.strip_prefix(wanted);
        self.name == wanted || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// As people call it: its name with the code where it has both.
    pub(crate) fn called(&self) -> String {
        match (self.name.as_str(), self.code.as_str()) {
            ("", code) => code.to_owned(),
            (name, code) if name == code => name.to_owned(),
            (name, code) => format!("{name}（{code}）"),
        }
    }
}
