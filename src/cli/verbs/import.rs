//! `import` 导入

mod draft;
mod preview;
mod register_preview;
mod screen;

use std::path::PathBuf;

use crate::app::import::{self, Carried, Imported, Plan, SaidRow, Wishes};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::{Failure, Kind};
use crate::cli::settings;
use crate::cli::successors;
use crate::cli::values::{Words, Year};
use documents::document::{Dress, HEADINGS, written};
use documents::register::{Column, Map, Maps};
use model::subject::Subject;
use office::text::width;
use screen::Screen;

/// 导入对照检查材料或已有的台账：先显示读出了什么，确认后其中的问题成为任务，或补进已有的任务
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger import 班子对照检查材料.docx\n    ledger import 张某.docx 李某.docx --year 2021 -y\n    ledger import 材料.txt --dry-run（只看，不写）\n    ledger import 问题台账.xlsx --map 归口科室=责任部门 --map 检查人=不读\n    ledger import 材料.docx --draft 读取稿.md（读错的在读取稿里改好，再 ledger import 读取稿.md）\n    ledger --today 2025-12-26 import 台账.xlsx（没有写日期的进展、完成时间按这一天记）"
)]
pub(in crate::cli) struct ImportArgs {
    /// 材料（txt、md、docx、doc、odt、网页）或台账（csv、xlsx、xls、ods），可写多个
    #[arg(
        value_name = "文件",
        required = true,
        add = Takes::Materials,
        add = Asked("导入哪个文件？可以把文件拖到这里")
    )]
    files: Vec<PathBuf>,
    /// 年度（默认按材料所写）
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 对象：班子，或某人姓名（默认按材料所写）
    #[arg(long, alias = "对象", value_name = "对象", add = Takes::Subject)]
    subject: Option<Words>,
    /// 问题来源
    #[arg(long, alias = "来源", value_name = "来源", add = Takes::Source)]
    source: Option<Words>,
    /// 登记表的哪一栏是什么，如 归口科室=责任部门、检查人=不读；或材料里这样写的行是什么（方面、问题、不读），“…”代表任何文字，如 【…】=方面。可写多次；写入后记住，同样表头的表以后也这样读
    #[arg(long, alias = "对应", value_name = "写法=什么", value_parser = said)]
    map: Vec<Said>,
    /// 登记表的哪一行就是台账的哪一项，如 5=12（第5行就是第12项）；是新任务的写 5=新。有几张表的写 表名!5=12。可写多次
    #[arg(long, alias = "行", value_name = "行=编号", value_parser = said_row)]
    row: Vec<SaidRow>,
    /// 把读出的内容写成读取稿（文字），供人改正；不写入台账
    #[arg(
        long,
        alias = "读取稿",
        value_name = "文件",
        add = Takes::Target,
        conflicts_with_all = ["dry_run", "source"]
    )]
    draft: Option<PathBuf>,
    /// 读取稿的原件在哪里（默认在同一个文件夹）
    #[arg(long, alias = "原件", value_name = "文件", add = Takes::Materials)]
    original: Option<PathBuf>,
    /// 只显示读出了什么，不写入台账
    #[arg(long, alias = "试读")]
    dry_run: bool,
    /// 格式（json 只与 --dry-run 一起用）
    #[arg(
        long,
        alias = "格式",
        value_name = "格式",
        default_value = "text",
        requires = "dry_run"
    )]
    format: Format,
}

/// What a column was taken for, and why, as the preview says it.
pub(in crate::cli) fn column_words(column: &Column) -> (String, &'static str) {
    register_preview::words(column)
}

/// What a person says of a file's lines or columns.
#[derive(Debug, Clone)]
enum Said {
    Line(Dress),
    Column(Map),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "文字")]
    Text,
    #[value(help = "JSON，每个文件一行")]
    Json,
}

/// From so many new tasks on it is less work to assign them in a sheet.
const MANY: usize = 8;

/// What came of the files so far.
#[derive(Default)]
struct Session {
    failed: usize,
    raised: Vec<u32>,
    /// Documents that were recorded.
    documents: usize,
    /// Whether anything was written, and what was said of columns with it.
    remembered: bool,
    /// Whether a material had measures that may answer its problems.
    proposed: bool,
}

