//! `undo` 撤销

mod steps;

use super::shared;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::story;
use model::event::{Event, LedgerEvent, TaskEvent};
use model::status::Voiding;
use store::{Recorded, Writer};

/// 撤销自己的上一步操作：一条命令写下的全部记录一起撤回，留痕中仍可看到；再撤销就再退一步
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger undo\n    ledger undo 3（退回自己的最近三步）")]
pub(in crate::cli) struct UndoArgs {
    /// 退回几步（默认一步）
    #[arg(value_name = "步数", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    steps: u32,
    /// 只看会撤回什么，不撤销
    #[arg(long, alias = "只看")]
    dry_run: bool,
}

const REASON: &str = "撤销上一步操作";

pub(super) fn undo(context: &Context, args: &UndoArgs) -> Result<(), Failure> {
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let commands = steps::own(context, &store, args.steps, REASON)?;
    if args.dry_run {
        let told = commands.iter().filter_map(|command| told(command));
        return told
            .into_iter()
            .try_for_each(|line| context.out.result(&format!("会撤回{line}")));
    }
    if context.is_agreed_to() {
        let what: Vec<String> = commands
            .iter()
            .filter_map(|command| told(command))
            .collect();
        if !context.consent(&format!("撤销{}？", what.join("；")))? {
            return Err(Failure::given_up());
        }
    }
    store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        commands
            .iter()
            .try_for_each(|command| take_back_all(context, writer, command))
    })?;
    if commands.iter().flatten().any(is_kept) {
        context
            .out
            .warn("副本里销毁的，并入时这里也已销毁，不能恢复；其余的都已撤回");
    }
    let told = commands.iter().filter_map(|command| told(command));
    told.into_iter()
        .try_for_each(|line| context.out.result(&format!("已撤销{line}")))
}

/// Takes back a command, the last of its entries first.
fn take_back_all(
    context: &Context,
    writer: &mut Writer<'_>,
    command: &[Recorded],
) -> Result<(), Failure> {
    let is_join = |one: &Recorded| matches!(one.entry.event, Event::Ledger(LedgerEvent::Joined(_)));
    let joined = command.iter().any(is_join);
    for recorded in command.iter().rev() {
        if joined && is_kept(recorded) {
            continue;
        }
        match (&recorded.entry.event, recorded.entry.task) {
            // What a join withdrew stands again.
            (Event::Task(TaskEvent::Withdrawn { .. }), Some(number)) if joined => {
                writer.record(number, withdrawn(recorded))?;
            }
            (Event::Ledger(LedgerEvent::Withdrawn { .. }), _) if joined => {
                writer.record_ledger(ledger_withdrawn(recorded))?;
            }
            _ => take_back(context, writer, recorded)?,
        }
    }
    Ok(())
}

/// Whether it was erased in a copy that was joined: that stays.
fn is_kept(recorded: &Recorded) -> bool {
    let is_erasure = matches!(
        recorded.entry.event,
        Event::Ledger(LedgerEvent::Expunged { .. } | LedgerEvent::EntryErased(_))
    );
    is_erasure && recorded.entry.origin.is_some()
}

fn withdrawn(recorded: &Recorded) -> TaskEvent {
    TaskEvent::Withdrawn {
        entry: recorded.entry.sequence,
        reason: REASON.to_owned(),
    }
}

fn ledger_withdrawn(recorded: &Recorded) -> LedgerEvent {
    LedgerEvent::Withdrawn {
        entry: recorded.entry.sequence,
        reason: REASON.to_owned(),
    }
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
                | LedgerEvent::EntryErased(_)
                | LedgerEvent::Gathered(_)
                | LedgerEvent::SetAside { .. }
                | LedgerEvent::Replaced { .. }
                | LedgerEvent::Restored(_)
                | LedgerEvent::Salvaged(_)
                | LedgerEvent::Rebuilt(_),
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
            writer.record(number, withdrawn(recorded))?;
        }
        _ => {
            writer.record_ledger(ledger_withdrawn(recorded))?;
        }
    }
    Ok(())
}

/// What was undone: of which tasks, and how many entries.
fn told(command: &[Recorded]) -> Option<String> {
    let mut numbers: Vec<u32> = command.iter().filter_map(|one| one.entry.task).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let whose = match numbers.as_slice() {
        [] => String::new(),
        numbers => format!("第 {} 项", shared::runs(numbers)),
    };
    let what = story::tell(&command.first()?.entry.event);
    Some(match command.len() {
        1 => format!("{whose}：{what}"),
        count => format!("{whose}：{what}等 {count} 条记录"),
    })
}

/// What helps where nothing can be undone.
fn again(event: &Event) -> String {
    match event {
        Event::Ledger(LedgerEvent::Restored(restored)) => match &restored.kept {
            Some(kept) => format!("要回到还原以前，用 ledger restore {kept}（在台账旁边）"),
            None => "还原以前没有台账，无从回去".to_owned(),
        },
        Event::Ledger(LedgerEvent::Expunged { .. } | LedgerEvent::EntryErased(_)) => {
            "销毁的内容和文字都不能恢复".to_owned()
        }
        _ => "需要的话重新做一遍".to_owned(),
    }
}
