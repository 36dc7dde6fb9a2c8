//! `list` 台账

use std::rc::Rc;

use crate::app::as_of;
use crate::app::units::UnitNames;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing, in_turn};
use crate::cli::select::Filters;
use crate::cli::{suggest, table};
use chrono::NaiveDate;
use clap::ValueEnum as _;
use model::digest::Digest;
use model::figure::FigureKinds;
use model::scope::{Order, Scope};
use model::tally::Counts;
use model::task::Task;
use office::text::visible::one_line;
use office::text::wrap::cut;
use papers::sheet;
use store::Store;

/// 看台账
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger list --overdue\n    ledger list --year 2021 --dept 办公室\n    ledger list --columns 编号,问题,责任人,剩余"
)]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    filters: Filters,
    /// 按什么排
    #[arg(long, alias = "排序", value_name = "方式")]
    sort: Option<Sort>,
    /// 最多列出几项
    #[arg(long, alias = "项数", value_name = "项数")]
    limit: Option<u32>,
    /// 跳过前面几项（网页翻页用）
    #[arg(
        long,
        value_name = "项数",
        hide = true,
        requires = "limit",
        conflicts_with = "sample"
    )]
    skip: Option<u32>,
    /// 随机抽查几项（回头看）；同一个 --seed 抽出同样的几项
    #[arg(
        long,
        alias = "抽查",
        value_name = "项数",
        conflicts_with = "limit",
        requires = "seed"
    )]
    sample: Option<u32>,
    /// 抽查的种子：任意文字，如抽查的日期，记下来别人就能照样再抽
    #[arg(long, alias = "种子", value_name = "文字", requires = "sample")]
    seed: Option<String>,
    /// 列出哪些栏
    #[arg(long, alias = "栏目", value_name = "栏,栏", value_delimiter = ',')]
    columns: Vec<Column>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Sort {
    #[value(name = "number", alias = "编号", help = "编号")]
    Number,
    #[value(name = "due", alias = "时限", help = "时限")]
    Due,
    #[value(name = "changed", alias = "变动", help = "最近变动")]
    Changed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Column {
    #[value(name = "编号", alias = "number")]
    Number,
    #[value(name = "单位", alias = "unit")]
    Unit,
    #[value(name = "年度", alias = "year")]
    Year,
    #[value(name = "对象", alias = "subject")]
    Subject,
    #[value(name = "方面", alias = "dimension")]
    Dimension,
    #[value(name = "问题", alias = "problem")]
    Problem,
    #[value(name = "措施", alias = "measures")]
    Measures,
    #[value(name = "责任领导", alias = "lead")]
    Lead,
    #[value(name = "责任部门", alias = "dept")]
    Dept,
    #[value(name = "责任人", alias = "owner")]
    Owner,
    #[value(name = "时限", alias = "deadline")]
    Deadline,
    #[value(name = "状态", alias = "status")]
    Status,
    #[value(name = "剩余", alias = "days")]
    Days,
}

pub(super) fn list(context: &Context, args: &ListArgs) -> Result<(), Failure> {
    args.filters.check()?;
    let store = context.store()?;
    let scope = args.filters.scope(context, &store)?;
    let order = match args.sort {
        None => args.filters.order(),
        Some(Sort::Number) => Order::Number,
        Some(Sort::Due) => Order::Deadline,
        Some(Sort::Changed) => Order::Changed,
    };
    // The other formats show no figures.
    let kinds = match args.format {
        Format::Json => store.book()?.figure_kinds(),
        Format::Table | Format::Csv => FigureKinds::default(),
    };
    let units = args.units(&store, &scope)?;
    let call = context.call();
    let (keys, all) = if let (Some(count), Some(seed)) = (args.sample, &args.seed) {
        // Whoever knows the seed can draw the same again, and nobody can choose it to spare a certain task
        // among many.
        let lot = |code: &str| Digest::of(format!("{seed}\n{code}").as_bytes());
        as_of::drawn_as_of(call, &store, &scope, (order, count as usize), lot)?
    } else if let (Some(skip), Some(limit)) = (args.skip, args.limit) {
        let keys = as_of::chosen_as_of(call, &store, &scope, order, None)?;
        let all = keys.len();
        let page = keys.into_iter().skip(skip as usize).take(limit as usize);
        (page.collect(), all)
    } else {
        let keys = as_of::chosen_as_of(call, &store, &scope, order, args.limit)?;
        let all = keys.len();
        (keys, all)
    };
    if args.format != Format::Table {
        let tasks = in_turn(as_of::pages_of(call, &store, keys));
        let columns = file_columns(args, units.is_some());
        return listing(context, &columns, kinds, units, tasks).print(&context.out, args.format);
    }
    if args.skip.is_some() {
        context.out.rows(all as u64)?;
    }
    if keys.is_empty() {
        return nothing(context, &store, args);
    }
    let tasks = if args.columns.contains(&Column::Measures) {
        as_of::tasks_of(call, &store, &keys)?
    } else {
        as_of::brief_tasks_of(call, &store, &keys)?
    };
    held(context, args, kinds, units, tasks, all).print(&context.out, args.format)
}

impl ListArgs {
    /// How units are called, where tasks of several may be listed.
    fn units(&self, store: &Store, scope: &Scope) -> Result<Option<UnitNames>, Failure> {
        let wanted = scope.is_of_units() || self.columns.contains(&Column::Unit);
        Ok(wanted.then(|| UnitNames::read(store)).transpose()?)
    }
}

/// Tasks that fit the memory, found or drawn of so many.
fn held<'a>(
    context: &'a Context,
    args: &ListArgs,
    kinds: FigureKinds,
    units: Option<UnitNames>,
    tasks: Vec<Task>,
    all: usize,
) -> Listing<'a, Task> {
    let (summary, count) = (summary_line(context, &tasks), tasks.len());
    let columns = match args.columns.as_slice() {
        [] => usual_columns(&tasks, context.out.width()),
        asked => asked.to_vec(),
    };
    let tasks = tasks.into_iter().map(Ok);
    let mut listing = listing(context, &columns, kinds, units, tasks);
    if args.skip.is_none() {
        listing = listing.fact(summary);
    }
    if let Some(seed) = &args.seed {
        listing = listing
            .status(format!("从符合条件的 {all} 项中按种子“{seed}”抽出 {count} 项"))
            .hint("看过的用 ledger log 编号 看到的情况 --check 记下；反弹的用 ledger add 问题 --prior 编号 重新登记");
    }
    // A page is one of several, and its front says of how many.
    let is_page = args.skip.is_some();
    // To count the rest would mean to look at all of them.
    match args
        .limit
        .filter(|limit| count == *limit as usize && !is_page)
    {
        Some(limit) => listing.status(format!("只列出了前 {limit} 项，去掉 --limit 看全部")),
        None => listing,
    }
}