/// What lines of the unit's own dress are: as was said before, and as is said now.
fn headings(context: &Context, args: &ImportArgs) -> Result<Vec<Dress>, Failure> {
    Ok(Dress::list_with(settings::dresses(context)?, &args.lines()))
}

impl ImportArgs {
    fn lines(&self) -> Vec<Dress> {
        let line = |said: &Said| match said {
            Said::Line(dress) => Some(dress.clone()),
            Said::Column(_) => None,
        };
        self.map.iter().filter_map(line).collect()
    }

    fn columns(&self) -> Vec<Map> {
        let column = |said: &Said| match said {
            Said::Column(map) => Some(map.clone()),
            Said::Line(_) => None,
        };
        self.map.iter().filter_map(column).collect()
    }
}

pub(super) fn import(context: &Context, args: &ImportArgs) -> Result<(), Failure> {
    if args.files.len() > 1 && !args.row.is_empty() {
        return Err(Failure::usage("--row 说的是一个文件的行，一次只写一个文件"));
    }
    let wishes = wishes(context, args)?;
    if let Some(target) = &args.draft {
        return draft::write(context, &args.files, target, &wishes);
    }
    let before = match context.store_if_any()? {
        Some(store) => store.sequence()?,
        None => 0,
    };
    let mut session = Session::default();
    let mut screen = Screen::new(context, args.files.len());
    for path in &args.files {
        screen.next_file();
        let done = match args.format {
            Format::Json => import::look(path, &wishes, &preview::doubt)
                .map_err(Failure::from)
                .and_then(|(draft, columns)| {
                    screen.clear();
                    let mut json = written::to_json(&draft);
                    if !columns.is_empty() {
                        json["columns"] = register_preview::json(&columns);
                    }
                    context.out.json(&json)
                }),
            Format::Text => {
                import::import(context.call(), path, &wishes, &mut screen).and_then(|imported| {
                    screen.clear();
                    tell(context, &imported, &mut session)
                })
            }
        };
        // One bad file of many does not stop the rest.
        if let Err(failure) = done {
            screen.clear();
            if args.files.len() == 1 || failure.kind == Kind::BrokenPipe {
                return Err(failure);
            }
            context.tell(failure);
            session.failed += 1;
        }
        screen.done();
    }
    screen.clear();
    tell_what_follows(context, args, &session);
    if let Some(store) = context.store_if_any()? {
        successors::tell_since(context, &store, before)?;
    }
    match session.failed {
        0 => Ok(()),
        failed => Err(Failure::request(format!(
            "{} 个文件中有 {failed} 个没有导入",
            args.files.len()
        ))),
    }
}

fn wishes(context: &Context, args: &ImportArgs) -> Result<Wishes, Failure> {
    Ok(Wishes {
        year: args.year.map(|year| year.0),
        subject: args
            .subject
            .as_ref()
            .and_then(|words| Subject::read(&words.0)),
        source: Words::text(args.source.as_ref()),
        headings: headings(context, args)?,
        maps: Maps {
            said: args.columns(),
            known: settings::maps(context)?,
        },
        rows: args.row.clone(),
        may_lack: args.files.len() > 1,
        original: args.original.clone(),
        dry_run: args.dry_run,
    })
}

/// 【…】=方面, 检查人=不读
fn said(text: &str) -> Result<Said, String> {
    if text.contains(['…']) || text.contains("...") {
        return Dress::read(text)
            .map(Said::Line)
            .map_err(|fault| settings::no_dress(text, fault));
    }
    Map::read(text)
        .map(Said::Column)
        .map_err(|fault| settings::no_map(text, &fault))
}

/// What `--row` calls a task that the ledger does not have.
const NEW: &str = "新";

/// 5=12, 表一!5=新
fn said_row(text: &str) -> Result<SaidRow, String> {
    let wrong = || format!("“{text}”应写成 5=12（第5行就是第12项）或 5=新");
    let narrow = width::narrow_all(text.trim());
    let (row, task) = narrow.rsplit_once('=').ok_or_else(wrong)?;
    let (sheet, row) = match row.rsplit_once('!') {
        Some((sheet, row)) => (Some(sheet.trim().to_owned()), row),
        None => (None, row),
    };
    let task = match task.trim() {
        NEW => None,
        number => Some(number.parse().map_err(|_| wrong())?),
    };
    let row = row.trim().parse().map_err(|_| wrong())?;
    Ok(SaidRow { sheet, row, task })
}

