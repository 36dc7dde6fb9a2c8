//! `reopen` 恢复整改

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::successors;
use crate::cli::values::{Day, Numbers, Words};

/// 恢复整改：销号有误时用；问题反弹的，另行登记并写明前项
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger reopen 12 --reason \"验收时漏看了第二条措施\"")]
pub(in crate::cli) struct ReopenArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::FinishedTasks, add = Asked("恢复第几项？"))]
    numbers: Vec<Numbers>,
    /// 原因
    #[arg(long, alias = "原因", value_name = "原因", add = Asked("为什么恢复整改？"))]
    reason: Words,
    /// 哪一天（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
}

pub(super) fn reopen(context: &Context, args: &ReopenArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let before = context.store()?.sequence()?;
    let tasks = shared::for_each(context, &args.numbers, |task, _| {
        task.reopen(on, args.reason.0.clone())
    })?;
    context
        .out
        .result(&format!("{}已恢复整改", shared::named(&tasks)))?;
    if let Some(task) = tasks.first() {
        context.out.hint(&format!(
            "用 ledger log {} \"做了什么\" 接着记进展",
            task.number
        ));
    }
    successors::tell_since(context, &context.store()?, before)
}
