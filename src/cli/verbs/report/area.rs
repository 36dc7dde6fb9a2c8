//! `report --kind area`: what the units of an area handed in.

use std::collections::HashMap;

use super::ReportArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::survey;
use crate::cli::units::UnitNames;
use crate::cli::verbs::stats::{common, units};
use documents::report::{self, Area, AreaUnit, Options, Report};
use model::alike::Alike;
use model::ledger::Ledger;
use model::scope::Scope;
use model::tally::{DUE_SOON_DAYS, Spread, Stand};
use model::unit::UnitId;
use store::Store;

/// Common problems that a report may name.
const COMMON: usize = 10;

/// The report of the units that were asked for, their teams' problems of that year.
pub(super) fn report(
    context: &Context,
    store: &Store,
    args: &ReportArgs,
    options: &Options,
) -> Result<Report, Failure> {
    let names = UnitNames::read(store)?;
    let scope = scope(args, options.year, &names)?;
    let mut stands: HashMap<Option<String>, Stand> = HashMap::new();
    let mut dimensions = Spread::default();
    survey::tasks(context, store, &scope, "汇总", |task| {
        let stand = stands.entry(task.unit.clone()).or_default();
        stand.add(&Alike::task(&task), context.today, DUE_SOON_DAYS);
        let dimension = task.dimension.as_deref().map(str::trim);
        dimensions.add(
            dimension.filter(|text| !text.is_empty()),
            &task,
            context.today,
        );
    })?;
    let asked = units::Asked {
        scope: &scope,
        since: None,
        expected: args.expected.as_deref(),
    };
    let ranked = units::rank(store, &asked, &stands)?;
    if ranked.all.total == 0 {
        return Err(Failure::request(format!(
            "收到的台账中没有{}年度的任务，写不出通报",
            options.year
        ))
        .hint("收到了哪些单位的台账，用 ledger stats --by unit 看"));
    }
    let units = ranked.rows.into_iter().map(|row| AreaUnit {
        called: row.unit.called(),
        handed_in: row.stand.total > 0,
        stand: row.stand,
    });
    let area = Area {
        name: scope.unit.as_ref().map(|wanted| names.called(wanted)),
        units: units.collect(),
        dimensions: dimensions.sorted(),
        common: common::widest(context, store, &scope, COMMON)?,
        expected: args.expected.is_some(),
    };
    let ledger = Ledger {
        book: store.book()?,
        today: context.today,
        check_code: store.check_code()?,
        ..Ledger::default()
    };
    let phrases = super::phrases(&ledger.book)?;
    Ok(report::area(&ledger, area, options, &phrases))
}

/// Every unit unless one and what is below it is asked for; persons' material is not summed up.
fn scope(args: &ReportArgs, year: i32, names: &UnitNames) -> Result<Scope, Failure> {
    let unit = args.unit.as_ref().filter(|unit| !is_all(unit)).cloned();
    if let Some(wanted) = &unit {
        names.must_hold(wanted)?;
    }
    Ok(Scope {
        years: vec![year],
        team_only: true,
        own_too: unit
            .as_ref()
            .is_some_and(|wanted| names.is_within(UnitId::OWN, wanted)),
        every_unit: unit.is_none(),
        unit,
        ..Scope::default()
    })
}

fn is_all(unit: &str) -> bool {
    crate::cli::select::EVERY_UNIT.contains(&unit)
}
