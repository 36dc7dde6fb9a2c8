//! States: what a clause says of a problem or of all.

use std::ops::Range;

use crate::report::check::claims::held::{Claimed, Fault, Held};
use crate::report::check::claims::scope::Scope;
use crate::report::check::claims::words::{self, State};

/// The states that a clause claims: words that a record has are the record's.
pub(super) fn claimed(held: &Held<'_>, clause: &Range<usize>) -> Vec<Claimed> {
    let text = &held.text[clause.clone()];
    let mut found: Vec<(Range<usize>, Claimed)> = Vec::new();
    for (word, state) in words::STATES {
        for (at, _) in text.match_indices(word) {
            let range = clause.start + at..clause.start + at + word.len();
            let before = &text[..at];
            let rate = text[at + word.len()..].starts_with('率');
            let future = words::FUTURE
                .iter()
                .any(|word| text[..at + 2 * '前'.len_utf8()].contains(word));
            // 曾于6月30日完成整改; 已于8月18日完成整改；11月再次出现: as it once was.
            let once = state == State::Finished
                && (before.contains("曾于") || followed(held, clause, "再次出现"));
            let elsewhere = state == State::Relapsed && held.text[range.end..].contains("（见");
            // 延期至 is done; 延期后仍未按期完成 says that it is late.
            let put_off = state == State::Extended;
            let late = put_off && held.text[range.end..].starts_with('后');
            let future = future && !put_off;
            if rate || future || late || once || elsewhere || held.is_recorded(&range) {
                continue;
            }
            let can_be_denied = matches!(state, State::Overdue | State::Extended | State::Relapsed);
            let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
            let denied = can_be_denied && ends(&words::NONE);
            if denied || !ends(&words::NOT) {
                found.push((
                    range,
                    Claimed {
                        state,
                        denied,
                        word,
                    },
                ));
            }
        }
    }
    let ranges: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    let within = |range: &Range<usize>| {
        let mut others = ranges.iter();
        others.any(|other| other != range && other.start <= range.start && range.end <= other.end)
    };
    found.retain(|(range, _)| !within(range));
    found.into_iter().map(|(_, claimed)| claimed).collect()
}

/// Whether the next clause says that.
fn followed(held: &Held<'_>, clause: &Range<usize>, word: &str) -> bool {
    let next = held
        .clauses
        .iter()
        .find(|next| next.start > clause.start && next.start >= clause.end);
    next.is_some_and(|next| held.text[next.clone()].contains(word))
}

/// What is claimed and does not hold.
pub(super) fn faults(held: &Held<'_>, scope: &Scope<'_>) -> Vec<Fault> {
    let of_section = scope.counts.is_some();
    let mut faults = Vec::new();
    for clause in &held.clauses {
        let text = &held.text[clause.clone()];
        if text.is_empty() || held.is_recorded(clause) && text.chars().count() < 2 {
            continue;
        }
        let claimed = claimed(held, clause);
        let all = universal(held, clause);
        if scope.group_of.is_some() {
            faults.extend(
                claimed
                    .iter()
                    .filter_map(|claim| of_group(text, claim, scope)),
            );
        } else if of_section {
            faults.extend(of_all(held, clause, &claimed, all, scope));
        } else {
            faults.extend(claimed.iter().filter_map(|claim| of_items(claim, scope)));
            if all && claimed.is_empty() && !all_hold(State::Finished, scope) && ends(held, clause)
            {
                let said = text.to_owned();
                faults.push(Fault::Unassigned { said });
            }
        }
    }
    faults
}

fn of_items(claim: &Claimed, scope: &Scope<'_>) -> Option<Fault> {
    let wrong = scope.items.iter().enumerate();
    let wrong = wrong.filter(|(_, item)| claim.state.holds(item) == claim.denied);
    let items: Vec<usize> = wrong.map(|(place, _)| place).collect();
    let word = claim.word.to_owned();
    let said = if claim.denied {
        format!("没有{word}")
    } else {
        word
    };
    (!items.is_empty()).then_some(Fault::State { said, items })
}

/// A state in a sentence of several that are not named: one of them at least has it; what is said
/// beside their number is held against that.
fn of_group(text: &str, claim: &Claimed, scope: &Scope<'_>) -> Option<Fault> {
    let counted = words::TOGETHER.iter().any(|(word, _)| text.contains(word));
    let holds = scope.items.iter().any(|item| claim.state.holds(item));
    (!counted && !text.starts_with("其中") && !holds).then(|| Fault::State {
        said: claim.word.to_owned(),
        items: (0..scope.items.len()).collect(),
    })
}

/// 全部整改到位, 无一逾期, 整改完成率100%, and a state of all without a number.
fn of_all(
    held: &Held<'_>,
    clause: &Range<usize>,
    claimed: &[Claimed],
    all: bool,
    scope: &Scope<'_>,
) -> Option<Fault> {
    let text = &held.text[clause.clone()];
    let counted = text.contains(|c: char| c.is_ascii_digit());
    let strong = claimed.iter().find(|claim| claim.denied || all);
    let bare = claimed.iter().find(|claim| {
        !counted && !claim.denied && matches!(claim.state, State::Finished | State::Closed)
    });
    let (state, denied) = match strong.or(bare) {
        Some(claim) => (claim.state, claim.denied),
        None if all && ends(held, clause) => (State::Finished, false),
        None => return None,
    };
    let wrong = scope
        .items
        .iter()
        .filter(|item| state.holds(item) == denied);
    let count = wrong.count();
    let said = text.to_owned();
    (count > 0).then_some(Fault::All { said, count })
}

fn all_hold(state: State, scope: &Scope<'_>) -> bool {
    scope.items.iter().all(|item| state.holds(item))
}

/// A word that says a thing of all, not a record's.
fn universal(held: &Held<'_>, clause: &Range<usize>) -> bool {
    stands(held, clause, &words::ALL)
}

fn ends(held: &Held<'_>, clause: &Range<usize>) -> bool {
    stands(held, clause, &words::ENDS)
}

fn stands(held: &Held<'_>, clause: &Range<usize>, words: &[&str]) -> bool {
    let text = &held.text[clause.clone()];
    words.iter().any(|word| {
        let mut places = text.match_indices(word);
        places.any(|(at, _)| {
            let start = clause.start + at;
            let before = &text[..at];
            // 尚未全部完成的原因, 整改时限均为…
            let other = before.ends_with('未') || text[at + word.len()..].starts_with('为');
            !other && !held.is_recorded(&(start..start + word.len()))
        })
    })
}
