//! What `import` makes of a register, shown before it writes.

use std::collections::HashMap;

use crate::app::import::{RegisterPlan, Survey};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Head, Listing};
use crate::cli::verbs::shared;
use documents::register::{Aside, COLUMNS, Column, Fit, Heading, RegisterRow, Unread, Why};
use model::draft::Doubt;
use serde_json::{Value, json};

/// Shows each row with what it is to the ledger, the differences, and what was not read.
pub(super) fn show(context: &Context, plan: &RegisterPlan) -> Result<(), Failure> {
    let out = &context.out;
    let register = &plan.reading.register;
    out.heading(&format!("{}（{}年度）", plan.name(), plan.year))?;
    columns(context, &register.columns, &register.headers)?;
    let told = plan
        .rows()
        .map(|(row, fit)| (row.row, row.problem.as_str(), fit));
    rows(told).show(out)?;
    for ((row, fit), earlier) in plan.rows().zip(&plan.earlier) {
        differences(context, row, fit);
        if let Some(best) = earlier.first() {
            let line = shared::earlier_line(best);
            out.result(&format!("第{}行疑似往年问题：{line}", row.row))?;
        }
    }
    unread(context, &register.columns);
    doubted(context, &register.doubts);
    Ok(())
}

/// Rows with where they stand, their problem, and what they are to the ledger.
fn rows<'a>(rows: impl Iterator<Item = (u32, &'a str, &'a Fit)> + 'a) -> Listing<'a, impl Sized> {
    Listing::new(rows)
        .column(Head::of("行").least(5), |(row, ..)| (*row).into())
        .column("存在问题", |(_, problem, _)| (*problem).into())
        .column("对应", |(.., fit)| fate(fit).into())
}

/// The same of a register that is too long to be shown whole: how much it is, and how it begins.
pub(super) fn show_survey(
    context: &Context,
    name: &str,
    year: i32,
    survey: &Survey,
) -> Result<(), Failure> {
    let out = &context.out;
    out.heading(&format!("{name}（{year}年度）"))?;
    columns(context, &survey.columns, &survey.headers)?;
    let first = survey.first.iter();
    rows(first.map(|(row, problem)| (*row, problem.as_str(), &Fit::New))).show(out)?;
    if survey.rows > survey.first.len() {
        out.result(&format!(
            "以上是前 {} 行，全表共 {} 个问题，都是新任务",
            survey.first.len(),
            survey.rows
        ))?;
    }
    unread(context, &survey.columns);
    doubted(context, &survey.doubts);
    if survey.doubted > survey.doubts.len() {
        out.warn(&format!(
            "另有 {} 处存疑，没有一一列出",
            survey.doubted - survey.doubts.len()
        ));
    }
    Ok(())
}

/// Every column with what it was taken for, and why: those that say so themselves in one line, the
/// others one by one; those of sheets with the same header once.
pub(super) fn columns(
    context: &Context,
    all: &[Column],
    headers: &[Heading],
) -> Result<(), Failure> {
    let mut told: Vec<&Column> = Vec::new();
    let same = |one: &Column, other: &Column| {
        (&one.column, &one.title, &one.taken) == (&other.column, &other.title, &other.taken)
    };
    for column in all {
        if !told.iter().any(|known| same(known, column)) {
            told.push(column);
        }
    }
    let (named, others): (Vec<&Column>, Vec<&Column>) =
        told.into_iter().partition(|column| is_named(column));
    if !named.is_empty() {
        let named: Vec<String> = named.into_iter().map(in_line).collect();
        context
            .out
            .result(&format!("  照栏名读：{}", named.join("、")))?;
    }
    if !others.is_empty() {
        Listing::new(others)
            .column("栏", |column| column.column.as_str().into())
            .column("表头", |column| column.title.as_str().into())
            .column("读作", |column| read_as(column).into())
            .column("依据", |column| ground(column).into())
            .show(&context.out)?;
    }
    for heading in headers.iter().filter(|heading| heading.remembered) {
        context.out.status(&format!(
            "这种表头的栏目以前说明过，照旧读；改用 ledger config {COLUMNS}{}",
            heading.fingerprint
        ));
    }
    Ok(())
}

/// The same for machines.
pub(super) fn json(columns: &[Column]) -> Value {
    let one = |column: &Column| {
        json!({
            "sheet": column.sheet,
            "column": column.column,
            "title": column.title,
            "read_as": column.taken.as_ref().map(|taken| taken.keys.clone()).unwrap_or_default(),
            "because": ground(column),
        })
    };
    Value::Array(columns.iter().map(one).collect())
}

