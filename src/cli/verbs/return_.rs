//! `return` 退回

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Day, Numbers, Words};

/// 退回销号申请，写明意见；任务回到正在推进
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger return 12 --reason \"佐证只有照片，缺会议纪要\"")]
pub(in crate::cli) struct ReturnArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::OpenTasks, add = Asked("退回第几项？"))]
    numbers: Vec<Numbers>,
    /// 退回意见
    #[arg(long, alias = "原因", alias = "意见", value_name = "意见", add = Asked("退回意见？"))]
    reason: Words,
    /// 哪一天（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
}

pub(super) fn return_(context: &Context, args: &ReturnArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let tasks = shared::for_each(context, &args.numbers, |task, _| {
        task.return_with(on, args.reason.0.clone())
    })?;
    context.out.result(&format!(
        "{}已退回：{}",
        shared::named(&tasks),
        args.reason.0
    ))?;
    if let Some(task) = tasks.first() {
        context.out.hint(&format!(
            "补好后用 ledger submit {} 再次申请销号",
            task.number
        ));
    }
    Ok(())
}
