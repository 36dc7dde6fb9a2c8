//! What each side of a join does not know of the other, and what things are called on both.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Histories, Side};
use crate::book;
use crate::digest::Digest;
use crate::entry::{Entry, Recorded};
use crate::event::{Event, LedgerEvent, TaskEvent};
use crate::joined::Joined;

/// Both sides held against each other.
pub(super) struct Known {
    /// Sequences of entries that the copy does not know.
    pub(super) ours_only: HashSet<u64>,
    /// Sequences of the copy's entries that are not known here.
    pub(super) theirs_only: HashSet<u64>,
    /// Entries of joins that were taken back: as if they had never been.
    pub(super) ours_gone: HashSet<u64>,
    pub(super) theirs_gone: HashSet<u64>,
    /// Tasks that come in: their number in the copy, and here.
    pub(super) raised: BTreeMap<u32, u32>,
    common: u64,
    /// The last number that was given before the histories parted.
    common_tasks: u32,
    /// Entries of both after that: sequence in the copy, and here.
    entries: HashMap<u64, u64>,
    tasks: BTreeMap<u32, u32>,
}

impl Known {
    pub(super) fn of(histories: &Histories) -> Self {
        let Histories {
            ours,
            theirs,
            common,
        } = histories;
        let (ours_gone, theirs_gone) = (gone(ours), gone(theirs));
        let (our_ids, their_ids) = (ids(ours, &ours_gone), ids(theirs, &theirs_gone));
        let ours_only = unknown(ours, &ours_gone, &their_ids, theirs);
        let theirs_only = unknown(theirs, &theirs_gone, &our_ids, ours);
        let mut known = Self {
            common_tasks: ours.last_number - raised(ours).count() as u32,
            common: *common,
            entries: HashMap::new(),
            tasks: BTreeMap::new(),
            raised: BTreeMap::new(),
            ours_only,
            theirs_only,
            ours_gone,
            theirs_gone,
        };
        let our_tasks: HashMap<Digest, u32> = raised(ours)
            .filter(|(recorded, _)| !known.ours_gone.contains(&recorded.entry.sequence))
            .map(|(recorded, number)| (recorded.id(), number))
            .collect();
        let mut next = ours.last_number;
        for (recorded, number) in raised(theirs) {
            let sequence = recorded.entry.sequence;
            if let Some(here) = our_tasks.get(&recorded.id()) {
                known.tasks.insert(number, *here);
            } else if known.theirs_only.contains(&sequence) {
                next += 1;
                known.tasks.insert(number, next);
                known.raised.insert(number, next);
            }
        }
        for recorded in &theirs.since {
            if let Some(here) = our_ids.get(&recorded.id()) {
                known.entries.insert(recorded.entry.sequence, *here);
            }
        }
        known
    }

    /// The number here of a task of the copy.
    pub(super) fn task(&self, theirs: u32) -> Option<u32> {
        if theirs <= self.common_tasks {
            return Some(theirs);
        }
        self.tasks.get(&theirs).copied()
    }

    /// The tasks that have another number in the copy: that, and the one here.
    pub(super) fn called_otherwise(&self) -> Vec<(u32, u32)> {
        let tasks = self.tasks.iter().filter(|(there, here)| there != here);
        tasks.map(|(there, here)| (*there, *here)).collect()
    }

    /// The sequence here of an entry of the copy.
    pub(super) fn entry(&self, theirs: u64) -> Option<u64> {
        if theirs <= self.common {
            return Some(theirs);
        }
        self.entries.get(&theirs).copied()
    }

    /// The state that an entry of the copy stands for, as this side has it: at least what both began with.
    pub(super) fn state(&self, theirs: u64) -> u64 {
        self.entry(theirs).unwrap_or(self.common)
    }
}

/// The entries since that raised a task, with its number.
fn raised(side: &Side) -> impl Iterator<Item = (&Recorded, u32)> {
    side.since.iter().filter_map(|recorded| {
        let is_first = matches!(recorded.entry.event, Event::Task(TaskEvent::Raised(_)));
        recorded
            .entry
            .task
            .filter(|_| is_first)
            .map(|task| (recorded, task))
    })
}

/// The joins of a history: the sequence of each, and whether it stands.
fn joins(side: &Side) -> Vec<(u64, &Joined, bool)> {
    let entries: Vec<Entry> = side.ledger.iter().map(|one| one.entry.clone()).collect();
    let withdrawn = book::withdrawn(&entries);
    let joined = side
        .ledger
        .iter()
        .filter_map(|recorded| match &recorded.entry.event {
            Event::Ledger(LedgerEvent::Joined(joined)) => {
                let sequence = recorded.entry.sequence;
                Some((sequence, joined, !withdrawn.contains(&sequence)))
            }
            _ => None,
        });
    joined.collect()
}

/// What joins took over that were taken back since.
fn gone(side: &Side) -> HashSet<u64> {
    let undone = joins(side)
        .into_iter()
        .filter(|(_, _, stands)| !stands)
        .map(|(sequence, ..)| sequence)
        .collect::<HashSet<u64>>();
    let of_those = |recorded: &&Recorded| {
        let batch = recorded.entry.batch;
        recorded.entry.origin.is_some() && batch.is_some_and(|batch| undone.contains(&batch))
    };
    let gone = side.since.iter().filter(of_those);
    gone.map(|recorded| recorded.entry.sequence).collect()
}

/// The entries since by what tells each from all others.
fn ids(side: &Side, gone: &HashSet<u64>) -> HashMap<Digest, u64> {
    let since = side.since.iter();
    since
        .filter(|recorded| !gone.contains(&recorded.entry.sequence))
        .map(|recorded| (recorded.id(), recorded.entry.sequence))
        .collect()
}

/// The entries of a side that the other one does not know.
fn unknown(
    side: &Side,
    gone: &HashSet<u64>,
    others: &HashMap<Digest, u64>,
    other: &Side,
) -> HashSet<u64> {
    let codes: Vec<&Joined> = joins(other)
        .into_iter()
        .filter(|(_, _, stands)| *stands)
        .map(|(_, joined, _)| joined)
        .collect();
    let is_end = |recorded: &&Recorded| {
        codes.iter().any(|joined| {
            joined.code.entries == recorded.entry.sequence && joined.code.matches(&recorded.digest)
        })
    };
    let ends = side.since.iter().filter(is_end);
    let until = ends.map(|recorded| recorded.entry.sequence).max();
    let since = side.since.iter().filter(|recorded| {
        let sequence = recorded.entry.sequence;
        Some(sequence) > until && !gone.contains(&sequence) && !others.contains_key(&recorded.id())
    });
    since.map(|recorded| recorded.entry.sequence).collect()
}
