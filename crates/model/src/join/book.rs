//! The ledger's own way on each side, item by item, and what of the copy's is entered here.

use std::collections::{BTreeMap, HashSet};

use super::item::{Item, items, told};
use super::known::Known;
use super::{Conflict, Making, Step, TAKEN_BACK, Whose};
use crate::book::{self, Book};
use crate::entry::{Entry, Recorded};
use crate::erased::Erasure;
use crate::event::{Event, LedgerEvent};

/// The ledger's own way on one side.
struct Course {
    entries: Vec<Entry>,
    withdrawn: HashSet<u64>,
    base: BTreeMap<Item, LedgerEvent>,
    now: BTreeMap<Item, LedgerEvent>,
}

impl Course {
    fn of(entries: &[Recorded], gone: &HashSet<u64>, only: &HashSet<u64>) -> Self {
        let entries = entries.iter().map(|one| one.entry.clone());
        let entries: Vec<Entry> = entries
            .filter(|one| !gone.contains(&one.sequence))
            .collect();
        let known = entries.iter().filter(|one| !only.contains(&one.sequence));
        let known: Vec<Entry> = known.cloned().collect();
        Self {
            withdrawn: book::withdrawn(&entries),
            base: items(&Book::fold(&known)),
            now: items(&Book::fold(&entries)),
            entries,
        }
    }

    /// What the commands of a hand-over set besides, where another hand-over was decided for: the places in the
    /// roster.
    fn with_refused(
        &self,
        whose: &BTreeMap<Item, Whose>,
        ours: &Self,
        only: &HashSet<u64>,
    ) -> Vec<Item> {
        let of = |entry: &Entry| match &entry.event {
            Event::Ledger(event) => Item::of(event),
            Event::Task(_) => None,
        };
        let own = || {
            self.entries
                .iter()
                .filter(|one| only.contains(&one.sequence))
        };
        let refused: Vec<_> = own()
            .filter(|entry| {
                let item = of(entry);
                item.is_some_and(|item| {
                    matches!(item, Item::Successor(_))
                        && whose.get(&item) == Some(&Whose::Ours)
                        && ours.now.get(&item) != self.now.get(&item)
                })
            })
            .map(Entry::command)
            .collect();
        let with_them = own().filter(|entry| refused.contains(&entry.command()));
        let items = with_them.filter_map(of);
        items
            .filter(|item| matches!(item, Item::Member(_)))
            .collect()
    }

    fn event(&self, sequence: u64) -> Option<&LedgerEvent> {
        let entry = self.entries.iter().find(|one| one.sequence == sequence)?;
        match &entry.event {
            Event::Ledger(event) => Some(event),
            Event::Task(_) => None,
        }
    }
}

impl Making<'_> {
    pub(super) fn book(&mut self, decide: &dyn Fn(&Conflict) -> Option<Whose>) {
        let known = self.known;
        let (ours, theirs) = (&self.histories.ours, &self.histories.theirs);
        let ours = Course::of(&ours.ledger, &known.ours_gone, &known.ours_only);
        let theirs = Course::of(&theirs.ledger, &known.theirs_gone, &known.theirs_only);
        let mut whose = self.whose(&ours, &theirs, decide);
        for item in theirs.with_refused(&whose, &ours, &known.theirs_only) {
            whose.insert(item, Whose::Ours);
        }
        let mut draft = ours.entries.clone();
        for entry in &theirs.entries {
            let is_new = known.theirs_only.contains(&entry.sequence);
            if !is_new || theirs.withdrawn.contains(&entry.sequence) {
                continue;
            }
            let Some(event) = taken(entry, &ours, &theirs, &whose, known) else {
                continue;
            };
            let event = Event::Ledger(event);
            draft.push(next(&draft, entry, event.clone()));
            self.taken.insert(entry.sequence, (None, event));
        }
        let targets: BTreeMap<&Item, Option<&LedgerEvent>> = whose
            .iter()
            .map(|(item, whose)| match whose {
                Whose::Ours => (item, ours.now.get(item)),
                Whose::Theirs => (item, theirs.now.get(item)),
            })
            .collect();
        while let Some(from) = stale(&ours.entries, &draft, &targets) {
            let entry = from.sequence;
            let reason = TAKEN_BACK.to_owned();
            let event = Event::Ledger(LedgerEvent::Withdrawn { entry, reason });
            draft.push(next(&draft, from, event));
            self.settled.push(Step::TakenBack { entry, task: None });
        }
        let after = items(&Book::fold(&draft));
        for (item, target) in targets {
            if after.get(item) == target {
                continue;
            }
            if let Some(event) = target.cloned().or_else(|| item.cleared()) {
                self.settled.push(Step::Settled {
                    task: None,
                    event: Event::Ledger(event),
                });
            }
        }
    }

    fn whose(
        &mut self,
        ours: &Course,
        theirs: &Course,
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) -> BTreeMap<Item, Whose> {
        let all = [&ours.base, &ours.now, &theirs.base, &theirs.now];
        let all = all.into_iter().flat_map(|items| items.keys());
        let mut whose = BTreeMap::new();
        for item in all {
            if whose.contains_key(item) {
                continue;
            }
            let (here, there) = (ours.now.get(item), theirs.now.get(item));
            let changed = (
                ours.base.get(item) != here,
                theirs.base.get(item) != there && here != there,
            );
            let decided = match changed {
                (_, false) => Whose::Ours,
                (false, true) => Whose::Theirs,
                (true, true) => {
                    let mut conflict = Conflict {
                        task: None,
                        part: item.called(here.or(there)),
                        ours: here.map(told).unwrap_or_default(),
                        theirs: there.map(told).unwrap_or_default(),
                        decided: None,
                    };
                    conflict.decided = decide(&conflict);
                    let decided = conflict.decided.unwrap_or(Whose::Ours);
                    self.conflicts.push(conflict);
                    decided
                }
            };
            whose.insert(item.clone(), decided);
        }
        whose
    }
}

