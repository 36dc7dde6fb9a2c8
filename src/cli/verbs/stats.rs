//! `stats` 统计

mod common;
mod units;

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::app::as_of;
use crate::app::standings::Asked;
use crate::cli::context::Context;
use crate::cli::declared::Takes;
use crate::cli::failure::Failure;
use crate::cli::listing::{Cell, Format, Head, Listing};
use crate::cli::select::Filters;
use crate::cli::table;
use crate::cli::values::Day;
use crate::cli::verbs::review;
use crate::cli::verbs::shared::day_text;
use crate::cli::{settings, suggest};
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{Change, Counted, DUE_SOON_DAYS, Grouping, Listed, Month, RateKind, Tally};
use model::task::ProgressClass;
use papers::board::{GROUP_COLUMNS, Numbers, group_cells};
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
    /// 自哪一天以来的变化；按单位分组时，是哪些单位自那天以来没有上报
    #[arg(long, alias = "自", value_name = "日期")]
    since: Option<Day>,
    /// 应报单位名单：每行一个单位代码，后面可写名称；按单位分组时用，看谁没有上报
    #[arg(long, alias = "应报单位", value_name = "文件", requires = "by")]
    expected: Option<PathBuf>,
    /// 格式（默认按 -o 的后缀，否则表格）
    #[arg(long, alias = "格式", value_name = "格式")]
    format: Option<Format>,
    /// 写到这个文件（默认写到屏幕）
    #[arg(short, long, alias = "输出", value_name = "文件", add = Takes::Target)]
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
    suggest::tell(context, &store, &args.filters, &scope)?;
    let access = settings::access(&store.book()?);
    let file = args.output.as_deref().map(|path| (path, access));
    if args.common {
        return common::common(context, &store, &scope, format, file);
    }
    if args.by == Some(By::Unit) {
        scope.every_unit |= scope.unit.is_none();
        let asked = Asked {
            scope: &scope,
            since,
            expected: args.expected.as_deref(),
        };
        units::units(context, &store, &asked, format, file)?;
        return match format {
            Format::Table => review::tell_counts(context, &store, &scope),
            Format::Json | Format::Csv => Ok(()),
        };
    }
    let numbers = count(context, args, &store, &scope, since)?;
    match format {
        Format::Table => {
            tables(context, &numbers)?;
            review::tell_counts(context, &store, &scope)
        }
        Format::Json | Format::Csv => grouped(context, &numbers, format)
            .json_whole(|| numbers.json())
            .print_to(&context.out, format, file),
    }
}

/// The counts of a scope.
fn count(
    context: &Context,
    args: &StatsArgs,
    store: &Store,
    scope: &Scope,
    since: Option<NaiveDate>,
) -> Result<Numbers, Failure> {
    let by = args.by.map(By::grouping);
    let book = store.book()?;
    let today = context.today;
    let new = || Numbers::new(today, by, since, &book);
    let Some(day) = since else {
        let count = |numbers: &mut Numbers, task: &Counted<'_>, _| numbers.add(task, None);
        let counting = (new, count, Numbers::settle);
        let counted =
            as_of::count_shared_as_of(context.call(), store, scope, counting, Numbers::join)?;
        return Ok(counted.summed());
    };
    let mut numbers = new();
    as_of::count_each_since(context.call(), store, scope, day, |now, then| {
        numbers.add(now, then);
    })?;
    Ok(numbers.summed())
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

/// How the group of those without the field is called.
const EMPTY: &str = "未填";
/// How the row of all is called.
const SUM: &str = "合计";

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
        grouped(context, numbers, Format::Table).show(out)?;
    } else if counts.total > 0 {
        standings(&numbers.tally).show(out)?;
    }
    for line in facts(numbers) {
        out.result(&line)?;
    }
    if numbers.groups.is_none() && !numbers.months.is_empty() {
        months(numbers).show(out)?;
    }
    match &numbers.change {
        Some(change) => changes(change).show(out),
        None => Ok(()),
    }
}

/// Cells of the longest bar.
const BAR: u32 = 20;

fn bar(count: u32, most: u32) -> String {
    let cells = (u64::from(count) * u64::from(BAR)).div_ceil(u64::from(most.max(1)));
    "█".repeat(cells as usize)
}

