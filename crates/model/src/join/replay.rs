//! Entries of the copy as they are entered here: in the numbers of this side, and without what was
//! decided otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::part::Part;
use super::weigh::{Weighed, is_state};
use crate::digest::Digest;
use crate::entry::Entry;
use crate::event::{Change, Event, Progressed, TaskEvent, TextField};

/// Keys of measures in the copy, and here.
pub(super) type Keys = BTreeMap<u32, u32>;

/// What an event says in the numbers of this side. What it takes back stays called as it was; a reference
/// to a task that is not known here is left out.
pub(super) fn renumbered(event: &TaskEvent, known: &Known, keys: &Keys) -> TaskEvent {
    let mut event = event.clone();
    let key = |key: &mut u32| {
        if let Some(here) = keys.get(key) {
            *key = *here;
        }
    };
    match &mut event {
        TaskEvent::Raised(raised) => {
            raised.card.prior = raised.card.prior.and_then(|prior| known.task(prior));
        }
        TaskEvent::Voided(voiding) => {
            voiding.into = voiding.into.and_then(|into| known.task(into));
        }
        TaskEvent::Linked { prior } => {
            if let Some(here) = known.task(*prior) {
                *prior = here;
            }
        }
        TaskEvent::Progressed(noted) => noted.measure.iter_mut().for_each(key),
        TaskEvent::Reviewed(review) => review.entry = known.state(review.entry),
        TaskEvent::Edited(changes) => changes.iter_mut().for_each(|change| match change {
            Change::Measure(measure) => key(&mut measure.key),
            Change::MeasureDropped(dropped) => key(dropped),
            _ => {}
        }),
        _ => {}
    }
    event
}

/// The keys under which measures that both sides have stand on both, and those of new ones that would
/// meet another: `theirs` are the copy's entries of the task, `only` what is not known here.
pub(super) fn keys(
    ours: &[Entry],
    theirs: &[Entry],
    known: &Known,
    texts: &dyn Fn(u32) -> bool,
) -> Keys {
    let mut keys = Keys::new();
    let mut shared: BTreeSet<u32> = BTreeSet::new();
    for entry in theirs {
        let sequence = entry.sequence;
        if known.theirs_only.contains(&sequence) {
            continue;
        }
        let there = written(entry);
        shared.extend(there.iter().copied());
        let here = known.entry(sequence);
        let here = ours.iter().find(|one| Some(one.sequence) == here);
        let here = here.map(written).unwrap_or_default();
        if here.len() == there.len() {
            let pairs = there.into_iter().zip(here);
            keys.extend(pairs.filter(|(there, here)| there != here));
        }
    }
    let used: BTreeSet<u32> = ours.iter().flat_map(written).collect();
    let all = theirs.iter().flat_map(written).chain(used.iter().copied());
    let mut next = all.max().unwrap_or(0);
    for key in theirs.iter().flat_map(written) {
        let is_new = !shared.contains(&key) && !keys.contains_key(&key);
        if is_new && used.contains(&key) && !texts(key) {
            next += 1;
            keys.insert(key, next);
        }
    }
    keys
}

/// The keys of the measures that an entry writes, in its order.
fn written(entry: &Entry) -> Vec<u32> {
    match &entry.event {
        Event::Task(TaskEvent::Raised(raised)) => {
            let measures = raised.card.measures.iter();
            measures.map(|measure| measure.key).collect()
        }
        Event::Task(TaskEvent::Edited(changes)) => {
            let measures = changes.iter().filter_map(|change| match change {
                Change::Measure(measure) => Some(measure.key),
                _ => None,
            });
            measures.collect()
        }
        _ => Vec::new(),
    }
}

impl Weighed {
    /// What is entered here of an entry of the copy, renumbered already; `None` where nothing is left of
    /// it, or this side has it.
    pub(super) fn taken(&self, entry: &Entry, known: &Known) -> Option<TaskEvent> {
        let Event::Task(event) = &entry.event else {
            return None;
        };
        let has = match event {
            event if is_state(event) => self.is_taken(&Part::Status),
            TaskEvent::Extended { .. } => self.is_taken(&Part::Deadline),
            TaskEvent::Linked { .. } => self.is_taken(&Part::Prior),
            TaskEvent::Attached(piece) => {
                let mut here = self.ours.now.evidence.iter();
                !here.any(|one| one.sha256 == piece.sha256 && one.name == piece.name)
            }
            TaskEvent::Reviewed(review) => !self.has_review(review.digest),
            TaskEvent::ProposalRejected { text } => !self.ours.now.rejected.contains(text),
            TaskEvent::Edited(changes) => return self.edited(changes),
            TaskEvent::Progressed(noted) => return self.progressed(noted),
            TaskEvent::Withdrawn { entry: of, reason } => {
                return self.withdrawn(entry, *of, reason, known);
            }
            _ => true,
        };
        has.then(|| event.clone())
    }

