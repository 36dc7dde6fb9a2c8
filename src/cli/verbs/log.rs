//! `log` 记进展

mod again;
mod figures;
mod institutions;

use std::path::PathBuf;

use super::shared;
use crate::app::evidence::Evidence;
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::telling;
use crate::cli::values::{Coming, Day, FigureArg, Numbers, StatusArg, Words, flatten};
use institutions::InstitutionArg;
use model::book::Book;
use model::event::Progressed;
use model::figure::Figure;
use model::status::StatusKind;
use model::task::Task;

const BESIDES: Besides = Besides {
    questions: &[
        ("date", "哪一天做的？（直接回车是今天）"),
        (
            "figure",
            "有数据吗？如 集中学习=3次、谈心谈话=20人次（直接回车没有）",
        ),
        (
            "evidence",
            "有佐证材料吗？可以把文件拖到这里（直接回车没有）",
        ),
    ],
    when_bare: false,
};

/// 记进展：做了什么、数据、状态
#[derive(Debug, clap::Args)]
#[command(
    add = BESIDES,
    after_help = "例：ledger log 3 \"召开专题研讨会\" --date 3月15日 --figure 专题研讨=1次\n    ledger log 3 \"印发《公务接待管理办法》，组织学习\" --told \"印发《公务接待管理办法》\"\n    ledger log 3 \"完成整改\" --status 已完成 --evidence 会议纪要.docx"
)]
pub(in crate::cli) struct LogArgs {
    /// 任务编号
    #[arg(value_name = "编号", add = Takes::OpenTasks, add = Asked("记第几项的进展？"))]
    numbers: Numbers,
    /// 做了什么
    #[arg(
        value_name = "进展",
        required_unless_present_any = ["figure", "status", "done", "reason", "next", "institution"],
        add = Asked("做了什么？")
    )]
    text: Option<Words>,
    /// 哪一天（默认今天）
    #[arg(long, alias = "日期", value_name = "日期", add = Takes::PastDay)]
    date: Option<Day>,
    #[command(flatten)]
    late: shared::Late,
    /// 落实的是第几条措施
    #[arg(long, alias = "措施", value_name = "序号")]
    measure: Option<u32>,
    /// 这条措施已经完成
    #[arg(long, alias = "措施完成", requires = "measure")]
    done: bool,
    /// 数据（可写多个）：集中学习=12次
    #[arg(long, alias = "数据", alias = "数字", value_name = "名称=数值单位")]
    figure: Vec<FigureArg>,
    /// 制度成果（可写多个）：制定、修订了哪项制度；不写就从进展里认，认得不对的写 无
    #[arg(long, alias = "制度", alias = "制度成果", value_name = "名称")]
    institution: Vec<InstitutionArg>,
    /// 报送的说法：写进报告时代替这条进展，数字要和进展、数据一致
    #[arg(long, alias = "报送", value_name = "文字")]
    told: Option<Words>,
    /// 状态改为：未启动、正在推进、基本完成、已完成
    #[arg(long, alias = "状态", value_name = "状态")]
    status: Option<StatusArg>,
    /// 未完成原因
    #[arg(long, alias = "原因", value_name = "文字")]
    reason: Option<Words>,
    /// 下步措施
    #[arg(long, alias = "下步措施", value_name = "文字")]
    next: Option<Words>,
    /// 这是一次定期检查或回头看
    #[arg(long, alias = "检查")]
    check: bool,
    /// 下次检查的日期
    #[arg(long, alias = "下次检查", value_name = "日期", requires = "check")]
    next_check: Option<Coming>,
    /// 只供内部，不进报告
    #[arg(long, alias = "内部")]
    internal: bool,
    /// 佐证材料（可写多个）
    #[arg(long, alias = "佐证", value_name = "文件")]
    evidence: Vec<PathBuf>,
}

