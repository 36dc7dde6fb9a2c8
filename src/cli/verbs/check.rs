//! `check` 核稿

use std::path::PathBuf;

use crate::app::{assemble, files};
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::fixes::words;
use crate::cli::values::{Words, Year};
use documents::report::check::{self, Finding};
use documents::report::{Kind, Options};
use model::scope::Scope;
use model::subject::Subject;

/// 核稿：不写文件就查台账本身，按上级退回修改的十三种原因；写了文件就拿改过的报告与台账核对
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger check --year 2021（查2021年度的台账）\n    ledger check 上年度整改落实情况.docx --year 2022（核对2022年度的报告）"
)]
pub(in crate::cli) struct CheckArgs {
    /// 改过的报告（txt、md、docx）
    #[arg(value_name = "文件")]
    file: Option<PathBuf>,
    /// 年度：查台账时是问题的年度，核报告时是报告的年度
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 只核班子，或只核某人
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    subject: Option<Words>,
}

pub(super) fn check(context: &Context, args: &CheckArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let subject = args
        .subject
        .as_ref()
        .and_then(|words| Subject::read(&words.0));
    let name = subject.as_ref().map(Subject::name);
    let findings = match (&args.file, args.year) {
        (Some(_), None) => {
            return Err(Failure::usage("没有写是哪一年度的报告").hint("加 --year，如 --year 2022"));
        }
        (Some(file), Some(year)) => {
            let paragraphs = files::read_paragraphs(file)?;
            let ledger = assemble::for_report(context.call(), &store, Kind::Section, year.0, name)?;
            if ledger.tasks.is_empty() {
                return Err(Failure::request(format!(
                    "台账中没有{}年度的任务，无从核对",
                    year.0 - 1
                )));
            }
            let options = Options {
                year: year.0,
                subject,
                ..Options::default()
            };
            check::text(&ledger, &options, &paragraphs)
        }
        (None, year) => {
            let scope = Scope {
                years: year.iter().map(|year| year.0).collect(),
                subject: name.map(str::to_owned),
                ..Scope::default()
            };
            let book = store.book()?;
            let years = if scope.years.is_empty() {
                store.years()?
            } else {
                scope.years.clone()
            };
            check::ledger(&assemble::of(context.call(), &store, book, &scope, &years)?)
        }
    };
    if findings.is_empty() {
        return context.out.result(if args.file.is_some() {
            "问题、状态、合计数和各部分都与台账对得上；叙述中单个的日期和数字没有逐一核对，请再看一遍。"
        } else {
            "没有发现问题。"
        });
    }
    for finding in &findings {
        context.out.result(&told(finding))?;
    }
    Err(Failure::request(format!("共有 {} 处要改", findings.len())))
}

fn told(finding: &Finding) -> String {
    let whose = match finding.tasks.as_slice() {
        [] => String::new(),
        tasks => format!("第 {} 项：", tasks.join("、")),
    };
    format!(
        "〔{:>2}〕{whose}{}\n      → {}",
        finding.reason.number(),
        finding.message,
        words(&finding.fix)
    )
}
