//! A text about one problem, held against its records.

use std::collections::HashSet;

use super::place::{self, Sentence};
use super::scope::Scope;
use super::words::State;
use super::{claim, findings, judge, missing};
use crate::report::item::Item;
use model::ledger::Ledger;
use office::text::sentence;

/// What a text claims and its problem's records do not bear out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Claimed {
    /// What the records say otherwise, and what they say that the text must not leave out.
    pub(crate) wrong: Vec<String>,
    /// Words that no record has.
    pub(crate) unrecorded: Vec<String>,
}

/// Reads a text about this problem alone. What the ledger's own text about it says needs no record;
/// what that discloses, the other must.
pub(crate) fn of_problem(ledger: &Ledger, item: &Item<'_>, own: &str, text: &str) -> Claimed {
    let scope = Scope::of_items(ledger, vec![item]);
    let (own, told) = (place::of_item(own, item), place::of_item(text, item));
    let known = claimed(&own, &scope, item.task.year);
    let mut claimed = claimed(&told, &scope, item.task.year);
    claimed.wrong.retain(|said| !known.wrong.contains(said));
    claimed
        .unrecorded
        .retain(|said| !known.unrecorded.contains(said));
    let disclosed = missing::states_told(&told);
    let mut lacking: Vec<State> = missing::states_told(&own)
        .difference(&disclosed)
        .copied()
        .collect();
    lacking.sort_by_key(|state| *state as u8);
    let title = sentence::one_line(&item.task.problem);
    let lacking = lacking
        .into_iter()
        .map(|state| format!("“{title}”没有写明{}", state.word()));
    claimed.wrong.extend(lacking);
    claimed
}

fn claimed(sentences: &[Sentence<'_>], scope: &Scope<'_>, year: i32) -> Claimed {
    let mut claimed = Claimed::default();
    let mut seen = HashSet::new();
    for fault in sentences
        .iter()
        .flat_map(|sentence| judge::faults(sentence, scope))
    {
        if !seen.insert(fault.clone()) {
            continue;
        }
        claimed.unrecorded.extend(claim(&fault));
        let found = findings(&fault, scope, year).into_iter();
        claimed.wrong.extend(found.map(|finding| finding.message));
    }
    claimed
}