/// What became of one file.
fn tell(context: &Context, imported: &Imported, session: &mut Session) -> Result<(), Failure> {
    let out = &context.out;
    match imported {
        Imported::Shown => {}
        Imported::NoProblems(reading) => {
            let name = reading.file_name();
            out.result(&format!("{name}：没有列出问题，台账没有变化。"))?;
            preview::unclaimed(context, reading)?;
            preview::doubts(context, &reading.draft);
        }
        Imported::NothingNew { left } => {
            out.result("没有新内容，台账没有变化。")?;
            left_over(context, *left);
        }
        Imported::Declined => out.status("没有导入。"),
        Imported::Document {
            plan,
            new,
            unlinked: without,
        } => {
            out.result(&done(plan, new))?;
            unlinked(context, without);
            session.proposed |= !new.is_empty() && plan.is_answered();
            session.raised.extend(new);
            session.documents += 1;
            session.remembered = true;
        }
        Imported::Register { carried, left } => {
            session.remembered = true;
            out.result(&carried_text(carried))?;
            unlinked(context, &carried.unlinked);
            left_over(context, *left);
        }
    }
    Ok(())
}

/// What is remembered, and the next commands where tasks came in.
fn tell_what_follows(context: &Context, args: &ImportArgs, session: &Session) {
    let columns = args.columns();
    if session.remembered && !columns.is_empty() {
        context.out.hint(&format!(
            "{}，同样表头的表以后也这样读；用 ledger config 查看、改动",
            Map::list(&columns)
        ));
    }
    let lines = args.lines();
    if session.documents > 0 && !lines.is_empty() {
        let all: Vec<String> = lines.iter().map(ToString::to_string).collect();
        context.out.hint(&format!(
            "{}，以后导入也这样读；改用 ledger config {HEADINGS}",
            all.join("、")
        ));
    }
    if let (Some(first), Some(last)) = (session.raised.first(), session.raised.last()) {
        let numbers = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        context.out.hint(&format!(
            "用 ledger list 查看，用 ledger edit {numbers} --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销"
        ));
        if session.raised.len() >= MANY {
            context.out.hint(
                "项数多的，ledger export --unfilled -o 分解表.xlsx，在表里填好部门、领导、时限，再 ledger import 分解表.xlsx",
            );
        }
        if session.proposed {
            context.out.hint(&format!(
                "材料里的措施还没有采用：用 ledger link {numbers} --confirm 各采用最像的一条"
            ));
        }
    }
}

fn done(plan: &Plan, new: &[u32]) -> String {
    let changed = plan.reworded();
    let mut parts = Vec::new();
    match (new.first(), new.last()) {
        (Some(first), Some(last)) if first != last => {
            parts.push(format!("新增 {} 项（第 {first}—{last} 项）", new.len()));
        }
        (Some(first), _) => parts.push(format!("新增 1 项（第 {first} 项）")),
        _ => {}
    }
    if changed > 0 {
        parts.push(format!("更新 {changed} 项的表述"));
    }
    let kept = plan.reading.draft.problems.len() - new.len() - changed;
    if kept > 0 {
        parts.push(format!("{kept} 项不变"));
    }
    if parts.is_empty() {
        parts.push("没有问题".to_owned());
    }
    let left =
        preview::left(&plan.reading.draft).map_or_else(String::new, |left| format!("；{left}"));
    format!("已导入：{}{left}。", parts.join("，"))
}

fn left_over(context: &Context, left: usize) {
    if left > 0 {
        context.out.warn(&format!(
            "有 {left} 行可能是已有的任务，没有写入；在表中加“问题编号”栏写明是第几项，或在终端里导入时逐行认定"
        ));
    }
}

/// 往年前项 that this register does not hold: the number means nothing in this ledger.
fn unlinked(context: &Context, numbers: &[u32]) {
    if numbers.is_empty() {
        return;
    }
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    context.out.warn(&format!(
        "第 {} 项的往年前项不在表中，没有关联；用 ledger link 编号 --prior 前项编号 关联",
        numbers.join("、")
    ));
}

fn carried_text(carried: &Carried) -> String {
    let mut parts = Vec::new();
    if carried.raised > 0 {
        parts.push(format!("新增 {} 项", carried.raised));
    }
    if carried.filled > 0 {
        parts.push(format!("补充 {} 项", carried.filled));
    }
    format!("已导入：{}。", parts.join("，"))
}
