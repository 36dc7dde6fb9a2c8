//! A packet of reviews at the unit: what each review meets, and how it is recorded.

use super::{Down, entries};
use crate::app::fault::Fault;
use model::entry::Entry;
use model::event::{Event, TaskEvent};
use model::review::{Received, Review};
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
    for (digest, review) in &down.reviews {
        // The state that was looked at is one of this very history.
        let state = state(store, review)?;
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

/// The state that was looked at, as it stands in the own history: the task, and its last entry then. What a join
/// took over from the copy that was handed up stands elsewhere here, under another number perhaps.
fn state(store: &Store, review: &Review) -> Result<Option<(u32, u64)>, Fault> {
    let there = store.entry(UnitId::OWN, review.entry)?;
    if let Some(there) = there.filter(|there| there.digest == review.digest) {
        return Ok(there.entry.task.map(|task| (task, review.entry)));
    }
    let mut after = 0;
    loop {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        after = last.entry.sequence;
        let mut taken_over = page.iter().filter(|one| one.entry.origin.is_some());
        if let Some(found) = taken_over.find(|one| one.id() == review.digest) {
            let sequence = found.entry.sequence;
            return Ok(found.entry.task.map(|task| (task, sequence)));
        }
    }
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
