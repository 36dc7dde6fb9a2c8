//! `stats --common` 共性问题、屡查屡犯

use std::path::Path;

use serde_json::{Value, json};

use crate::app::common::{self, Found, Told};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing};
use crate::cli::progress::Progress;
use model::scope::Scope;
use model::tally::Common;
use office::whole::Access;
use store::Store;

/// Groups shown on a screen; files have them all.
const SHOWN: usize = 20;
/// Units named in a row on the screen.
const NAMED: usize = 3;

/// Groups the problems of a scope and tells the groups that several of them form.
pub(super) fn common(
    context: &Context,
    store: &Store,
    scope: &Scope,
    format: Format,
    file: Option<(&Path, Access)>,
) -> Result<(), Failure> {
    let mut progress = Progress::begin(&context.out, "归并", 0);
    let found = common::find(context.call(), store, scope, &mut progress)?;
    progress.clear();
    let rows = found.rows.iter();
    let rows = rows.map(|row| Ok((row, found.told(row)?)));
    let object = json!({"today": context.today.to_string(), "total": found.total});
    let mut listing = listing(rows)
        .json(|(row, told)| json(&found, row, told))
        .within(object, "common")
        .lead(summary(&found))
        .empty(
            format!("{}个问题中没有题目相近的，看不出共性问题。", found.total),
            None,
        )
        .at_most(SHOWN);
    if found.rows.len() > SHOWN {
        listing = listing.status(format!(
            "列出了前{SHOWN}类，全部{}类用 --format csv -o 共性问题.csv",
            found.rows.len()
        ));
    }
    listing
        .status("按题目用字相近归类，是不是一回事由人判断")
        .print_to(&context.out, format, file)
}

fn listing<'a>(
    rows: impl Iterator<Item = Result<(&'a Common, Told), Failure>> + 'a,
) -> Listing<'a, (&'a Common, Told)> {
    let count = |title| Head::of(title).right().least(6);
    Listing::of(rows)
        .column("共性问题（举例）", |(_, t)| t.title.as_str().into())
        .column(count("问题数").short("问题"), |(r, _)| r.tasks.into())
        .column(count("单位数").short("单位"), |(r, _)| r.units.into())
        .column(count("年度数").in_files(), |(r, _)| r.years.into())
        .column(count("屡查屡犯单位数").short("屡犯"), |(r, _)| {
            r.repeated.into()
        })
        .column("年度", |(_, told)| {
            Cell::from(told.years.clone()).shown(span(&told.years))
        })
        .column(
            Head::of("单位").short("单位（项数）"),
            |(_, told)| {
                let codes = told.units.iter().map(|(code, _)| code.as_str());
                Cell::from(codes.collect::<Vec<_>>()).shown(some_units(told))
            },
        )
        .column(Head::of("举例编号").in_files(), |(_, t)| {
            t.example.as_str().into()
        })
}

fn summary(found: &Found<'_>) -> String {
    let in_common: u32 = found.rows.iter().map(|row| row.tasks).sum();
    let repeated = found.rows.iter().filter(|row| row.repeated > 0).count();
    format!(
        "{}个问题中，{in_common}个题目相近，归为{}类共性问题；其中{repeated}类有单位屡查屡犯。",
        found.total,
        found.rows.len(),
    )
}

fn json(found: &Found<'_>, row: &Common, told: &Told) -> Value {
    let units = told.units.iter();
    let units = units.map(|(code, tasks)| json!({"code": code, "tasks": tasks}));
    json!({
        "problem": told.title,
        "task": told.example,
        "tasks": row.tasks,
        "unit_count": row.units,
        "repeating_units": row.repeated,
        "years": found.years(row),
        "units": units.collect::<Vec<_>>(),
    })
}

/// The first units with their number of tasks.
fn some_units(told: &Told) -> String {
    let named = told.units.iter().take(NAMED);
    let mut units: Vec<String> = named
        .map(|(code, tasks)| format!("{code}（{tasks}）"))
        .collect();
    if told.units.len() > NAMED {
        units.push("…".to_owned());
    }
    units.join("、")
}

/// Years as people write them: 2019—2021 where none is missing between.
fn span(years: &[String]) -> String {
    let number = |year: &String| year.parse::<i32>().unwrap_or_default();
    match years {
        [first, _, .., last] if (number(last) - number(first)) as usize == years.len() - 1 => {
            format!("{first}—{last}")
        }
        years => years.join("、"),
    }
}
