//! `export` 导出

mod template;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::shared;
use crate::app::export::rows::{self, Stopped};
use crate::app::export::workbook::{self, Looks};
use crate::app::export::{Tasks, left_out, summary};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Besides, Takes};
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::select::Filters;
use crate::cli::{made, settings, suggest};
use model::book::Book;
use model::scope::Scope;
use office::csv::{CsvFault, Encoding};
use office::whole::WholeFile;
use office::xlsx::Paper;
use papers::sheet::{Form, Layout, List, Rows, Written};
use store::Store;

/// 导出台账；默认是给组织部门的 CSV，Excel 和 WPS 直接打开
#[derive(Debug, clap::Args)]
#[command(
    add = Besides {
        questions: &[("year", "哪一年度查摆的问题？（直接回车：全部）"), ("list", "哪一种表？（直接回车：整改台账）")],
        when_bare: false,
    },
    after_help = "例：ledger export --year 2021 -o 整改台账.csv\n    ledger export --year 2021 --list upward -o 上报整改台账.xlsx\n    ledger export --year 2021 --template 上级下发的表.xlsx -o 填好的表.xlsx\n    ledger export --columns 问题编号,存在问题,责任部门 -o 简表.csv\n    ledger export -o 台账.jsonl"
)]
pub(in crate::cli) struct ExportArgs {
    #[command(flatten)]
    filters: Filters,
    /// 哪一种表
    #[arg(long, alias = "表", value_name = "表", default_value = "full")]
    list: ListArg,
    /// 一行是一个问题还是一条措施
    #[arg(long, alias = "行", value_name = "行", default_value = "problem")]
    rows: RowsArg,
    /// 自选栏目（用逗号隔开）
    #[arg(long, alias = "栏目", value_name = "栏,栏", value_delimiter = ',')]
    columns: Vec<String>,
    /// 上级发来的空表（xlsx、xls 或 docx）：按它的表头填，不增删栏目
    #[arg(long, alias = "模板", value_name = "文件", requires = "output")]
    template: Option<PathBuf>,
    /// xlsx 做成打印的样子（合并相同的方面，加合计和说明）
    #[arg(long, alias = "打印")]
    print: bool,
    /// 打印用的纸（默认按栏目多少）
    #[arg(long, alias = "纸张", value_name = "纸")]
    paper: Option<PaperArg>,
    /// 格式（默认按 -o 的后缀，否则 csv）
    #[arg(long, alias = "格式", value_name = "格式")]
    format: Option<Format>,
    /// 台账中记有的人名、单位名隐去
    #[arg(long, alias = "隐名")]
    redact: bool,
    /// CSV 的编码
    #[arg(long, alias = "编码", value_name = "编码", default_value = "utf-8")]
    encoding: EncodingArg,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件", add = Takes::Target,
        add = Asked("写到哪个文件？如 整改台账.xlsx、整改台账.csv"))]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ListArg {
    #[value(alias = "整改台账", help = "整改台账")]
    Full,
    #[value(alias = "上报整改台账", help = "上报整改台账")]
    Upward,
    #[value(alias = "问题清单", help = "问题清单")]
    Problems,
    #[value(alias = "任务清单", help = "任务清单")]
    Tasks,
    #[value(alias = "责任清单", help = "责任清单")]
    Responsibilities,
    #[value(alias = "个人整改清单", help = "个人整改清单")]
    Personal,
    #[value(
        alias = "制度成果清单",
        alias = "制度成果",
        help = "制度成果清单，一项制度一行"
    )]
    Institutions,
    #[value(alias = "汇总表", help = "汇总表，一个单位一行")]
    Summary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum RowsArg {
    #[value(alias = "问题", help = "问题")]
    Problem,
    #[value(alias = "措施", help = "措施")]
    Measure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PaperArg {
    #[value(name = "A4", alias = "a4", help = "A4 横放")]
    A4,
    #[value(name = "A3", alias = "a3", help = "A3 横放")]
    A3,
}

impl From<PaperArg> for Paper {
    fn from(arg: PaperArg) -> Self {
        match arg {
            PaperArg::A4 => Self::A4,
            PaperArg::A3 => Self::A3,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "CSV")]
    Csv,
    #[value(help = "Excel")]
    Xlsx,
    #[value(help = "JSON")]
    Json,
    #[value(help = "JSON，每项一行")]
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum EncodingArg {
    #[value(name = "utf-8", alias = "utf8", help = "UTF-8")]
    Utf8,
    #[value(alias = "gbk", help = "GB18030")]
    Gb18030,
}

impl From<EncodingArg> for Encoding {
    fn from(arg: EncodingArg) -> Self {
        match arg {
            EncodingArg::Utf8 => Self::Utf8,
            EncodingArg::Gb18030 => Self::Gb18030,
        }
    }
}

pub(super) fn export(context: &Context, args: &ExportArgs) -> Result<(), Failure> {
    args.filters.check()?;
    let mut layout = layout(args)?;
    let format = match &args.template {
        Some(_) => Format::Xlsx,
        None => format(args)?,
    };
    let output = output(context, args)?;
    let store = context.store()?;
    let scope = args.filters.scope(context, &store)?;
    if scope.is_of_units() {
        layout = layout.of_units();
    }
    suggest::tell(context, &store, &args.filters, &scope)?;
    let tasks = Tasks {
        call: context.call(),
        store: &store,
        scope: &scope,
        redact: args.redact,
    };
    if args.redact {
        context
            .out
            .warn("台账中记有的人名、单位名已隐去；叙述文字里别的名字还在，请再看一遍");
    }
    if let (Some(template), Some(output)) = (&args.template, &args.output) {
        return template::fill(context, tasks, template, layout.rows, output);
    }
    if args.list == ListArg::Summary {
        return sum_up(context, args, tasks, format);
    }
    tell_left_out(context, &store, &scope, args, &layout, format)?;
    let Some(path) = output else {
        return show(context, tasks, layout, rows_form(format, args.encoding));
    };
    let path = &context.out.place(path);
    let failed = |fault: std::io::Error| Failure::file(path, fault);
    let access = settings::access(&store.book()?);
    let code = store.check_code()?;
    let mut file = WholeFile::create(path, access).map_err(failed)?;
    let written = match rows_form(format, args.encoding) {
        Some(form) => {
            let to_file = path.is_file() || !path.exists();
            let mut progress = Progress::begin(&context.out, "导出", 0).unless(!to_file);
            rows::write(tasks, layout, form, to_file, &mut file, &mut progress)
                .map_err(|fault| stopped(fault, failed))?
        }
        None => write_workbook(context, tasks, layout, args, path, &mut file)?,
    };
    file.finish().map_err(failed)?;
    made::note(context, code, path);
    context
        .out
        .written_with(path, &format!("，共 {}", told(written, format)));
    Ok(())
}

/// The file that is asked for; without one the rows go to the screen.
fn output<'a>(context: &Context, args: &'a ExportArgs) -> Result<Option<&'a PathBuf>, Failure> {
    if let Some(path) = &args.output {
        context.may_write(path)?;
    }
    let output = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    if output.is_none() && context.out.is_aside() {
        return Err(Failure::usage("没有写到文件"));
    }
    Ok(output)
}