fn nothing(context: &Context, store: &Store, args: &ListArgs) -> Result<(), Failure> {
    let everything = Scope {
        every_unit: true,
        ..Scope::default()
    };
    if store.has_any(&everything)? {
        context.out.result("没有符合条件的任务。")?;
        let scope = args.filters.scope(context, store)?;
        suggest::tell_nothing(context, store, &args.filters, &scope)?;
    } else {
        context.out.result("台账还是空的。")?;
        context
            .out
            .hint("用 ledger import 材料文件 导入对照检查材料，或用 ledger add 登记");
    }
    Ok(())
}

/// Only what tells tasks apart, and only as much as there is room for.
fn usual_columns(tasks: &[Task], width: u16) -> Vec<Column> {
    let varies = |differ: fn(&Task, &Task) -> bool| tasks.iter().any(|t| differ(t, &tasks[0]));
    let roomy = width >= 120;
    let mut columns: Vec<Column> = [
        (Column::Number, true),
        (Column::Unit, varies(|a, b| a.unit != b.unit)),
        (Column::Year, varies(|a, b| a.year != b.year)),
        (Column::Subject, varies(|a, b| a.subject != b.subject)),
        (
            Column::Dimension,
            roomy && tasks.iter().any(|task| task.dimension.is_some()),
        ),
        (Column::Problem, true),
        (Column::Lead, roomy),
        (Column::Dept, width >= 70),
        (Column::Owner, width >= 160),
        (Column::Deadline, width >= 70),
        (Column::Status, true),
        (Column::Days, true),
    ]
    .into_iter()
    .filter_map(|(column, wanted)| wanted.then_some(column))
    .collect();
    // The problem needs room; the days left say what the deadline says.
    for less in [
        Column::Deadline,
        Column::Dept,
        Column::Year,
        Column::Subject,
        Column::Unit,
    ] {
        let taken: u16 = columns.iter().filter_map(|c| c.least()).sum();
        let borders = columns.len() as u16 + 1;
        if taken + borders + PROBLEM <= width {
            break;
        }
        columns.retain(|column| *column != less);
    }
    columns
}

/// Columns that a problem needs to be read.
const PROBLEM: u16 = 18;

