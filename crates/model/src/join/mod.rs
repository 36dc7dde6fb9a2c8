//! Joining two copies of one ledger that went on apart (合并副本): what of the copy is entered here, and what
//! a person has to decide first. `docs/decisions/join.md` says why so.

mod book;
mod item;
mod known;
mod part;
mod replay;
mod settle;
mod weigh;

use std::collections::BTreeMap;

use crate::digest::{CheckCode, Digest};
use crate::entry::{Entry, Recorded};
use crate::event::{Event, LedgerEvent, TaskEvent};
use crate::joined::{Decided, Joined, Provenance};
use crate::task::Task;

use known::Known;
use settle::Draft;
use weigh::{Course, Weighed};

/// One copy of a ledger.
#[derive(Debug, Clone)]
pub struct Side {
    /// Its entries after those that both have.
    pub since: Vec<Recorded>,
    /// All its entries of the ledger itself.
    pub ledger: Vec<Recorded>,
    /// All entries of the tasks that either copy has since spoken of.
    pub tasks: BTreeMap<u32, Vec<Recorded>>,
    /// The last number given to a task.
    pub last_number: u32,
    /// Number and digest of its last entry.
    pub head: (u64, Digest),
}

/// Both copies.
#[derive(Debug, Clone)]
pub struct Histories {
    /// The ledger that takes over.
    pub ours: Side,
    /// The copy.
    pub theirs: Side,
    /// How many first entries both have.
    pub common: u64,
}

/// Whose a part is from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// This ledger's.
    Ours,
    /// The copy's.
    Theirs,
}

/// What both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The task, by its number here; `None` for the ledger itself.
    pub task: Option<u32>,
    /// Which part of it, as people call it.
    pub part: String,
    /// What it is here; empty for nothing.
    pub ours: String,
    /// What it is in the copy.
    pub theirs: String,
    /// Whose was taken; `None` where nobody has decided.
    pub decided: Option<Whose>,
}

/// One entry of a join.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// An own entry is taken back, for the copy says otherwise.
    TakenBack {
        /// Its sequence.
        entry: u64,
        /// The task; `None` for the ledger itself.
        task: Option<u32>,
    },
    /// What stays of an own entry that was taken back for a part of it.
    Retold {
        /// Where it was first made.
        origin: Provenance,
        /// Its task.
        task: u32,
        /// What it says from now on.
        event: TaskEvent,
    },
    /// An entry of the copy is entered.
    Replayed {
        /// Its number in the copy.
        there: u64,
        /// Where it was made.
        origin: Provenance,
        /// Its own task here.
        task: Option<u32>,
        /// What it says here.
        event: Event,
    },
    /// What makes a part what was decided.
    Settled {
        /// The task.
        task: Option<u32>,
        /// What it says.
        event: Event,
    },
}

/// What a join comes to.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The entry that says so, but for the file's name and what was lost.
    pub joined: Joined,
    /// The entries behind it.
    pub steps: Vec<Step>,
    /// What both sides changed.
    pub conflicts: Vec<Conflict>,
    /// Entries of the copy that say nothing new here: what it took back itself, or was decided otherwise.
    pub passed: usize,
    /// Own entries that the copy does not have.
    pub own: usize,
    /// Every task that is called otherwise in the copy, also by joins before: its number there, and here.
    pub numbers: Vec<(u32, u32)>,
}

/// Why an own entry is taken back.
pub const TAKEN_BACK: &str = "合并副本时以副本为准";

impl Histories {
    /// Whether this history is only the beginning of the copy's.
    pub fn is_beginning(&self) -> bool {
        self.ours.since.is_empty() && !self.theirs.since.is_empty()
    }

    /// What joining comes to, where `decide` says whose a part is that both sides changed.
    pub fn plan(&self, decide: &dyn Fn(&Conflict) -> Option<Whose>) -> Plan {
        let known = Known::of(self);
        let mut making = Making {
            histories: self,
            known: &known,
            back: Vec::new(),
            taken: BTreeMap::new(),
            settled: Vec::new(),
            conflicts: Vec::new(),
            measures: Vec::new(),
        };
        making.book(decide);
        making.tasks(decide);
        making.finish()
    }
}

