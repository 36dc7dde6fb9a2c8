//! `report --draft`, `report --take`: the section polished by hand, and taken back.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::flags::Format;
use super::{KindArg, ReportArgs, flags, no_report, phrases, tell_others};
use crate::app::assemble;
use crate::app::polish::{self as app, Front, Request, Taken};
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::front::Answer;
use crate::cli::guide;
use crate::cli::made;
use crate::cli::settings;
use model::subject::Subject;
use papers::report::polish::{self, Doubt, Rewritten, Slip};
use papers::report::{Options, Report, ReportFault, render};
use store::Store;

/// What has no place in a sheet for polishing.
const OTHER_REPORTS: [&str; 10] = [
    "unit", "expected", "names", "rate", "since", "annex", "trace", "strict", "redact", "output",
];

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct PolishArgs {
    /// 写成底稿，一个问题一段，供人改写
    #[arg(long, alias = "底稿", value_name = "文件", add = Takes::Report,
        conflicts_with_all = OTHER_REPORTS)]
    draft: Option<PathBuf>,
    /// 取回底稿，改过的记为报送表述
    #[arg(long, alias = "取回", value_name = "文件",
        conflicts_with_all = OTHER_REPORTS, conflicts_with = "draft")]
    take: Option<PathBuf>,
    /// 取回时这一项不再问，照改过的录入（可写多个）
    #[arg(long, alias = "照录", value_name = "编号", requires = "take")]
    keep: Vec<String>,
}

impl PolishArgs {
    /// Whether a sheet is written or taken back instead of a report.
    pub(super) fn is_asked(&self) -> bool {
        self.draft.is_some() || self.take.is_some()
    }
}

/// Writes a sheet, or takes one back.
pub(super) fn polish(
    context: &Context,
    args: &ReportArgs,
    options: &Options,
) -> Result<(), Failure> {
    if args.kind() != KindArg::Section {
        return Err(Failure::usage(
            "底稿写的是上年度整改落实情况，不能再用 --kind 写别的",
        ));
    }
    match (&args.polish.draft, &args.polish.take) {
        (Some(path), _) => draft(context, args, options, path),
        (None, Some(path)) => take(context, args, options, path),
        (None, None) => Ok(()),
    }
}

fn draft(
    context: &Context,
    args: &ReportArgs,
    options: &Options,
    path: &Path,
) -> Result<(), Failure> {
    let format = flags::format(args.format, Some(path))?;
    context.may_write(path)?;
    let store = context.store()?;
    let book = store.book()?;
    let subject = options.subject.as_ref().map(Subject::name);
    let ledger = assemble::for_report(context.call(), &store, options.kind, options.year, subject)?;
    let how = format!("改完保存，用 {} 取回。", command(args, options, "本文件"));
    let report = polish::sheet(&ledger, options, &phrases(&book)?, &how)
        .map_err(|fault| no_report(&store, args, &fault))?;
    let bytes = bytes(format, &report, || settings::profile(&book))?;
    made::write(context, &store, path, bytes)?;
    tell_others(context, &report, false);
    let file = guide::quoted(&path.display().to_string());
    context.out.hint(&format!(
        "逐段改好、保存以后，用 {} 取回",
        command(args, options, &file)
    ));
    Ok(())
}

fn bytes(
    format: Format,
    report: &Report,
    profile: impl Fn() -> office::docx::Profile,
) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        Format::Text => render::text(report).into_bytes(),
        Format::Md => render::markdown(report).into_bytes(),
        Format::Docx => render::docx(report, &profile()),
        Format::Json => {
            return Err(Failure::usage("底稿是给人改的，不写成 json")
                .hint("文件名用 .docx、.md 或 .txt 结尾"));
        }
    })
}

/// The line that takes the sheet back.
fn command(args: &ReportArgs, options: &Options, file: &str) -> String {
    let subject = args.subject.as_ref();
    let subject = subject.map_or_else(String::new, |subject| {
        format!(" --subject {}", guide::quoted(&subject.0))
    });
    format!(
        "ledger report --year {}{subject} --take {file}",
        options.year
    )
}

/// How a person at the screen is asked.
struct Screen<'a> {
    context: &'a Context,
    args: &'a ReportArgs,
    /// Tasks of which something is doubtful.
    met: Vec<String>,
}

impl Front for Screen<'_> {
    type Error = Failure;

    fn keeps(&mut self, text: &Rewritten) -> Result<Option<bool>, Failure> {
        let context = self.context;
        self.met.push(text.task.clone());
        let about = format!("第 {} 项（第{}段）", text.task, text.paragraph);
        for doubt in &text.doubts {
            context.out.warn(&format!("{about}{}", sentence(doubt)));
        }
        if self.args.polish.keep.contains(&text.task) {
            return Ok(Some(true));
        }
        if context.out.is_front() {
            let question = format!("第 {} 项改成：{}", text.task, text.text);
            let keeps = Answer::new("keep", &text.task, "照改过的录入".to_owned());
            context.out.choose(&question, vec![keeps]);
        }
        if context.yes || !Context::can_ask() {
            return Ok(None);
        }
        let question = format!("第 {} 项仍照改过的录入？", text.task);
        context.consent(&question).map(Some)
    }

    fn no_section(&self, store: &Store, fault: &ReportFault) -> Failure {
        no_report(store, self.args, fault)
    }
}

