//! `stats --by unit`: how far every unit has come, the one furthest behind first; who has not
//! handed in.

use serde_json::{Map, Value, json};

use super::Format;
use crate::app::standings::{self, Asked, Handed, UnitRow, UnitRows};
use crate::app::units::NamedUnit;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::table;
use crate::cli::verbs::shared::day_text;
use model::status::StatusKind;
use model::tally::{DUE_SOON_DAYS, Rate, Stand};
use model::task::Standing;
use office::csv::{CsvWriter, Encoding};
use store::Store;

const COLUMNS: [&str; 13] = [
    "单位代码",
    "单位",
    "问题",
    "已完成整改",
    "基本完成",
    "正在推进",
    "长期坚持",
    "尚未启动",
    "已销号",
    "逾期",
    "销号率",
    "最近上报",
    "报送情况",
];

/// Ranks the units of a scope and tells it; `None` when it went to the screen.
pub(super) fn units(
    context: &Context,
    store: &Store,
    asked: &Asked<'_>,
    format: Format,
) -> Result<Option<String>, Failure> {
    let mut progress = Progress::begin(&context.out, "统计", 0);
    let units = standings::units(context.today, store, asked, &mut progress)?;
    progress.clear();
    match format {
        Format::Table => screen(context, asked, &units).map(|()| None),
        Format::Json => Ok(Some(format!("{}\n", json(context, &units)))),
        Format::Csv => csv(context, &units).map(Some),
    }
}

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

fn cells(row: &UnitRow) -> [String; 13] {
    let stand = &row.stand;
    let standing = Standing::ALL.map(|standing| stand.standing(standing).to_string());
    let [finished, mostly, going, long, not] = standing;
    [
        row.unit.code.clone(),
        row.unit.name.clone(),
        stand.total.to_string(),
        finished,
        mostly,
        going,
        long,
        not,
        Rate::closed(stand).numerator.to_string(),
        stand.overdue.to_string(),
        Rate::closed(stand).percent().unwrap_or_default(),
        row.unit.received.clone().unwrap_or_default(),
        word(row.handed).to_owned(),
    ]
}

fn csv(context: &Context, units: &UnitRows) -> Result<String, Failure> {
    let unwritten = |_| Failure::request("CSV 写不出来");
    let mut writer = CsvWriter::new(Vec::new(), Encoding::Utf8).map_err(unwritten)?;
    let header = COLUMNS.into_iter().chain(["截至"]);
    writer.row(header).map_err(unwritten)?;
    for row in &units.rows {
        let cells = cells(row).into_iter();
        writer
            .row(cells.chain([context.today.to_string()]))
            .map_err(unwritten)?;
    }
    let bytes = writer.finish().map_err(unwritten)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn json(context: &Context, units: &UnitRows) -> Value {
    let rows = units.rows.iter().map(|row| {
        let mut object = Map::new();
        object.insert("key".into(), json!(row.unit.code));
        object.insert("name".into(), json!(row.unit.name));
        object.insert("received".into(), json!(row.unit.received));
        object.insert("handed_in".into(), json!(code(row.handed)));
        object.extend(stand_json(&row.stand));
        Value::Object(object)
    });
    let mut object = Map::new();
    object.insert("today".into(), json!(context.today.to_string()));
    object.insert("due_soon_days".into(), json!(DUE_SOON_DAYS));
    object.extend(stand_json(&units.all));
    object.insert("by".into(), json!("unit"));
    object.insert("groups".into(), rows.collect());
    Value::Object(object)
}

/// The counts under the same names as those of the other groupings.
fn stand_json(stand: &Stand) -> Map<String, Value> {
    let standings: Map<String, Value> = Standing::ALL
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

fn screen(context: &Context, asked: &Asked<'_>, units: &UnitRows) -> Result<(), Failure> {
    let out = &context.out;
    let (told, silent): (Vec<&UnitRow>, Vec<&UnitRow>) =
        units.rows.iter().partition(|row| row.stand.total > 0);
    out.result(&format!(
        "截至{}：{}个单位，{}个问题。",
        day_text(context.today),
        told.len(),
        units.all.total
    ))?;
    let titles = [
        "单位",
        "问题",
        "已完成整改",
        "已销号",
        "销号率",
        "逾期",
        "最近上报",
    ];
    let mut shown = table::table(out, &titles);
    let total = UnitRow {
        unit: NamedUnit {
            code: "合计".to_owned(),
            name: String::new(),
            received: None,
        },
        stand: units.all,
        handed: Handed::Yes,
    };
    for row in told.iter().copied().chain([&total]) {
        let cells = cells(row);
        let mut line = vec![table::cell(&row.unit.called())];
        line.extend([2, 3, 8, 10, 9, 11].map(|column: usize| table::cell(&cells[column])));
        shown.add_row(line);
    }
    super::right(&mut shown, 1..6);
    out.table(&shown)?;
    let list = |rows: &[&UnitRow]| {
        let names: Vec<String> = rows.iter().map(|row| row.unit.called()).collect();
        names.join("、")
    };
    if !silent.is_empty() {
        out.result(&format!("未报{}个：{}。", silent.len(), list(&silent)))?;
    }
    if let Some(since) = asked.since {
        let late: Vec<&UnitRow> = told
            .into_iter()
            .filter(|row| row.handed == Handed::NotSince)
            .collect();
        if !late.is_empty() {
            let day = day_text(since);
            out.result(&format!("{day}以后未报{}个：{}。", late.len(), list(&late)))?;
        }
    }
    out.status("按销号率从低到高排，相同的看逾期；销号率＝已销号÷问题总数");
    Ok(())
}