    /// Whether a review was received here, and is not taken back.
    fn has_review(&self, digest: Digest) -> bool {
        let withdrawn = crate::task::withdrawn(&self.ours.entries);
        let mut standing = self.ours.entries.iter();
        standing.any(|entry| {
            let is_it = matches!(&entry.event, Event::Task(TaskEvent::Reviewed(one)) if one.digest == digest);
            is_it && !withdrawn.contains(&entry.sequence)
        })
    }

    fn edited(&self, changes: &[Change]) -> Option<TaskEvent> {
        let taken = |change: &&Change| match change {
            Change::Text(field, _) => self.is_taken(&Part::Text(*field)),
            Change::CoDepts(_) => self.is_taken(&Part::CoDepts),
            Change::Deadline(_) => self.is_taken(&Part::Deadline),
            Change::NextCheck(_) => self.is_taken(&Part::NextCheck),
            Change::Measure(measure) => self.is_taken(&Part::Measure(measure.key)),
            Change::MeasureDropped(key) => self.is_taken(&Part::Measure(*key)),
            Change::SaidOn(_) | Change::HandedOver { .. } => true,
        };
        let changes: Vec<Change> = changes.iter().filter(taken).cloned().collect();
        let only_dates =
            |change: &Change| matches!(change, Change::SaidOn(_) | Change::HandedOver { .. });
        let says = |change: &Change| !only_dates(change);
        changes
            .iter()
            .any(says)
            .then_some(TaskEvent::Edited(changes))
    }

    fn progressed(&self, noted: &Progressed) -> Option<TaskEvent> {
        let mut left = noted.clone();
        let leave = |field, text: &mut Option<String>| {
            if !self.is_taken(&Part::Text(field)) {
                *text = None;
            }
        };
        leave(TextField::Reason, &mut left.reason);
        leave(TextField::NextStep, &mut left.next_step);
        if !self.is_taken(&Part::Status) {
            left.status = None;
        }
        let is_check = left.check || left.next_check.is_some();
        if is_check && !self.is_taken(&Part::NextCheck) {
            // A check sets the next one, or none.
            left.next_check = self.ours.now.next_check;
        }
        let done = left.measure.map(Part::Done);
        left.measure_done &= done.is_some_and(|done| self.is_taken(&done));
        let said = left
            .submission
            .clone()
            .map(|form| Part::Said(form, left.measure));
        if said.is_some_and(|said| !self.is_taken(&said)) {
            left.text.clear();
            left.figures.clear();
            left.institutions = None;
            left.submission = None;
            left.told = None;
        }
        let institutions = left.institutions.as_ref();
        let is_note = !left.text.is_empty()
            || !left.figures.is_empty()
            || institutions.is_some_and(|told| !told.is_empty());
        let is_set = left.status.is_some()
            || left.reason.is_some()
            || left.next_step.is_some()
            || left.measure_done
            || is_check && self.is_taken(&Part::NextCheck);
        (is_note || is_set).then(|| TaskEvent::Progressed(Box::new(left)))
    }

    /// What took back something that both had; the same may have been taken back here.
    fn withdrawn(&self, entry: &Entry, of: u64, reason: &str, known: &Known) -> Option<TaskEvent> {
        let here = known.entry(of)?;
        if crate::task::withdrawn(&self.ours.entries).contains(&here) {
            return None;
        }
        let is_taken = match self.theirs.acts(entry)? {
            event if is_state(event) => self.is_taken(&Part::Status),
            TaskEvent::Extended { .. } => self.is_taken(&Part::Deadline),
            TaskEvent::Linked { .. } => self.is_taken(&Part::Prior),
            _ => true,
        };
        is_taken.then(|| TaskEvent::Withdrawn {
            entry: here,
            reason: reason.to_owned(),
        })
    }

    /// Own entries that say otherwise than what was decided: they are taken back.
    pub(super) fn taken_back(&self) -> Vec<u64> {
        let against = |entry: &&Entry| match self.ours.acts(entry) {
            Some(event) if is_state(event) => self.yields(&Part::Status),
            Some(TaskEvent::Extended { .. }) => self.yields(&Part::Deadline),
            Some(TaskEvent::Linked { .. }) => self.yields(&Part::Prior),
            _ => false,
        };
        let live = self.ours.live.iter().filter(against);
        live.map(|entry| entry.sequence).collect()
    }

    /// Whether this side changed it and the copy's is taken.
    fn yields(&self, part: &Part) -> bool {
        self.is_taken(part) && part.of(&self.ours.base) != part.of(&self.ours.now)
    }
}
