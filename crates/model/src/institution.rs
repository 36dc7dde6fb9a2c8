//! Institutions (制度成果): what a note or an outcome says was made or revised, and stays.

mod clause;
mod name;
mod plan;
mod text;
#[rustfmt::skip]
mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An institution that a text tells of; entries and rows hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Institution {
    /// Its name, without 《》.
    pub name: String,
    /// 文号, where it stands behind the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What was done.
    pub kind: Making,
}

/// Whether it is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Making {
    /// 制定, 出台, 印发, 建立
    Made,
    /// 修订
    Revised,
}

/// An institution of a task: since when, and by which entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Established {
    /// The institution.
    #[serde(flatten)]
    pub institution: Institution,
    /// The day that the note speaks of, or that of the outcome.
    pub date: NaiveDate,
    /// Sequence of the entry that says it.
    pub entry: u64,
}

impl Making {
    /// The Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Made => "制定",
            Self::Revised => "修订",
        }
    }

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Revised => "revised",
        }
    }
}

impl Institution {
    /// One that a person names (`修订《考勤办法》（馆发〔2023〕5号）`); without a verb it is new. `None`
    /// where no name is left.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        let verb = |verbs: &[&str]| verbs.iter().find_map(|verb| text.strip_prefix(verb));
        let (kind, rest) = match (verb(&words::REVISED), verb(&words::MADE)) {
            (Some(rest), _) => (Making::Revised, rest),
            (None, Some(rest)) => (Making::Made, rest),
            (None, None) => (Making::Made, text),
        };
        let read = text::Masked::of(rest);
        let (name, number) = match read.titles.as_slice() {
            [title] => (title.name.as_str(), title.number.clone()),
            _ => (rest, None),
        };
        let name = text::without_draft(name.trim()).to_owned();
        (!name.is_empty()).then_some(Self { name, number, kind })
    }
}

impl std::fmt::Display for Institution {
    /// `修订《考勤办法》`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}《{}》", self.kind.word(), self.name)
    }
}

/// The institutions that a note says were made or revised, each name once, in their order. Plans and
/// what was not done are none.
pub fn read(text: &str) -> Vec<Institution> {
    if !may_tell(text) {
        return Vec::new();
    }
    let mut found: Vec<Institution> = Vec::new();
    for institution in clause::all(&text::Masked::of(text)) {
        match found
            .iter_mut()
            .find(|known| known.name == institution.name)
        {
            Some(known) => known.number = known.number.take().or(institution.number),
            None => found.push(institution),
        }
    }
    found
}

/// Whether a text may tell of any: what is asked of very many.
pub fn may_tell(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        words::begins_verb(c) && words::VERBS.iter().any(|verb| text[at..].starts_with(verb))
    })
}

/// The same by the rule that came first, for good: what is read of entries that don't carry their
/// institutions (those before schema 4, the note of a register, outcomes). The rows of every ledger
/// follow from it, so it never changes. Today it is [`read`]. Who changes what is read copies the
/// folder as it is to `institution/first/`, lets this call the copy, and writes an empty list into an
/// entry where this reads something and `read` does not (`Progressed::recorded`). The
/// tests hold it to what it always read.
pub fn read_first(text: &str) -> Vec<Institution> {
    read(text)
}

#[cfg(test)]
mod tests;
