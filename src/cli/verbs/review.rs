//! `review` 复核: a department accepts gathered tasks or returns them, and hands its opinions down.

mod hand_down;
mod listed;

use std::path::PathBuf;

use super::shared;
use crate::app::fault::Fault;
use crate::app::review;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::Format;
use crate::cli::story::verdict;
use crate::cli::values::{Day, TaskCode, Words};
use model::decide::Refusal;
use model::event::LedgerEvent;
use model::review::Review;
use model::unit::UnitId;
use store::{HeldUnit, Store};

pub(in crate::cli) use listed::{tell_counts, told, told_of_unit};

/// 上级复核：汇总来的任务，认可或写明意见退回；意见写成文件交给单位，单位用 collect 收下。不写编号就列出复核情况
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger review（列出全部单位的复核情况）\n    ledger review A03-12 A03-15 --accept\n    ledger review A03-12 --return \"成效没有数据支撑，请补佐证\"\n    ledger review --out 复核意见（每个单位一个文件，交给单位）\n    ledger review --state again（单位改完再报的，该再看一遍）"
)]
pub(in crate::cli) struct ReviewArgs {
    /// 汇总来的任务编号，如 A03-12（可写多个）
    #[arg(value_name = "编号")]
    tasks: Vec<TaskCode>,
    /// 认可
    #[arg(long, alias = "认可", requires = "tasks", conflicts_with = "returned")]
    accept: bool,
    /// 退回，写明意见
    #[arg(
        long = "return",
        alias = "退回",
        value_name = "意见",
        requires = "tasks"
    )]
    returned: Option<Words>,
    /// 哪一天复核的（默认今天）
    #[arg(long, alias = "日期", value_name = "日期", requires = "tasks", add = Takes::PastDay)]
    date: Option<Day>,
    /// 把单位还没有收到的意见写到这个文件夹，每个单位一个文件
    #[arg(
        short,
        long,
        alias = "输出",
        value_name = "文件夹",
        conflicts_with_all = ["tasks", "state"],
        add = Takes::Target
    )]
    out: Option<PathBuf>,
    /// 只看、只写这个单位（含下级单位）
    #[arg(long, alias = "单位", value_name = "代码", conflicts_with = "tasks")]
    unit: Option<String>,
    /// 只列这些
    #[arg(
        long,
        alias = "复核情况",
        value_name = "情况",
        conflicts_with = "tasks"
    )]
    state: Option<State>,
    /// 列出时的格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

/// How far the review of a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum State {
    #[value(alias = "未复核", help = "未复核")]
    None,
    #[value(alias = "认可", help = "认可")]
    Accepted,
    #[value(alias = "退回", help = "退回")]
    Returned,
    #[value(alias = "待再看", help = "复核以后单位又有改动，该再看一遍")]
    Again,
}

pub(super) fn review(context: &Context, args: &ReviewArgs) -> Result<(), Failure> {
    if let Some(folder) = &args.out {
        return hand_down::write(context, folder, args.unit.as_deref());
    }
    let opinion = args.returned.as_ref().map(|words| words.0.as_str());
    if args.tasks.is_empty() {
        return listed::list(context, args.unit.as_deref(), args.state, args.format);
    }
    if !args.accept && opinion.is_none() {
        return Err(Failure::usage("没有写明是认可还是退回")
            .hint("认可的加 --accept，退回的加 --return 意见"));
    }
    decide(context, args, opinion)
}

fn decide(context: &Context, args: &ReviewArgs, opinion: Option<&str>) -> Result<(), Failure> {
    let on = shared::happened_on(context, args.date.as_ref())?;
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let book = store.book()?;
    let units = store.held_units()?;
    let mut decided: Vec<Review> = Vec::new();
    for code in &args.tasks {
        let unit = unit_of(&store, &units, code)?;
        let (task, _) = shared::task_of(&store, code)?;
        let said = (opinion.is_none(), opinion, on);
        let review = review::decide(&store, &book, unit, &task, said)
            .map_err(|fault| refused(&task.code(), fault))?;
        if !decided.contains(&review) {
            decided.push(review);
        }
    }
    store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        for review in &decided {
            writer.record_ledger(LedgerEvent::Reviewed(review.clone()))?;
        }
        Ok::<_, Failure>(())
    })?;
    for review in &decided {
        context.out.result(&format!(
            "{}-{} 已{}",
            review.unit,
            review.number,
            verdict(review.accepted)
        ))?;
    }
    context
        .out
        .hint("用 ledger review --out 文件夹 写成意见文件交给单位；弄错了用 ledger undo 撤销");
    Ok(())
}

fn unit_of<'a>(
    store: &Store,
    units: &'a [HeldUnit],
    code: &TaskCode,
) -> Result<&'a HeldUnit, Failure> {
    let id = shared::unit_of(store, code)?;
    let held = units.iter().find(|unit| unit.id == id && id != UnitId::OWN);
    held.ok_or_else(|| {
        Failure::usage(format!(
            "第 {} 项是本单位的，复核的是汇总来的任务，写成 A03-12",
            code.number
        ))
        .hint("本单位的验收，用 ledger close 或 ledger return")
    })
}

fn refused(code: &str, fault: Fault) -> Failure {
    match &fault {
        Fault::Refused(_, Refusal::Status { is, .. }) => {
            Failure::request(format!("{code} 现在是“{}”，不能这样复核", is.word()))
                .hint("认可的要已经完成、申请销号或销号；没有改完的，用 --return 意见 退回")
        }
        Fault::Refused(_, Refusal::NothingChanges) => {
            Failure::request(format!("{code} 已经这样复核过，单位以后没有改动"))
        }
        _ => fault.into(),
    }
}
