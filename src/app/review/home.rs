//! A packet of reviews at the unit: what each review meets, and how it is recorded.

use std::collections::{HashMap, HashSet};

use super::{Down, entries};
use crate::app::fault::Fault;
use model::digest::Digest;
use model::entry::Entry;
use model::event::{Event, TaskEvent};
use model::review::Received;
use model::task::Task;
use model::unit::UnitId;
use store::{Error, Store, Writer};

/// Entries read at once.
const PAGE: u32 = 1000;

/// What a review meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meets {
    /// It was received before.
    Known,
    /// The task is as it was looked at.
    Same,
    /// Something was recorded since it was looked at.
    Changed,
    /// It is no task of this history, or one that is void.
    Nothing,
}

/// One review.
pub(crate) struct Brought {
    pub number: u32,
    pub problem: String,
    pub meets: Meets,
    pub review: Received,
    /// What it would record.
    events: Vec<TaskEvent>,
}

impl Brought {
    /// Whether a task is open again by it.
    pub(crate) fn reopens(&self) -> bool {
        self.events.len() > 1
    }
}

/// Holds what came down against the tasks.
pub(crate) fn brought(store: &Store, down: &Down) -> Result<Vec<Brought>, Fault> {
    let last = store.task_count()?;
    let mut all = Vec::new();
    let states = states(store, down)?;
    for (digest, review) in &down.reviews {
        // The state that was looked at is one of this very history.
        let state = states.get(&review.digest).copied();
        let (number, entry) = state.unwrap_or((review.number, review.entry));
        let review_here = Received {
            on: review.on,
            by: down.from.clone(),
            accepted: review.accepted,
            opinion: review.said().map(str::to_owned),
            entry,
            digest: *digest,
        };
        let task = match number {
            1.. if number <= last => Some(store.task(number)?),
            _ => None,
        };
        let (meets, events) = match &task {
            Some(task) if state.is_some() => met(store, task, &review_here)?,
            _ => (Meets::Nothing, Vec::new()),
        };
        all.push(Brought {
            number,
            problem: task.map_or_else(String::new, |task| task.card.problem),
            meets,
            review: review_here,
            events,
        });
    }
    Ok(all)
}

/// The states that were looked at, by their digests, as they stand in the own history: the task, and its last
/// entry then. What a join took over from the copy that was handed up stands elsewhere here, under another number
/// perhaps: where there is such a state, the whole history is read, once.
fn states(store: &Store, down: &Down) -> Result<HashMap<Digest, (u32, u64)>, Fault> {
    let (mut found, mut wanted) = (HashMap::new(), HashSet::new());
    let mut put = |digest: Digest, entry: &Entry| {
        let task = entry.task.map(|task| (task, entry.sequence));
        task.map(|state| found.insert(digest, state));
    };
    for (_, review) in &down.reviews {
        match store.entry(UnitId::OWN, review.entry)? {
            Some(there) if there.digest == review.digest => put(review.digest, &there.entry),
            _ => _ = wanted.insert(review.digest),
        }
    }
    let mut after = 0;
    while !wanted.is_empty() {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.sequence;
        for one in page.iter().filter(|one| one.entry.origin.is_some()) {
            if wanted.remove(&one.id()) {
                put(one.id(), &one.entry);
            }
        }
    }
    Ok(found)
}

fn met(store: &Store, task: &Task, review: &Received) -> Result<(Meets, Vec<TaskEvent>), Fault> {
    use model::decide::Refusal;
    let entries = entries(store, UnitId::OWN, task.number)?;
    Ok(match task.receive(&entries, review.clone()) {
        Ok(events) if is_changed(&entries, review.entry) => (Meets::Changed, events),
        Ok(events) => (Meets::Same, events),
        Err(Refusal::NothingChanges) => (Meets::Known, Vec::new()),
        Err(Refusal::Void(_) | Refusal::Status { .. }) => (Meets::Nothing, Vec::new()),
        Err(refusal) => return Err(Fault::Refused(task.number, refusal)),
    })
}

/// Whether anything but reviews was recorded of the task since.
fn is_changed(entries: &[Entry], since: u64) -> bool {
    let review = |entry: &Entry| matches!(entry.event, Event::Task(TaskEvent::Reviewed(_)));
    entries
        .iter()
        .any(|entry| entry.sequence > since && !review(entry))
}

/// Records a review: with what it does to the task, or, where the person wants that, only that it came.
pub(crate) fn record(
    writer: &mut Writer<'_>,
    brought: &Brought,
    with_effect: bool,
) -> Result<(), Error> {
    let most = if with_effect { usize::MAX } else { 1 };
    for event in brought.events.iter().take(most) {
        writer.record(brought.number, event.clone())?;
    }
    Ok(())
}
