//! What people say of columns: 检查人=不读, 归口=责任部门; remembered by the header that they stand in.

use std::collections::BTreeMap;
use std::fmt;

use crate::kept_list::{self, BETWEEN};
use crate::vocabulary::{Key, Named, named};
use model::digest::Digest;
use office::text::width;

/// The settings that remember them begin so, the header's fingerprint behind.
pub const COLUMNS: &str = "import.columns.";
/// What says that a column is not read.
pub const UNREAD: &str = "不读";

/// What one column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// Its title, as it is compared.
    title: String,
    /// What it holds; `None` is nothing that is read.
    pub key: Option<Key>,
}

/// Why words do not say what a column is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapFault {
    /// No title or no `=`.
    #[error("not title=column")]
    Form,
    /// No column of that name.
    #[error("no column {0}")]
    Column(String),
}

/// What the reader takes a column for, as people may say it.
const TAKEN: [Key; 33] = [
    Key::Serial,
    Key::Code,
    Key::Year,
    Key::Subject,
    Key::Source,
    Key::Dimension,
    Key::Problem,
    Key::Detail,
    Key::Cause,
    Key::Theme,
    Key::External,
    Key::Target,
    Key::Measures,
    Key::Term,
    Key::Standard,
    Key::Lead,
    Key::Dept,
    Key::CoDepts,
    Key::Owner,
    Key::Deadline,
    Key::Progress,
    Key::Outcome,
    Key::ProgressAndOutcome,
    Key::Evidence,
    Key::Status,
    Key::FinishedOn,
    Key::Verifier,
    Key::ClosedOn,
    Key::Reason,
    Key::NextStep,
    Key::Note,
    Key::NextCheck,
    Key::Prior,
];

impl Map {
    /// Reads 检查人=不读; the column by its title or one of its synonyms.
    pub fn read(text: &str) -> Result<Self, MapFault> {
        let (title, word) = text.rsplit_once(['=', '＝']).ok_or(MapFault::Form)?;
        let (title, word) = (compared(title), word.trim());
        if title.is_empty() || title.contains([BETWEEN, ';']) || word.is_empty() {
            return Err(MapFault::Form);
        }
        if word == UNREAD {
            return Ok(Self { title, key: None });
        }
        match named(word) {
            Some(Named::Key(key)) if TAKEN.contains(&key) => Ok(Self {
                title,
                key: Some(key),
            }),
            _ => Err(MapFault::Column(word.to_owned())),
        }
    }

    /// Reads a list of them; the words that are none.
    pub fn read_list(text: &str) -> Result<Vec<Self>, (String, MapFault)> {
        kept_list::read(text, Self::read)
    }

    /// The list as it is kept.
    pub fn list(all: &[Self]) -> String {
        kept_list::written(all)
    }

    /// Its title without blanks.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The titles of all columns that can be meant.
    pub fn columns() -> impl Iterator<Item = &'static str> {
        TAKEN.iter().map(|key| key.title())
    }
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.title, self.key.map_or(UNREAD, Key::title))
    }
}

/// What was said of columns: now, and earlier of headers by their fingerprints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maps {
    /// Said now: of whatever header holds the title.
    pub said: Vec<Map>,
    /// Said earlier.
    pub known: BTreeMap<String, Vec<Map>>,
}

impl Maps {
    /// What a ledger keeps of columns, by header.
    pub fn kept(settings: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Map>> {
        let of = |(key, value): (&String, &String)| {
            let print = key.strip_prefix(COLUMNS)?;
            // Values were checked when they were set.
            Some((print.to_owned(), Map::read_list(value).ok()?))
        };
        settings.iter().filter_map(of).collect()
    }

    /// What was said now of a column with one of these titles, the nearest first.
    pub(super) fn said<'a, 'b>(
        &'b self,
        mut titles: impl Iterator<Item = &'a str>,
    ) -> Option<&'b Map> {
        if self.said.is_empty() {
            return None;
        }
        titles.find_map(|title| of(&self.said, title))
    }

    /// What was said earlier of that column of that header.
    pub(super) fn remembered<'a, 'b>(
        &'b self,
        fingerprint: &str,
        mut titles: impl Iterator<Item = &'a str>,
    ) -> Option<&'b Map> {
        let known = self.known.get(fingerprint)?;
        titles.find_map(|title| of(known, title))
    }

    /// Whether anything was said that this row of titles may be known by.
    pub(super) fn anywhere(&self, title: &str) -> Option<&Map> {
        if self.said.is_empty() && self.known.is_empty() {
            return None;
        }
        of(&self.said, title).or_else(|| self.known.values().find_map(|maps| of(maps, title)))
    }

    /// What is to be remembered of a header: what was known of it, and what is said now of its titles;
    /// `None` where nothing is new.
    pub fn merged<'a>(
        &self,
        fingerprint: &str,
        titles: impl Iterator<Item = &'a str>,
    ) -> Option<Vec<Map>> {
        let titles: Vec<String> = titles.map(compared).collect();
        let known = self.known.get(fingerprint).cloned().unwrap_or_default();
        let mut all = known.clone();
        for map in self.said.iter().filter(|map| titles.contains(&map.title)) {
            match all.iter_mut().find(|known| known.title == map.title) {
                Some(known) => known.key = map.key,
                None => all.push(map.clone()),
            }
        }
        (all != known).then_some(all)
    }
}

fn of<'a>(maps: &'a [Map], title: &str) -> Option<&'a Map> {
    let title = compared(title);
    maps.iter().find(|map| map.title == title)
}

/// A title as it is compared: widths, blanks and line breaks do not matter.
pub(super) fn compared(title: &str) -> String {
    let narrow = width::narrow_all(title);
    let kept = narrow.chars().filter(|c| !c.is_whitespace());
    kept.collect::<String>().trim_end_matches(':').to_owned()
}

/// What headers with the same titles in the same order share.
pub(super) fn fingerprint<'a>(titles: impl Iterator<Item = &'a String>) -> String {
    let titles: Vec<String> = titles.map(|title| compared(title)).collect();
    let digest = Digest::of(titles.join("\n").as_bytes()).to_string();
    digest.chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_columns() {
        for (text, expect) in [
            ("检查人=不读", Ok("检查人=不读")),
            (" 归口 科室 ＝ 牵头单位 ", Ok("归口科室=责任部门")),
            ("检查人", Err(MapFault::Form)),
            ("=责任人", Err(MapFault::Form)),
            ("检查人=责仁人", Err(MapFault::Column("责仁人".into()))),
            ("检查人=剩余天数", Err(MapFault::Column("剩余天数".into()))),
        ] {
            let read = Map::read(text).map(|map| map.to_string());
            assert_eq!(read, expect.map(str::to_owned), "{text}");
        }
    }
}
