//! The written form of entries: the exact text that is hashed. Forms are added, never altered; each
//! kind has a frozen example in `tests/rules/frozen_events`.
//!
//! `{"sequence":1,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"张三","kind":"raised","data":{…}}`;
//! `task` is left out for entries of the ledger itself, `clock` is `set` where the clock was
//! replaced, `batch` names the first entry of a command that wrote several; `receipts` and `files` seal
//! the end of the chains of receipts and of kept files (number and digest of the last), where one grew
//! since an entry said so; `origin` says where an entry that a join took over was first made.

mod chain;
mod change;
mod naming;
mod parted;
mod raised;
mod values;
mod whole;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use chain::Chain;
pub use naming::{Named, Naming, read_named};

use change::ChangeForm;
use parted::Parted;
use whole::Whole;

use crate::entry::{Entry, Seal, Seals, Stamp};
use crate::event::{Event, LedgerEvent, TaskEvent};
use crate::joined::Provenance;

/// Why a written entry can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecFault {
    /// A kind that this version does not know: written by a newer one.
    #[error("unknown kind {0}")]
    UnknownKind(String),
    /// Not the form of its kind.
    #[error("malformed entry: {0}")]
    Malformed(String),
}

#[derive(Serialize)]
struct Written<'a> {
    sequence: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<u32>,
    when: DateTime<FixedOffset>,
    who: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batch: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipts: Option<Seal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Seal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a Provenance>,
    /// Kind and data.
    #[serde(flatten)]
    event: &'a Event,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    sequence: u64,
    #[serde(default)]
    task: Option<u32>,
    when: DateTime<FixedOffset>,
    who: String,
    #[serde(borrow, default)]
    clock: Option<Cow<'a, str>>,
    #[serde(default)]
    batch: Option<u64>,
    #[serde(default)]
    receipts: Option<Seal>,
    #[serde(default)]
    files: Option<Seal>,
    #[serde(default)]
    origin: Option<Provenance>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    data: &'a RawValue,
}

const CLOCK_SET: &str = "set";

/// What stands around an entry's data, as written: what is asked of a million entries.
#[derive(Deserialize)]
pub struct Head<'a> {
    /// Its own sequence.
    pub sequence: u64,
    /// The task, where it is a task's.
    pub task: Option<u32>,
    /// When, as written.
    #[serde(borrow)]
    pub when: Cow<'a, str>,
    /// Who.
    #[serde(borrow)]
    pub who: Cow<'a, str>,
    #[serde(borrow, default)]
    clock: Option<Cow<'a, str>>,
    #[serde(default)]
    receipts: Option<Seal>,
    #[serde(default)]
    files: Option<Seal>,
    /// Written form of the kind.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
}

impl Head<'_> {
    /// Whether the clock was set by hand.
    pub fn clock_set(&self) -> bool {
        self.clock.as_deref() == Some(CLOCK_SET)
    }

    /// What it seals.
    pub fn seals(&self) -> Seals {
        Seals {
            receipts: self.receipts,
            files: self.files,
        }
    }
}

/// Reads what stands around an entry's data; the data is passed over.
pub fn head(body: &str) -> Result<Head<'_>, CodecFault> {
    json(body)
}

/// The text of an entry; the same entry always gives the same bytes.
pub fn write(entry: &Entry) -> String {
    let written = Written {
        sequence: entry.sequence,
        task: entry.task,
        when: entry.stamp.when,
        who: &entry.stamp.who,
        clock: entry.stamp.clock_set.then_some(CLOCK_SET),
        batch: entry.batch,
        receipts: entry.seals.receipts,
        files: entry.seals.files,
        origin: entry.origin.as_deref(),
        event: &entry.event,
    };
    // Our forms have string keys and no maps of other keys: serializing them cannot fail.
    serde_json::to_string(&written).unwrap_or_default()
}

/// The entry that a text says.
pub fn read(body: &str) -> Result<Entry, CodecFault> {
    // Most are as we write them; of the others the careful way tells what is wrong with them.
    serde_json::from_str(body).map_or_else(|_| read_apart(body), |Whole(entry)| Ok(entry))
}

/// The same in two steps: what stands around the data first.
fn read_apart(body: &str) -> Result<Entry, CodecFault> {
    let envelope: Envelope<'_> = json(body)?;
    let event = event(&envelope.kind, envelope.data.get())?;
    if matches!(event, Event::Task(_)) != envelope.task.is_some() {
        return Err(CodecFault::Malformed(
            "a task's event needs a task".to_owned(),
        ));
    }
    Ok(Entry {
        sequence: envelope.sequence,
        task: envelope.task,
        stamp: Stamp {
            when: envelope.when,
            who: envelope.who,
            clock_set: envelope.clock.as_deref() == Some(CLOCK_SET),
        },
        batch: envelope.batch,
        seals: Seals {
            receipts: envelope.receipts,
            files: envelope.files,
        },
        origin: envelope.origin.map(Box::new),
        event,
    })
}

/// The event that data of that kind says.
pub(crate) fn event(kind: &str, data: &str) -> Result<Event, CodecFault> {
    if kind == "edited" {
        let changes: Vec<ChangeForm<'_>> = json(data)?;
        let changes: Result<_, _> = changes.into_iter().map(ChangeForm::read).collect();
        return Ok(Event::Task(TaskEvent::Edited(changes?)));
    }
    let data = || serde_json::Deserializer::from_str(data);
    match TaskEvent::deserialize(Parted::new(kind, &mut data())) {
        Err(CodecFault::UnknownKind(_)) => {
            LedgerEvent::deserialize(Parted::new(kind, &mut data())).map(Event::Ledger)
        }
        event => event.map(Event::Task),
    }
}

fn json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, CodecFault> {
    serde_json::from_str(text).map_err(|fault| CodecFault::Malformed(fault.to_string()))
}