/// What a column was taken for, and why.
pub(super) fn words(column: &Column) -> (String, &'static str) {
    (read_as(column), ground(column))
}

fn is_named(column: &Column) -> bool {
    matches!(&column.taken, Ok(taken) if taken.why == Why::Title)
}

/// B 对照方面（所属方面）
fn in_line(column: &Column) -> String {
    let (place, title, read) = (&column.column, &column.title, read_as(column));
    let meaning = if *title == read {
        String::new()
    } else {
        format!("（{read}）")
    };
    format!("{place} {title}{meaning}").trim_start().to_owned()
}

fn read_as(column: &Column) -> String {
    match &column.taken {
        Ok(taken) => taken.keys.join("、"),
        Err(_) => "不读".to_owned(),
    }
}

/// Why a column was taken for what it is, or for nothing.
fn ground(column: &Column) -> &'static str {
    match &column.taken {
        Ok(taken) => match taken.why {
            Why::Said => "--map 写明",
            Why::Remembered => "以前写明",
            Why::Title => "栏名",
            Why::Words => "栏名的用词",
            Why::Cells => "格子的内容",
            Why::Place => "位置",
        },
        Err(unread) => match unread {
            Unread::Said => "--map 写明",
            Unread::Remembered => "以前写明",
            Unread::Twice(_) => "已有这一栏",
            Unread::Unknown => "不认识",
            Unread::Aside(aside) => match aside {
                Aside::Finder => "检查、反映、填报的一方",
                Aside::FoundOn => "发现、受理的日期",
                Aside::Place => "地点、联系方式",
                Aside::Grade => "等级、分值、评价",
                Aside::Amount => "金额、数量",
                Aside::Picture => "照片",
                Aside::Punished => "追责情况",
                Aside::Other => "台账不记",
            },
        },
    }
}

fn unread(context: &Context, columns: &[Column]) {
    for column in columns.iter().filter(|column| column.is_unknown()) {
        let sheet = if column.sheet.is_empty() {
            String::new()
        } else {
            format!("工作表“{}”", column.sheet)
        };
        context.out.warn(&format!(
            "{sheet}{} 栏“{}”不认识，没有读取",
            column.column, column.title
        ));
    }
}

/// Every doubt, with its row; those of one wording stand on one line.
fn doubted(context: &Context, doubts: &[Doubt]) {
    let mut told: Vec<(&str, Vec<u32>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for doubt in doubts {
        let place = *places.entry(&doubt.message).or_insert(told.len());
        if place == told.len() {
            told.push((&doubt.message, Vec::new()));
        }
        told[place].1.push(doubt.paragraph);
    }
    for (message, rows) in told {
        let place = match runs(rows.into_iter().filter(|row| *row > 0)) {
            rows if rows.is_empty() => "全表".to_owned(),
            rows => format!("第{rows}行"),
        };
        context.out.warn(&format!("{place}：{message}"));
    }
}

/// 3、5、8—1002: rows that follow each other are told by the first and the last of them.
fn runs(rows: impl Iterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let told = runs
        .into_iter()
        .flat_map(|(first, last)| match last - first {
            0 => vec![first.to_string()],
            1 => vec![first.to_string(), last.to_string()],
            _ => vec![format!("{first}—{last}")],
        });
    told.collect::<Vec<_>>().join("、")
}

fn fate(fit: &Fit) -> String {
    match fit {
        Fit::New => "新任务".to_owned(),
        Fit::Matched { number, events, .. } if events.is_empty() => {
            format!("第 {number} 项，没有新内容")
        }
        Fit::Matched { number, .. } => format!("第 {number} 项，补上空缺"),
        Fit::PerhapsSame(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("可能是第 {} 项，待定", numbers.join("、"))
        }
    }
}

fn differences(context: &Context, row: &RegisterRow, fit: &Fit) {
    let Fit::Matched {
        number,
        differences,
        ..
    } = fit
    else {
        return;
    };
    for difference in differences {
        context.out.warn(&format!(
            "第{}行“{}”写的是“{}”，第 {number} 项台账上是“{}”，没有改动；要改用 ledger edit {number}",
            row.row, difference.column, difference.theirs, difference.ours
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_one_run() {
        let told = |rows: &[u32]| runs(rows.iter().copied());
        assert_eq!(told(&[3, 5, 6, 8, 9, 10, 11]), "3、5、6、8—11");
        assert_eq!(told(&[7]), "7");
        assert_eq!(told(&[]), "");
    }
}
