//! Gathered units: the own history says which there are, how far each went and which are aside.

use std::collections::BTreeMap;

use super::erased::Links;
use super::file::Kept;
use super::{Place, Verification};
use crate::{Error, GatheredUnit, Store};
use model::entry::Entry;
use model::event::{Event, LedgerEvent};
use model::handed::{Gathered, Handed};
use model::unit::UnitId;

const ROWS: &str = "select number from task where unit = $1 order by id";

/// The units that the own history speaks of.
#[derive(Default)]
pub(crate) struct Expected(BTreeMap<u32, (GatheredUnit, Handed)>);

impl Expected {
    pub(crate) fn note(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Ledger(LedgerEvent::Gathered(gathered)) => self.put(entry, gathered, None),
            Event::Ledger(LedgerEvent::SetAside { gathered, .. }) => {
                self.put(entry, gathered, Some("diverged"));
            }
            Event::Ledger(LedgerEvent::Replaced { gathered, old, .. }) => {
                if let Some((old, _)) = self.0.get_mut(&old.0) {
                    old.aside = Some("replaced".to_owned());
                }
                self.put(entry, gathered, None);
            }
            Event::Ledger(LedgerEvent::Salvaged(salvaged)) => {
                for Gathered { unit, handed } in &salvaged.shortened {
                    if let Some((_, known)) = self.0.get_mut(&unit.0) {
                        known.clone_from(handed);
                    }
                }
            }
            _ => {}
        }
    }

    /// Their rows and histories, by their numbers.
    pub(crate) fn units(&self) -> impl Iterator<Item = &(GatheredUnit, Handed)> {
        self.0.values()
    }

    fn put(&mut self, entry: &Entry, gathered: &Gathered, aside: Option<&str>) {
        let Gathered { unit, handed } = gathered;
        let row = GatheredUnit {
            unit: *unit,
            ledger_id: handed.ledger_id.clone(),
            code: handed.code.clone(),
            name: handed.name.clone(),
            received: entry.stamp.when.to_rfc3339(),
            aside: aside.map(str::to_owned),
        };
        self.0.insert(unit.0, (row, handed.clone()));
    }
}

impl Store {
    /// Checks every gathered unit as the own one is checked; of those aside only the history, for
    /// they have no tasks.
    pub(super) fn check_units(
        &self,
        expected: &Expected,
        kept: &mut Kept,
        links: &mut Links,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let actual = self.units()?;
        for unit in &actual {
            if !expected.0.contains_key(&unit.unit.0) {
                found.fault(Place::Unit, &unit.name, "");
            }
        }
        for (row, handed) in expected.0.values() {
            found.about = Some(handed.key().to_owned());
            match actual.binary_search_by_key(&row.unit, |unit| unit.unit) {
                Ok(place) if actual[place] == *row => {
                    self.check_unit(row, handed, kept, links, found)?;
                }
                Ok(place) => found.fault(Place::Unit, &actual[place].name, &row.name),
                Err(_) => found.fault(Place::Unit, "", &row.name),
            }
            found.about = None;
        }
        Ok(())
    }

    fn check_unit(
        &self,
        row: &GatheredUnit,
        handed: &Handed,
        kept: &mut Kept,
        links: &mut Links,
        found: &mut Verification,
    ) -> Result<(), Error> {
        let unit: UnitId = row.unit;
        let mut note = |entry: &Entry| kept.note_gathered(&entry.event);
        // A clock set elsewhere is for that unit to answer.
        let clock_set = found.clock_set;
        let reaches = row.aside.as_deref() != Some("diverged");
        links.walk(unit, row.ledger_id.clone(), reaches);
        let end = self.check_chain(unit, found, links, &mut note, &mut |_| {})?;
        found.clock_set = clock_set;
        if (end.entries, end.head) != (handed.entries, handed.head) {
            let (is, should) = (end.entries.to_string(), handed.entries.to_string());
            found.fault(Place::UnitHistory, &is, &should);
        }
        found.units += 1;
        if row.aside.is_none() {
            self.check_tasks(unit, found, &mut |_| {})?;
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(ROWS)?;
        let numbers = statement.query_map([unit.0], |row| row.get(0))?;
        for number in numbers {
            found.fault(Place::TaskExtra(number?), "", "");
        }
        Ok(())
    }
}
