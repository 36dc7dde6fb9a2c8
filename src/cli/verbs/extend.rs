//! `extend` 延期

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Day, Due, Numbers, Words, flatten};
use model::deadline::Desk;
use model::task::Task;

const BESIDES: Besides = Besides {
    questions: &[("approved_by", "谁批准的？姓名或会议（直接回车跳过）")],
    when_bare: false,
};

/// 延期：定新的时限，写明原因；原时限留在台账上
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger extend 12 --due 9月底前 --reason \"招标流标一次\" --approved-by 局党组会议",
    add = BESIDES
)]
pub(in crate::cli) struct ExtendArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::OpenTasks, add = Asked("第几项延期？"))]
    numbers: Vec<Numbers>,
    /// 新的时限
    #[arg(long, alias = "时限", alias = "整改时限", value_name = "时限", add = Asked("延到什么时候？如 9月底前"))]
    due: Due,
    /// 原因
    #[arg(long, alias = "原因", value_name = "原因", add = Asked("为什么延期？"))]
    reason: Words,
    /// 谁批准的
    #[arg(long, alias = "批准", value_name = "姓名或会议")]
    approved_by: Option<Words>,
    /// 批准的日期（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
}

pub(super) fn extend(context: &Context, args: &ExtendArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let numbers = flatten(&args.numbers);
    let mut store = context.store()?;
    let tasks = store.write(&context.stamp, |writer| {
        let book = writer.book()?;
        let mut tasks = Vec::new();
        for number in &numbers {
            let task = writer.task(*number)?;
            // 三个月内 counts from the day when the extension was granted.
            let desk = Desk {
                from: on,
                ..shared::desk(context, &book, task.year)
            };
            let deadline = shared::deadline(&args.due, desk)?;
            let event = task
                .extend(
                    on,
                    deadline,
                    args.reason.0.clone(),
                    Words::text(args.approved_by.as_ref()),
                )
                .map_err(|refusal| Failure::refused(*number, &refusal))?;
            writer.record(*number, event)?;
            tasks.push(writer.task(*number)?);
        }
        Ok::<_, Failure>(tasks)
    })?;
    for task in &tasks {
        let due = task
            .due()
            .map_or_else(|| args.due.words().to_owned(), shared::day_text);
        context
            .out
            .result(&format!("第 {} 项延期至{due}", task.number))?;
    }
    warn(context, args, &tasks);
    Ok(())
}

/// What a superior would ask about.
fn warn(context: &Context, args: &ExtendArgs, tasks: &[Task]) {
    let past = tasks.iter().filter(|task| task.is_overdue(context.today));
    let past: Vec<String> = past.map(|task| task.number.to_string()).collect();
    if !past.is_empty() {
        let numbers = past.join("、");
        context.out.warn(&format!(
            "第 {numbers} 项新的时限已经过去，仍是逾期；写错了用 ledger undo 撤回，再写一次"
        ));
    }
    if args.reason.0.chars().all(is_of_a_day) {
        context.out.warn(&format!(
            "原因只写了日期“{}”，没有写为什么延期；写错了用 ledger undo 撤回，再写一次",
            args.reason.0
        ));
    }
    if args.approved_by.is_none() {
        context
            .out
            .warn("没有写明由谁批准（--approved-by），上报时会被问到");
    }
}

/// Whether a reason may be made of it and say no more than when.
fn is_of_a_day(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || "年月日号前底初末中下上旬-./，。".contains(c)
}
