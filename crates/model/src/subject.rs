//! Whose problem it is: the leadership team (班子) or one of its members.

use std::fmt;

use crate::draft::SubjectKind;

/// The subject of a task (对象).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// 班子
    Team,
    /// One member, by name.
    Person(String),
}

impl Subject {
    /// Reads 班子 (also 领导班子, 局党组班子 …) or a person's name.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "" => None,
            _ if text.ends_with("班子") => Some(Self::Team),
            name => Some(Self::Person(name.to_owned())),
        }
    }

    /// 班子 or the person's name, as kept and shown.
    pub fn name(&self) -> &str {
        match self {
            Self::Team => SubjectKind::Team.word(),
            Self::Person(name) => name,
        }
    }

    /// Team or person.
    pub fn kind(&self) -> SubjectKind {
        match self {
            Self::Team => SubjectKind::Team,
            Self::Person(_) => SubjectKind::Person,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