fn standings(tally: &Tally) -> Listing<'static, (String, u32)> {
    let counts = tally.counts();
    let mut rows = Vec::new();
    for standing in ProgressClass::ALL {
        rows.push((standing.word().to_owned(), counts.standing(standing)));
        if standing == ProgressClass::Finished && counts.standing(standing) > 0 {
            for kind in [StatusKind::Done, StatusKind::Applied, StatusKind::Closed] {
                rows.push((format!("　其中{}", kind.word()), counts.status(kind)));
            }
        }
    }
    let whole = counts.total;
    Listing::new(rows)
        .column("整改进度", |(name, _)| name.as_str().into())
        .column(Head::of("问题").right(), |(_, count)| (*count).into())
        .column("", move |(name, count)| match name.as_str() {
            SUM => Cell::default(),
            _ => bar(*count, whole).into(),
        })
        .total((SUM.to_owned(), whole))
}

/// A group, or the sum of all.
struct GroupRow<'a> {
    key: &'a str,
    /// What stands under [`GROUP_COLUMNS`].
    cells: [u32; GROUP_COLUMNS.len()],
    is_sum: bool,
}

/// The groups; where there are none, files have the sum.
fn grouped<'a>(
    context: &Context,
    numbers: &'a Numbers,
    format: Format,
) -> Listing<'a, GroupRow<'a>> {
    // What fits a terminal; CSV and JSON have them all.
    const SHOWN: [usize; 9] = [0, 1, 2, 3, 4, 5, 6, 9, 10];
    let by = numbers.groups.as_ref().map(|groups| groups.by().word());
    let rows = numbers.group_rows().into_iter();
    let row = |key, tally, is_sum| GroupRow {
        key,
        cells: group_cells(tally),
        is_sum,
    };
    let mut rows: Vec<GroupRow<'_>> = rows
        .map(|(key, tally)| row(key.unwrap_or(EMPTY), tally, false))
        .collect();
    let most = rows.iter().map(|row| row.cells[0]).max();
    let sum = || row(SUM, &numbers.tally, true);
    if rows.is_empty() && format != Format::Table {
        rows.push(sum());
    }
    let mut listing = Listing::new(rows).column(by.unwrap_or("分组"), |row| {
        Cell::from(row.key).shown(table::short(row.key, 16))
    });
    for (place, title) in GROUP_COLUMNS.into_iter().enumerate() {
        let head = Head::of(title).right();
        let head = if SHOWN.contains(&place) {
            head
        } else {
            head.in_files()
        };
        listing = listing.column(head, move |row| row.cells[place].into());
    }
    let today = numbers.today.to_string();
    listing = listing.column(Head::of("截至").in_files(), move |_| {
        today.as_str().into()
    });
    if context.out.width() >= 130 {
        let most = most.unwrap_or_default();
        listing = listing.column(Head::of("").on_screen(), move |row| {
            if row.is_sum {
                return Cell::default();
            }
            bar(row.cells[0], most).into()
        });
    }
    listing.total(sum())
}

fn facts(numbers: &Numbers) -> Vec<String> {
    let tally = &numbers.tally;
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
    let institutions = tally.institutions();
    if institutions.count() > 0 {
        lines.push(format!(
            "制度成果：{}项（制定{}项、修订{}项）。",
            institutions.count(),
            institutions.made(),
            institutions.revised()
        ));
    }
    let figures = numbers.totals();
    if !figures.is_empty() {
        let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
        lines.push(format!("进展中的数据：{}。", figures.join("，")));
    }
    lines
}

fn months(numbers: &Numbers) -> Listing<'_, (NaiveDate, Month)> {
    let most = numbers.months.rows().map(|(_, m)| m.finished).max();
    let most = most.unwrap_or_default();
    let count = |title| Head::of(title).right();
    Listing::new(numbers.months.rows())
        .title("按月")
        .column("月份", |(day, _)| day.format("%Y-%m").to_string().into())
        .column(count("应完成（原定时限）"), |(_, m)| {
            m.planned.into()
        })
        .column(count("已完成整改"), |(_, m)| m.finished.into())
        .column(count("已销号"), |(_, m)| m.closed.into())
        .column("", move |(_, month)| bar(month.finished, most).into())
}

fn changes(change: &Change) -> Listing<'_, (&'static str, &Listed)> {
    let rows = change
        .rows()
        .into_iter()
        .map(|(_, word, listed)| (word, listed));
    Listing::new(rows)
        .title(format!("{}以来的变化", day_text(change.since)))
        .column("变化", |(word, _)| (*word).into())
        .column(Head::of("问题").right(), |(_, l)| l.count.into())
        .column("编号", |(_, listed)| {
            let more = listed.count as usize > listed.codes.len();
            let and = if more { " 等" } else { "" };
            format!("{}{and}", listed.codes.join("、")).into()
        })
}