fn take(
    context: &Context,
    args: &ReportArgs,
    options: &Options,
    file: &Path,
) -> Result<(), Failure> {
    let as_json = match args.format {
        None => false,
        Some(Format::Json) => true,
        Some(_) => return Err(Failure::usage("取回了什么，只能列成文字或 --format json")),
    };
    let mut store = context.store()?;
    let request = Request {
        file,
        options,
        phrases: &phrases(&store.book()?)?,
    };
    let mut screen = Screen {
        context,
        args,
        met: Vec::new(),
    };
    let taken = app::take(context.call(), &mut store, &request, &mut screen)?;
    let mut keep = args.polish.keep.iter();
    if let Some(task) = keep.find(|task| !screen.met.contains(task)) {
        context.out.warn(&format!(
            "第 {task} 项没有要问的，--keep 用不着：没有改过、没有疑问，或者底稿里没有"
        ));
    }
    for slip in &taken.slips {
        context.out.warn(&slipped(slip));
    }
    if as_json {
        context.out.json(&listed(&taken))?;
    } else {
        tell(context, &taken)?;
    }
    match (taken.open(), taken.undecided.first()) {
        (0, _) => Ok(()),
        (open, None) => Err(Failure::request(format!("还有 {open} 处没有录入"))
            .hint("改正底稿里的标记行，再取回一次")),
        (open, Some(first)) => Err(Failure::request(format!("还有 {open} 处没有录入")).hint(
            format!(
                "改好底稿再取回一次；确实要这样写的，再取回一次，加 --keep {}",
                first.task
            ),
        )),
    }
}

fn tell(context: &Context, taken: &Taken) -> Result<(), Failure> {
    let unchanged = match taken.unchanged {
        0 => String::new(),
        unchanged => format!("，没有改动的 {unchanged} 项"),
    };
    if taken.rewritten.is_empty() {
        return context.out.result(&format!("没有录入报送表述{unchanged}"));
    }
    let tasks: Vec<&str> = taken
        .rewritten
        .iter()
        .map(|text| text.task.as_str())
        .collect();
    context.out.result(&format!(
        "录入报送表述 {} 项：第 {} 项{unchanged}",
        tasks.len(),
        tasks.join("、")
    ))
}

/// Why a text is doubtful.
fn sentence(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Contradicts(said) => said.clone(),
        Doubt::Unrecorded(words) => format!("台账中找不到“{words}”"),
        Doubt::Elsewhere(words) => format!("台账中的“{words}”说的是别的事"),
        Doubt::Turned(clause) => format!("原文“{clause}”，意思改了"),
        Doubt::Unfilled(mark) => format!("还留着{mark}"),
        Doubt::Older => "写底稿以后台账又有了新记录，改过的文字里没有".to_owned(),
        Doubt::Swallowed(task) => {
            format!("下面第 {task} 项的标记行不见了，它的文字可能并进了这一段")
        }
    }
}

/// What is wrong with a marker or a block.
fn slipped(slip: &Slip) -> String {
    match slip {
        Slip::Missing { task } => format!("第 {task} 项的标记行找不到，没有取回这一项"),
        Slip::Repeated { task, paragraphs } => {
            let places: Vec<String> = paragraphs.iter().map(|at| format!("第{at}段")).collect();
            format!(
                "第 {task} 项的标记行有 {} 处（{}），没有取回这一项",
                places.len(),
                places.join("、")
            )
        }
        Slip::Unknown { task, paragraph } => {
            format!("第{paragraph}段标的是第 {task} 项，这份底稿里没有这一项，没有取回")
        }
        Slip::Emptied { task, paragraph } => {
            format!("第 {task} 项（第{paragraph}段）下面没有文字，这一项没有改动")
        }
    }
}

fn listed(taken: &Taken) -> Value {
    let text = |text: &Rewritten| {
        let doubts: Vec<String> = text.doubts.iter().map(sentence).collect();
        json!({
            "task": text.task, "paragraph": text.paragraph, "text": text.text, "doubts": doubts,
        })
    };
    let left = taken.declined.iter().chain(&taken.undecided);
    json!({
        "taken": taken.rewritten.iter().map(text).collect::<Vec<_>>(),
        "left_out": left.map(text).collect::<Vec<_>>(),
        "unchanged": taken.unchanged,
        "slips": taken.slips.iter().map(slipped).collect::<Vec<_>>(),
    })
}
