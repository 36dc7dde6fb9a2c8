//! `report` 报告

use std::path::PathBuf;

use crate::cli::assemble;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::{Words, Year};
use crate::model::subject::Subject;
use crate::report::{
    self, Gap, Options, Phrases, Report, ReportFault, StartOrdinal, Style, render,
};
use crate::store::Store;

/// 写某年度报告中的“上年度民主生活会整改措施落实情况”，每句话都出自台账
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger report --year 2022\n    ledger report --year 2022 --subject 张某 -o 张某上年度整改情况.md\n    ledger report --year 2022 --trace（每句话后注明出自哪条记录）"
)]
pub(in crate::cli) struct ReportArgs {
    /// 哪一年度的报告（写的是它上一年度的整改）
    #[arg(long, alias = "年度", value_name = "年")]
    year: Year,
    /// 只写班子，或只写某人
    #[arg(long, alias = "对象", value_name = "对象")]
    subject: Option<Words>,
    /// 写法
    #[arg(long, alias = "写法", value_name = "写法")]
    style: Option<StyleArg>,
    /// 标题从第几开始：一、二、三，或（一）
    #[arg(long, alias = "起始", value_name = "序数", value_parser = start)]
    start: Option<StartOrdinal>,
    /// 标题
    #[arg(long, alias = "标题", value_name = "文字")]
    title: Option<Words>,
    /// 格式（默认按 -o 的后缀，否则文字）
    #[arg(long, alias = "格式", value_name = "格式")]
    format: Option<Format>,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件")]
    output: Option<PathBuf>,
    /// 每句话后注明出自哪条记录
    #[arg(long, alias = "溯源")]
    trace: bool,
    /// 有缺漏或矛盾就不写，列出要补什么
    #[arg(long, alias = "从严")]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum StyleArg {
    #[value(alias = "按问题写", help = "按问题写")]
    Itemized,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "文字")]
    Text,
    #[value(help = "Markdown")]
    Md,
    #[value(help = "JSON")]
    Json,
}

fn start(text: &str) -> Result<StartOrdinal, String> {
    StartOrdinal::read(text).ok_or_else(|| format!("“{text}”不是序数，写成 二 或（一）"))
}

pub(super) fn report(context: &Context, args: &ReportArgs) -> Result<(), Failure> {
    let format = format(args)?;
    let store = context.store()?;
    let year = args.year.0;
    let subject = args
        .subject
        .as_ref()
        .and_then(|words| Subject::read(&words.0));
    let ledger =
        assemble::looking_back(context, &store, year, subject.as_ref().map(Subject::name))?;
    let options = Options {
        year,
        subject,
        style: Some(Style::Itemized),
        start: args.start,
        title: Words::text(&args.title),
        trace: args.trace,
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin())
        .map_err(|fault| no_report(&store, &fault))?;
    gaps(context, args, &report)?;
    let text = match format {
        Format::Text => render::text(&report),
        Format::Md => render::markdown(&report),
        Format::Json => format!("{}\n", render::json(&report)),
    };
    match &args.output {
        Some(path) => context.out.file(path, text.as_bytes()),
        None => context.out.data(&text),
    }
}

fn format(args: &ReportArgs) -> Result<Format, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let suffix = args.output.as_ref().and_then(|path| path.extension());
    match suffix
        .map(|suffix| suffix.to_string_lossy().to_lowercase())
        .as_deref()
    {
        None | Some("txt") => Ok(Format::Text),
        Some("md") => Ok(Format::Md),
        Some("json") => Ok(Format::Json),
        Some(other) => Err(Failure::usage(format!("不能写成 .{other} 文件"))
            .hint("文件名用 .txt、.md 或 .json 结尾，或用 --format 写明格式")),
    }
}

/// What is missing is told with the command that fills it; `--strict` stops there.
fn gaps(context: &Context, args: &ReportArgs, report: &Report) -> Result<(), Failure> {
    let mut told: Vec<String> = Vec::new();
    for (what, gaps) in by_kind(&report.gaps) {
        let tasks: Vec<&str> = gaps.iter().map(|gap| gap.task.as_str()).collect();
        told.push(format!(
            "第 {} 项缺{what}：{}",
            tasks.join("、"),
            gaps[0].command
        ));
    }
    told.extend(report.contradictions.iter().map(|contradiction| {
        let task = contradiction.task.as_ref();
        let task = task.map_or_else(String::new, |task| format!("第 {task} 项"));
        format!("{task}{}：{}", contradiction.what, contradiction.command)
    }));
    if told.is_empty() {
        return Ok(());
    }
    if args.strict {
        let mut failure =
            Failure::request(format!("报告还有 {} 处缺漏或矛盾，没有写出", told.len()));
        for line in told {
            failure = failure.hint(line);
        }
        return Err(failure);
    }
    told.iter().for_each(|line| context.out.warn(line));
    Ok(())
}

/// Gaps of one kind together, in order of first appearance.
fn by_kind(gaps: &[Gap]) -> Vec<(&str, Vec<&Gap>)> {
    let mut kinds: Vec<(&str, Vec<&Gap>)> = Vec::new();
    for gap in gaps {
        match kinds.iter_mut().find(|(what, _)| *what == gap.what) {
            Some((_, known)) => known.push(gap),
            None => kinds.push((&gap.what, vec![gap])),
        }
    }
    kinds
}

fn no_report(store: &Store, fault: &ReportFault) -> Failure {
    let ReportFault::NoTasks { year, subject, .. } = fault;
    let years = store.years().unwrap_or_default();
    let whose = subject
        .as_ref()
        .map_or_else(String::new, |subject| format!("“{subject}”的"));
    let failure = Failure::request(format!(
        "台账中没有{year}年度{whose}任务，写不出上年度整改情况"
    ));
    if years.contains(&(year + 1)) {
        return failure.hint(format!(
            "台账中有{}年度的任务，它们的整改情况写在{}年度的报告里：ledger report --year {}",
            year + 1,
            year + 2,
            year + 2
        ));
    }
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    if years.is_empty() {
        failure.hint("台账还是空的，先用 ledger import 导入材料")
    } else {
        failure.hint(format!("台账中有这些年度：{}", years.join("、")))
    }
}
