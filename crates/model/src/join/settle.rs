//! What is entered behind the copy's entries, so that every part is what was decided, whatever order the
//! entries of both sides came in.

use std::collections::BTreeSet;

use super::known::Known;
use super::part::{Part, Value};
use super::weigh::Weighed;
use crate::entry::{Entry, Seals, Stamp};
use crate::event::{Change, Event, Progressed, TaskEvent};
use crate::measure::Measure;
use crate::status::{Status, Voiding};
use crate::task::Task;

/// A task's entries as they will stand, in the making.
pub(super) struct Draft {
    pub(super) number: u32,
    pub(super) entries: Vec<Entry>,
    next: u64,
    stamp: Stamp,
}

impl Draft {
    /// Goes on from these entries; what comes gets numbers behind `last`.
    pub(super) fn of(weighed: &Weighed, last: u64) -> Option<Self> {
        Some(Self {
            number: weighed.ours.now.number,
            next: last,
            stamp: weighed.ours.entries.first()?.stamp.clone(),
            entries: weighed.ours.entries.clone(),
        })
    }

    pub(super) fn add(&mut self, event: TaskEvent) {
        self.next += 1;
        self.entries.push(Entry {
            sequence: self.next,
            task: Some(self.number),
            stamp: self.stamp.clone(),
            batch: None,
            seals: Seals::default(),
            origin: None,
            event: Event::Task(event),
        });
    }

    pub(super) fn task(&self) -> Option<Task> {
        Task::fold(self.number, &self.entries)
    }
}

impl Weighed {
    /// What has to be entered yet, in order.
    pub(super) fn settled(&self, draft: &mut Draft) -> Vec<TaskEvent> {
        let mut events = Vec::new();
        for step in [Self::state, Self::link, Self::fields] {
            let Some(task) = draft.task() else { break };
            if let Some(event) = step(self, &task) {
                draft.add(event.clone());
                events.push(event);
            }
        }
        events
    }

    /// What was granted in the copy was granted on the deadline that stood there: it is put back first.
    pub(super) fn cleared(&self, draft: &Draft, known: &Known) -> Option<TaskEvent> {
        let mut live = self.theirs.live.iter();
        let is_granted =
            |entry: &Entry| matches!(entry.event, Event::Task(TaskEvent::Extended { .. }));
        if !self.is_taken(&Part::Deadline) || !live.any(is_granted) {
            return None;
        }
        let before = self.before(known)?.deadline.clone();
        let differs = draft.task()?.deadline != before;
        differs.then(|| TaskEvent::Edited(vec![Change::Deadline(before)]))
    }

    /// The task as both knew it, without what either side has taken back since.
    fn before(&self, known: &Known) -> Option<Task> {
        let back = |entry: &Entry| match entry.event {
            Event::Task(TaskEvent::Withdrawn { entry, .. }) => Some(entry),
            _ => None,
        };
        let ours = self.ours.live.iter().filter_map(back);
        let theirs = self.theirs.live.iter().filter_map(back);
        let theirs = theirs.filter_map(|entry| known.entry(entry));
        let gone: BTreeSet<u64> = ours.chain(theirs).collect();
        let both = self.ours.entries.iter().filter(|entry| {
            !known.ours_only.contains(&entry.sequence) && !gone.contains(&entry.sequence)
        });
        let both: Vec<Entry> = both.cloned().collect();
        Task::fold(self.ours.now.number, &both)
    }

    fn parts(&self) -> impl Iterator<Item = (&Part, Value)> {
        let whose = self.whose.keys();
        whose.map(|part| (part, self.target(part)))
    }

    fn state(&self, task: &Task) -> Option<TaskEvent> {
        let Value::Status(target, ..) = self.target(&Part::Status) else {
            return None;
        };
        if self.is_unmoved || task.status == target {
            return None;
        }
        let declared = |on| {
            TaskEvent::Progressed(Box::new(Progressed {
                on,
                status: Some(target.kind()),
                ..Progressed::default()
            }))
        };
        Some(match &target {
            Status::Done { on } => declared(*on),
            Status::NotStarted | Status::InProgress | Status::MostlyDone => {
                // No day that nothing else speaks of.
                declared(task.latest_on.unwrap_or(task.raised_on))
            }
            Status::Applied { on } => TaskEvent::Submitted {
                on: *on,
                outcome: None,
            },
            Status::Closed(closure) => TaskEvent::Closed {
                closure: closure.clone(),
                outcome: None,
            },
            Status::Void(voiding) => TaskEvent::Voided(Voiding::clone(voiding)),
        })
    }

    fn link(&self, task: &Task) -> Option<TaskEvent> {
        match self.target(&Part::Prior) {
            Value::Number(Some(prior)) if task.prior != Some(prior) => {
                Some(TaskEvent::Linked { prior })
            }
            _ => None,
        }
    }

    fn fields(&self, task: &Task) -> Option<TaskEvent> {
        let mut changes = Vec::new();
        for (part, target) in self.parts() {
            let change = match (part, target) {
                (Part::Text(field), Value::Text(text)) => {
                    (task.text(*field) != text.as_deref()).then_some(Change::Text(*field, text))
                }
                (Part::CoDepts, Value::List(depts)) => {
                    (task.co_depts != depts).then_some(Change::CoDepts(depts))
                }
                (Part::Deadline, Value::Deadline(deadline, _)) => {
                    (task.deadline != deadline).then_some(Change::Deadline(deadline))
                }
                (Part::NextCheck, Value::Day(day)) => {
                    (task.next_check != day).then_some(Change::NextCheck(day))
                }
                (Part::Measure(key), Value::Measure(measure)) => self.measure(task, *key, measure),
                _ => None,
            };
            changes.extend(change);
        }
        // One that came back because what had dropped it was taken back.
        let unknown = task.measures.iter().map(|measure| measure.key);
        let unknown = unknown.filter(|key| !self.whose.contains_key(&Part::Measure(*key)));
        changes.extend(unknown.map(Change::MeasureDropped));
        (!changes.is_empty()).then_some(TaskEvent::Edited(changes))
    }

    /// A measure with its day, which may be of the other side.
    fn measure(&self, task: &Task, key: u32, target: Option<Measure>) -> Option<Change> {
        let known = task.measure(key);
        let Some(measure) = target else {
            return known.map(|_| Change::MeasureDropped(key));
        };
        let done_on = match self.target(&Part::Done(key)) {
            Value::Day(day) => day,
            _ => None,
        };
        let measure = Measure { done_on, ..measure };
        (known != Some(&measure)).then_some(Change::Measure(measure))
    }
}
