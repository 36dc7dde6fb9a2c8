//! Entries of the copy as they are entered here: in the numbers of this side, and without what was
//! decided otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::part::{Part, Value};
use super::weigh::{Weighed, is_state};
use crate::digest::Digest;
use crate::entry::Entry;
use crate::event::{Change, Event, Progressed, TaskEvent, TextField};
use crate::measure::Measure;

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
        let here = known.entry(sequence);
        let here = ours.iter().find(|one| Some(one.sequence) == here);
        for (there, here) in pairs(written(entry), here.map(written).unwrap_or_default()) {
            shared.insert(there);
            if there != here {
                keys.insert(there, here);
            }
        }
    }
    let written = |entry| written(entry).into_iter().map(|(key, _)| key);
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

/// The same measures of an entry as it stands there and here, where it may say less: by their keys.
fn pairs(there: Vec<(u32, &str)>, mut here: Vec<(u32, &str)>) -> Vec<(u32, u32)> {
    let is_whole = there.len() == here.len();
    let pairs = there.into_iter().filter_map(|(key, text)| {
        let mut rest = here.iter();
        // A text may have been erased on one side.
        let place = rest.position(|(_, told)| is_whole || *told == text)?;
        Some((key, here.remove(place).0))
    });
    pairs.collect()
}

/// The measures that an entry writes, in its order: key and text.
fn written(entry: &Entry) -> Vec<(u32, &str)> {
    fn of(measure: &Measure) -> (u32, &str) {
        (measure.key, &measure.text)
    }
    match &entry.event {
        Event::Task(TaskEvent::Raised(raised)) => raised.card.measures.iter().map(of).collect(),
        Event::Task(TaskEvent::Edited(changes)) => {
            let measures = changes.iter().filter_map(|change| match change {
                Change::Measure(measure) => Some(of(measure)),
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
            TaskEvent::Progressed(noted) => {
                return self.rest(noted, &|part| self.is_taken(part));
            }
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
            Change::MeasureDropped(key) => {
                self.is_taken(&Part::Measure(*key)) && self.ours.now.measure(*key).is_some()
            }
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

    /// What is left of a note where only those parts count that `keeps` names; `None` where nothing is.
    fn rest(&self, noted: &Progressed, keeps: &dyn Fn(&Part) -> bool) -> Option<TaskEvent> {
        let mut left = noted.clone();
        let leave = |field, text: &mut Option<String>| {
            if !keeps(&Part::Text(field)) {
                *text = None;
            }
        };
        leave(TextField::Reason, &mut left.reason);
        leave(TextField::NextStep, &mut left.next_step);
        if !keeps(&Part::Status) {
            left.status = None;
        }
        let is_check = left.check || left.next_check.is_some();
        if is_check
            && !keeps(&Part::NextCheck)
            && let Value::Day(day) = self.target(&Part::NextCheck)
        {
            // A check sets the next one, or none.
            left.next_check = day;
        }
        let done = left.measure.map(Part::Done);
        left.measure_done &= done.is_some_and(|done| keeps(&done));
        if Part::said_by(&left).is_some_and(|said| !keeps(&said)) {
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
            || is_check && keeps(&Part::NextCheck);
        (is_note || is_set).then(|| TaskEvent::Progressed(Box::new(left)))
    }

    /// What took back something that both had; the same may have been taken back here.
    fn withdrawn(&self, entry: &Entry, of: u64, reason: &str, known: &Known) -> Option<TaskEvent> {
        let here = known.entry(of)?;
        if crate::task::withdrawn(&self.ours.entries).contains(&here) {
            return None;
        }
        let gone = crate::task::withdrawn(&self.theirs.entries);
        let is_retold = self.theirs.entries.iter().any(|one| {
            let is_same = known.entry(one.sequence) == Some(here);
            is_same && one.sequence != of && !gone.contains(&one.sequence)
        });
        if is_retold {
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

    /// Own entries that say otherwise than what was decided: they are taken back, and what stays of a note is
    /// told again.
    pub(super) fn taken_back(&self) -> Vec<(u64, Option<TaskEvent>)> {
        let live = self.ours.live.iter();
        let back = live.filter_map(|entry| {
            let rest = match &entry.event {
                Event::Task(TaskEvent::Progressed(noted)) => {
                    let is_against = noted.status.is_some() && self.is_taken(&Part::Status)
                        || Part::said_by(noted).is_some_and(|said| self.is_taken(&said));
                    is_against.then(|| self.rest(noted, &|part| self.stays(part, entry)))
                }
                _ => self.is_against(entry).then_some(None),
            };
            Some((entry.sequence, rest?))
        });
        back.collect()
    }

    /// Whether what an own note says of a part is still to be said.
    fn stays(&self, part: &Part, entry: &Entry) -> bool {
        let mut said = self.ours.now.progress.iter();
        match part {
            Part::Status => !self.is_taken(part),
            // What the form said later stays said.
            Part::Said(..) => !self.is_taken(part) && said.any(|note| note.entry == entry.sequence),
            _ => !self.is_taken(part) && self.ours.differs(part),
        }
    }

    fn is_against(&self, entry: &Entry) -> bool {
        match self.ours.acts(entry) {
            Some(event) if is_state(event) => self.yields(&Part::Status),
            Some(TaskEvent::Extended { .. }) => self.yields(&Part::Deadline),
            Some(TaskEvent::Linked { .. }) => self.yields(&Part::Prior),
            _ => false,
        }
    }

    /// Whether this side changed it and the copy's is taken.
    fn yields(&self, part: &Part) -> bool {
        self.is_taken(part) && self.ours.differs(part)
    }
}
