//! `stats` 统计

pub(in crate::cli) mod common;
pub(in crate::cli) mod units;

use std::path::PathBuf;

use chrono::NaiveDate;
use comfy_table::{CellAlignment, Table};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::select::Filters;
use crate::cli::unmatched;
use crate::cli::values::Day;
use crate::cli::verbs::shared::day_text;
use crate::cli::{survey, table};
use documents::board::{GROUP_COLUMNS, Numbers, group_cells};
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{Change, DUE_SOON_DAYS, Grouping, RateKind, Tally};
use model::task::Standing;
use office::csv::{CsvWriter, Encoding};
use store::Store;

/// 统计：问题和措施各有多少，整改到哪一步，按期与否
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger stats --year 2021\n    ledger stats --by dept\n    ledger stats --since 2022-05-31（这以后有哪些变化）\n    ledger stats --by unit --year 2021（各单位的进度，谁没有上报）\n    ledger stats --common --unit all（各单位、各年度的共性问题）"
)]
pub(in crate::cli) struct StatsArgs {
    #[command(flatten)]
    filters: Filters,
    /// 按什么分组
    #[arg(long, alias = "按", value_name = "分组")]
    by: Option<By>,
    /// 共性问题、屡查屡犯：题目相近的归在一起，看涉及多少单位、多少年度
    #[arg(long, alias = "共性", alias = "共性问题", conflicts_with_all = ["by", "since"])]
    common: bool,
    /// 自哪一天以来的变化；与 --by unit 同用时，是哪些单位自那天以来没有上报
    #[arg(long, alias = "自", value_name = "日期")]
    since: Option<Day>,
    /// 应报单位名单：每行一个单位代码，后面可写名称；与 --by unit 同用，看谁没有上报
    #[arg(long, alias = "应报单位", value_name = "文件", requires = "by")]
    expected: Option<PathBuf>,
    /// 格式（默认按 -o 的后缀，否则表格）
    #[arg(long, alias = "格式", value_name = "格式")]
    format: Option<Format>,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    #[value(alias = "方面", help = "所属方面")]
    Dimension,
    #[value(alias = "归类", help = "归类")]
    Theme,
    #[value(alias = "责任部门", alias = "部门", help = "责任部门")]
    Dept,
    #[value(alias = "责任领导", help = "责任领导")]
    Lead,
    #[value(alias = "对象", help = "对象")]
    Subject,
    #[value(alias = "单位", help = "单位（不写 --unit 就是所有单位）")]
    Unit,
    #[value(alias = "年度", help = "年度")]
    Year,
    #[value(alias = "来源", help = "问题来源")]
    Source,
    #[value(alias = "状态", help = "完成状态")]
    Status,
}

impl By {
    fn grouping(self) -> Grouping {
        match self {
            Self::Dimension => Grouping::Dimension,
            Self::Theme => Grouping::Theme,
            Self::Dept => Grouping::Dept,
            Self::Lead => Grouping::Lead,
            Self::Subject => Grouping::Subject,
            Self::Unit => Grouping::Unit,
            Self::Year => Grouping::Year,
            Self::Source => Grouping::Source,
            Self::Status => Grouping::Status,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "表格")]
    Table,
    #[value(help = "JSON")]
    Json,
    #[value(help = "CSV")]
    Csv,
}

pub(super) fn stats(context: &Context, args: &StatsArgs) -> Result<(), Failure> {
    args.filters.check()?;
    let format = format(args)?;
    let since = args.since.as_ref();
    let since = since.map(|day| day.resolve(context.today)).transpose()?;
    if since.is_some_and(|since| since >= context.today) {
        return Err(Failure::usage(format!(
            "--since 要早于今天（{}）",
            context.today
        )));
    }
    if let Some(path) = &args.output {
        context.may_write(path)?;
    }
    let store = context.store()?;
    if format == Format::Table && args.output.is_some() {
        return Err(
            Failure::usage("表格只能显示在屏幕上").hint("写到文件用 --format csv 或 --format json")
        );
    }
    let mut scope = args.filters.scope(context, &store)?;
    unmatched::tell(context, &store, &args.filters, &scope)?;
    let text = if args.common {
        common::common(context, &store, &scope, format)?
    } else if args.by == Some(By::Unit) {
        scope.every_unit |= scope.unit.is_none();
        let asked = units::Asked {
            scope: &scope,
            since,
            expected: args.expected.as_deref(),
        };
        units::units(context, &store, &asked, format)?
    } else {
        counted(context, args, &store, &scope, since, format)?
    };
    match (text, &args.output) {
        (None, _) => Ok(()),
        (Some(text), Some(path)) => context.out.file(path, text.as_bytes()),
        (Some(text), None) => context.out.data(&text),
    }
}