/// Writes the rows to the screen.
fn show(
    context: &Context,
    tasks: Tasks<'_>,
    layout: Layout,
    form: Option<rows::Form>,
) -> Result<(), Failure> {
    let on_screen = || Failure::usage("xlsx 不能写到屏幕上").hint("用 -o 文件.xlsx 写明文件名");
    let form = form.ok_or_else(on_screen)?;
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    let silent = &mut Progress::begin(&context.out, "导出", 0).unless(true);
    rows::write(tasks, layout, form, false, &mut stdout, silent)
        .and_then(|_| Ok(stdout.flush()?))
        .map_err(|fault| stopped(fault, Failure::output))
}

/// How much was written; of tables the rows too, for those are what can be counted in them.
fn told(written: Written, format: Format) -> String {
    let Written { tasks, rows } = written;
    match format {
        Format::Csv | Format::Xlsx => format!("{tasks} 项，{rows} 行"),
        _ => format!("{tasks} 项"),
    }
}

/// The forms that are written row by row; `None` for a workbook.
fn rows_form(format: Format, encoding: EncodingArg) -> Option<rows::Form> {
    match format {
        Format::Csv => Some(rows::Form::Csv(encoding.into())),
        Format::Json => Some(rows::Form::Json),
        Format::Jsonl => Some(rows::Form::Lines),
        Format::Xlsx => None,
    }
}

/// Why writing stopped; of the output itself `io` tells.
fn stopped(stopped: Stopped, io: impl FnOnce(std::io::Error) -> Failure) -> Failure {
    match stopped {
        Stopped::Io(fault) | Stopped::Csv(CsvFault::Io(fault)) => io(fault),
        Stopped::Csv(CsvFault::Unmappable { row, character }) => Failure::request(format!(
            "第 {row} 行的字符“{character}”（U+{:04X}）在 GB18030 里写不出来",
            u32::from(character)
        ))
        .hint("改用 --encoding utf-8"),
        Stopped::Other(fault) => fault.into(),
    }
}

