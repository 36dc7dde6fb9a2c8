//! The end of the history: what the next entries are, before they are written.

use rusqlite::types::Value;

use super::row;
use model::entry::{Entry, Seals, Stamp};
use model::event::{Event, Registered, TaskEvent, codec};
use model::joined::Provenance;
use model::task::{Past, Task};

/// The end of the own unit's history within one command.
#[derive(Debug, Clone)]
pub struct NextEntry {
    pub(super) stamp: Stamp,
    /// The last entry's sequence.
    pub(super) sequence: u64,
    /// The command's first entry.
    pub(super) first: Option<u64>,
    /// What the next entry seals.
    pub(super) seals: Seals,
    /// The last number given to a task.
    pub(super) last_number: u32,
    /// Where the entries were first made that a join takes over.
    pub(super) origin: Option<Provenance>,
}

/// An entry as it is written; its digest chains it to the one before.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) sequence: u64,
    pub(super) task: Option<u32>,
    pub(super) kind: &'static str,
    pub(super) seals: Seals,
    pub(super) body: String,
}

/// A new task with its entries, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(super) task: Task,
    pub(super) lists: [Value; row::LISTS],
    pub(super) past: Past,
    pub(super) lines: Vec<Line>,
}

impl Prepared {
    /// The number that the task gets.
    pub fn number(&self) -> u32 {
        self.task.number
    }
}

impl NextEntry {
    /// The next task, and what happened to it since.
    pub fn raise(&mut self, raised: Registered, since: Vec<TaskEvent>) -> Prepared {
        let mut lines = Vec::with_capacity(1 + since.len());
        let (mut task, first, line) = self.begin_entry(raised);
        lines.push(line);
        let mut entries = vec![first];
        for event in since {
            let (entry, line) = self.append(Some(task.number), Event::Task(event));
            lines.push(line);
            if let Event::Task(event) = &entry.event {
                task.apply(entry.sequence, event);
            }
            entries.push(entry);
        }
        let (lists, past) = (row::lists(&task), Task::past(task.number, &entries));
        Prepared {
            task,
            lists,
            past,
            lines,
        }
    }

    /// The task that gets the next number, and its first entry.
    pub(super) fn begin(&mut self, raised: Registered) -> (Task, Line) {
        let (task, _, line) = self.begin_entry(raised);
        (task, line)
    }

    fn begin_entry(&mut self, raised: Registered) -> (Task, Entry, Line) {
        let number = self.last_number + 1;
        let event = Event::Task(TaskEvent::Raised(Box::new(raised.clone())));
        let (entry, line) = self.append(Some(number), event);
        self.last_number = number;
        let task = Task::raised(number, entry.sequence, raised);
        (task, entry, line)
    }

    /// The next entry.
    pub(super) fn append(&mut self, task: Option<u32>, event: Event) -> (Entry, Line) {
        let sequence = self.sequence + 1;
        let entry = Entry {
            sequence,
            task,
            stamp: self.stamp.clone(),
            batch: self.first,
            seals: std::mem::take(&mut self.seals),
            origin: self.origin.clone().map(Box::new),
            event,
        };
        self.sequence = sequence;
        self.first = self.first.or(Some(sequence));
        let line = Line {
            sequence,
            task,
            kind: entry.event.kind(),
            seals: entry.seals,
            body: codec::write(&entry),
        };
        (entry, line)
    }
}
