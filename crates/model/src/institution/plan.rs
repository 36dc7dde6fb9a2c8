//! Plans, and what was not done.

use super::text::is_sign;
use super::words as w;

/// Whether a clause says what is to be done; what follows it in its sentence is meant too.
pub(super) fn is_planned(clause: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    // Most clauses have no such word, and need not be looked at closely.
    if !has(&w::PLANS) && !has(&w::PLANS_AS_VERBS) {
        return false;
    }
    let clause = harmless(clause);
    w::PLANS.iter().any(|plan| intends(&clause, plan))
        || w::PLANS_AS_VERBS.iter().any(|plan| is_verb(&clause, plan))
}

/// Whether a word for a plan governs a verb, a name, or as good as nothing. Behind the verb of making it
/// belongs to what was made.
fn intends(clause: &str, plan: &str) -> bool {
    let Some((ahead, behind)) = clause.split_once(plan) else {
        return false;
    };
    let has_object = behind.contains(is_sign) || makes(behind) || behind.chars().count() <= 8;
    let is_object = makes(ahead) || ahead.contains(is_sign);
    has_object && !is_followed(ahead) && (!is_object || behind.contains("印发"))
}

/// Whether 计划, 将, 要 are verbs here: before another verb, a day or a preposition.
fn is_verb(clause: &str, plan: &str) -> bool {
    let Some((ahead, behind)) = clause.split_once(plan) else {
        return false;
    };
    let mut leads = w::BEHIND_PLAN.iter().chain(&w::MADE).chain(&w::REVISED);
    let leads = leads.any(|word| behind.starts_with(word))
        || behind.starts_with(|c: char| c.is_ascii_digit());
    // 将修订后的《…》印发 does something to it.
    leads
        && !behind.starts_with("修订后")
        && !is_followed(ahead)
        && (!ahead.contains(is_sign) || ahead.ends_with(is_sign))
}

fn makes(text: &str) -> bool {
    w::MADE
        .iter()
        .chain(&w::REVISED)
        .any(|verb| text.contains(verb))
}

/// Whether what comes was followed: 按计划, 按照上级要求.
fn is_followed(ahead: &str) -> bool {
    ahead.contains('按') || w::FOLLOWING.iter().any(|word| ahead.contains(word))
}

/// Whether a verb is said not to be done, not by oneself, or not well.
pub(super) fn is_undone(ahead: &str, behind: &str) -> bool {
    let undone = |ahead: &str, behind: &str| {
        w::UNDONE.iter().any(|word| ahead.contains(word))
            || w::GOING_ON.iter().any(|word| behind.contains(word))
            || w::UNDONE_BEHIND.iter().any(|word| behind.ends_with(word))
            || behind == "中"
    };
    undone(ahead, behind) && undone(&harmless(ahead), &harmless(behind))
}

/// The clause without words that only look like a denial or a plan.
pub(super) fn harmless(clause: &str) -> String {
    let mut clause = clause.to_owned();
    for word in w::HARMLESS {
        if clause.contains(word) {
            clause = clause.replace(word, "＿");
        }
    }
    clause
}
