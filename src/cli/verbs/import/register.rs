//! `import` of a register: rows become tasks or fill those that exist.

use std::path::Path;

use super::{Format, ImportArgs, Session, agreed, ask_for_year};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::intake::{self, Carried, Long, RegisterPlan, RegisterReading, Wishes};
use crate::cli::values::Numbers;
use documents::document::written;
use documents::register::Fit;
use store::Store;

pub(super) fn import(
    context: &Context,
    args: &ImportArgs,
    path: &Path,
    wishes: &Wishes,
    session: &mut Session,
) -> Result<(), Failure> {
    if args.format == Format::Text
        && let Some(register) = Long::open(path)?
        && super::long::import(context, args, &register, wishes, session)?
    {
        return Ok(());
    }
    let mut reading = intake::read_register(path)?;
    if args.format == Format::Json {
        let mut draft = documents::register::to_draft(&reading.register, None);
        draft.year = wishes.year.or(draft.year);
        return context.out.data(&format!("{}\n", written::to_json(&draft)));
    }
    let year = register_year(&reading, wishes)?;
    if args.dry_run {
        let store = if context.db.exists() {
            Some(context.store()?)
        } else {
            None
        };
        let plan = RegisterPlan::new(context, store.as_ref(), reading, year, wishes)?;
        return intake::show_register(context, &plan);
    }
    loop {
        let mut store = context.store_or_new()?;
        let mut plan = RegisterPlan::new(context, Some(&store), reading, year, wishes)?;
        intake::show_register(context, &plan)?;
        let left = settle_rows(context, &store, &mut plan)?;
        if !plan.writes() {
            context.out.result("没有新内容，台账没有变化。")?;
            left_over(context, left);
            return Ok(());
        }
        if !agreed(context, session)? {
            context.out.status("没有导入。");
            return Ok(());
        }
        match store.write(&context.stamp, |writer| plan.carry_out(context, writer)) {
            Ok(carried) => {
                context.out.result(&carried_text(&carried))?;
                unlinked(context, &carried.unlinked);
                left_over(context, left);
                return Ok(());
            }
            Err(failure) if store.sequence()? != plan.sequence => {
                context.out.failure(&failure);
                reading = plan.reading;
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// The year for rows that state none: asked for, of the title, or of all rows.
fn register_year(reading: &RegisterReading, wishes: &Wishes) -> Result<i32, Failure> {
    let register = &reading.register;
    let of_rows = register.rows.iter().filter_map(|row| row.year).max();
    if let Some(year) = wishes.year.or(register.year).or(of_rows) {
        return Ok(year);
    }
    ask_for_year(&register.file)
}

/// Rows that may be a task already: a person says which; without one they stay out.
fn settle_rows(
    context: &Context,
    store: &Store,
    plan: &mut RegisterPlan,
) -> Result<usize, Failure> {
    let mut left = 0;
    for place in 0..plan.fits.len() {
        let Fit::PerhapsSame(numbers) = &plan.fits[place] else {
            continue;
        };
        if context.yes || !Context::can_ask() {
            left += 1;
            continue;
        }
        let row = &plan.reading.register.rows[place];
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let answer = Context::ask(&format!(
            "第{}行“{}”可能是第 {} 项。写编号就是那一项，n 是新任务，直接回车跳过：",
            row.row,
            row.problem,
            numbers.join("、")
        ))?;
        let only = (numbers.len() == 1).then(|| numbers[0].clone());
        let chosen = match answer.as_str() {
            "y" | "Y" | "是" => only.unwrap_or(answer.clone()),
            _ => answer.clone(),
        };
        let decided = match chosen.parse::<Numbers>() {
            Ok(numbers) => plan.decide(context, store, place, numbers.0.first().copied()),
            Err(_) if matches!(chosen.as_str(), "n" | "N" | "新") => {
                plan.decide(context, store, place, None)
            }
            Err(_) => {
                left += 1;
                Ok(())
            }
        };
        // A wrong number costs this row only, not what was decided before.
        if let Err(failure) = decided {
            context.out.failure(&failure);
            left += 1;
        }
    }
    Ok(left)
}

fn left_over(context: &Context, left: usize) {
    if left > 0 {
        context.out.warn(&format!(
            "有 {left} 行可能是已有的任务，没有写入；在表中加“问题编号”栏写明是第几项，或在终端里导入时逐行认定"
        ));
    }
}

/// 往年前项 that this register does not hold: the number means nothing in this ledger.
pub(super) fn unlinked(context: &Context, numbers: &[u32]) {
    if numbers.is_empty() {
        return;
    }
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    context.out.warn(&format!(
        "第 {} 项的往年前项不在表中，没有关联；用 ledger link 编号 --prior 前项编号 关联",
        numbers.join("、")
    ));
}

pub(super) fn carried_text(carried: &Carried) -> String {
    let mut parts = Vec::new();
    if carried.raised > 0 {
        parts.push(format!("新增 {} 项", carried.raised));
    }
    if carried.filled > 0 {
        parts.push(format!("补充 {} 项", carried.filled));
    }
    format!("已导入：{}。", parts.join("，"))
}
