//! Which commands `undo` takes back: one's own, the latest first; what others did to other tasks since
//! stands.

use std::collections::HashSet;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::story;
use model::event::{Event, LedgerEvent, TaskEvent};
use store::{Recorded, Store};

/// Commands that are looked through for one's own.
const REACH: u32 = 500;

/// The last commands of this person that still stand, the latest first, each without what was taken
/// back of it before. `reason` tells what an earlier undo took back.
pub(super) fn own(
    context: &Context,
    store: &Store,
    steps: u32,
    reason: &str,
) -> Result<Vec<Vec<Recorded>>, Failure> {
    let mut walk = Walk {
        reason,
        ..Walk::default()
    };
    let mut sequence = store.sequence()?;
    if sequence == 0 {
        return Err(Failure::request("台账还没有任何记录，没有可撤销的"));
    }
    let mut found = Vec::new();
    for _ in 0..REACH {
        let command = command(store, sequence)?;
        let Some(first) = command.first().map(|recorded| recorded.entry.sequence) else {
            break;
        };
        sequence = first - 1;
        let is_own = is_own(context, &command);
        if let Some(command) = walk.standing(command) {
            if is_own {
                walk.may_go(store, &command)?;
                found.push(command);
            } else {
                walk.by_others(command);
            }
        }
        if found.len() == steps as usize {
            return Ok(found);
        }
    }
    Err(too_few(store, found.len(), walk.other.as_ref()))
}

/// What was seen on the way back.
#[derive(Default)]
struct Walk<'a> {
    reason: &'a str,
    /// Entries taken back since, and tasks whose entry into the ledger was.
    taken_back: HashSet<u64>,
    gone: HashSet<u32>,
    /// What others wrote since, the latest first; and the very latest of it.
    since: Vec<Recorded>,
    other: Option<Recorded>,
}

impl Walk<'_> {
    /// What still stands of a command; nothing where it is an undo or was undone.
    fn standing(&mut self, command: Vec<Recorded>) -> Option<Vec<Recorded>> {
        let mut left = Vec::new();
        for recorded in command.into_iter().rev() {
            let entry = &recorded.entry;
            // What somebody undid in a copy, a join did here.
            let is_here = entry.origin.is_none();
            match (&entry.event, entry.task) {
                (
                    Event::Task(TaskEvent::Withdrawn { entry, reason })
                    | Event::Ledger(LedgerEvent::Withdrawn { entry, reason }),
                    _,
                ) if !self.taken_back.contains(&recorded.entry.sequence) => {
                    self.taken_back.insert(*entry);
                    if is_here && reason == self.reason {
                        continue;
                    }
                }
                (Event::Task(TaskEvent::Voided(voiding)), Some(number))
                    if is_here && voiding.reason == self.reason =>
                {
                    self.gone.insert(number);
                    continue;
                }
                (Event::Task(TaskEvent::Raised(_)), Some(number))
                    if self.gone.contains(&number) =>
                {
                    continue;
                }
                _ => {}
            }
            if !self.taken_back.contains(&recorded.entry.sequence) {
                left.push(recorded);
            }
        }
        left.reverse();
        (!left.is_empty()).then_some(left)
    }

    fn by_others(&mut self, command: Vec<Recorded>) {
        self.other = self.other.take().or_else(|| command.last().cloned());
        self.since
            .extend(command.into_iter().filter(|one| one.entry.task.is_some()));
    }

    /// Refuses where others went on with one of the tasks since.
    fn may_go(&self, store: &Store, command: &[Recorded]) -> Result<(), Failure> {
        let numbers: HashSet<u32> = command.iter().filter_map(|one| one.entry.task).collect();
        let is_later = |one: &&Recorded| one.entry.task.is_some_and(|task| numbers.contains(&task));
        let Some((later, number)) = self
            .since
            .iter()
            .find(is_later)
            .and_then(|later| Some((later, later.entry.task?)))
        else {
            return Ok(());
        };
        let own = command
            .iter()
            .filter(|one| one.entry.task == Some(number))
            .find(|one| is_retractable(store, one));
        let refusal = Failure::request(format!(
            "第 {number} 项之后又有{}的记录（{}），不能整步撤销",
            later.entry.stamp.who,
            story::tell(&later.entry.event)
        ));
        Err(refusal.hint(match own {
            Some(own) => format!(
                "只撤回自己记的这一条，用 ledger retract --entry {} --reason 原因",
                own.entry.sequence
            ),
            None => format!("要改回原来的，用 ledger edit {number} 修改"),
        }))
    }
}

/// The entries that the command up to this sequence wrote.
fn command(store: &Store, sequence: u64) -> Result<Vec<Recorded>, Failure> {
    let last = store.history(sequence.saturating_sub(1), 1)?;
    let Some(last) = last.first().filter(|_| sequence > 0) else {
        return Ok(Vec::new());
    };
    let first = last.entry.batch.unwrap_or(last.entry.sequence);
    let count = (sequence - first + 1).try_into().unwrap_or(u32::MAX);
    Ok(store.history(first.saturating_sub(1), count)?)
}

/// What was collected for a department was still done by the clerk: 周敏（办公室报送）.
fn is_own(context: &Context, command: &[Recorded]) -> bool {
    let by_me = format!("{}（", context.stamp.who);
    command.first().is_some_and(|first| {
        let who = &first.entry.stamp.who;
        *who == context.stamp.who || who.starts_with(&by_me)
    })
}

/// Whether `retract --entry` takes it.
fn is_retractable(store: &Store, recorded: &Recorded) -> bool {
    let task = recorded
        .entry
        .task
        .and_then(|number| store.task(number).ok());
    task.is_some_and(|task| {
        let entry = recorded.entry.sequence;
        task.retract_entry(entry, String::new()).is_ok()
    })
}

/// That fewer commands of one's own stand than were to be undone, and what goes for those of others.
fn too_few(store: &Store, found: usize, other: Option<&Recorded>) -> Failure {
    if found > 0 {
        return Failure::request(format!("自己能撤销的只有 {found} 步，没有撤销"))
            .hint(format!("用 ledger undo {found}"));
    }
    let Some(other) = other else {
        return Failure::request("自己的操作都已撤销，没有可再撤销的");
    };
    let who = &other.entry.stamp.who;
    let refusal = Failure::request(format!(
        "上一步是{who}做的（{}），只能撤销自己的操作",
        story::tell(&other.entry.event)
    ));
    match (other.entry.task, &other.entry.event) {
        (Some(number), Event::Task(TaskEvent::Raised(_))) => refusal.hint(format!(
            "登记有误的，用 ledger retract {number} --reason 原因 作废"
        )),
        (Some(_), _) if is_retractable(store, other) => refusal.hint(format!(
            "要撤回别人的记录，用 ledger retract --entry {} --reason 原因",
            other.entry.sequence
        )),
        _ => refusal.hint(format!("请{who}自己用 ledger undo 撤销")),
    }
}
