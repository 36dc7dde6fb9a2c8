//! What is entered behind the copy's entries, so that every part is what was decided, whatever order the
//! entries of both sides came in.

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
    pub(super) fn settled(&self, draft: &mut Draft, reason: &str) -> Vec<TaskEvent> {
        let mut events = Vec::new();
        for step in [Self::unsaid, Self::state, Self::link, Self::fields] {
            let Some(task) = draft.task() else { break };
            for event in step(self, &task, reason) {
                draft.add(event.clone());
                events.push(event);
            }
        }
        events
    }

    /// What was granted in the copy was granted on the deadline that stood there: it is put back first.
    pub(super) fn cleared(&self, draft: &Draft) -> Option<TaskEvent> {
        let mut live = self.theirs.live.iter();
        let is_granted =
            |entry: &Entry| matches!(entry.event, Event::Task(TaskEvent::Extended { .. }));
        let before = &self.theirs.base.deadline;
        let is_wanted = self.is_taken(&Part::Deadline) && live.any(is_granted);
        let differs = is_wanted && draft.task()?.deadline != *before;
        differs.then(|| TaskEvent::Edited(vec![Change::Deadline(before.clone())]))
    }

    fn parts(&self) -> impl Iterator<Item = (&Part, Value)> {
        let whose = self.whose.keys();
        whose.map(|part| (part, self.target(part)))
    }

    /// What a form said here, where the copy has taken it back.
    fn unsaid(&self, task: &Task, reason: &str) -> Vec<TaskEvent> {
        let mut events = Vec::new();
        for (part, target) in self.parts() {
            let Part::Said(form, measure) = part else {
                continue;
            };
            if target != Value::Said(Vec::new()) {
                continue;
            }
            let notes = task
                .progress
                .iter()
                .filter(|note| note.submission.as_ref() == Some(form) && note.measure == *measure);
            events.extend(notes.map(|note| TaskEvent::Withdrawn {
                entry: note.entry,
                reason: reason.to_owned(),
            }));
        }
        events
    }

    fn state(&self, task: &Task, _: &str) -> Vec<TaskEvent> {
        let Value::Status(target, ..) = self.target(&Part::Status) else {
            return Vec::new();
        };
        if self.is_unmoved || task.status == target {
            return Vec::new();
        }
        let declared = |on| {
            TaskEvent::Progressed(Box::new(Progressed {
                on,
                status: Some(target.kind()),
                ..Progressed::default()
            }))
        };
        let event = match &target {
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
        };
        vec![event]
    }

    fn link(&self, task: &Task, _: &str) -> Vec<TaskEvent> {
        match self.target(&Part::Prior) {
            Value::Number(Some(prior)) if task.prior != Some(prior) => {
                vec![TaskEvent::Linked { prior }]
            }
            _ => Vec::new(),
        }
    }

    fn fields(&self, task: &Task, _: &str) -> Vec<TaskEvent> {
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
        if changes.is_empty() {
            return Vec::new();
        }
        vec![TaskEvent::Edited(changes)]
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
