//! `check` 核稿

mod listed;
mod material;

use std::path::{Path, PathBuf};

use crate::app::{as_of, assemble, files};
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::fixes::words;
use crate::cli::progress::Progress;
use crate::cli::settings;
use crate::cli::values::{Words, Year};
use documents::document::Genre;
use model::scope::Scope;
use model::subject::Subject;
use papers::report::check::{self, Checked, Checking, Finding, Found, Unassigned};
use papers::report::{Kind, Options};
use store::Store;

/// 核稿：不写文件就查台账本身，按上级退回修改的十三种原因；写了文件，报告就拿来与台账核对，对照检查材料就看上级会为什么退回
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger check --year 2021（查2021年度的台账）\n    ledger check 上年度整改落实情况.docx --year 2022（核对2022年度的报告）\n    ledger check 对照检查材料.docx（开会前看一遍材料）"
)]
pub(in crate::cli) struct CheckArgs {
    /// 改过的报告，或会前的对照检查材料（txt、md、docx、doc、odt、网页）
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    /// 年度：查台账时是问题的年度，核报告时是报告的年度，核材料时是会议的年度（默认按文中写的）
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 只核班子，或只核某人
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    subject: Option<Words>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "文字")]
    Text,
    #[value(help = "JSON，一行一个对象")]
    Json,
}

pub(super) fn check(context: &Context, args: &CheckArgs) -> Result<(), Failure> {
    let subject = args
        .subject
        .as_ref()
        .and_then(|words| Subject::read(&words.0));
    if let Some(file) = &args.file {
        let examined = files::examine(file, &settings::dresses(context)?)?;
        if examined.genre == Genre::Material {
            let year = args.year.map(|year| year.0);
            return material::material(context, (file, args.format), &examined, (year, subject));
        }
    }
    let store = context.store()?;
    match (&args.file, args.year) {
        (Some(_), None) => {
            Err(Failure::usage("没有写是哪一年度的报告").hint("加 --year，如 --year 2022"))
        }
        (Some(file), Some(Year(year))) => {
            text(context, &store, (file, args.format), (year, subject))
        }
        (None, year) => {
            let year = year.map(|year| year.0);
            ledger(context, &store, args.format, (year, subject.as_ref()))
        }
    }
}

/// The ledger by itself.
fn ledger(
    context: &Context,
    store: &Store,
    format: Format,
    (year, subject): (Option<i32>, Option<&Subject>),
) -> Result<(), Failure> {
    let scope = Scope {
        years: year.into_iter().collect(),
        subject: subject.map(|subject| subject.name().to_owned()),
        ..Scope::default()
    };
    let book = store.book()?;
    let years = if scope.years.is_empty() {
        store.years()?
    } else {
        scope.years.clone()
    };
    let around = assemble::around(context.call(), store, book, &years)?;
    let mut checking = Checking::new(&around, MOST);
    let mut progress = Progress::begin(&context.out, "核对", 0);
    as_of::each_task_in_batches(context.call(), store, &scope, &mut progress, |task| {
        checking.add(&task);
    })?;
    progress.clear();
    let found = checking.finish();
    match format {
        Format::Json => context.out.json(&listed::ledger(&found))?,
        Format::Text => tell_found(context, &found)?,
    }
    let others: usize = found.left_out.iter().map(|(_, count)| count).sum();
    match found.findings.len() + others {
        0 => Ok(()),
        all => Err(Failure::request(format!("共有 {all} 处要改"))),
    }
}

fn tell_found(context: &Context, found: &Found) -> Result<(), Failure> {
    let Found { findings, left_out } = found;
    if findings.is_empty() {
        return context.out.result("没有发现问题。");
    }
    tell(context, findings)?;
    for (reason, count) in left_out {
        let reason = reason.number();
        context.out.result(&format!(
            "〔{reason:>2}〕同样原因的另有 {count} 处，没有列出"
        ))?;
    }
    if !left_out.is_empty() {
        context.out.hint(&format!(
            "每种原因只列前 {MOST} 处，加 --year 或 --subject 分开核"
        ));
    }
    Ok(())
}

/// Findings of one reason that are told at most.
const MOST: usize = 1000;

/// A report that people edited.
fn text(
    context: &Context,
    store: &Store,
    (file, format): (&Path, Format),
    (year, subject): (i32, Option<Subject>),
) -> Result<(), Failure> {
    let paragraphs = files::read_paragraphs(file)?;
    // The rest of a whole report speaks of that year's own problems.
    let name = subject.as_ref().map(Subject::name);
    let ledger = assemble::for_report(context.call(), store, Kind::Full, year, name)?;
    if !ledger.tasks.iter().any(|task| task.year < year) {
        return Err(Failure::request(format!(
            "台账中没有{}年度的任务，无从核对",
            year - 1
        )));
    }
    let options = Options {
        year,
        subject,
        ..Options::default()
    };
    let checked = check::text(&ledger, &options, &paragraphs);
    match format {
        Format::Json => context.out.json(&listed::report(&checked))?,
        Format::Text => tell_checked(context, &checked)?,
    }
    if checked.is_clean() {
        return Ok(());
    }
    let counts = [
        (checked.wrong.len(), "要改"),
        (checked.unassigned.len(), "无法核对"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, what)| format!("{count} 处{what}"))
        .collect();
    Err(Failure::request(format!("共有 {}", counts.join("，"))))
}

fn tell_checked(context: &Context, checked: &Checked) -> Result<(), Failure> {
    if checked.is_clean() {
        return context
            .out
            .result("问题、状态、合计、日期和数字都与台账对得上。");
    }
    tell(context, &checked.wrong)?;
    tell_unassigned(context, &checked.unassigned)
}

fn tell(context: &Context, findings: &[Finding]) -> Result<(), Failure> {
    for finding in findings {
        let whose = match finding.tasks.as_slice() {
            [] => String::new(),
            tasks => format!("第 {} 项：", tasks.join("、")),
        };
        context.out.result(&format!(
            "〔{:>2}〕{whose}{}\n      → {}",
            finding.reason.number(),
            finding.message,
            words(&finding.fix)
        ))?;
    }
    Ok(())
}

/// What no record has: the clerk alone can tell whether it is true.
fn tell_unassigned(context: &Context, unassigned: &[Unassigned]) -> Result<(), Failure> {
    for sentence in unassigned {
        let what = match sentence.claims.as_slice() {
            [] => "台账中没有这个问题".to_owned(),
            claims => format!("台账中找不到“{}”", claims.join("”“")),
        };
        context.out.result(&format!(
            "〔无法核对〕第{}段：{what}\n      {}",
            sentence.paragraph, sentence.sentence
        ))?;
    }
    Ok(())
}
