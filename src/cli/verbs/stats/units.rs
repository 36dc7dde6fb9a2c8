//! `stats --by unit`: how far every unit has come, the one furthest behind first; who has not
//! handed in.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::app::standings::{self, Asked, Handed, UnitRow, UnitRows};
use crate::app::units::NamedUnit;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing};
use crate::cli::verbs::shared::day_text;
use model::status::StatusKind;
use model::tally::{DUE_SOON_DAYS, Rate, StatusCounts};
use model::task::ProgressClass;
use office::whole::Access;
use store::Store;

/// Whether a unit handed in, for people.
fn word(handed: Handed) -> &'static str {
    match handed {
        Handed::Yes => "已报",
        Handed::NoTasks => "未报",
        Handed::NotSince => "此后未报",
        Handed::Never => "从未上报",
    }
}

/// The same for programs.
fn code(handed: Handed) -> &'static str {
    match handed {
        Handed::Yes => "yes",
        Handed::NoTasks => "no_tasks",
        Handed::NotSince => "not_since",
        Handed::Never => "never",
    }
}

/// Ranks the units of a scope and tells it.
pub(super) fn units(
    context: &Context,
    store: &Store,
    asked: &Asked<'_>,
    format: Format,
    file: Option<(&Path, Access)>,
) -> Result<(), Failure> {
    let units = standings::units(context.call(), store, asked)?;
    // On the screen those without tasks are one sentence.
    let wanted = |row: &&UnitRow| format != Format::Table || row.stand.total > 0;
    let sum = UnitRow {
        unit: NamedUnit {
            code: "合计".to_owned(),
            name: String::new(),
            received: None,
        },
        stand: units.all,
        handed: Handed::Yes,
    };
    let mut listing = listing(context.today, units.rows.iter().filter(wanted))
        .total(&sum)
        .json(|row| json(row))
        .within(head(context, &units), "groups")
        .lead(format!(
            "截至{}：{}个单位，{}个问题。",
            day_text(context.today),
            called(&units, |r| r.stand.total > 0).len(),
            units.all.total
        ));
    let silent = called(&units, |r| r.stand.total == 0);
    if !silent.is_empty() {
        listing = listing.fact(format!("未报{}个：{}。", silent.len(), silent.join("、")));
    }
    let late = called(&units, |r| r.handed == Handed::NotSince);
    if let Some(since) = asked.since.filter(|_| !late.is_empty()) {
        let (day, late, names) = (day_text(since), late.len(), late.join("、"));
        listing = listing.fact(format!("{day}以后未报{late}个：{names}。"));
    }
    listing
        .status("按销号率从低到高排，相同的看逾期；销号率＝已销号÷问题总数")
        .print_to(&context.out, format, file)
}

/// How such units are called.
fn called(units: &UnitRows, such: impl Fn(&UnitRow) -> bool) -> Vec<String> {
    let rows = units.rows.iter().filter(|row| such(row));
    rows.map(|r| r.unit.called()).collect()
}

fn listing<'a>(
    today: NaiveDate,
    rows: impl Iterator<Item = &'a UnitRow> + 'a,
) -> Listing<'a, &'a UnitRow> {
    let count = |title| Head::of(title).right();
    let standing = |standing| move |row: &&UnitRow| row.stand.standing(standing).into();
    Listing::new(rows)
        .column(Head::of("单位代码").in_files(), |r| {
            r.unit.code.as_str().into()
        })
        .column("单位", |row| {
            Cell::from(row.unit.name.as_str()).shown(row.unit.called())
        })
        .column(count("问题"), |r| r.stand.total.into())
        .column(count("已完成整改"), standing(ProgressClass::Finished))
        .column(
            count("基本完成").in_files(),
            standing(ProgressClass::MostlyDone),
        )
        .column(
            count("正在推进").in_files(),
            standing(ProgressClass::InProgress),
        )
        .column(
            count("长期坚持").in_files(),
            standing(ProgressClass::LongTerm),
        )
        .column(
            count("尚未启动").in_files(),
            standing(ProgressClass::NotStarted),
        )
        .column(count("已销号"), |r| {
            Rate::closed(&r.stand).numerator.into()
        })
        .column(count("逾期").in_files(), |r| r.stand.overdue.into())
        .column(count("销号率"), |r| {
            Rate::closed(&r.stand).percent().into()
        })
        .column(count("逾期").on_screen(), |r| r.stand.overdue.into())
        .column("最近上报", |r| r.unit.received.as_deref().into())
        .column(Head::of("报送情况").in_files(), |r| {
            word(r.handed).into()
        })
        .column(Head::of("截至").in_files(), move |_| {
            today.to_string().into()
        })
}

/// What programs read before the units.
fn head(context: &Context, units: &UnitRows) -> Value {
    let mut object = Map::new();
    object.insert("today".into(), json!(context.today.to_string()));
    object.insert("due_soon_days".into(), json!(DUE_SOON_DAYS));
    object.extend(stand_json(&units.all));
    object.insert("by".into(), json!("unit"));
    Value::Object(object)
}

fn json(row: &UnitRow) -> Value {
    let mut object = Map::new();
    object.insert("key".into(), json!(row.unit.code));
    object.insert("name".into(), json!(row.unit.name));
    object.insert("received".into(), json!(row.unit.received));
    object.insert("handed_in".into(), json!(code(row.handed)));
    object.extend(stand_json(&row.stand));
    Value::Object(object)
}

/// The counts under the same names as those of the other groupings.
fn stand_json(stand: &StatusCounts) -> Map<String, Value> {
    let standings: Map<String, Value> = ProgressClass::ALL
        .into_iter()
        .map(|standing| (standing.code().into(), json!(stand.standing(standing))))
        .collect();
    let statuses: Map<String, Value> = StatusKind::ALL
        .into_iter()
        .filter(|kind| *kind != StatusKind::Void)
        .map(|kind| (kind.code().into(), json!(stand.status(kind))))
        .collect();
    let rate = Rate::closed(stand);
    let mut object = Map::new();
    object.insert("problems".into(), json!(stand.total));
    object.insert("void".into(), json!(stand.void));
    object.insert("standings".into(), Value::Object(standings));
    object.insert("statuses".into(), Value::Object(statuses));
    object.insert("overdue".into(), json!(stand.overdue));
    object.insert("due_soon".into(), json!(stand.due_soon));
    object.insert(
        "closing_rate".into(),
        json!({
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "percent": rate.percent(),
        }),
    );
    object
}
