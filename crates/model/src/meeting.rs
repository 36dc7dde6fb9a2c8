//! Meetings (民主生活会) and the documents that came of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::draft::Fact;
use crate::figure::name_key;
use crate::subject::Subject;

/// One meeting; a year may hold several of different kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Year of the meeting, not of the day it was held.
    pub year: i32,
    /// 年度 or 专题; with the year it names the meeting.
    pub kind: String,
    /// Name in full, where it differs from 某年度民主生活会.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Theme (主题).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The day it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_on: Option<NaiveDate>,
    /// Counts of study, talks and opinions; values as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Fact>,
    /// Place, host, attendance and the like, in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(String, String)>,
}

/// The usual kind of meeting.
pub const YEARLY: &str = "年度";

impl Meeting {
    /// How texts call it: its own name, else 2021年度民主生活会 or 2021年度专题民主生活会.
    pub fn title(&self) -> String {
        match (&self.name, self.kind.as_str()) {
            (Some(name), _) => name.clone(),
            (None, YEARLY) => format!("{}年度民主生活会", self.year),
            (None, kind) => format!("{}年度{kind}民主生活会", self.year),
        }
    }
}

/// What was counted before a meeting: its own counts, then what only its documents state. The same
/// number under a longer and a shorter name (征求意见建议, 意见建议) is one count.
pub fn counted<'a>(own: &'a [Fact], read: impl IntoIterator<Item = &'a Fact>) -> Vec<&'a Fact> {
    let mut facts: Vec<&Fact> = own.iter().collect();
    for fact in read {
        let key = name_key(&fact.name);
        let same = |known: &&Fact| {
            let number = known.value == fact.value && known.unit == fact.unit;
            let longer = |long: &str, short: &str| !short.is_empty() && long.ends_with(short);
            let known = name_key(&known.name);
            known == key || (number && (longer(&known, &key) || longer(&key, &known)))
        };
        if !facts.iter().any(same) {
            facts.push(fact);
        }
    }
    facts
}

/// A document that was imported; its bytes and its draft are kept by digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Year of its meeting.
    pub year: i32,
    /// Whose material.
    pub subject: Subject,
    /// Digest of its draft (causes, measures and statements are read from there).
    pub draft: Digest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_under_two_names_is_one_count() {
        let fact = |name: &str, value: &str| Fact {
            name: name.into(),
            value: value.into(),
            unit: "条".into(),
        };
        let own = [fact("征求意见建议", "35")];
        let read = [fact("意见建议", "35"), fact("建议", "12"), fact("", "35")];
        let names = counted(&own, &read)
            .into_iter()
            .map(|fact| fact.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["征求意见建议", "建议", ""]);
    }
}
