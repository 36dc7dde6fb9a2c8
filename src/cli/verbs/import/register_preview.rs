//! What `import` makes of a register, shown before it writes.

use crate::app::import::{RegisterPlan, Survey};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Head, Listing};
use crate::cli::verbs::shared;
use documents::register::{Fit, RegisterRow, UnknownColumn};
use model::draft::Doubt;

/// Shows each row with what it is to the ledger, the differences, and what was not read.
pub(super) fn show(context: &Context, plan: &RegisterPlan) -> Result<(), Failure> {
    let out = &context.out;
    let register = &plan.reading.register;
    out.heading(&format!("{}（{}年度）", plan.name(), plan.year))?;
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
    unread(context, &register.unknown);
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
    let first = survey.first.iter();
    rows(first.map(|(row, problem)| (*row, problem.as_str(), &Fit::New))).show(out)?;
    if survey.rows > survey.first.len() {
        out.result(&format!(
            "以上是前 {} 行，全表共 {} 个问题，都是新任务",
            survey.first.len(),
            survey.rows
        ))?;
    }
    unread(context, &survey.unknown);
    doubted(context, &survey.doubts);
    if survey.doubted > survey.doubts.len() {
        out.warn(&format!(
            "另有 {} 处存疑，没有一一列出",
            survey.doubted - survey.doubts.len()
        ));
    }
    Ok(())
}

fn unread(context: &Context, unknown: &[UnknownColumn]) {
    for column in unknown {
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

fn doubted(context: &Context, doubts: &[Doubt]) {
    for doubt in doubts {
        let place = match doubt.paragraph {
            0 => "全表".to_owned(),
            row => format!("第{row}行"),
        };
        context.out.warn(&format!("{place}：{}", doubt.message));
    }
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
