//! `history` 留痕

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::front::MOST_ROWS;
use crate::cli::listing::{Format, Head, Listing, in_turn};
use crate::cli::story;
use crate::cli::values::TaskCode;
use store::{Recorded, Store};

/// 看留痕：谁在什么时候做了什么
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger history 12\n    ledger history --format json")]
pub(in crate::cli) struct HistoryArgs {
    /// 任务编号（汇总来的单位写成 A03-12；不写就是整个台账）
    #[arg(value_name = "编号")]
    number: Option<TaskCode>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

/// Entries that are read at once.
const PAGE: u32 = 1000;

pub(super) fn history(context: &Context, args: &HistoryArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let of_one = args.number.as_ref();
    let of_one = of_one
        .map(|code| shared::task_of(&store, code))
        .transpose()?;
    let all_there_are = match &of_one {
        Some((_, entries)) => entries.len() as u64,
        None => store.sequence()?,
    };
    // A front shows some rows; the newest are what one looks for.
    let most = MOST_ROWS as u64;
    let over = all_there_are.saturating_sub(most);
    let over = if context.out.is_front() { over } else { 0 };
    if over > 0 {
        context.out.status(&format!("只列出最近 {most} 条"));
    }
    let rows: Box<dyn Iterator<Item = Result<Recorded, Failure>>> = match of_one {
        Some((_, entries)) => Box::new(entries.into_iter().skip(over as usize).map(Ok)),
        None => Box::new(all(&store, over)),
    };
    entries(rows)
        .empty("台账还没有任何记录。", None)
        .json(story::json)
        .print(&context.out, args.format)
}

/// Every entry after that one, a page at a time.
fn all(store: &Store, after: u64) -> impl Iterator<Item = Result<Recorded, Failure>> {
    let mut after = Some(after);
    let page = move || {
        let page = store.history(after?, PAGE);
        let last = page
            .as_ref()
            .ok()
            .filter(|page| page.len() == PAGE as usize);
        after = last.and_then(|page| Some(page.last()?.entry.sequence));
        Some(page)
    };
    in_turn(std::iter::from_fn(page))
}

/// Entries and what is told of each; `show` has them at the end of its card.
pub(super) fn entries<'a>(
    rows: impl Iterator<Item = Result<Recorded, Failure>> + 'a,
) -> Listing<'a, Recorded> {
    Listing::of(rows)
        .column(Head::of("记录号").least(6), |row| {
            row.entry.sequence.into()
        })
        .column(Head::of("时间").least(16), |row| {
            let stamp = &row.entry.stamp;
            let clock = if stamp.clock_set { "＊" } else { "" };
            format!("{}{clock}", stamp.when.format("%Y-%m-%d %H:%M")).into()
        })
        .column("经办人", |row| row.entry.stamp.who.as_str().into())
        .column("任务", |row| row.entry.task.into())
        .column("事项", |row| story::tell_entry(&row.entry).into())
}
