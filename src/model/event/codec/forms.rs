//! One written form per kind of event: of tasks, of the ledger itself, and the parts they share.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::CodecFault;
use crate::model::event::Event;

mod ledger;
pub(crate) mod parts;
mod raised;
mod task;

pub(super) fn json<T: Serialize>(form: &T) -> String {
    // Our forms have string keys and no maps of other keys: serializing them cannot fail.
    serde_json::to_string(form).unwrap_or_default()
}

pub(super) fn raw<T: Serialize>(form: &T) -> Box<RawValue> {
    RawValue::from_string(json(form)).unwrap_or_default()
}

pub(super) fn write(event: &Event) -> Box<RawValue> {
    match event {
        Event::Task(event) => task::write(event),
        Event::Ledger(event) => ledger::write(event),
    }
}

fn form<T: DeserializeOwned>(data: &str) -> Result<T, CodecFault> {
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
