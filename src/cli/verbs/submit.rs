//! `submit` 申请销号

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Day, Numbers, Words};

/// 申请销号：自认为改完了，请求审核
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger submit 12 --outcome \"制度已印发执行\"",
    add = shared::ASKS_OUTCOME
)]
pub(in crate::cli) struct SubmitArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::Closable, add = Asked("第几项申请销号？"))]
    numbers: Vec<Numbers>,
    /// 整改成效
    #[arg(long, alias = "成效", value_name = "文字")]
    outcome: Option<Words>,
    /// 哪一天（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
    #[command(flatten)]
    late: shared::Late,
}

pub(super) fn submit(context: &Context, args: &SubmitArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let tasks = shared::for_each_on(context, &args.numbers, on, &args.late, |task, book| {
        task.submit(on, Words::text(args.outcome.as_ref()), book.policy())
    })?;
    context
        .out
        .result(&format!("{}已申请销号，等待审核", shared::named(&tasks)))?;
    shared::tell_outcome(context, &tasks, args.outcome.is_some());
    if let Some(task) = tasks.first() {
        let number = task.number;
        context.out.hint(&format!(
            "审核通过用 ledger close {number}，退回用 ledger return {number} --reason 意见"
        ));
    }
    Ok(())
}
