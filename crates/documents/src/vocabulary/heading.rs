//! Header cells: which column a title names, as offices write it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Key;

use super::rules::{RULES, Rule, Sense};
use super::titles::{AMBIGUOUS, Named};
use super::words::CLOSES;
use office::text::width;

/// Most characters of a title.
const LONGEST: usize = 20;
/// Most characters of one that only its words tell.
const LONGEST_GUESSED: usize = 14;
/// Between two things in one title.
const CONJUNCTIONS: [char; 5] = ['/', '及', '和', '、', '与'];

/// What the title names; of two things in one title (责任部门及责任人) the first; blanks, line breaks, widths and remarks in brackets do not matter.
pub fn named(title: &str) -> Option<Named> {
    // Long texts are no titles, and most short ones begin like none: told before anything is made
    // of them.
    if !begins_like_one(title) || title.chars().filter(|c| counts(*c)).nth(LONGEST).is_some() {
        return None;
    }
    let title = normalized(title);
    if title.is_empty() || title.chars().count() > LONGEST {
        return None;
    }
    let bare = without_brackets(&title);
    // 责任单位（配合）
    let helps = |inner: &str| ["配合", "协办", "协助", "参与"].contains(&inner);
    if bare.ends_with("单位") || bare.ends_with("部门") {
        let inner = title
            .split_once('(')
            .and_then(|(_, rest)| rest.strip_suffix(')'));
        if inner.is_some_and(helps) {
            return Some(Named::Key(Key::CoDepts));
        }
    }
    let first = bare.split(CONJUNCTIONS).next().unwrap_or("");
    let chinese = without_latin(&bare);
    let flat: String = title
        .chars()
        .filter(|c| !"()[]【】〔〕".contains(*c))
        .collect();
    [
        title.as_str(),
        bare.as_str(),
        flat.as_str(),
        first,
        &chinese,
    ]
    .into_iter()
    .find_map(exact)
}

/// The other of two things that one title names: 责任部门及责任人, 责任领导（部门）.
pub fn second(title: &str) -> Option<Key> {
    let title = normalized(title);
    let guessed = || match sense(&title) {
        Some(Sense::Means(named)) => Some(named),
        _ => None,
    };
    let Some(Named::Key(first)) = named(&title).or_else(guessed) else {
        return None;
    };
    if exact(&title).is_some() && !title.contains(['/', '(']) {
        return None;
    }
    let bare = without_brackets(&title);
    let inner = title
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or("", |(inner, _)| inner);
    let outer = bare.split(CONJUNCTIONS).nth(1).unwrap_or("");
    [outer, inner]
        .into_iter()
        .find_map(|part| match part {
            "部门" | "单位" | "科室" | "处室" | "责任部门" => Some(Key::Dept),
            "人" | "人员" | "责任人员" => Some(Key::Owner),
            "领导" => Some(Key::Lead),
            // 责任部门（牵头/配合）
            part if part.starts_with("牵头") && part.ends_with("配合") => Some(Key::CoDepts),
            // 销号人及日期
            "日期" | "时间" if CLOSES.iter().any(|word| title.contains(word)) => {
                Some(Key::ClosedOn)
            }
            part => match exact(part).map(Sense::Means).or_else(|| by_words(part)) {
                Some(Sense::Means(Named::Key(key))) => Some(key),
                Some(Sense::Means(Named::PlannedOrActual)) => Some(Key::Deadline),
                _ => None,
            },
        })
        .filter(|key| {
            let parties = [Key::Lead, Key::Dept, Key::Owner, Key::CoDepts];
            let both = parties.contains(key) && parties.contains(&first);
            let dated =
                *key == Key::Deadline && (parties.contains(&first) || first == Key::Measures);
            let next = (first, *key) == (Key::Reason, Key::NextStep);
            let signed = (first, *key) == (Key::Verifier, Key::ClosedOn)
                || (first, *key) == (Key::Deadline, Key::FinishedOn);
            *key != first && (both || dated || next || signed)
        })
}

/// Whether a third thing of a title is a day: 责任科室/责任人/完成日期.
pub(crate) fn third_is_day(title: &str) -> bool {
    let title = normalized(title);
    let third = title.split(CONJUNCTIONS).nth(2);
    let named = |part: &str| exact(part).map(Sense::Means).or_else(|| by_words(part));
    matches!(
        third.and_then(named),
        Some(Sense::Means(
            Named::PlannedOrActual | Named::Key(Key::Deadline)
        ))
    )
}