/// The columns asked for, else all; the unit where there may be several.
fn file_columns(args: &ListArgs, of_units: bool) -> Vec<Column> {
    let told = |column: &Column| of_units || *column != Column::Unit;
    match args.columns.as_slice() {
        [] => Column::value_variants()
            .iter()
            .copied()
            .filter(told)
            .collect(),
        asked => asked.to_vec(),
    }
}

fn listing<'a>(
    context: &'a Context,
    columns: &[Column],
    kinds: FigureKinds,
    units: Option<UnitNames>,
    tasks: impl Iterator<Item = Result<Task, Failure>> + 'a,
) -> Listing<'a, Task> {
    let (room, today) = (room(columns, context.out.width()), context.today);
    let units = Rc::new(units);
    let names = Rc::clone(&units);
    let listing = Listing::of(tasks).json(move |task| {
        let mut json = sheet::task_json(task, today, &kinds);
        if let Some(units) = &*names {
            json["unit_name"] = units.name(task.unit.as_deref()).into();
        }
        json
    });
    columns.iter().copied().fold(listing, |listing, column| {
        let head = Head::of(column.title()).least(column.least());
        let units = Rc::clone(&units);
        listing.column(head, move |task| match &*units {
            Some(units) if column == Column::Unit => {
                let name = units.name(task.unit.as_deref());
                Cell::from(name).shown(table::short(name, 12))
            }
            _ => column.cell(task, today, room),
        })
    })
}

/// Lines of a cell that can be taken in at a glance; `show` has the whole text.
const LINES: usize = 3;

/// Columns on the screen that a long text may take: some lines of what the other cells leave.
fn room(columns: &[Column], width: u16) -> usize {
    let taken: u16 = columns.iter().filter_map(|column| column.least()).sum();
    let long = columns
        .iter()
        .filter(|column| column.least().is_none())
        .count();
    let borders = columns.len() as u16 + 1;
    let left = usize::from(width.saturating_sub(taken + borders)) / long.max(1);
    // Half a character has no place at the end of a line.
    (left.saturating_sub(2).max(12) & !1) * LINES
}

impl Column {
    fn title(self) -> &'static str {
        match self {
            Self::Number => "编号",
            Self::Unit => "单位",
            Self::Year => "年度",
            Self::Subject => "对象",
            Self::Dimension => "所属方面",
            Self::Problem => "存在问题",
            Self::Measures => "整改措施",
            Self::Lead => "责任领导",
            Self::Dept => "责任部门",
            Self::Owner => "责任人",
            Self::Deadline => "整改时限",
            Self::Status => "状态",
            Self::Days => "剩余",
        }
    }

    /// Columns below which the cell would break inside a word, with its two blanks.
    fn least(self) -> Option<u16> {
        match self {
            Self::Number | Self::Year => Some(6),
            Self::Subject | Self::Owner => Some(8),
            Self::Status | Self::Days | Self::Lead | Self::Dept => Some(10),
            Self::Deadline => Some(12),
            Self::Unit => Some(14),
            Self::Dimension => Some(22),
            Self::Problem | Self::Measures => None,
        }
    }

    fn cell(self, task: &Task, today: NaiveDate, room: usize) -> Cell {
        let long = |text: &str| Cell::from(text).shown(cut(&one_line(text), room));
        match self {
            Self::Status => table::status_cell(task),
            Self::Days => table::days_cell(task, today),
            Self::Number => task.code().into(),
            Self::Unit => task.unit.as_deref().into(),
            Self::Year => task.year.into(),
            Self::Subject => task.subject.name().into(),
            Self::Dimension => {
                let dimension = task.dimension.as_deref().unwrap_or_default();
                Cell::from(dimension).shown(table::short(dimension, 16))
            }
            Self::Problem => long(&task.problem),
            Self::Measures => {
                let texts: Vec<&str> = task.measures.iter().map(|m| m.text.as_str()).collect();
                long(&texts.join("；"))
            }
            Self::Lead => task.lead.as_deref().into(),
            Self::Dept => task.dept.as_deref().into(),
            Self::Owner => task.owner.as_deref().into(),
            Self::Deadline => deadline(task).into(),
        }
    }
}

fn deadline(task: &Task) -> String {
    match (&task.deadline, task.due()) {
        (_, Some(day)) => day.to_string(),
        (Some(deadline), None) => deadline.phrase.clone(),
        (None, None) => String::new(),
    }
}

/// One line about the tasks shown.
pub(super) fn summary_line(context: &Context, tasks: &[Task]) -> String {
    table::told(&Counts::of(context.today, tasks))
}
