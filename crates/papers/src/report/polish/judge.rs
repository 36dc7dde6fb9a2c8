//! What speaks against a rewritten block: what it says and no record bears out.

use super::Told;
use crate::report::check;
use crate::report::item::Item;
use crate::report::wording;
use model::ledger::Ledger;
use model::task::Task;

/// Why a person is asked before a block becomes the task's wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The records say otherwise, in a sentence.
    Contradicts(String),
    /// No record has these words.
    Unrecorded(String),
    /// A number or a day that the records tell of something else.
    Elsewhere(String),
    /// A clause as the ledger tells it: what it left open is not open any more, or goes the other way.
    Turned(String),
    /// A mark for something to fill in is still there.
    Unfilled(String),
    /// The task got records after the sheet was written.
    Older,
    /// The marker of this task, which stood next, is gone: its text may be in this block.
    Swallowed(String),
}

/// What the text claims that neither the records nor the ledger's own text bear out.
pub(super) fn doubts(ledger: &Ledger, told: &Told<'_>, own: &str, text: &str) -> Vec<Doubt> {
    // An earlier wording bears nothing out.
    let task = Task {
        wording: None,
        ..told.item.task.clone()
    };
    let item = Item {
        task: &task,
        ..told.item.clone()
    };
    let claimed = check::of_problem(ledger, &item, own, text);
    let mut doubts: Vec<Doubt> = claimed.wrong.into_iter().map(Doubt::Contradicts).collect();
    doubts.extend(claimed.unrecorded.into_iter().map(Doubt::Unrecorded));
    let beyond = check::beyond(ledger, &item, own, text);
    doubts.extend(beyond.unrecorded.into_iter().map(Doubt::Unrecorded));
    doubts.extend(beyond.elsewhere.into_iter().map(Doubt::Elsewhere));
    doubts.extend(beyond.turned.into_iter().map(Doubt::Turned));
    let known = wording::unrecorded(&item, own);
    for number in wording::unrecorded(&item, text) {
        let named = doubts.iter().any(|doubt| match doubt {
            Doubt::Contradicts(said) | Doubt::Unrecorded(said) | Doubt::Elsewhere(said) => {
                said.contains(&number)
            }
            _ => false,
        });
        if !named && !known.contains(&number) {
            doubts.push(Doubt::Unrecorded(number));
        }
    }
    let left = told.gaps().filter_map(|gap| text.find(gap));
    doubts.extend(left.map(|at| Doubt::Unfilled(mark(&text[at..]).to_owned())));
    doubts
}

/// The mark that a text begins with.
fn mark(text: &str) -> &str {
    text.split_inclusive('〕').next().unwrap_or(text)
}