pub(super) fn log(context: &Context, args: &LogArgs) -> Result<(), Failure> {
    let numbers = flatten(std::slice::from_ref(&args.numbers));
    let on = args
        .date
        .as_ref()
        .map_or(Ok(context.today), |day| day.resolve(context.today))?;
    let next_check = args.next_check.as_ref().map(|day| day.after(context.today));
    let next_check = next_check.transpose()?;
    let mut store = context.store()?;
    let mut counted: Vec<Figure> = args.figure.iter().map(|figure| figure.0.clone()).collect();
    if let Some(number) = numbers.first() {
        figures::named(context, &store, &store.task(*number)?, &mut counted)?;
    }
    let mut note = Progressed {
        institutions: InstitutionArg::all(&args.institution)?,
        ..progressed(args, counted.clone(), on, next_check)
    };
    again::ask(context, &store, &numbers, &note)?;
    if let [number] = numbers.as_slice() {
        telling::ask_told(
            context,
            &store.task(*number)?,
            &mut note,
            &store.book()?.figure_kinds(),
        )?;
    }
    let mut evidence = Evidence::read(&args.evidence);
    let recorded = store.write(&context.stamp, |writer| {
        let mut recorded = Vec::new();
        for number in &numbers {
            let event = writer
                .task(*number)?
                .log(note.clone(), context.today)
                .map_err(|refusal| Failure::refused(*number, &refusal))?;
            let entry = writer.record(*number, event)?;
            evidence.attach(writer, *number, on)?;
            args.late.note(context, writer, *number, on)?;
            recorded.push((entry, writer.task(*number)?));
        }
        Ok::<_, Failure>(recorded)
    })?;
    for (_, task) in &recorded {
        context.out.result(&format!(
            "已记入第 {} 项（{}，{}）",
            task.number,
            shared::day_text(on),
            task.status.kind().word()
        ))?;
    }
    tell(context, &store.book()?, args, &recorded, &counted);
    Ok(())
}

/// What was understood of the note, how it will stand in the section, and what comes next.
fn tell(
    context: &Context,
    book: &Book,
    args: &LogArgs,
    recorded: &[(u64, Task)],
    counted: &[Figure],
) {
    let kinds = book.figure_kinds();
    for (_, task) in recorded.iter().filter(|_| !counted.is_empty()) {
        for line in figures::told(task, counted, &kinds) {
            context.out.hint(&line);
        }
        let text = Words::text(args.text.as_ref()).unwrap_or_default();
        for line in figures::totals(task, &text, counted, &kinds) {
            context.out.warn(&line);
        }
    }
    if let Some((entry, task)) = recorded.first() {
        institutions::tell(context, task, *entry, &args.institution);
        telling::tell_note(context, task, *entry, &kinds);
        if args.reason.is_some() || args.next.is_some() {
            telling::tell_state(context, book, task);
        }
    }
    if let [(_, task)] = recorded {
        tell_next(context, task);
    }
}

/// What comes next for the task as it now stands.
fn tell_next(context: &Context, task: &Task) {
    let number = task.number;
    let kind = task.status.kind();
    if kind == StatusKind::Closed {
        context.out.hint(&format!(
            "问题反弹的，用 ledger add 问题 --prior {number} 重新登记"
        ));
    } else if kind.is_finished() {
        context.out.hint(&format!(
            "用 ledger submit {number} 申请销号，或审核后 ledger close {number} 销号"
        ));
    } else if task.is_long_term() {
        context.out.hint(&format!(
            "长期坚持的任务定期检查：ledger log {number} \"检查情况\" --check --next-check 日期"
        ));
    } else if kind.is_open() {
        context.out.hint(&format!(
            "改完了用 ledger close {number} --outcome 成效 销号"
        ));
    }
}

fn progressed(
    args: &LogArgs,
    figures: Vec<Figure>,
    on: chrono::NaiveDate,
    next_check: Option<chrono::NaiveDate>,
) -> Progressed {
    Progressed {
        on,
        text: Words::text(args.text.as_ref()).unwrap_or_default(),
        measure: args.measure,
        measure_done: args.done,
        figures,
        status: args.status.map(|status| status.0),
        reason: Words::text(args.reason.as_ref()),
        next_step: Words::text(args.next.as_ref()),
        check: args.check,
        next_check,
        internal: args.internal,
        submission: None,
        institutions: None,
        told: Words::text(args.told.as_ref()),
    }
}
