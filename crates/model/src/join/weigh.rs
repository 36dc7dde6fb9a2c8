//! One task that both sides have, part by part: who changed it, whose it is from now on.

use std::collections::{BTreeMap, HashSet};

use super::part::{Part, Value};
use super::{Conflict, Whose};
use crate::deadline::Term;
use crate::entry::Entry;
use crate::event::{Event, TaskEvent};
use crate::status::StatusKind;
use crate::task::{Task, withdrawn};

/// A task's way on one side.
pub(super) struct Course {
    /// All its entries; those of the copy in the numbers of this side.
    pub(super) entries: Vec<Entry>,
    /// What of them the other side does not know and still has an effect.
    pub(super) live: Vec<Entry>,
    /// The task as far as both know it.
    pub(super) base: Task,
    /// The task as it is.
    pub(super) now: Task,
}

impl Course {
    /// Of a task that both have; `None` where these entries make none.
    pub(super) fn of(number: u32, entries: Vec<Entry>, only: &HashSet<u64>) -> Option<Self> {
        let known = entries.iter().filter(|one| !only.contains(&one.sequence));
        let known: Vec<Entry> = known.cloned().collect();
        let base = Task::fold(number, &known)?;
        let now = Task::fold(number, &entries)?;
        let gone = withdrawn(&entries);
        let has_effect = |entry: &&Entry| {
            only.contains(&entry.sequence)
                && !gone.contains(&entry.sequence)
                && match &entry.event {
                    // What takes back what the other side never saw was for this side alone.
                    Event::Task(TaskEvent::Withdrawn { entry: of, .. }) => {
                        known.iter().any(|one| one.sequence == *of)
                    }
                    _ => true,
                }
        };
        let live = entries.iter().filter(has_effect).cloned().collect();
        Some(Self {
            entries,
            live,
            base,
            now,
        })
    }

    /// What an entry does, or what that does which it takes back.
    pub(super) fn acts<'a>(&'a self, entry: &'a Entry) -> Option<&'a TaskEvent> {
        match &entry.event {
            Event::Task(TaskEvent::Withdrawn { entry: of, .. }) => {
                let of = self.entries.iter().find(|one| one.sequence == *of)?;
                match &of.event {
                    Event::Task(event) => Some(event),
                    Event::Ledger(_) => None,
                }
            }
            Event::Task(event) => Some(event),
            Event::Ledger(_) => None,
        }
    }

    /// Whether its state was set, not only begun by a first note.
    pub(super) fn is_moved(&self) -> bool {
        self.live.iter().any(|entry| {
            self.acts(entry).is_some_and(|event| match event {
                TaskEvent::Progressed(noted) => noted.status.is_some(),
                event => is_state(event),
            })
        })
    }

    /// Whether it holds something else than when the sides parted.
    pub(super) fn differs(&self, part: &Part) -> bool {
        part.of(&self.base) != part.of(&self.now)
    }

    fn has_changed(&self, part: &Part, is_whole: bool, other: &Self) -> bool {
        match part {
            // A state that was set once more stands against one that only came of notes.
            Part::Status => {
                let is_alone = || !other.is_moved() && other.differs(part);
                self.is_moved() && (self.differs(part) || is_alone())
            }
            Part::Measure(key) if is_whole => self.differs(part) || self.differs(&Part::Done(*key)),
            // What a form says is said by whoever took it in, also in the same words.
            Part::Said(..) => self.differs(part) || self.says(part),
            _ => self.differs(part),
        }
    }

    fn says(&self, part: &Part) -> bool {
        self.live.iter().any(|entry| match &entry.event {
            Event::Task(TaskEvent::Progressed(noted)) => {
                Part::said_by(noted).as_ref() == Some(part)
            }
            _ => false,
        })
    }
}

/// Whether an event is there to change the state, and nothing else is told by it but the outcome.
pub(super) fn is_state(event: &TaskEvent) -> bool {
    matches!(
        event,
        TaskEvent::Submitted { .. }
            | TaskEvent::Returned { .. }
            | TaskEvent::Closed { .. }
            | TaskEvent::Reopened { .. }
            | TaskEvent::Voided(_)
    )
}

/// Both ways held against each other.
pub(super) struct Weighed {
    pub(super) ours: Course,
    pub(super) theirs: Course,
    /// Whose each part is from now on.
    pub(super) whose: BTreeMap<Part, Whose>,
    /// Whether neither side set the state: it comes of itself.
    pub(super) is_unmoved: bool,
    pub(super) conflicts: Vec<Conflict>,
}

/// Who changed a part.
struct Changed {
    ours: bool,
    theirs: bool,
    differs: bool,
}

impl Weighed {
    pub(super) fn of(
        ours: Course,
        theirs: Course,
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) -> Self {
        let mut parts = BTreeMap::new();
        for part in Part::all([&ours.base, &ours.now, &theirs.base, &theirs.now]) {
            let dropped =
                |key: u32| ours.now.measure(key).is_none() || theirs.now.measure(key).is_none();
            let is_whole = matches!(part, Part::Measure(key) if dropped(key));
            let changed = Changed {
                ours: ours.has_changed(&part, is_whole, &theirs),
                theirs: theirs.has_changed(&part, is_whole, &ours),
                differs: part.of(&ours.now) != part.of(&theirs.now),
            };
            parts.insert(part, changed);
        }
        let is_unmoved = !ours.is_moved() && !theirs.is_moved();
        let mut weighed = Self {
            ours,
            theirs,
            whose: BTreeMap::new(),
            is_unmoved,
            conflicts: Vec::new(),
        };
        weighed.resolve(&parts, decide);
        weighed
    }

