//! A sentence with what needs no checking, and what came of its claims.

use std::ops::Range;

use crate::report::check::claims::known::{CLAUSE_ENDS, Known};
use crate::report::check::claims::place::Sentence;
use crate::report::check::claims::scan::{Token, tokens};
use crate::report::check::claims::words::{self, Role, State};

/// What came of a claim that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Fault {
    /// The records say otherwise.
    Number {
        said: String,
        known: String,
    },
    Figure {
        said: String,
        known: String,
    },
    Day {
        said: String,
        known: String,
    },
    /// Of these items, by place in the scope.
    State {
        said: String,
        items: Vec<usize>,
    },
    /// 全部…, 无一…
    All {
        said: String,
        count: usize,
    },
    /// No record has it.
    Unassigned {
        said: String,
    },
}

/// A sentence with what needs no checking: titles, and clauses as they were recorded.
pub(super) struct Held<'s> {
    pub(super) text: &'s str,
    masks: Vec<Range<usize>>,
    titles: &'s [Range<usize>],
    pub(super) clauses: Vec<Range<usize>>,
}

impl<'s> Held<'s> {
    pub(super) fn of(sentence: &'s Sentence<'_>, known: &Known) -> Self {
        let mut masks = known.recorded(&sentence.text);
        masks.extend(elsewhere(&sentence.text));
        Self {
            text: &sentence.text,
            masks,
            titles: &sentence.titles,
            clauses: clauses(&sentence.text),
        }
    }

    /// Whether that place is a title or a recorded clause.
    pub(super) fn is_recorded(&self, at: &Range<usize>) -> bool {
        let mut known = self.masks.iter().chain(self.titles);
        known.any(|mask| mask.start < at.end && at.start < mask.end)
    }

    pub(super) fn clause(&self, at: usize) -> usize {
        let found = self.clauses.iter().position(|clause| at < clause.end);
        found.unwrap_or_default()
    }

    pub(super) fn tokens(&self) -> Vec<Token> {
        let mut found = tokens(self.text);
        found.retain(|token| !self.is_recorded(&token.at));
        found
    }

    /// The first of the words that stands in the clause, not in a record, for the day at that place.
    pub(super) fn role(&self, clause: &Range<usize>, at: usize) -> Option<Role> {
        let text = &self.text[clause.clone()];
        // 时限由…延期至…: of two days the first was.
        let rest = &self.text[at..clause.end];
        if self.text[clause.start..at].ends_with('由') && rest.contains("延期至") {
            return Some(Role::DueBefore);
        }
        let found = words::ROLES.iter().find(|(word, _)| {
            let mut places = text.match_indices(word);
            places.any(|(at, _)| {
                let start = clause.start + at;
                !self.is_recorded(&(start..start + word.len()))
            })
        });
        found.map(|(_, role)| *role)
    }
}

/// （见“…”问题）: the title of another problem.
fn elsewhere(text: &str) -> Option<Range<usize>> {
    let start = text.find("（见")?;
    let length = text[start..].find("问题）")?;
    Some(start..start + length)
}

fn clauses(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, end) in text.match_indices(CLAUSE_ENDS) {
        found.push(start..at);
        start = at + end.len();
    }
    found.push(start..text.len());
    found
}

/// A state that a clause claims, whether it is denied, and where.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    pub(super) state: State,
    pub(super) denied: bool,
    pub(super) word: &'static str,
}
