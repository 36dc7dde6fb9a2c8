//! What an account may do (角色).

use serde::{Deserialize, Serialize};

use crate::declared::FORMS;
use crate::here::Here;

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub enum Role {
    /// Everything.
    #[serde(rename = "管理")]
    #[value(name = "管理")]
    Keeps,
    /// Work, and its verdicts: return, close, reopen, extend.
    #[serde(rename = "审核")]
    #[value(name = "审核")]
    Reviews,
    /// Progress, evidence and applications of its own departments' tasks.
    #[serde(rename = "填报")]
    #[value(name = "填报")]
    Fills,
    /// Looks.
    #[serde(rename = "查看")]
    #[value(name = "查看")]
    Looks,
    /// Hands up the history of its unit (`push`), and does nothing else.
    #[serde(rename = "上报")]
    #[value(name = "上报")]
    HandsUp,
}

/// Places that are of no use without a verb, besides those that a page has.
const PLACES: [(&str, &str); 3] = [
    ("/tasks/assign", "edit"),
    ("/tasks/notes", "log"),
    ("/due", "edit"),
];
/// The form of a verb.
const DO: &str = "/do/";
/// Verbs that make files of what stands there, and change nothing.
const MAKES: [&str; 6] = ["report", "export", "board", "remind", "form", "check"];
/// Verbs of who fills in.
const FILLS: [&str; 5] = ["log", "attach", "submit", "undo", "retract"];
/// Verbs of who reviews, besides.
const REVIEWS: [&str; 4] = ["return", "close", "reopen", "extend"];

impl Role {
    /// As people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Keeps => "管理",
            Self::Reviews => "审核",
            Self::Fills => "填报",
            Self::Looks => "查看",
            Self::HandsUp => "上报",
        }
    }

    /// Whether a verb is for it; of which tasks, and with which words, the ledger itself asks.
    pub(crate) fn may(self, verb: &str) -> bool {
        let looks = || {
            let shows = FORMS.iter().any(|form| form.name == verb && form.shows);
            verb.is_empty() || shows || MAKES.contains(&verb)
        };
        match self {
            Self::Keeps => true,
            Self::HandsUp => false,
            Self::Looks => looks(),
            Self::Fills => FILLS.contains(&verb) || looks(),
            Self::Reviews => FILLS.contains(&verb) || REVIEWS.contains(&verb) || looks(),
        }
    }

    /// Whether a place of the page is for it, whatever is done there.
    pub(crate) fn may_be_at(self, path: &str) -> bool {
        let place = PLACES.into_iter().find(|(place, _)| *place == path);
        let verb = path.strip_prefix(DO).or(place.map(|(_, verb)| verb));
        let verb = verb.or_else(|| Here::of(path)?.verb());
        self != Self::HandsUp && verb.is_none_or(|verb| self.may(verb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_may_what_the_one_below_may_and_more() {
        let verbs = |role: Role| {
            FORMS
                .iter()
                .filter(move |form| role.may(&form.name))
                .count()
        };
        let ladder = [
            Role::HandsUp,
            Role::Looks,
            Role::Fills,
            Role::Reviews,
            Role::Keeps,
        ];
        let counts = ladder.map(verbs);
        assert!(counts.is_sorted_by(|one, other| one < other), "{counts:?}");
        assert_eq!((counts[0], counts[4]), (0, FORMS.len()));
        for (verb, least) in [
            ("list", Role::Looks),
            ("log", Role::Fills),
            ("close", Role::Reviews),
            ("edit", Role::Keeps),
            ("import", Role::Keeps),
            ("config", Role::Keeps),
            ("restore", Role::Keeps),
        ] {
            let first = ladder.into_iter().find(|role| role.may(verb));
            assert_eq!(first, Some(least), "{verb}");
        }
    }
}