    fn resolve(
        &mut self,
        parts: &BTreeMap<Part, Changed>,
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) {
        for (part, changed) in parts {
            let whose = match changed {
                Changed { theirs: false, .. } | Changed { differs: false, .. } => Whose::Ours,
                Changed { ours: false, .. } => Whose::Theirs,
                // The state is decided below.
                _ if *part == Part::Status => Whose::Ours,
                _ => self.conflict(part, [&[], &[]], decide),
            };
            self.whose.insert(part.clone(), whose);
        }
        for part in parts.keys() {
            // Whether a measure is done goes with a measure that one side does not have.
            if let Part::Done(key) = part
                && (self.ours.now.measure(*key).is_none()
                    || self.theirs.now.measure(*key).is_none())
                && let Some(whose) = self.whose.get(&Part::Measure(*key)).copied()
            {
                self.whose.insert(part.clone(), whose);
            }
        }
        let Some(status) = parts.get(&Part::Status) else {
            return;
        };
        let of = |side: fn(&Changed) -> bool| {
            // What both sides hold now, nothing can be refused of.
            let changed = parts
                .iter()
                .filter(move |(_, changed)| changed.differs && side(changed));
            changed.map(|(part, _)| part.clone()).collect::<Vec<_>>()
        };
        let theirs_refused = refused(&self.ours, status.ours, &self.theirs, of(|one| one.theirs));
        let ours_refused = refused(&self.theirs, status.theirs, &self.ours, of(|one| one.ours));
        let both = status.ours && status.theirs && status.differs;
        let same = status.ours && status.theirs && !status.differs;
        if !both && (same || theirs_refused.is_none() && ours_refused.is_none()) {
            return;
        }
        let refused = [
            ours_refused.unwrap_or_default(),
            theirs_refused.unwrap_or_default(),
        ];
        let whose = self.conflict(&Part::Status, [&refused[0], &refused[1]], decide);
        let follow = match whose {
            Whose::Ours => &refused[1],
            Whose::Theirs => &refused[0],
        };
        for part in follow.iter().chain([&Part::Status]) {
            self.whose.insert(part.clone(), whose);
        }
        self.is_unmoved = false;
    }

    /// A part that both sides changed; what of either side the other's state does not let be is told, too.
    fn conflict(
        &mut self,
        part: &Part,
        [ours_refused, theirs_refused]: [&[Part]; 2],
        decide: &dyn Fn(&Conflict) -> Option<Whose>,
    ) -> Whose {
        let mut conflict = Conflict {
            task: Some(self.ours.now.number),
            part: part.word(),
            ours: told(part, ours_refused, &self.ours.now),
            theirs: told(part, theirs_refused, &self.theirs.now),
            decided: None,
        };
        conflict.decided = decide(&conflict);
        let whose = conflict.decided.unwrap_or(Whose::Ours);
        self.conflicts.push(conflict);
        whose
    }

    /// What a part is from now on.
    pub(super) fn target(&self, part: &Part) -> Value {
        match self.whose.get(part) {
            Some(Whose::Theirs) => part.of(&self.theirs.now),
            _ => part.of(&self.ours.now),
        }
    }

    /// Whether the copy's is taken.
    pub(super) fn is_taken(&self, part: &Part) -> bool {
        self.whose.get(part) == Some(&Whose::Theirs)
    }
}

fn told(part: &Part, refused: &[Part], task: &Task) -> String {
    let mut told = part.of(task).told();
    for part in refused {
        told += &format!("；{}：{}", part.word(), part.of(task).told());
    }
    told
}

/// What the other side did that the model refuses of a task in the state that one side brought it to;
/// `None` where the state refuses nothing.
fn refused(
    one: &Course,
    is_changed: bool,
    other: &Course,
    changed: Vec<Part>,
) -> Option<Vec<Part>> {
    if !is_changed || other.live.is_empty() {
        return None;
    }
    let changed = changed.into_iter().filter(|part| *part != Part::Status);
    let is_refused: Box<dyn Fn(&Part) -> bool> = match one.now.status.kind() {
        StatusKind::Void => {
            let parts = changed.filter(|part| !matches!(part, Part::Said(..)));
            return Some(parts.collect());
        }
        StatusKind::Closed => Box::new(|part| !part.stays_open(&one.now)),
        StatusKind::Done | StatusKind::Applied => Box::new(|part| {
            let extended = other.now.extensions.len() != other.base.extensions.len();
            let term = other
                .now
                .deadline
                .as_ref()
                .and_then(|deadline| deadline.term);
            *part == Part::Deadline && (extended || term == Some(Term::LongTerm))
        }),
        _ => return None,
    };
    let parts: Vec<Part> = changed.filter(|part| is_refused(part)).collect();
    (!parts.is_empty()).then_some(parts)
}