/// The counts of a scope; `None` when they went to the screen.
fn counted(
    context: &Context,
    args: &StatsArgs,
    store: &Store,
    scope: &Scope,
    since: Option<NaiveDate>,
    format: Format,
) -> Result<Option<String>, Failure> {
    let by = args.by.map(By::grouping);
    let mut numbers = Numbers::new(context.today, by, since, &store.book()?);
    match since {
        Some(day) => survey::since(context, store, scope, day, |now, then| {
            numbers.add(now, then);
        })?,
        None => survey::tasks(context, store, scope, "统计", |task| {
            numbers.add(&task, &task);
        })?,
    }
    match format {
        Format::Table => tables(context, &numbers).map(|()| None),
        Format::Json => Ok(Some(format!("{}\n", numbers.json()))),
        Format::Csv => csv(&numbers).map(Some),
    }
}

fn format(args: &StatsArgs) -> Result<Format, Failure> {
    let suffix = args.output.as_ref().and_then(|path| path.extension());
    let suffix = suffix.map(|suffix| suffix.to_string_lossy().to_lowercase());
    match (args.format, suffix.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(Format::Table),
        (None, Some("json")) => Ok(Format::Json),
        (None, Some("csv")) => Ok(Format::Csv),
        (None, Some(other)) => Err(Failure::usage(format!("不能写成 .{other} 文件"))
            .hint("文件名用 .csv 或 .json 结尾，或用 --format 写明格式")),
    }
}

