//! `history` 留痕

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::TaskCode;
use crate::cli::{story, table};
use store::Recorded;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "表格")]
    Table,
    #[value(help = "JSON")]
    Json,
}

const PAGE: u32 = 1000;

pub(super) fn history(context: &Context, args: &HistoryArgs) -> Result<(), Failure> {
    let store = context.store()?;
    let mut all = Vec::new();
    if let Some(code) = &args.number {
        (_, all) = shared::task_of(&store, code)?;
    } else {
        loop {
            let after = all.last().map_or(0, |last: &Recorded| last.entry.sequence);
            let page = store.history(after, PAGE)?;
            let done = page.len() < PAGE as usize;
            all.extend(page);
            if done {
                break;
            }
        }
    }
    match args.format {
        Format::Json => {
            let lines: Vec<_> = all.iter().map(story::json).collect();
            context
                .out
                .data(&format!("{}\n", serde_json::Value::Array(lines)))
        }
        Format::Table if all.is_empty() => context.out.result("台账还没有任何记录。"),
        Format::Table => context.out.table(&listing(context, &all)),
    }
}

/// The entries as a table; `show` has it at the end of its card.
pub(super) fn listing(context: &Context, entries: &[Recorded]) -> comfy_table::Table {
    let mut listing = table::table(&context.out, &["记录号", "时间", "经办人", "任务", "事项"]);
    for recorded in entries {
        let entry = &recorded.entry;
        let clock = if entry.stamp.clock_set { "＊" } else { "" };
        listing.add_row(vec![
            table::cell(&entry.sequence.to_string()),
            table::cell(&format!(
                "{}{clock}",
                entry.stamp.when.format("%Y-%m-%d %H:%M")
            )),
            table::cell(&entry.stamp.who),
            table::cell(
                &entry
                    .task
                    .map_or_else(String::new, |number| number.to_string()),
            ),
            table::cell(&story::tell(&entry.event)),
        ]);
    }
    table::keep_whole(&mut listing, 0, 6);
    table::keep_whole(&mut listing, 1, 16);
    listing
}