/// What an uncommon title most likely means, by the words in it; asked only where [`named`] knows
/// nothing. Of two things in one title the first.
pub fn sense(title: &str) -> Option<Sense> {
    let title = normalized(title);
    let bare = without_latin(&without_brackets(&title));
    // 完成（√）
    let ticked: String = title.chars().filter(|c| !"()".contains(*c)).collect();
    let whole = match bare.is_empty() {
        true => &title,
        false if title.contains('√') => &ticked,
        false => &bare,
    };
    if whole.is_empty() || whole.chars().count() > LONGEST_GUESSED {
        return None;
    }
    // 销号与否 names one thing.
    let asked = whole.ends_with("与否");
    let first = whole.split(CONJUNCTIONS).next().filter(|_| !asked);
    // 牵头负责（领导）
    let flat = title.replace(['(', ')'], "");
    let flat = if bare.is_empty() { whole } else { &flat };
    let parts = [first.unwrap_or(whole), whole.as_str(), flat.as_str()];
    let known = |part: &&str| part.chars().count() >= 2 || *part == whole.as_str();
    parts.into_iter().filter(known).find_map(by_words)
}

/// The first rule that fits.
fn by_words(title: &str) -> Option<Sense> {
    let holds = |words: &[&str]| words.is_empty() || words.iter().any(|word| title.contains(word));
    let fits = |rule: &&Rule| {
        (rule.ends.is_empty() || rule.ends.iter().any(|end| title.ends_with(end)))
            && holds(rule.holds)
            && holds(rule.also)
            && !rule.never.iter().any(|word| title.contains(word))
    };
    RULES.iter().find(fits).map(|rule| rule.sense)
}

/// What the title names as it stands in the list.
pub fn exactly(title: &str) -> Option<Named> {
    exact(&normalized(title))
}

fn exact(title: &str) -> Option<Named> {
    ambiguous(title).or_else(|| TITLES.get(title).copied().map(Named::Key))
}

fn ambiguous(title: &str) -> Option<Named> {
    let known = AMBIGUOUS.iter().find(|(known, _)| *known == title);
    known.map(|(_, named)| *named)
}

static TITLES: LazyLock<HashMap<String, Key>> = LazyLock::new(|| {
    let mut titles = HashMap::new();
    for key in Key::all().filter(|key| *key != Key::Remark) {
        for title in key.titles() {
            titles.insert(normalized(title), key);
        }
    }
    titles
});

/// The characters that some title begins with, in order.
static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let known = TITLES.keys().filter_map(|title| title.chars().next());
    let unclear = AMBIGUOUS
        .iter()
        .filter_map(|(title, _)| title.chars().next());
    let mut first: Vec<char> = known.chain(unclear).collect();
    first.sort_unstable();
    first.dedup();
    first
});

/// Whether it may be a title, by its first character; where that is a bracket, only the rest tells.
fn begins_like_one(title: &str) -> bool {
    let Some(first) = title.chars().map(width::narrow).find(|c| counts(*c)) else {
        return false;
    };
    matches!(first, '(' | '[' | '【' | '〔' | ')' | ']' | '】' | '〕')
        || first
            .to_lowercase()
            .next()
            .is_some_and(|first| FIRST.binary_search(&first).is_ok())
}

fn normalized(title: &str) -> String {
    let narrow = width::narrow_all(title).to_lowercase();
    narrow.chars().filter(|c| counts(*c)).collect()
}

/// Whether a title is told by this character too.
fn counts(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '*' | ':' | '\u{FEFF}' | '\u{200B}')
}

/// 责任部门dept.: the Chinese of a title that is in two languages.
fn without_latin(title: &str) -> String {
    let latin = |c: char| c.is_ascii_alphanumeric() || ".&#'-".contains(c);
    let chinese: String = title.chars().filter(|c| !latin(*c)).collect();
    let letters = title.chars().filter(char::is_ascii_alphabetic).count();
    if letters >= 3 && chinese.chars().count() >= 2 {
        chinese
    } else {
        title.to_owned()
    }
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_is_known_whatever_stands_before_it() {
        for key in Key::all().filter(|key| *key != Key::Remark) {
            for title in key.titles() {
                for title in [
                    title.to_owned(),
                    format!(" *{title}"),
                    format!("（1）{title}"),
                ] {
                    assert!(named(&title).is_some(), "{title}");
                }
            }
        }
        for (title, _) in AMBIGUOUS {
            assert!(named(title).is_some(), "{title}");
        }
    }

    #[test]
    fn titles_as_offices_write_them() {
        for (title, key) in [
            ("序 号", Key::Serial),
            ("存 在\n问 题", Key::Problem),
            ("责任领导（分管）", Key::Lead),
            ("牵头（责任）部门", Key::Dept),
            ("整改时限：", Key::Deadline),
            ("完成时间（实际）", Key::FinishedOn),
            ("完成时间（计划）", Key::Deadline),
            ("整改情况（月）", Key::Progress),
            ("*整改措施", Key::Measures),
            ("ＮＯ．", Key::Serial),
            ("责任部门及责任人", Key::Dept),
            ("整改进展及成效", Key::ProgressAndOutcome),
        ] {
            assert_eq!(named(title), Some(Named::Key(key)), "{title}");
        }
        assert_eq!(named("完成情况"), Some(Named::StatusOrProgress));
        assert_eq!(named("完成时间"), Some(Named::PlannedOrActual));
        assert_eq!(named("颜色"), None);
        assert_eq!(named(""), None);
    }
}
