//! Tasks that are given to somebody who has left: told where they come in, with the line that hands them on.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::failure::Failure;
use model::book::Book;
use model::event::{Event, TaskEvent};
use model::handover::Succession;
use model::task::Task;
use store::Store;

/// Entries that are read at once.
const PAGE: u32 = 500;
/// Tasks that are named one by one.
const NAMED: usize = 20;

/// Tells which tasks that a command brought or changed are given to somebody who has left. `before` is
/// the last entry before it.
pub(super) fn tell_since(context: &Context, store: &Store, before: u64) -> Result<(), Failure> {
    let book = store.book()?;
    if book.successions.is_empty() {
        return Ok(());
    }
    let mut after = before;
    let mut numbers = BTreeSet::new();
    loop {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.sequence;
        numbers.extend(page.iter().filter_map(|recorded| {
            let event = &recorded.entry.event;
            let gives = matches!(
                event,
                Event::Task(
                    TaskEvent::Raised(_) | TaskEvent::Edited(_) | TaskEvent::Reopened { .. }
                )
            );
            recorded.entry.task.filter(|_| gives)
        }));
    }
    tell(context, store, &book, numbers)
}

fn tell(
    context: &Context,
    store: &Store,
    book: &Book,
    numbers: BTreeSet<u32>,
) -> Result<(), Failure> {
    let mut found: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for number in numbers {
        let task = store.task(number)?;
        for Succession { name, .. } in &book.successions {
            if names(&task, name) {
                found.entry(name).or_default().push(number);
            }
        }
    }
    for (name, numbers) in found {
        let Some(Succession { by, on, .. }) = book.successor_of(name) else {
            continue;
        };
        let named: Vec<String> = numbers.iter().take(NAMED).map(u32::to_string).collect();
        let more = if numbers.len() > NAMED { "等" } else { "" };
        context.out.warn(&format!(
            "第 {} 项{more}写的还是{name}，{name}的工作{on}起由{by}接手",
            named.join("、")
        ));
        context.out.hint(&format!(
            "用 ledger member {name} --succeeded-by {by} 把这些也交过去；仍由{name}负责的，用 ledger member {name} --post 职务 重新列入名册"
        ));
    }
    Ok(())
}

fn names(task: &Task, who: &str) -> bool {
    !task.is_own_of(who) && !task.roles_of(who).is_empty()
}
