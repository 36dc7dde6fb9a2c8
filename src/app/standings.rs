//! How far every unit has come, the one furthest behind first; who has not handed in.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;

use super::fault::Fault;
use super::units::{NamedUnit, UnitNames};
use super::{Call, as_of, files};
use model::scope::Scope;
use model::tally::{DUE_SOON_DAYS, Rate, StatusCounts};
use model::unit::{UnitId, code_order};
use store::Store;

/// Which units are told of.
pub(crate) struct Asked<'a> {
    /// Their tasks.
    pub scope: &'a Scope,
    /// Who has not handed in since that day.
    pub since: Option<NaiveDate>,
    /// The units that ought to hand in, one in a line.
    pub expected: Option<&'a Path>,
}

/// Whether a unit handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handed {
    /// It has tasks of what is asked for.
    Yes,
    /// Its ledger is here, without such a task.
    NoTasks,
    /// Nothing of it came since the day asked about.
    NotSince,
    /// Nothing of it ever came.
    Never,
}

/// One unit and how its tasks stand.
#[derive(Debug, Clone)]
pub(crate) struct UnitRow {
    pub unit: NamedUnit,
    pub stand: StatusCounts,
    pub handed: Handed,
}

/// All units of a scope.
#[derive(Debug, Clone)]
pub(crate) struct UnitRows {
    /// Those with tasks, the one furthest behind first, then those without, by code.
    pub rows: Vec<UnitRow>,
    pub all: StatusCounts,
}

/// How every unit of a scope stands.
pub(crate) fn units(call: Call<'_>, store: &Store, asked: &Asked<'_>) -> Result<UnitRows, Fault> {
    let stands = stands(call, store, asked.scope)?;
    rank(store, asked, &stands)
}

/// The units in their order, with how their tasks stand.
pub(super) fn rank(
    store: &Store,
    asked: &Asked<'_>,
    stands: &HashMap<Option<String>, StatusCounts>,
) -> Result<UnitRows, Fault> {
    let names = UnitNames::read(store)?;
    let mut known: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (id, unit) in names
        .all()
        .filter(|(id, unit)| is_meant(*id, unit, asked.scope))
    {
        let key = (id != UnitId::OWN).then(|| unit.code.clone());
        let stand = stands.get(&key).copied().unwrap_or_default();
        known.push(unit.code.clone());
        // One's own unit hands nothing in to itself.
        if id == UnitId::OWN && stand.total == 0 {
            continue;
        }
        let late = asked.since.zip(unit.received.as_ref());
        let late = late.is_some_and(|(since, day)| *day < since.to_string());
        rows.push(UnitRow {
            handed: match (stand.total, late) {
                (0, _) => Handed::NoTasks,
                (_, true) => Handed::NotSince,
                (_, false) => Handed::Yes,
            },
            unit: unit.clone(),
            stand,
        });
    }
    for unit in asked
        .expected
        .map(expected)
        .transpose()?
        .unwrap_or_default()
    {
        if !known.contains(&unit.code) {
            known.push(unit.code.clone());
            rows.push(UnitRow {
                unit,
                stand: StatusCounts::default(),
                handed: Handed::Never,
            });
        }
    }
    rows.sort_by(|a, b| {
        let of_rate = behind(a).cmp(&behind(b));
        of_rate.then_with(|| code_order(&a.unit.code, &b.unit.code))
    });
    let mut all = StatusCounts::default();
    for row in &rows {
        all.join(&row.stand);
    }
    Ok(UnitRows { rows, all })
}

/// Those with tasks first; of them the lowest closing rate, the most overdue.
fn behind(row: &UnitRow) -> (bool, u64, Reverse<u32>) {
    let stand = &row.stand;
    let share = Rate::closed(stand).millionths();
    (stand.total == 0, share, Reverse(stand.overdue))
}

fn is_meant(id: UnitId, unit: &NamedUnit, scope: &Scope) -> bool {
    match &scope.unit {
        _ if scope.every_unit => true,
        Some(wanted) => unit.is_within(wanted),
        None => id == UnitId::OWN,
    }
}

/// How the tasks of every unit stand.
fn stands(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
) -> Result<HashMap<Option<String>, StatusCounts>, Fault> {
    let mut stands: Vec<(Option<String>, StatusCounts)> = Vec::new();
    as_of::count_each_as_of(call, store, scope, |task| {
        // Tasks of one unit come one after the other.
        if stands
            .last()
            .is_none_or(|(unit, _)| unit.as_deref() != task.unit)
        {
            stands.push((task.unit.map(str::to_owned), StatusCounts::default()));
        }
        if let Some((_, stand)) = stands.last_mut() {
            stand.add(&task.status_group(), call.today, DUE_SOON_DAYS);
        }
    })?;
    Ok(stands.into_iter().collect())
}

/// A list of units that ought to hand in: a code in each line, then its name.
fn expected(path: &Path) -> Result<Vec<NamedUnit>, Fault> {
    let text = files::text(path)?;
    let lines = text.trim_start_matches('\u{feff}').lines();
    let units = lines.filter_map(|line| {
        let mut words = line.split([',', '，', '\t', ' ', '　']);
        let code = words.find(|word| !word.is_empty())?.to_owned();
        let name = words.find(|word| !word.is_empty()).unwrap_or_default();
        Some(NamedUnit {
            code,
            name: name.to_owned(),
            received: None,
        })
    });
    Ok(units.collect())
}