/// A plan in the making.
struct Making<'a> {
    histories: &'a Histories,
    known: &'a Known,
    back: Vec<Step>,
    /// What is entered, by the sequence in the copy: the task here and the event.
    taken: BTreeMap<u64, (Option<u32>, Event)>,
    settled: Vec<Step>,
    conflicts: Vec<Conflict>,
    measures: Vec<(u32, u32, u32)>,
}

impl Making<'_> {
    fn tasks(&mut self, decide: &dyn Fn(&Conflict) -> Option<Whose>) {
        let theirs = &self.histories.theirs;
        for (there, entries) in &theirs.tasks {
            let is_new = |one: &Recorded| self.known.theirs_only.contains(&one.entry.sequence);
            if !entries.iter().any(is_new) {
                continue;
            }
            if let Some(number) = self.known.raised.get(there) {
                self.new_task(*number, entries);
            } else if let Some(number) = self.known.task(*there) {
                self.same_task(number, entries, decide);
            }
        }
    }

    /// A task that only the copy has: what still has an effect, as it was made there.
    fn new_task(&mut self, number: u32, entries: &[Recorded]) {
        let entries: Vec<Entry> = entries.iter().map(|one| one.entry.clone()).collect();
        let gone = crate::task::withdrawn(&entries);
        for entry in &entries {
            let Event::Task(event) = &entry.event else {
                continue;
            };
            let takes_back = matches!(event, TaskEvent::Withdrawn { .. });
            let is_known = !self.known.theirs_only.contains(&entry.sequence);
            if takes_back || is_known || gone.contains(&entry.sequence) {
                continue;
            }
            let event = replay::renumbered(event, self.known, &replay::Keys::new());
            self.taken
                .insert(entry.sequence, (Some(number), Event::Task(event)));
        }
    }

    fn same_task(
        &mut self,
        number: u32,
        entries: &[Recorded],
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) {
        let Some(weighed) = self.weigh(number, entries, decide) else {
            return;
        };
        let known = self.known;
        let last = self.histories.ours.head.0;
        let Some(mut draft) = Draft::of(&weighed, last) else {
            return;
        };
        for (entry, rest) in weighed.taken_back() {
            draft.add(TaskEvent::Withdrawn {
                entry,
                reason: TAKEN_BACK.to_owned(),
            });
            let task = Some(number);
            self.back.push(Step::TakenBack { entry, task });
            if let Some(event) = rest {
                draft.add(event.clone());
                self.back.extend(self.retold(number, entry, event));
            }
        }
        if let Some(event) = weighed.cleared(&draft, known) {
            draft.add(event.clone());
            self.back.push(Step::Settled {
                task: Some(number),
                event: Event::Task(event),
            });
        }
        for entry in &weighed.theirs.live {
            if let Some(event) = weighed.taken(entry, known) {
                draft.add(event.clone());
                let taken = (Some(number), Event::Task(event));
                self.taken.insert(entry.sequence, taken);
            }
        }
        let settled = weighed.settled(&mut draft).into_iter();
        self.settled.extend(settled.map(|event| Step::Settled {
            task: Some(number),
            event: Event::Task(event),
        }));
        self.conflicts.extend(weighed.conflicts);
    }

    fn retold(&self, task: u32, entry: u64, event: TaskEvent) -> Option<Step> {
        let mut entries = self.histories.ours.tasks.get(&task)?.iter();
        let first = entries.find(|one| one.entry.sequence == entry)?;
        Some(Step::Retold {
            origin: provenance(first),
            task,
            event,
        })
    }

    fn weigh(
        &mut self,
        number: u32,
        entries: &[Recorded],
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) -> Option<Weighed> {
        let known = self.known;
        let ours = self.histories.ours.tasks.get(&number)?.iter();
        let ours = ours.filter(|one| !known.ours_gone.contains(&one.entry.sequence));
        let ours: Vec<Entry> = ours.map(|one| one.entry.clone()).collect();
        let theirs = entries
            .iter()
            .filter(|one| !known.theirs_gone.contains(&one.entry.sequence));
        let theirs: Vec<Entry> = theirs.map(|one| one.entry.clone()).collect();
        let (here, there) = (Task::fold(number, &ours)?, Task::fold(number, &theirs)?);
        let is_same = |key: u32| {
            let text = |task: &Task| task.measure(key).map(|measure| measure.text.clone());
            text(&here) == text(&there)
        };
        let keys = replay::keys(&ours, &theirs, known, &is_same);
        let moved = keys.iter().map(|(there, here)| (number, *there, *here));
        self.measures.extend(moved);
        let renumbered = theirs.into_iter().map(|entry| match &entry.event {
            Event::Task(event) => Entry {
                event: Event::Task(replay::renumbered(event, known, &keys)),
                ..entry
            },
            Event::Ledger(_) => entry,
        });
        let theirs = Course::of(number, renumbered.collect(), &known.theirs_only)?;
        let ours = Course::of(number, ours, &known.ours_only)?;
        Some(Weighed::of(ours, theirs, decide))
    }

    fn finish(self) -> Plan {
        let theirs = &self.histories.theirs;
        let (mut steps, mut taken) = (self.back, self.taken);
        let mut passed = 0;
        for recorded in &theirs.since {
            let sequence = recorded.entry.sequence;
            if !self.known.theirs_only.contains(&sequence) {
                continue;
            }
            match taken.remove(&sequence) {
                Some((task, event)) => steps.push(Step::Replayed {
                    there: sequence,
                    origin: provenance(recorded),
                    task,
                    event,
                }),
                None => passed += usize::from(!is_of_the_file(&recorded.entry.event)),
            }
        }
        steps.extend(self.settled);
        let decided = self.conflicts.iter().filter_map(|conflict| {
            Some(Decided {
                task: conflict.task,
                part: conflict.part.clone(),
                ours: conflict.ours.clone(),
                theirs: conflict.theirs.clone(),
                taken: conflict.decided? == Whose::Theirs,
            })
        });
        let raised = self.known.raised.iter();
        let moved = raised.filter(|(there, here)| there != here);
        let joined = Joined {
            from: String::new(),
            code: CheckCode::new(theirs.head.0, &theirs.head.1),
            common: self.histories.common,
            renumbered: moved.map(|(there, here)| (*there, *here)).collect(),
            measures: self.measures,
            decided: decided.collect(),
            lost: Vec::new(),
        };
        Plan {
            joined,
            steps,
            conflicts: self.conflicts,
            passed,
            own: self.known.ours_only.len(),
            numbers: self.known.called_otherwise(),
        }
    }
}

