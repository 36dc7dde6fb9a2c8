//! One written form per kind of event: of tasks, of the ledger itself, and the parts they share.

use serde::{Deserialize, Serialize, Serializer};

use super::CodecFault;
use crate::event::Event;

mod ledger;
pub mod parts;
mod raised;
mod task;

/// An event as the data of its entry.
pub(super) struct Data<'a>(pub(super) &'a Event);

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Event::Task(event) => task::write(event, to),
            Event::Ledger(event) => ledger::write(event, to),
        }
    }
}

fn put<S: Serializer>(to: S, form: &impl Serialize) -> Result<S::Ok, S::Error> {
    form.serialize(to)
}

fn form<'a, T: Deserialize<'a>>(data: &'a str) -> Result<T, CodecFault> {
    serde_json::from_str(data).map_err(|fault| CodecFault::Malformed(fault.to_string()))
}

pub(super) fn read(kind: &str, data: &str) -> Result<Event, CodecFault> {
    if let Some(event) = task::read(kind, data)? {
        return Ok(Event::Task(event));
    }
    match ledger::read(kind, data)? {
        Some(event) => Ok(Event::Ledger(event)),
        None => Err(CodecFault::UnknownKind(kind.to_owned())),
    }
}
