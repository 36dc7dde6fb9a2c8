//! Common problems (共性问题): tasks whose titles are alike, over the units of a scope.

use super::fault::Fault;
use super::units::UnitNames;
use super::{Call, Watch, as_of};
use model::matching::{Frequencies, Groups};
use model::scope::Scope;
use model::tally::{Common, CommonTally};
use model::unit::UnitId;
use papers::report::AreaCommon;
use store::Store;

/// What several tasks have in common, with what tells the names.
pub(crate) struct Found<'a> {
    store: &'a Store,
    tally: CommonTally,
    pub rows: Vec<Common>,
    names: UnitNames,
    pub total: u32,
}

/// The most widely spread groups of a scope.
pub(super) fn widest(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    most: usize,
    watch: &mut dyn Watch,
) -> Result<Vec<AreaCommon>, Fault> {
    let found = find(call, store, scope, watch)?;
    let rows = found.rows.iter().take(most).map(|row| {
        let told = found.told(row)?;
        Ok(AreaCommon {
            problem: told.title,
            task: told.example,
            dimension: None,
            tasks: row.tasks,
            units: row.units,
        })
    });
    rows.collect()
}

/// Groups the problems of a scope.
pub(crate) fn find<'a>(
    call: Call<'_>,
    store: &'a Store,
    scope: &Scope,
    watch: &mut dyn Watch,
) -> Result<Found<'a>, Fault> {
    let mut frequencies = Frequencies::default();
    let mut total = 0;
    as_of::titles_as_of(call, store, scope, |_, title| {
        total += 1;
        frequencies.add(title);
    })?;
    let mut groups = Groups::new(&frequencies);
    let mut tally = CommonTally::default();
    let mut done = 0;
    as_of::titles_as_of(call, store, scope, |task, title| {
        done += 1;
        watch.at(done, total.into());
        tally.add(groups.place(title), task.unit.0, task.number, task.year);
    })?;
    drop(groups);
    Ok(Found {
        store,
        rows: tally.rows(),
        tally,
        names: UnitNames::read(store)?,
        total,
    })
}

/// A group in words.
pub(crate) struct Told {
    pub title: String,
    /// Code of the task that gave the title.
    pub example: String,
    pub years: Vec<String>,
    /// Codes of the units, with how many tasks of each.
    pub units: Vec<(String, u32)>,
}

impl Found<'_> {
    /// A group in words.
    pub(crate) fn told(&self, row: &Common) -> Result<Told, Fault> {
        let (unit, number) = self.tally.first(row);
        let years = self.tally.years(row);
        let units = self.tally.units(row).into_iter();
        Ok(Told {
            title: self.store.title(UnitId(unit), number)?,
            example: match unit {
                1 => number.to_string(),
                _ => format!("{}-{number}", self.names.code(UnitId(unit))),
            },
            years: years.iter().map(ToString::to_string).collect(),
            units: units
                .map(|(unit, tasks)| (self.names.code(UnitId(unit)).to_owned(), tasks))
                .collect(),
        })
    }

    /// The years in which a group appears.
    pub(crate) fn years(&self, row: &Common) -> Vec<i32> {
        self.tally.years(row)
    }
}
