//! `stats --common` 共性问题、屡查屡犯

use serde_json::{Value, json};

use super::Format;
use crate::app::common::{self, Found};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::table;
use model::scope::Scope;
use office::csv::{CsvWriter, Encoding};
use store::Store;

/// Groups shown on a screen; files have them all.
const SHOWN: usize = 20;
/// Units named in a row on the screen.
const NAMED: usize = 3;
const COLUMNS: [&str; 8] = [
    "共性问题（举例）",
    "问题数",
    "单位数",
    "年度数",
    "屡查屡犯单位数",
    "年度",
    "单位",
    "举例编号",
];

/// Groups the problems of a scope and tells the groups that several of them form; `None` when it
/// went to the screen.
pub(super) fn common(
    context: &Context,
    store: &Store,
    scope: &Scope,
    format: Format,
) -> Result<Option<String>, Failure> {
    let mut progress = Progress::begin(&context.out, "归并", 0);
    let found = common::find(store, scope, &mut progress)?;
    progress.clear();
    match format {
        Format::Table => screen(context, &found).map(|()| None),
        Format::Json => json(context, &found).map(Some),
        Format::Csv => csv(&found).map(Some),
    }
}

fn json(context: &Context, found: &Found<'_>) -> Result<String, Failure> {
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            let told = found.told(row)?;
            let units: Vec<Value> = told
                .units
                .iter()
                .map(|(code, tasks)| json!({"code": code, "tasks": tasks}))
                .collect();
            Ok(json!({
                "problem": told.title,
                "task": told.example,
                "tasks": row.tasks,
                "unit_count": row.units,
                "repeating_units": row.repeated,
                "years": found.years(row),
                "units": units,
            }))
        })
        .collect::<Result<_, Failure>>()?;
    let all = json!({
        "today": context.today.to_string(),
        "total": found.total,
        "common": rows,
    });
    Ok(format!("{all}\n"))
}

fn csv(found: &Found<'_>) -> Result<String, Failure> {
    let unwritten = |_| Failure::request("CSV 写不出来");
    let mut writer = CsvWriter::new(Vec::new(), Encoding::Utf8).map_err(unwritten)?;
    writer.row(COLUMNS).map_err(unwritten)?;
    for row in &found.rows {
        let told = found.told(row)?;
        let units: Vec<&str> = told.units.iter().map(|(code, _)| code.as_str()).collect();
        let cells = [
            told.title.clone(),
            row.tasks.to_string(),
            row.units.to_string(),
            row.years.to_string(),
            row.repeated.to_string(),
            told.years.join("、"),
            units.join("、"),
            told.example.clone(),
        ];
        writer.row(cells).map_err(unwritten)?;
    }
    let bytes = writer.finish().map_err(unwritten)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn screen(context: &Context, found: &Found<'_>) -> Result<(), Failure> {
    let out = &context.out;
    if found.rows.is_empty() {
        return out.result(&format!(
            "{}个问题中没有题目相近的，看不出共性问题。",
            found.total
        ));
    }
    let in_common: u32 = found.rows.iter().map(|row| row.tasks).sum();
    let repeated = found.rows.iter().filter(|row| row.repeated > 0).count();
    out.result(&format!(
        "{}个问题中，{in_common}个题目相近，归为{}类共性问题；其中{repeated}类有单位屡查屡犯。",
        found.total,
        found.rows.len(),
    ))?;
    let titles = [
        "共性问题（举例）",
        "问题",
        "单位",
        "屡犯",
        "年度",
        "单位（项数）",
    ];
    let mut shown = table::table(out, &titles);
    for row in found.rows.iter().take(SHOWN) {
        let told = found.told(row)?;
        let mut units: Vec<String> = told
            .units
            .iter()
            .take(NAMED)
            .map(|(code, tasks)| format!("{code}（{tasks}）"))
            .collect();
        if told.units.len() > NAMED {
            units.push("…".to_owned());
        }
        shown.add_row([
            table::cell(&told.title),
            table::cell(&row.tasks.to_string()),
            table::cell(&row.units.to_string()),
            table::cell(&row.repeated.to_string()),
            table::cell(&span(&told.years)),
            table::cell(&units.join("、")),
        ]);
    }
    super::right(&mut shown, 1..4);
    for column in 1..4 {
        table::keep_whole(&mut shown, column, 6);
    }
    out.table(&shown)?;
    if found.rows.len() > SHOWN {
        out.status(&format!(
            "列出了前{SHOWN}类，全部{}类用 --format csv -o 共性问题.csv",
            found.rows.len()
        ));
    }
    out.status("按题目用字相近归类，是不是一回事由人判断");
    Ok(())
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
