//! The report of an area (通报): what its units handed in.

use std::collections::HashMap;
use std::path::Path;

use super::fault::Fault;
use super::standings::{self, Asked};
use super::units::UnitNames;
use super::{Call, Watch, as_of, common};
use model::ledger::Ledger;
use model::matching::{Frequencies, Groups};
use model::scope::Scope;
use model::status_group::StatusGroup;
use model::tally::{DUE_SOON_DAYS, Spread, StatusCounts};
use model::unit::UnitId;
use papers::report::{self, Area, AreaUnit, Options, Phrases, Report};
use store::Store;

/// Common problems that a report may name.
const COMMON: usize = 10;

/// Of which units, and how it is written.
pub(crate) struct Request<'a> {
    /// One unit and what is below it; `None` is every unit.
    pub unit: Option<&'a str>,
    /// The units that ought to hand in, one in a line.
    pub expected: Option<&'a Path>,
    pub options: &'a Options,
    pub phrases: &'a Phrases,
}

/// The report of the units that are asked for, their teams' problems of that year.
pub(crate) fn report(
    call: Call<'_>,
    store: &Store,
    request: &Request<'_>,
    watch: &mut dyn Watch,
) -> Result<Report, Fault> {
    let names = UnitNames::read(store)?;
    let year = request.options.year;
    let scope = scope(request.unit, year, &names)?;
    let mut stands: HashMap<Option<String>, StatusCounts> = HashMap::new();
    let mut dimensions = Spread::default();
    let today = call.today;
    let mut common = common::widest(call, store, &scope, COMMON, watch)?;
    as_of::each_task_as_of(call, store, &scope, watch, |task| {
        let stand = stands.entry(task.unit.clone()).or_default();
        stand.add(&StatusGroup::task(&task), today, DUE_SOON_DAYS);
        let dimension = task.dimension.as_deref().map(str::trim);
        let dimension = dimension.filter(|text| !text.is_empty());
        dimensions.add(dimension, &task, today);
        let code = task.code();
        if let Some(group) = common.iter_mut().find(|group| group.task == code) {
            group.dimension = dimension.map(str::to_owned);
        }
    })?;
    let mut heads = Heads::of(&dimensions);
    for group in &mut common {
        group.dimension = group.dimension.take().map(|text| heads.of_text(&text));
    }
    let asked = Asked {
        scope: &scope,
        since: None,
        expected: request.expected,
    };
    let ranked = standings::rank(store, &asked, &stands)?;
    if ranked.all.total == 0 {
        return Err(Fault::NoTasksOf(year));
    }
    let units = ranked.rows.into_iter().map(|row| AreaUnit {
        called: row.unit.called(),
        handed_in: row.stand.total > 0,
        stand: row.stand,
    });
    let area = Area {
        name: scope.unit.as_ref().map(|wanted| names.called(wanted)),
        units: units.collect(),
        dimensions: dimensions.called(|text| heads.of_text(text)).sorted(),
        common,
        expected: request.expected.is_some(),
    };
    let ledger = Ledger {
        book: store.book()?,
        today,
        check_code: store.check_code()?,
        ..Ledger::default()
    };
    let Request {
        options, phrases, ..
    } = request;
    Ok(report::area(&ledger, area, options, phrases))
}

/// What the dimensions of many units are called: each by its short heading, and those that units
/// word a little otherwise by the first of them.
struct Heads {
    groups: Groups,
    first: Vec<String>,
}

impl Heads {
    fn of(dimensions: &Spread) -> Self {
        let mut frequencies = Frequencies::default();
        let texts = dimensions
            .rows()
            .iter()
            .filter_map(|row| row.key.as_deref());
        let mut heads: Vec<String> = texts.map(Area::heading).collect();
        heads.sort();
        heads.dedup();
        for head in &heads {
            frequencies.add(head);
        }
        Self {
            groups: Groups::new(&frequencies),
            first: Vec::new(),
        }
    }

    fn of_text(&mut self, dimension: &str) -> String {
        let head = Area::heading(dimension);
        let group = self.groups.place(&head) as usize;
        if group == self.first.len() {
            self.first.push(head);
        }
        self.first[group].clone()
    }
}

/// Every unit unless one and what is below it is asked for; persons' material is not summed up.
fn scope(unit: Option<&str>, year: i32, names: &UnitNames) -> Result<Scope, Fault> {
    if let Some(wanted) = unit {
        names.must_hold(wanted)?;
    }
    Ok(Scope {
        years: vec![year],
        team_only: true,
        own_too: unit.is_some_and(|wanted| names.is_within(UnitId::OWN, wanted)),
        every_unit: unit.is_none(),
        unit: unit.map(str::to_owned),
        ..Scope::default()
    })
}
