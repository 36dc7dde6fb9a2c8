//! `report` 报告

mod flags;
mod length;
mod polish;
mod truth;

use std::path::{Path, PathBuf};

use crate::app::{area, assemble, files, redaction};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, AskedFirst, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::select::EVERY_UNIT;
use crate::cli::values::{Day, Words, Year};
use crate::cli::{fixes, made, settings};
use flags::{Format, GroupArg, KindArg, NamesArg, OutlineArg, RateArg, StyleArg};
use model::book::Book;
use model::subject::Subject;
use office::text::visible::escaped;
use office::whole::{Access, Folder};
use papers::report::{
    self, Kind, Length, Options, Phrases, Report, ReportFault, StartOrdinal, render,
};
use polish::PolishArgs;
use store::Store;

const BESIDES: Besides = Besides {
    questions: &[
        ("kind", "写哪一种？（直接回车是上年度整改落实情况）"),
        ("subject", "写谁的？班子，或姓名（直接回车是全部）"),
        ("output", "写到哪个文件？如 整改情况.docx（直接回车只显示）"),
    ],
    when_bare: false,
};

/// 写某年度报告中的“上年度整改措施落实情况”等，每句话都出自台账
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger report --year 2022 --subject 张某 -o 张某上年度整改情况.docx\n    ledger report --year 2022 --draft 底稿.docx（改好后 --take 底稿.docx）",
    add = BESIDES
)]
pub(in crate::cli) struct ReportArgs {
    /// 哪一年度的报告（写的是上一年度的整改）
    #[arg(
        long,
        alias = "年度",
        value_name = "年",
        required_unless_present = "init_templates",
        add = Takes::ReportYear,
        add = Asked("写哪一年度的报告？")
    )]
    year: Option<Year>,
    /// 哪一种，默认第一种；写了单位的是通报
    #[arg(long, alias = "种类", value_name = "种类", add = AskedFirst)]
    kind: Option<KindArg>,
    /// 通报哪些单位（含下级），默认所有单位
    #[arg(long, alias = "单位", value_name = "代码")]
    unit: Option<String>,
    /// 通报的应报单位名单：每行一个代码和名称
    #[arg(long, alias = "应报单位", value_name = "文件")]
    expected: Option<PathBuf>,
    /// 只写班子，或只写某人
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    subject: Option<Words>,
    /// 默认按问题多少定
    #[arg(long, alias = "写法", value_name = "写法")]
    style: Option<StyleArg>,
    /// 按方面写时怎样分段
    #[arg(long, alias = "分段", value_name = "依据", default_value = "dimension")]
    group: GroupArg,
    /// 大约多少字，all 全部写出（默认按写法定）
    #[arg(long, alias = "字数", value_name = "字数", value_parser = length)]
    chars: Option<Length>,
    /// 写不写责任人
    #[arg(long, alias = "署责", value_name = "写法", default_value = "none")]
    names: NamesArg,
    /// 写不写完成率
    #[arg(long, alias = "完成率", value_name = "口径", default_value = "off")]
    rate: RateArg,
    /// 标题从第几开始：一、二、三，或（一）
    #[arg(long, alias = "起始", value_name = "序数", value_parser = start)]
    start: Option<StartOrdinal>,
    /// 标题
    #[arg(long, alias = "标题", value_name = "文字")]
    title: Option<Words>,
    /// 整篇的顺序
    #[arg(long, alias = "结构", value_name = "结构", default_value = "sections")]
    outline: OutlineArg,
    /// 进展情况从哪一天算起
    #[arg(long, alias = "起", value_name = "日期")]
    since: Option<Day>,
    /// 附上整改台账和制度成果清单
    #[arg(long, alias = "附台账")]
    annex: bool,
    /// 默认按 -o 的后缀，否则文字
    #[arg(long, alias = "格式", value_name = "格式")]
    format: Option<Format>,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件", add = Takes::Report)]
    output: Option<PathBuf>,
    /// 每句话后注明出自哪条记录
    #[arg(long, alias = "溯源")]
    trace: bool,
    /// 有缺漏或矛盾就不写，列出要补什么
    #[arg(long, alias = "从严")]
    strict: bool,
    /// 台账中记有的人名、单位名隐去
    #[arg(long, alias = "隐名")]
    redact: bool,
    /// 把报告用语写到这个文件夹，供自己修改
    #[arg(long, alias = "用语模板", value_name = "文件夹")]
    init_templates: Option<PathBuf>,
    #[command(flatten)]
    polish: PolishArgs,
}