fn write_workbook(
    context: &Context,
    tasks: Tasks<'_>,
    layout: Layout,
    args: &ExportArgs,
    path: &Path,
    file: &mut WholeFile,
) -> Result<Written, Failure> {
    let book = tasks.store.book()?;
    let looks = Looks {
        form: if args.print {
            Form::Printed
        } else {
            Form::Working
        },
        palette: settings::palette(&book),
        paper: paper(args, &book),
    };
    let written = workbook::write(tasks, layout, looks, path, file)?;
    if !written.left_out.is_empty() {
        context.out.warn(&format!(
            "纸的宽度排不下的栏目没有印：{}；要印哪些栏，用 --columns 自己选",
            written.left_out.join("、")
        ));
    }
    shared::tell_cut(context, &written.cut);
    Ok(written.listed)
}

/// The paper that was asked for, else the ledger's own.
fn paper(args: &ExportArgs, book: &Book) -> Option<Paper> {
    let asked = args.paper.map(Paper::from);
    asked.or_else(|| settings::paper(book))
}

/// 汇总表: one row per unit.
fn sum_up(
    context: &Context,
    args: &ExportArgs,
    tasks: Tasks<'_>,
    format: Format,
) -> Result<(), Failure> {
    let form = match format {
        Format::Xlsx => summary::Form::Xlsx(paper(args, &tasks.store.book()?)),
        Format::Csv => summary::Form::Csv(args.encoding.into()),
        Format::Json | Format::Jsonl => {
            return Err(Failure::usage("汇总表只能写成 csv 或 xlsx")
                .hint("数字用 ledger stats --format json"));
        }
    };
    let target = args.output.clone().unwrap_or_default();
    let summary::Table { bytes, units } = summary::export(tasks, form, &target)?;
    match &args.output {
        Some(path) => {
            made::write(context, tasks.store, path, bytes)?;
            let rows = units + 1;
            let told = format!("共 {units} 个单位，连合计 {rows} 行");
            context.out.status(&told);
            Ok(())
        }
        None => std::io::stdout()
            .lock()
            .write_all(&bytes)
            .map_err(Failure::output),
    }
}

/// Says how many tasks the asked-for list does not hold.
fn tell_left_out(
    context: &Context,
    store: &Store,
    scope: &Scope,
    args: &ExportArgs,
    layout: &Layout,
    format: Format,
) -> Result<(), Failure> {
    if args.filters.subject.is_some() || !matches!(format, Format::Csv | Format::Xlsx) {
        return Ok(());
    }
    let left_out = left_out(context.call(), store, scope, layout)?;
    if left_out > 0 {
        let title = layout.title;
        context.out.warn(&if layout.per_person {
            format!("{title} 是个人的表，班子的 {left_out} 项没有列入；班子的用 --list full")
        } else {
            format!("{title} 是班子的表，个人的 {left_out} 项没有列入；个人的用 --list personal")
        });
    }
    Ok(())
}

fn layout(args: &ExportArgs) -> Result<Layout, Failure> {
    let list = match args.list {
        ListArg::Full => List::Full,
        ListArg::Upward => List::Upward,
        ListArg::Problems => List::Problems,
        ListArg::Tasks => List::Tasks,
        ListArg::Responsibilities => List::Responsibilities,
        ListArg::Personal => List::Personal,
        ListArg::Institutions => List::Institutions,
        ListArg::Summary => List::Summary,
    };
    let rows = match args.rows {
        RowsArg::Problem => Rows::Problem,
        RowsArg::Measure => Rows::Measure,
    };
    let layout = Layout::of(list, rows);
    if args.columns.is_empty() {
        return Ok(layout);
    }
    layout.with_columns(&args.columns).map_err(|unknown| {
        let known = Layout::of(List::Full, Rows::Problem);
        let known: Vec<&str> = known.titles().collect();
        Failure::usage(format!("没有“{}”这一栏", unknown.0))
            .hint(format!("可选的栏目：{}", known.join("、")))
    })
}

fn format(args: &ExportArgs) -> Result<Format, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let suffix = args.output.as_ref().and_then(|path| path.extension());
    match suffix
        .map(|suffix| suffix.to_string_lossy().to_lowercase())
        .as_deref()
    {
        None | Some("csv" | "txt") => Ok(Format::Csv),
        Some("xlsx") => Ok(Format::Xlsx),
        Some("json") => Ok(Format::Json),
        Some("jsonl") => Ok(Format::Jsonl),
        Some(other) => Err(Failure::usage(format!("不能导出成 .{other} 文件"))
            .hint("文件名用 .csv、.xlsx、.json 或 .jsonl 结尾，或用 --format 写明格式")),
    }
}