/// An entry of the ledger itself behind these, otherwise like that one.
fn next(draft: &[Entry], like: &Entry, event: Event) -> Entry {
    Entry {
        sequence: draft.last().map_or(0, |last| last.sequence) + 1,
        event,
        ..like.clone()
    }
}

/// The last own entry that still sets what is to be nothing, and can't be made nothing otherwise.
fn stale<'a>(
    ours: &'a [Entry],
    draft: &[Entry],
    targets: &BTreeMap<&Item, Option<&LedgerEvent>>,
) -> Option<&'a Entry> {
    let withdrawn = book::withdrawn(draft);
    let now = items(&Book::fold(draft));
    ours.iter().rev().find(|entry| {
        let Event::Ledger(event) = &entry.event else {
            return false;
        };
        let is_stale = Item::of(event).is_some_and(|item| {
            item.cleared().is_none() && now.contains_key(&item) && targets.get(&item) == Some(&None)
        });
        is_stale && !withdrawn.contains(&entry.sequence)
    })
}

/// What is entered here of an entry of the copy; `None` where this side has it, or it was decided
/// otherwise.
fn taken(
    entry: &Entry,
    ours: &Course,
    theirs: &Course,
    whose: &BTreeMap<Item, Whose>,
    known: &Known,
) -> Option<LedgerEvent> {
    let Event::Ledger(event) = &entry.event else {
        return None;
    };
    let is_taken = |event: &LedgerEvent| {
        let item = Item::of(event);
        item.is_some_and(|item| whose.get(&item) == Some(&Whose::Theirs))
    };
    let has = |wanted: &dyn Fn(&LedgerEvent) -> bool| {
        let mut events = ours.entries.iter();
        events.any(|one| matches!(&one.event, Event::Ledger(event) if wanted(event)))
    };
    match event {
        LedgerEvent::Withdrawn { entry: of, reason } => {
            let here = known.entry(*of)?;
            let is_new = known.theirs_only.contains(of) || ours.withdrawn.contains(&here);
            let is_taken = theirs.event(*of).is_some_and(is_taken);
            (is_taken && !is_new).then(|| LedgerEvent::Withdrawn {
                entry: here,
                reason: reason.clone(),
            })
        }
        LedgerEvent::Expunged { sha256, .. } => {
            let same = |event: &LedgerEvent| matches!(event, LedgerEvent::Expunged { sha256: known, .. } if known == sha256);
            (!has(&same)).then(|| event.clone())
        }
        LedgerEvent::EntryErased(erasure) => {
            let here = match erasure.ledger {
                None => known.entry(erasure.entry)?,
                Some(_) => erasure.entry,
            };
            let same = |event: &LedgerEvent| match event {
                LedgerEvent::EntryErased(one) => {
                    (one.entry, &one.ledger) == (here, &erasure.ledger)
                }
                _ => false,
            };
            (!has(&same)).then(|| {
                LedgerEvent::EntryErased(Erasure {
                    entry: here,
                    ..erasure.clone()
                })
            })
        }
        event => is_taken(event).then(|| event.clone()),
    }
}
