//! Whom and what an entry names, read without what else it tells: nearly all of a history is texts that name
//! nobody.

use std::fmt;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::CodecFault;
use super::values::Text;
use crate::entry::Entry;

/// An entry for who asks which people, bodies and files it names.
#[derive(Debug)]
pub enum Named<'a> {
    /// A task came into being.
    Raised {
        /// Who recorded it.
        who: Text<'a>,
        /// What of it may be a name.
        naming: Naming<'a>,
    },
    /// Anything else.
    Other(Entry),
}

/// The fields of a task's first entry that may hold a name, as they are written.
#[derive(Debug, Deserialize)]
pub struct Naming<'a> {
    /// 对象
    #[serde(borrow)]
    pub subject: Text<'a>,
    /// 责任领导
    #[serde(borrow, default)]
    pub lead: Option<Text<'a>>,
    /// 责任部门
    #[serde(borrow, default)]
    pub dept: Option<Text<'a>>,
    /// 责任人
    #[serde(borrow, default)]
    pub owner: Option<Text<'a>>,
    /// 配合部门
    #[serde(borrow, default)]
    pub co_depts: Vec<Text<'a>>,
    /// 整改措施
    #[serde(borrow, default)]
    pub measures: Vec<MeasureNaming<'a>>,
    /// The document.
    #[serde(borrow, default)]
    pub origin: Option<OriginNaming<'a>>,
    /// Of a task that was closed in its register.
    #[serde(borrow, default)]
    pub closure: Option<ClosureNaming<'a>>,
}

/// The same of a measure.
#[derive(Debug, Deserialize)]
pub struct MeasureNaming<'a> {
    /// Its own department.
    #[serde(borrow, default)]
    pub dept: Option<Text<'a>>,
    /// Its own person in charge.
    #[serde(borrow, default)]
    pub owner: Option<Text<'a>>,
    /// The document.
    #[serde(borrow, default)]
    pub origin: Option<OriginNaming<'a>>,
}

/// The same of a place in a document.
#[derive(Debug, Deserialize)]
pub struct OriginNaming<'a> {
    /// Its file's name.
    #[serde(borrow)]
    pub document: Text<'a>,
}

/// The same of a closure.
#[derive(Debug, Deserialize)]
pub struct ClosureNaming<'a> {
    /// Who accepted.
    #[serde(borrow, default)]
    pub verifier: Option<Text<'a>>,
    /// Name of the register it was taken over from.
    #[serde(borrow, default)]
    pub register: Option<Text<'a>>,
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The names of an entry.
pub fn read_named(body: &str) -> Result<Named<'_>, CodecFault> {
    serde_json::from_str(body).map_or_else(
        |_| super::read(body).map(Named::Other),
        |Raised { who, naming }| Ok(Named::Raised { who, naming }),
    )
}

/// An entry that begins a task, as we write it; of any other reading ends where its kind is known.
struct Raised<'a> {
    who: Text<'a>,
    naming: Naming<'a>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Who,
    Kind,
    Data,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Raised<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Raised<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an entry that begins a task")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raised<'de>, A::Error> {
        let (mut who, mut is_raised) = (None, false);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Who => who = Some(map.next_value()?),
                Key::Kind => {
                    let kind: Text<'_> = map.next_value()?;
                    is_raised = *kind == *"raised";
                }
                Key::Data if is_raised => {
                    let naming = map.next_value()?;
                    // What stands behind the data is not as we write it.
                    return match (who, map.next_key::<IgnoredAny>()?) {
                        (Some(who), None) => Ok(Raised { who, naming }),
                        _ => Err(A::Error::custom("another order")),
                    };
                }
                Key::Data => break,
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Err(A::Error::custom("another kind"))
    }
}
