//! `stats --by unit`: how far every unit has come, the one furthest behind first; who has not
//! handed in.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::Format;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::survey;
use crate::cli::table;
use crate::cli::units::{NamedUnit, UnitNames};
use crate::cli::verbs::shared::day_text;
use model::alike::Alike;
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{DUE_SOON_DAYS, Rate, Stand};
use model::task::Standing;
use model::unit::UnitId;
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

/// Which units are told of.
pub(in crate::cli) struct Asked<'a> {
    /// Their tasks.
    pub scope: &'a Scope,
    /// Who has not handed in since that day.
    pub since: Option<NaiveDate>,
    /// The units that ought to hand in, one in a line.
    pub expected: Option<&'a Path>,
}

/// Whether a unit handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Handed {
    /// It has tasks of what is asked for.
    Yes,
    /// Its ledger is here, without such a task.
    NoTasks,
    /// Nothing of it came since the day asked about.
    NotSince,
    /// Nothing of it ever came.
    Never,
}

impl Handed {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "已报",
            Self::NoTasks => "未报",
            Self::NotSince => "此后未报",
            Self::Never => "从未上报",
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::NoTasks => "no_tasks",
            Self::NotSince => "not_since",
            Self::Never => "never",
        }
    }
}

/// One unit and how its tasks stand.
#[derive(Debug, Clone)]
pub(in crate::cli) struct UnitRow {
    pub unit: NamedUnit,
    pub stand: Stand,
    pub handed: Handed,
}

/// All units of a scope.
#[derive(Debug, Clone)]
pub(in crate::cli) struct UnitRows {
    /// Those with tasks, the one furthest behind first, then those without, by code.
    pub rows: Vec<UnitRow>,
    pub all: Stand,
}

/// Ranks the units of a scope and tells it; `None` when it went to the screen.
pub(super) fn units(
    context: &Context,
    store: &Store,
    asked: &Asked<'_>,
    format: Format,
) -> Result<Option<String>, Failure> {
    let units = rows(context, store, asked)?;
    match format {
        Format::Table => screen(context, asked, &units).map(|()| None),
        Format::Json => Ok(Some(format!("{}\n", json(context, &units)))),
        Format::Csv => csv(context, &units).map(Some),
    }
}

/// How every unit of a scope stands.
fn rows(context: &Context, store: &Store, asked: &Asked<'_>) -> Result<UnitRows, Failure> {
    let stands = stands(context, store, asked.scope)?;
    rank(store, asked, &stands)
}

/// The units in their order, with how their tasks stand.
pub(in crate::cli) fn rank(
    store: &Store,
    asked: &Asked<'_>,
    stands: &HashMap<Option<String>, Stand>,
) -> Result<UnitRows, Failure> {
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
                stand: Stand::default(),
                handed: Handed::Never,
            });
        }
    }
    rows.sort_by(|a, b| behind(a).cmp(&behind(b)));
    let mut all = Stand::default();
    for row in &rows {
        all.join(&row.stand);
    }
    Ok(UnitRows { rows, all })
}

/// Those with tasks first; of them the lowest closing rate, the most overdue; then by code.
fn behind(row: &UnitRow) -> (bool, u64, Reverse<u32>, &str) {
    let stand = &row.stand;
    let rate = Rate::closed(stand);
    // In millionths: a share is compared as a number, not as text.
    let share = u64::from(rate.numerator) * 1_000_000 / u64::from(rate.denominator.max(1));
    (
        stand.total == 0,
        share,
        Reverse(stand.overdue),
        &row.unit.code,
    )
}

fn is_meant(id: UnitId, unit: &NamedUnit, scope: &Scope) -> bool {
    match &scope.unit {
        _ if scope.every_unit => true,
        Some(wanted) => unit.is_within(wanted),
        None => id == UnitId::OWN,
    }
}

/// How the tasks of every unit stand: from the index where rows tell it, else task by task.
fn stands(
    context: &Context,
    store: &Store,
    scope: &Scope,
) -> Result<HashMap<Option<String>, Stand>, Failure> {
    let today = context.today;
    let mut stands: HashMap<Option<String>, Stand> = HashMap::new();
    let told = store.standings(scope, today, |found| {
        let stand = stands.entry(found.unit.clone()).or_default();
        stand.add(&found.alike, today, DUE_SOON_DAYS);
    })?;
    if !told {
        stands.clear();
        survey::tasks(context, store, scope, "统计", |task| {
            let stand = stands.entry(task.unit.clone()).or_default();
            stand.add(&Alike::task(&task), today, DUE_SOON_DAYS);
        })?;
    }
    Ok(stands)
}

/// A list of units that ought to hand in: a code in each line, then its name.
fn expected(path: &Path) -> Result<Vec<NamedUnit>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|fault| Failure::file(path, fault))?;
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
        row.handed.word().to_owned(),
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
        object.insert("handed_in".into(), json!(row.handed.code()));
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