impl Plan {
    /// Whether nothing would be entered.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many entries of the copy are entered.
    pub fn taken(&self) -> usize {
        let replayed = |step: &&Step| matches!(step, Step::Replayed { .. });
        self.steps.iter().filter(replayed).count()
    }

    /// What nobody has decided yet.
    pub fn open(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts
            .iter()
            .filter(|conflict| conflict.decided.is_none())
    }
}

/// Where an entry was first made.
fn provenance(recorded: &Recorded) -> Provenance {
    let entry = &recorded.entry;
    let first = || Provenance {
        sequence: entry.sequence,
        batch: entry.batch,
        when: entry.stamp.when,
        who: entry.stamp.who.clone(),
        digest: recorded.digest,
    };
    entry.origin.as_deref().cloned().unwrap_or_else(first)
}

/// Whether it speaks of the copy as a file: nothing of that is true of this one.
fn is_of_the_file(event: &Event) -> bool {
    matches!(
        event,
        Event::Ledger(
            LedgerEvent::Restored(_)
                | LedgerEvent::Salvaged(_)
                | LedgerEvent::Rebuilt(_)
                | LedgerEvent::Joined(_)
                | LedgerEvent::Gathered(_)
                | LedgerEvent::SetAside { .. }
                | LedgerEvent::Replaced { .. }
        )
    )
}
