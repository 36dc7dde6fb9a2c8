//! Units by the names that people know.

use std::collections::{BTreeMap, HashMap};

use super::fault::Fault;
use model::book::Book;
use model::scope::Scope;
use model::unit::{UnitId, code_order};
use papers::sheet::dispatch::Recipient;
use store::Store;

/// The books of the gathered units in a scope, by what stands before their tasks' numbers.
pub(crate) fn books(store: &Store, scope: &Scope) -> Result<BTreeMap<String, Book>, Fault> {
    let meant = |code: &str, name: &str| match &scope.unit {
        _ if scope.every_unit => true,
        Some(wanted) => is_within(code, name, wanted),
        None => false,
    };
    let held = store.held_units()?.into_iter();
    held.filter(|unit| meant(&unit.code, &unit.name))
        .map(|unit| Ok((unit.code, store.book_of(unit.id)?)))
        .collect()
}

/// Whether a unit is meant by that code or name, or stands below it.
fn is_within(code: &str, name: &str, wanted: &str) -> bool {
    let below = code.strip_prefix(wanted);
    name == wanted || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

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
    by_code: HashMap<String, UnitId>,
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
        let units: BTreeMap<UnitId, NamedUnit> = held.chain([(UnitId::OWN, own)]).collect();
        let gathered = units.iter().filter(|(id, _)| **id != UnitId::OWN);
        Ok(Self {
            by_code: gathered
                .map(|(id, unit)| (unit.code.clone(), *id))
                .collect(),
            units,
        })
    }

    /// The name of the unit before whose tasks that stands; of one's own where nothing does.
    pub(crate) fn name(&self, code: Option<&str>) -> &str {
        let unit = code.map_or(Some(&UnitId::OWN), |code| self.by_code.get(code));
        let unit = unit.and_then(|unit| self.units.get(unit));
        unit.map_or("", NamedUnit::titled)
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

    /// Every unit in the order in which units are told: one's own first, then by code.
    pub(crate) fn in_order(&self) -> Vec<(UnitId, &NamedUnit)> {
        let mut units: Vec<_> = self.all().collect();
        units.sort_by(|(one, a), (other, b)| {
            let own_first = (*one != UnitId::OWN).cmp(&(*other != UnitId::OWN));
            own_first.then_with(|| code_order(&a.code, &b.code))
        });
        units
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
        is_within(&self.code, &self.name, wanted)
    }

    /// Its name, else its code.
    pub(crate) fn titled(&self) -> &str {
        if self.name.is_empty() {
            &self.code
        } else {
            &self.name
        }
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