fn start(text: &str) -> Result<StartOrdinal, String> {
    StartOrdinal::read(text).ok_or_else(|| format!("“{text}”不是序数，写成 二 或（一）"))
}

impl ReportArgs {
    /// The kind asked for; whoever names units means the report of an area.
    fn kind(&self) -> KindArg {
        let of_units = self.unit.is_some() || self.expected.is_some();
        self.kind.unwrap_or(if of_units {
            KindArg::Area
        } else {
            KindArg::Section
        })
    }
}

pub(super) fn report(context: &Context, args: &ReportArgs) -> Result<(), Failure> {
    if let Some(folder) = args
        .init_templates
        .as_ref()
        .filter(|_| !context.out.is_aside())
    {
        return init_templates(context, folder);
    }
    let Some(Year(year)) = args.year else {
        return Err(Failure::usage("没有写年度").hint("如 ledger report --year 2022"));
    };
    let options = options(context, args, year)?;
    if args.polish.is_asked() {
        return polish::polish(context, args, &options);
    }
    let format = flags::format(args.format, args.output.as_deref())?;
    if let Some(path) = &args.output {
        context.may_write(path)?;
    }
    let store = context.store()?;
    let report = written(context, &store, args, &options)?;
    let book = store.book()?;
    truth::tell(context, &report, args.strict)?;
    let bytes = match format {
        Format::Text => render::text(&report).into_bytes(),
        Format::Md => render::markdown(&report).into_bytes(),
        Format::Json => {
            let mut json = render::json(&report, &fixes::words)
                .map_err(|fault| Failure::request("报告写不出来").of(fault))?;
            json.push('\n');
            escaped(&json).into_owned().into_bytes()
        }
        Format::Docx => render::docx(&report, &settings::profile(&book)),
    };
    if let Some(path) = &args.output {
        made::write(context, &store, path, bytes)?;
    } else {
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::usage("docx 不能写到屏幕上").hint("用 -o 文件.docx 写明文件名")
        })?;
        context.out.data(&text)?;
    }
    tell_others(context, &report, args.redact);
    tell_what_follows(context, args, format, &report, &options);
    Ok(())
}

/// The report of the kind that was asked for.
fn written(
    context: &Context,
    store: &Store,
    args: &ReportArgs,
    options: &Options,
) -> Result<Report, Failure> {
    if args.kind() == KindArg::Area {
        if args.redact || args.subject.is_some() {
            return Err(Failure::usage(
                "通报写的是各单位领导班子的问题，不能再用 --subject、--redact",
            ));
        }
        let unit = args.unit.as_deref();
        let request = area::Request {
            unit: unit.filter(|unit| !EVERY_UNIT.contains(unit)),
            expected: args.expected.as_deref(),
            options,
            phrases: &phrases(&store.book()?)?,
        };
        let mut progress = Progress::begin(&context.out, "汇总", 0);
        return Ok(area::report(
            context.call(),
            store,
            &request,
            &mut progress,
        )?);
    }
    if args.unit.is_some() || args.expected.is_some() {
        return Err(Failure::usage("--unit 和 --expected 只用于多单位的通报")
            .hint("去掉 --kind，写出的就是通报；别的报告写的是本单位"));
    }
    own_report(context, store, args, options)
}

/// What is worth knowing of a report that was written, and the next command.
fn tell_what_follows(
    context: &Context,
    args: &ReportArgs,
    format: Format,
    report: &Report,
    options: &Options,
) {
    if let (Some(path), Kind::Section) = (&args.output, options.kind)
        && format != Format::Json
        && path.as_os_str() != "-"
    {
        let path = path.display();
        context.out.hint(&format!(
            "改过以后，用 ledger check {path} --year {year} 与台账核对",
            year = options.year
        ));
    }
    if options.kind == Kind::Section {
        length::tell(context, report, args);
    }
    if args.redact {
        context
            .out
            .warn("台账中记有的人名、单位名已隐去；叙述文字里别的名字还在，请再看一遍");
    }
}

/// Whose problems stand in reports of their own.
fn tell_others(context: &Context, report: &Report, redact: bool) {
    let Some((first, _)) = report.others.first() else {
        return;
    };
    let others = report.others.iter();
    let counted: Vec<String> = others
        .map(|(subject, count)| format!("{}{count}个", subject.name()))
        .collect();
    context.out.hint(&format!(
        "写的是班子；个人的问题另有{}，各写一份：--subject {}",
        counted.join("、"),
        if redact { "姓名" } else { first.name() }
    ));
}

