//! `close` 销号

use std::path::PathBuf;

use super::shared;
use crate::app::evidence::Evidence;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Confirmed, Takes};
use crate::cli::failure::{Failure, missing_words};
use crate::cli::values::{Day, Numbers, Words, flatten};
use model::decide::{Closing, Missing, Policy};
use model::task::Task;

const BESIDES: Besides = Besides {
    questions: &[
        shared::OUTCOME,
        (
            "verifier",
            "谁审核的？写人或会议，如 局党组会议（直接回车：经办人）",
        ),
        ("basis", "依据什么？如 局党组会议纪要第8号（直接回车没有）"),
    ],
    when_bare: false,
};

/// 销号：验收合格，从台账上销去
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger close 12 --outcome \"窗口平均办理时间降至14分钟\" --verifier 局党组会议 --basis \"局党组会议纪要第8号\"",
    add = BESIDES,
    add = Confirmed("销号以后就不再催办、不再记进展了，这样销号吗？")
)]
pub(in crate::cli) struct CloseArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::Closable, add = Asked("销去第几项？"))]
    numbers: Vec<Numbers>,
    /// 整改成效
    #[arg(long, alias = "成效", value_name = "文字")]
    outcome: Option<Words>,
    /// 销号日期（默认今天）
    #[arg(long, alias = "日期", value_name = "日期")]
    date: Option<Day>,
    #[command(flatten)]
    late: shared::Late,
    /// 审核人或审核的会议（默认经办人）
    #[arg(long, alias = "审核人", alias = "销号人", value_name = "姓名或会议")]
    verifier: Option<Words>,
    /// 依据：会议纪要、审核意见
    #[arg(long, alias = "依据", value_name = "文字")]
    basis: Option<Words>,
    /// 佐证材料（可写多个）
    #[arg(long, alias = "佐证", value_name = "文件")]
    evidence: Vec<PathBuf>,
}

pub(super) fn close(context: &Context, args: &CloseArgs) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let numbers = flatten(&args.numbers);
    let mut store = context.store()?;
    let mut evidence = Evidence::read(&args.evidence);
    let closed = store.write(&context.stamp, |writer| {
        let policy = writer.book()?.policy();
        let mut closed = Vec::new();
        for number in &numbers {
            // Whether it may be closed is asked first: a refusal should not speak of files.
            let closing = closing(context, args, on);
            let before = writer.task(*number)?;
            if args.evidence.is_empty() || policy == Policy::Standard {
                before
                    .close(closing.clone(), policy)
                    .map_err(|refusal| Failure::refused(*number, &refusal))?;
            }
            evidence.attach(writer, *number, on)?;
            let task = writer.task(*number)?;
            let missing = task.missing_for_closure(closing.outcome.as_deref());
            let event = task
                .close(closing, policy)
                .map_err(|refusal| Failure::refused(*number, &refusal))?;
            writer.record(*number, event)?;
            args.late.note(context, writer, *number, on)?;
            closed.push((writer.task(*number)?, missing));
        }
        agreed(context, &closed)?;
        Ok::<_, Failure>(closed)
    })?;
    for (task, missing) in &closed {
        context.out.result(&format!(
            "第 {} 项已于{}销号：{}",
            task.number,
            shared::day_text(on),
            task.problem
        ))?;
        if !missing.is_empty() {
            context.out.warn(&format!(
                "第 {} 项的台账上还缺{}，补上才经得起检查",
                task.number,
                missing_words(missing)
            ));
        }
    }
    let tasks: Vec<_> = closed.iter().map(|(task, _)| task.clone()).collect();
    shared::tell_outcome(context, &tasks, args.outcome.is_some());
    if closed.len() == 1 && closed[0].1.is_empty() || closed.len() > 1 {
        context.out.hint("用 ledger list 查看还剩哪些");
    }
    Ok(())
}

/// Of tasks that lack something a person at a front is asked before anything is written: in a terminal all of it
/// was asked for before, a form may have been sent half empty.
fn agreed(context: &Context, closed: &[(Task, Vec<Missing>)]) -> Result<(), Failure> {
    let lacking = closed.iter().filter(|(_, missing)| !missing.is_empty());
    let lacks = lacking.map(|(task, missing)| {
        let (number, words) = (task.number, missing_words(missing));
        format!("第 {number} 项还缺{words}")
    });
    let lacks: Vec<String> = lacks.collect();
    if context.out.is_front() && !lacks.is_empty() {
        context.consent(&format!("{}，就这样销号吗？", lacks.join("；")))?;
    }
    Ok(())
}

fn closing(context: &Context, args: &CloseArgs, on: chrono::NaiveDate) -> Closing {
    Closing {
        on,
        verifier: Words::text(args.verifier.as_ref()).unwrap_or_else(|| context.stamp.who.clone()),
        basis: Words::text(args.basis.as_ref()),
        outcome: Words::text(args.outcome.as_ref()),
    }
}
