//! A unit's own dress of lines: lines that are written so are always a dimension, a problem, or nothing
//! (【…】=方面).

use std::collections::BTreeMap;
use std::fmt;

use crate::kept_list::{self, BETWEEN};
use office::text::punctuation::is_blank;
use office::text::width::narrow;

/// The setting that keeps a unit's own.
pub const HEADINGS: &str = "import.headings";

/// What lines of a dress are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The heading of a dimension (方面).
    Dimension,
    /// A problem (问题).
    Problem,
    /// Nothing that is read (不读).
    Nothing,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dimension, Self::Problem, Self::Nothing];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dimension => "方面",
            Self::Problem => "问题",
            Self::Nothing => "不读",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.word() == word)
    }
}

/// How lines are written, and what they are. `…` stands for any text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dress {
    before: String,
    after: String,
    meaning: Meaning,
}

/// Why words are no dress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DressFault {
    /// No `…` that stands for the text, or more than one: other words name a column.
    #[error("no single … in the pattern")]
    Pattern,
    /// Nothing but `…`: every line would be meant.
    #[error("a pattern that any line has")]
    Anything,
    /// None of the words of [`Meaning`].
    #[error("not a meaning")]
    Meaning,
}
/// What stands for any text, as it is written.
const ANY: &str = "…";

impl Dress {
    /// Reads 【…】=方面; `……` and `...` are `…`.
    pub fn read(text: &str) -> Result<Self, DressFault> {
        let (pattern, word) = text.rsplit_once(['=', '＝']).ok_or(DressFault::Meaning)?;
        let meaning = Meaning::from_word(word.trim()).ok_or(DressFault::Meaning)?;
        let pattern = pattern.trim().replace("...", ANY).replace("……", ANY);
        let (before, after) = pattern.split_once(ANY).ok_or(DressFault::Pattern)?;
        if after.contains(ANY) || pattern.contains([BETWEEN, ';', '\n']) {
            return Err(DressFault::Pattern);
        }
        if before.trim().is_empty() && after.trim().is_empty() {
            return Err(DressFault::Anything);
        }
        Ok(Self {
            before: before.trim_start().to_owned(),
            after: after.trim_end().to_owned(),
            meaning,
        })
    }

    /// Reads a list of them; the words that are none.
    pub fn read_list(text: &str) -> Result<Vec<Self>, (String, DressFault)> {
        kept_list::read(text, Self::read)
    }

    /// Those that a ledger keeps.
    pub fn kept(settings: &BTreeMap<String, String>) -> Vec<Self> {
        let text = settings.get(HEADINGS).map_or("", String::as_str);
        // Values were checked when they were set.
        Self::read_list(text).unwrap_or_default()
    }

    /// The list as it is kept.
    pub fn list(all: &[Self]) -> String {
        kept_list::written(all)
    }

    /// A list with more of them, which hold where both name the same lines.
    #[must_use]
    pub fn list_with(mut all: Vec<Self>, more: &[Self]) -> Vec<Self> {
        for dress in more {
            let lines =
                |known: &Self| (&known.before, &known.after) == (&dress.before, &dress.after);
            match all.iter_mut().find(|known| lines(known)) {
                Some(known) => known.meaning = dress.meaning,
                None => all.push(dress.clone()),
            }
        }
        all
    }

    /// What a line is, where it is written so from end to end, in signs of either width.
    pub fn of(&self, line: &str) -> Option<Meaning> {
        self.inside(line).map(|_| self.meaning)
    }

    /// The text of such a line without its dress.
    pub fn inside<'a>(&self, line: &'a str) -> Option<&'a str> {
        let line = line.trim_matches(is_blank);
        let rest = strip(line, &self.before)?;
        let ends = rest.char_indices().rev().map(|(at, _)| at);
        let mut ends = std::iter::once(rest.len()).chain(ends);
        let end = ends.nth(self.after.chars().count())?;
        strip(&rest[end..], &self.after)?;
        let inside = rest[..end].trim_matches(is_blank);
        (!inside.is_empty()).then_some(inside)
    }
}

impl fmt::Display for Dress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            before,
            after,
            meaning,
        } = self;
        write!(f, "{before}{ANY}{after}={}", meaning.word())
    }
}

/// What follows a beginning, whatever width its signs have.
fn strip<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let mut signs = beginning.chars();
    let begins = signs.all(|sign| rest.next().is_some_and(|c| narrow(c) == narrow(sign)));
    begins.then_some(rest.as_str())
}