/// A report of the own unit.
fn own_report(
    context: &Context,
    store: &Store,
    args: &ReportArgs,
    options: &Options,
) -> Result<Report, Failure> {
    let subject = options.subject.as_ref().map(Subject::name);
    let ledger = assemble::for_report(context.call(), store, options.kind, options.year, subject)?;
    let told = options.year - 1;
    let of_that_year = ledger.tasks.iter().any(|task| task.year == told);
    if options.kind == Kind::Section && !ledger.tasks.is_empty() && !of_that_year {
        context.out.warn(&format!(
            "台账中没有{told}年度的任务，写出的只有以前年度遗留问题"
        ));
    }
    let phrases = phrases(&ledger.book)?;
    let names = args.redact.then(|| redaction::hidden(store)).transpose()?;
    let options = &Options {
        redact: names,
        ..options.clone()
    };
    report::write(&ledger, options, &phrases).map_err(|fault| no_report(store, args, &fault))
}

fn options(context: &Context, args: &ReportArgs, year: i32) -> Result<Options, Failure> {
    let since = args.since.as_ref();
    Ok(Options {
        year,
        kind: args.kind().into(),
        subject: args
            .subject
            .as_ref()
            .and_then(|words| Subject::read(&words.0)),
        style: args.style.map(Into::into),
        group: args.group.into(),
        chars: args.chars,
        names: args.names.into(),
        rate: args.rate.into(),
        start: args.start,
        title: Words::text(args.title.as_ref()),
        annex: args.annex,
        redact: None,
        trace: args.trace,
        outline: args.outline.into(),
        since: since.map(|day| day.resolve(context.today)).transpose()?,
    })
}

/// A number of characters, or all.
fn length(text: &str) -> Result<Length, String> {
    match text.trim() {
        "all" | "全部" => Ok(Length::All),
        text => match text.trim_end_matches('字').parse() {
            Ok(characters) if characters > 0 => Ok(Length::About(characters)),
            _ => Err("字数写一个数，或写 all（全部写出）".to_owned()),
        },
    }
}

/// The built-in phrases, the clerk's own in place of them where a folder is set.
pub(super) fn phrases(book: &Book) -> Result<Phrases, Failure> {
    let mut phrases = Phrases::builtin();
    let Some(folder) = book.settings.get(settings::TEMPLATES) else {
        return Ok(phrases);
    };
    for (name, _) in Phrases::write_templates() {
        let path = Path::new(folder).join(name);
        if std::fs::exists(&path).is_ok_and(|there| !there) {
            continue;
        }
        let text = files::text(&path)?;
        phrases = phrases
            .read(&path.display().to_string(), &text)
            .map_err(|fault| {
                Failure::request(format!(
                    "{} 第 {} 行：{}",
                    fault.file, fault.line, fault.fault
                ))
                .hint("改好这一行；要恢复原样，用 ledger report --init-templates 文件夹 重新写出")
            })?;
    }
    Ok(phrases)
}

fn init_templates(context: &Context, folder: &Path) -> Result<(), Failure> {
    // Nothing of a ledger stands in them.
    let place = Folder::at(folder, Access::Shared).map_err(|fault| Failure::file(folder, fault))?;
    for (name, text) in Phrases::write_templates() {
        let path = folder.join(name);
        if path.exists() {
            return Err(
                Failure::request(format!("{} 已经存在，没有覆盖", path.display()))
                    .hint("换一个文件夹"),
            );
        }
        place
            .write(name, text.as_bytes())
            .map_err(|fault| Failure::file(&path, fault))?;
        context.out.result(&format!("已写出 {}", path.display()))?;
    }
    context.out.hint(&format!(
        "改好后用 ledger config {} {} 启用",
        settings::TEMPLATES,
        folder.display()
    ));
    Ok(())
}

fn no_report(store: &Store, args: &ReportArgs, fault: &ReportFault) -> Failure {
    let (year, subject) = match fault {
        ReportFault::NoTasks { year, subject, .. } => (year, subject),
        ReportFault::Whose { subjects } => {
            let names: Vec<&str> = subjects.iter().map(Subject::name).collect();
            return Failure::usage("没有写是谁的报告：台账中只有个人的问题").hint(format!(
                "加 --subject 姓名，各写一份；台账中有：{}",
                names.join("、")
            ));
        }
    };
    let years = store.years().unwrap_or_default();
    let whose = subject
        .as_ref()
        .map_or_else(String::new, |subject| format!("“{subject}”的"));
    let failure = Failure::request(format!("台账中没有{year}年度{whose}任务，写不出这份报告"));
    if args.kind() == KindArg::Section && years.contains(&(year + 1)) {
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
