//! An entry of a task read in one go: nothing of its text is looked at twice. Only what stands in the order
//! in which it is written is taken; whatever is otherwise is left to the careful way, which gives the same.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de};

use super::change::ChangeForm;
use super::parted::Parted;
use super::values::{Moment, Text};
use super::{CLOCK_SET, CodecFault};
use crate::entry::{Entry, Seal, Seals, Stamp};
use crate::event::{Event, TaskEvent};
use crate::joined::Provenance;

/// The entry.
pub(super) struct Whole(pub(super) Entry);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Sequence,
    Task,
    When,
    Who,
    Clock,
    Batch,
    Receipts,
    Files,
    Origin,
    Kind,
    Data,
    #[serde(other)]
    Other,
}

/// What stood before the data.
#[derive(Default)]
struct Head<'a> {
    sequence: Option<u64>,
    task: Option<u32>,
    when: Option<DateTime<FixedOffset>>,
    who: Option<String>,
    clock: Option<Cow<'a, str>>,
    batch: Option<u64>,
    receipts: Option<Seal>,
    files: Option<Seal>,
    origin: Option<Provenance>,
    kind: Option<Text<'a>>,
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Walk).map(Self)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Entry;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an entry of a task")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let mut head = Head::default();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Sequence => once(&mut head.sequence, map.next_value()?)?,
                Key::Task => once(&mut head.task, map.next_value()?)?,
                Key::When => {
                    let Moment(when) = map.next_value()?;
                    once(&mut head.when, when)?;
                }
                Key::Who => once(&mut head.who, map.next_value()?)?,
                Key::Clock => {
                    let Text(clock) = map.next_value()?;
                    once(&mut head.clock, clock)?;
                }
                Key::Batch => once(&mut head.batch, map.next_value()?)?,
                Key::Receipts => once(&mut head.receipts, map.next_value()?)?,
                Key::Files => once(&mut head.files, map.next_value()?)?,
                Key::Origin => once(&mut head.origin, map.next_value()?)?,
                Key::Kind => once(&mut head.kind, map.next_value()?)?,
                Key::Data => return head.end(map),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Err(A::Error::missing_field("data"))
    }
}

fn once<T, E: Error>(field: &mut Option<T>, value: T) -> Result<(), E> {
    match field.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::custom("twice")),
    }
}

impl Head<'_> {
    /// With the data, behind which nothing comes.
    fn end<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let missing = || A::Error::missing_field("head");
        let (task, Text(kind)) = self.task.zip(self.kind).ok_or_else(missing)?;
        let event = map.next_value_seed(Data(&kind))?;
        if map.next_key::<IgnoredAny>()?.is_some() {
            return Err(A::Error::custom("more behind the data"));
        }
        Ok(Entry {
            sequence: self.sequence.ok_or_else(missing)?,
            task: Some(task),
            stamp: Stamp {
                when: self.when.ok_or_else(missing)?,
                who: self.who.ok_or_else(missing)?,
                clock_set: self.clock.as_deref() == Some(CLOCK_SET),
            },
            batch: self.batch,
            seals: Seals {
                receipts: self.receipts,
                files: self.files,
            },
            origin: self.origin.map(Box::new),
            event: Event::Task(event),
        })
    }
}

/// The data of an event of that kind.
struct Data<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Data<'_> {
    type Value = TaskEvent;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<TaskEvent, D::Error> {
        let failed = |fault: CodecFault| de::Error::custom(fault);
        if self.0 == "edited" {
            let changes: Vec<ChangeForm<'de>> = Vec::deserialize(from)?;
            let changes: Result<_, _> = changes.into_iter().map(ChangeForm::read).collect();
            return changes.map(TaskEvent::Edited).map_err(failed);
        }
        TaskEvent::deserialize(Parted::new(self.0, from)).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read, read_apart};

    #[test]
    fn whatever_stands_there_is_read_as_in_two_steps() {
        let head = r#""sequence":1,"task":2,"when":"2022-03-15T09:00:00+08:00","who":"张三""#;
        let raised = r#"{"on":"2022-03-15","year":2021,"subject":"班子","problem":"学习不够"}"#;
        let noted = r#"{"on":"2022-03-15","text":"看了一次"}"#;
        for body in [
            format!(r#"{{{head},"kind":"raised","data":{raised}}}"#),
            format!(r#"{{{head},"clock":"set","batch":1,"kind":"raised","data":{raised}}}"#),
            format!(r#"{{"kind":"raised","data":{raised},{head}}}"#),
            format!(r#"{{{head},"kind":"raised","data":{raised},"task":3}}"#),
            format!(r#"{{{head},"task":3,"kind":"raised","data":{raised}}}"#),
            format!(r#"{{{head},"kind":"raised","data":{raised},"more":1}}"#),
            format!(r#"{{{head},"more":[1],"kind":"raised","data":{raised}}}"#),
            format!(r#"{{{head},"kind":"raised","data":{noted}}}"#),
            format!(r#"{{{head},"kind":"noted","data":{noted}}}"#),
            format!(r#"{{{head},"kind":"configured","data":{{"key":"a"}}}}"#),
            format!(r#"{{{head},"kind":"edited","data":[{{"field":"lead","text":"李四"}}]}}"#),
            format!(r#"{{{head},"kind":"edited","data":[{{"field":"lied"}}]}}"#),
            format!(r#"{{{head},"kind":"raised"}}"#),
            format!(r#"{{{head},"clock":null,"kind":"raised","data":{raised}}} "#),
            format!(r#"{{{head},"kind":"raised","data":{raised}}}x"#),
            format!(r#"{{{head},"task":null,"kind":"raised","data":{raised}}}"#),
            head.to_owned(),
        ] {
            assert_eq!(read(&body), read_apart(&body), "{body}");
        }
        assert!(read(&format!(r#"{{{head},"kind":"raised","data":{raised}}}"#)).is_ok());
    }
}
