//! `retract` 作废

use super::shared;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Numbers, Words, flatten};
use model::status::Voiding;

/// 作废登记有误的任务，或撤回一条进展、佐证；编号和留痕都保留
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger retract 12 --reason \"与第5项重复\" --into 5\n    ledger retract --entry 37 --reason \"记错了任务\""
)]
pub(in crate::cli) struct RetractArgs {
    /// 任务编号
    #[arg(
        value_name = "编号",
        required_unless_present = "entry",
        conflicts_with = "entry",
        add = Asked("作废第几项？")
    )]
    numbers: Vec<Numbers>,
    /// 撤回这条记录（记录号见 ledger history）
    #[arg(long, alias = "记录", value_name = "记录号")]
    entry: Vec<u64>,
    /// 原因
    #[arg(long, alias = "原因", value_name = "原因", add = Asked("为什么作废？"))]
    reason: Words,
    /// 并入哪一项（合并重复登记）
    #[arg(long, alias = "并入", value_name = "编号", conflicts_with = "entry", add = Takes::Tasks)]
    into: Option<u32>,
}

pub(super) fn retract(context: &Context, args: &RetractArgs) -> Result<(), Failure> {
    if args.entry.is_empty() {
        retract_tasks(context, args)
    } else {
        retract_entries(context, args)
    }
}

fn retract_tasks(context: &Context, args: &RetractArgs) -> Result<(), Failure> {
    let numbers = flatten(&args.numbers);
    let mut store = context.store()?;
    let tasks = store.write(&context.stamp, |writer| {
        if let Some(into) = args.into
            && writer.task(into)?.is_void()
        {
            return Err(Failure::request(format!("第 {into} 项已作废，不能并入")));
        }
        let mut tasks = Vec::new();
        for number in &numbers {
            let task = writer.task(*number)?;
            let reason = args.reason.0.clone();
            let voiding = Voiding {
                on: context.today,
                reason,
                into: args.into,
            };
            let event = task.void(voiding).map_err(|r| match r {
                model::decide::Refusal::NotEarlier(_) => {
                    Failure::request(format!("第 {number} 项不能并入它自己"))
                }
                other => Failure::refused(*number, &other),
            })?;
            writer.record(*number, event)?;
            tasks.push(task);
        }
        Ok(tasks)
    })?;
    let into = args
        .into
        .map_or_else(String::new, |into| format!("，并入第 {into} 项"));
    context
        .out
        .result(&format!("{}已作废{into}", shared::named(&tasks)))?;
    context
        .out
        .hint("编号不再使用，内容仍在留痕中；弄错了可用 ledger undo 撤销");
    Ok(())
}

fn retract_entries(context: &Context, args: &RetractArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    let mut places = Vec::new();
    for sequence in &args.entry {
        let found = store.history(sequence.saturating_sub(1), 1)?;
        let task = found
            .first()
            .filter(|r| r.entry.sequence == *sequence)
            .map(|r| r.entry.task);
        match task {
            Some(Some(number)) => places.push((number, *sequence)),
            Some(None) => {
                return Err(Failure::request(format!(
                    "第 {sequence} 条记录不属于任何任务，不能这样撤回"
                ))
                .hint("若是上一步操作，用 ledger undo 撤销"));
            }
            None => {
                return Err(Failure::request(format!("没有第 {sequence} 条记录"))
                    .hint("用 ledger history 查看记录号"));
            }
        }
    }
    store.write(&context.stamp, |writer| {
        for (number, sequence) in &places {
            let event = writer
                .task(*number)?
                .retract_entry(*sequence, args.reason.0.clone())
                .map_err(|refusal| Failure::refused(*number, &refusal))?;
            writer.record(*number, event)?;
        }
        Ok::<_, Failure>(())
    })?;
    for (number, sequence) in &places {
        context
            .out
            .result(&format!("已撤回第 {number} 项的第 {sequence} 条记录"))?;
    }
    Ok(())
}