fn csv(numbers: &Numbers) -> Result<String, Failure> {
    let unwritten = |_| Failure::request("CSV 写不出来");
    let mut writer = CsvWriter::new(Vec::new(), Encoding::Utf8).map_err(unwritten)?;
    let title = numbers
        .groups
        .as_ref()
        .map_or("分组", |groups| groups.by().word());
    let header = std::iter::once(title).chain(GROUP_COLUMNS);
    writer.row(header.chain(["截至"])).map_err(unwritten)?;
    let mut row = |key: &str, tally: &Tally| {
        let cells = group_cells(tally).map(|count| count.to_string());
        let cells = std::iter::once(key.to_owned()).chain(cells);
        writer
            .row(cells.chain([numbers.today.to_string()]))
            .map_err(unwritten)
    };
    let rows = numbers.group_rows();
    for (key, tally) in &rows {
        row(key.unwrap_or(EMPTY), tally)?;
    }
    if rows.is_empty() {
        row("合计", &numbers.tally)?;
    }
    let bytes = writer.finish().map_err(unwritten)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How the group of those without the field is called.
const EMPTY: &str = "未填";

fn tables(context: &Context, numbers: &Numbers) -> Result<(), Failure> {
    let out = &context.out;
    let counts = numbers.tally.counts();
    out.result(&format!(
        "截至{}：{}个问题，{}项措施。",
        day_text(numbers.today),
        counts.total,
        numbers.tally.measures()
    ))?;
    if numbers.groups.is_some() {
        out.table(&grouped(context, numbers))?;
    } else if counts.total > 0 {
        out.table(&standings(context, &numbers.tally))?;
    }
    for line in facts(&numbers.tally) {
        out.result(&line)?;
    }
    if numbers.groups.is_none() && !numbers.months.is_empty() {
        out.heading("按月")?;
        out.table(&months(context, numbers))?;
    }
    match &numbers.change {
        Some(change) => changes(context, change),
        None => Ok(()),
    }
}

/// Cells of the longest bar.
const BAR: u32 = 20;

fn bar(count: u32, most: u32) -> String {
    let cells = (u64::from(count) * u64::from(BAR)).div_ceil(u64::from(most.max(1)));
    "█".repeat(cells as usize)
}

fn standings(context: &Context, tally: &Tally) -> Table {
    let counts = tally.counts();
    let mut table = table::table(&context.out, &["整改进度", "问题", ""]);
    let mut row = |name: &str, count: u32| {
        table.add_row([name, &count.to_string(), &bar(count, counts.total)]);
    };
    for standing in Standing::ALL {
        row(standing.word(), counts.standing(standing));
        if standing == Standing::Finished && counts.standing(standing) > 0 {
            for kind in [StatusKind::Done, StatusKind::Applied, StatusKind::Closed] {
                row(&format!("　其中{}", kind.word()), counts.status(kind));
            }
        }
    }
    table.add_row(["合计", &counts.total.to_string(), ""]);
    right(&mut table, 1..2);
    table
}

fn grouped(context: &Context, numbers: &Numbers) -> Table {
    // What fits a terminal; CSV and JSON have them all.
    const SHOWN: [usize; 9] = [0, 1, 2, 3, 4, 5, 6, 9, 10];
    let title = numbers
        .groups
        .as_ref()
        .map_or("", |groups| groups.by().word());
    let mut header = vec![title];
    header.extend(SHOWN.map(|column| GROUP_COLUMNS[column]));
    let roomy = context.out.width() >= 130;
    if roomy {
        header.push("");
    }
    let rows = numbers.group_rows();
    let most = rows.iter().map(|(_, tally)| tally.counts().total).max();
    let mut table = table::table(&context.out, &header);
    let total = numbers.tally.counts().total;
    let rows = rows
        .into_iter()
        .map(|(key, tally)| (key.unwrap_or(EMPTY), tally, most.unwrap_or(total)))
        .chain([("合计", &numbers.tally, u32::MAX)]);
    for (key, tally, most) in rows {
        let cells = group_cells(tally);
        let mut row = vec![table::cell(&table::short(key, 16))];
        row.extend(SHOWN.map(|column| table::cell(&cells[column].to_string())));
        if roomy {
            let whole = if most == u32::MAX {
                0
            } else {
                tally.counts().total
            };
            row.push(table::cell(&bar(whole, most)));
        }
        table.add_row(row);
    }
    right(&mut table, 1..SHOWN.len() + 1);
    table
}

fn right(table: &mut Table, columns: std::ops::Range<usize>) {
    for column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

fn facts(tally: &Tally) -> Vec<String> {
    let counts = tally.counts();
    if counts.total == 0 {
        return Vec::new();
    }
    let mut lines = vec![format!(
        "时限：按期完成{}个，超期完成{}个；逾期未完成{}个，{DUE_SOON_DAYS}天内到期{}个。",
        counts.on_time, counts.late, counts.overdue, counts.due_soon
    )];
    lines.push(format!(
        "其他：延期{}个（共{}次），反弹或延续{}个，待分解{}个，长期坚持中该检查的{}个。",
        counts.extended, counts.extensions, counts.relapsed, counts.unassigned, counts.check_due
    ));
    for kind in RateKind::ALL {
        let rate = tally.rate(kind);
        if let Some(percent) = rate.percent() {
            lines.push(format!(
                "{}：{percent}（{}，{}÷{}）",
                kind.word(),
                kind.definition(),
                rate.numerator,
                rate.denominator
            ));
        }
    }
    let figures = tally.figures().as_slice();
    if !figures.is_empty() {
        let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
        lines.push(format!("进展中的数据：{}。", figures.join("，")));
    }
    lines
}

fn months(context: &Context, numbers: &Numbers) -> Table {
    let header = ["月份", "应完成（原定时限）", "已完成整改", "已销号", ""];
    let mut table = table::table(&context.out, &header);
    let most = numbers.months.rows().map(|(_, month)| month.finished).max();
    for (day, month) in numbers.months.rows() {
        table.add_row([
            day.format("%Y-%m").to_string(),
            month.planned.to_string(),
            month.finished.to_string(),
            month.closed.to_string(),
            bar(month.finished, most.unwrap_or_default()),
        ]);
    }
    right(&mut table, 1..4);
    table
}

fn changes(context: &Context, change: &Change) -> Result<(), Failure> {
    let heading = format!("{}以来的变化", day_text(change.since));
    context.out.heading(&heading)?;
    let mut table = table::table(&context.out, &["变化", "问题", "编号"]);
    for (_, word, listed) in change.rows() {
        let mut codes = listed.codes.join("、");
        if listed.count as usize > listed.codes.len() {
            codes.push_str(" 等");
        }
        table.add_row([
            table::cell(word),
            table::cell(&listed.count.to_string()),
            table::cell(&codes),
        ]);
    }
    right(&mut table, 1..2);
    context.out.table(&table)
}
