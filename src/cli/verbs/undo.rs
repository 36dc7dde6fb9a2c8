//! `undo` 撤销

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::story;
use model::event::{Event, LedgerEvent, TaskEvent};
use model::status::Voiding;
use store::{Recorded, Store, Writer};

/// 撤销自己上一步操作：一条命令写下的全部记录一起撤回，留痕中仍可看到
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger undo")]
pub(in crate::cli) struct UndoArgs {}

const REASON: &str = "撤销上一步操作";

pub(super) fn undo(context: &Context, _: &UndoArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let batch = last_command(&store, sequence)?;
    let Some(first) = batch.first() else {
        return Err(Failure::request("台账还没有任何记录，没有可撤销的"));
    };
    // What was collected for a department was still done by the clerk: 周敏（办公室报送）.
    let by_me = format!("{}（", context.stamp.who);
    let who = &first.entry.stamp.who;
    if *who != context.stamp.who && !who.starts_with(&by_me) {
        return Err(Failure::request(format!(
            "上一步是{}做的（{}），只能撤销自己的操作",
            first.entry.stamp.who,
            story::tell(&first.entry.event)
        ))
        .hint("要撤回别人的记录，用 ledger retract --entry 记录号 --reason 原因"));
    }
    store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        let mut recorded = batch.iter().rev();
        recorded.try_for_each(|recorded| take_back(context, writer, recorded))
    })?;
    context.out.result(&told(&batch, &first.entry.event))
}

/// Records that an entry is taken back; what reaches beyond the ledger can't be.
fn take_back(
    context: &Context,
    writer: &mut Writer<'_>,
    recorded: &Recorded,
) -> Result<(), Failure> {
    let entry = &recorded.entry;
    let reason = REASON.to_owned();
    match (&entry.event, entry.task) {
        (
            Event::Task(TaskEvent::Withdrawn { .. })
            | Event::Ledger(
                LedgerEvent::Withdrawn { .. }
                | LedgerEvent::Expunged { .. }
                | LedgerEvent::Gathered(_)
                | LedgerEvent::SetAside { .. }
                | LedgerEvent::Replaced { .. }
                | LedgerEvent::Restored(_),
            ),
            _,
        ) => {
            return Err(Failure::request(format!(
                "上一步是“{}”，不能再撤销",
                story::tell(&entry.event)
            ))
            .hint(again(&entry.event)));
        }
        (Event::Task(TaskEvent::Raised(_)), Some(number)) => {
            let voiding = Voiding {
                on: context.today,
                reason,
                into: None,
            };
            writer.record(number, TaskEvent::Voided(voiding))?;
        }
        (Event::Task(_), Some(number)) => {
            let event = TaskEvent::Withdrawn {
                entry: entry.sequence,
                reason,
            };
            writer.record(number, event)?;
        }
        _ => {
            let event = LedgerEvent::Withdrawn {
                entry: entry.sequence,
                reason,
            };
            writer.record_ledger(event)?;
        }
    }
    Ok(())
}

/// What was undone: of which tasks, and how many entries.
fn told(batch: &[Recorded], first: &Event) -> String {
    let mut numbers: Vec<u32> = batch.iter().filter_map(|one| one.entry.task).collect();
    numbers.dedup();
    let whose = match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("第 {one} 项"),
        [one, .., last] => format!("第 {one}—{last} 项"),
    };
    let what = story::tell(first);
    match batch.len() {
        1 => format!("已撤销{whose}：{what}"),
        count => format!("已撤销{whose}：{what}等 {count} 条记录"),
    }
}

/// The entries that the last command wrote.
fn last_command(store: &Store, sequence: u64) -> Result<Vec<Recorded>, Failure> {
    let last = store.history(sequence.saturating_sub(1), 1)?;
    let Some(last) = last.first() else {
        return Ok(Vec::new());
    };
    let first = last.entry.batch.unwrap_or(last.entry.sequence);
    let count = (sequence - first + 1).try_into().unwrap_or(u32::MAX);
    Ok(store.history(first.saturating_sub(1), count)?)
}

/// What helps where nothing can be undone.
fn again(event: &Event) -> String {
    match event {
        Event::Ledger(LedgerEvent::Restored(restored)) => match &restored.kept {
            Some(kept) => format!("要回到还原以前，用 ledger restore {kept}（在台账旁边）"),
            None => "还原以前没有台账，无从回去".to_owned(),
        },
        _ => "需要的话重新做一遍".to_owned(),
    }
}
