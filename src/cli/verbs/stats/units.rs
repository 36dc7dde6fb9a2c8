//! `stats --by unit`: how far every unit has come, the one furthest behind first; who has not
//! handed in.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing};
use crate::cli::survey;
use crate::cli::units::{NamedUnit, UnitNames};
use crate::cli::verbs::shared::day_text;
use model::alike::Alike;
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{DUE_SOON_DAYS, Rate, Stand};
use model::task::Standing;
use model::unit::UnitId;
use store::Store;

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

/// Ranks the units of a scope and tells it.
pub(super) fn units(
    context: &Context,
    store: &Store,
    asked: &Asked<'_>,
    format: Format,
    file: Option<&Path>,
) -> Result<(), Failure> {
    let units = rows(context, store, asked)?;
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
            units.called(|r| r.stand.total > 0).len(),
            units.all.total
        ));
    let silent = units.called(|r| r.stand.total == 0);
    if !silent.is_empty() {
        listing = listing.fact(format!("未报{}个：{}。", silent.len(), silent.join("、")));
    }
    let late = units.called(|r| r.handed == Handed::NotSince);
    if let Some(since) = asked.since.filter(|_| !late.is_empty()) {
        let (day, late, names) = (day_text(since), late.len(), late.join("、"));
        listing = listing.fact(format!("{day}以后未报{late}个：{names}。"));
    }
    listing
        .status("按销号率从低到高排，相同的看逾期；销号率＝已销号÷问题总数")
        .print_to(&context.out, format, file)
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
    let text = std::fs::read_to_string(path).map_err(|fault| Failure::file(path, &fault))?;
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

impl UnitRows {
    /// How such units are called.
    fn called(&self, such: impl Fn(&UnitRow) -> bool) -> Vec<String> {
        let rows = self.rows.iter().filter(|row| such(row));
        rows.map(|r| r.unit.called()).collect()
    }
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
        .column(count("已完成整改"), standing(Standing::Finished))
        .column(count("基本完成").in_files(), standing(Standing::MostlyDone))
        .column(count("正在推进").in_files(), standing(Standing::InProgress))
        .column(count("长期坚持").in_files(), standing(Standing::LongTerm))
        .column(count("尚未启动").in_files(), standing(Standing::NotStarted))
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
            r.handed.word().into()
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
    object.insert("handed_in".into(), json!(row.handed.code()));
    object.extend(stand_json(&row.stand));
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
