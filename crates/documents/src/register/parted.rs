//! Cells that hold two things which their title names: 措施及时限, 责任部门及时限, 困难及下步安排.

use std::collections::BTreeMap;

use crate::vocabulary::{Key, Named, Sense, named, sense};
use model::deadline::Deadline;
use office::cell::Cell;
use office::text::punctuation;

/// Most characters of a label within a cell, and of a deadline behind other words.
const LABEL: usize = 8;
const WORDS: usize = 16;

/// Puts the second thing into the cell of its own.
pub(super) fn part(seconds: &BTreeMap<Key, Key>, cells: &mut BTreeMap<Key, Cell>) {
    for (key, second) in seconds {
        if !matches!(second, Key::Deadline | Key::NextStep | Key::FinishedOn) {
            continue;
        }
        // 责任科室/责任人/完成日期: the cell of the first of them.
        let first = seconds.iter().find(|(_, second)| *second == key);
        let key = first.map_or(key, |(first, _)| first);
        let Some(text) = cells.get(key).map(Cell::written) else {
            continue;
        };
        if *second == Key::FinishedOn {
            if let Some((due, done)) = due_and_done(&text) {
                cells.insert(*key, Cell::read(due));
                if done.chars().any(|c| c.is_ascii_digit()) {
                    cells.insert(*second, Cell::read(done));
                }
            }
            continue;
        }
        let behind = || (*second == Key::Deadline).then(|| deadline_behind(*key, &text))?;
        if let Some((first, other)) = by_labels(*second, &text).or_else(behind) {
            cells.remove(key);
            for (key, text) in [(*key, first), (*second, other)] {
                if !text.is_empty() {
                    cells.insert(key, Cell::read(text));
                }
            }
        }
    }
}

/// 2024.6.10/2024.6.8: by when, and when; nothing behind the stroke is not done yet.
fn due_and_done(text: &str) -> Option<(&str, &str)> {
    let day = |text: &str| Deadline::is_phrase(text) && text.chars().any(|c| c.is_ascii_digit());
    let mut cuts = text.match_indices(['/', '／', '\n', '；', '、']);
    cuts.find_map(|(at, sign)| {
        let (due, done) = (text[..at].trim(), text[at + sign.len()..].trim());
        (Deadline::is_phrase(due) && (done.is_empty() || done == "—" || day(done)))
            .then_some((due, done))
    })
}

/// 措施：… and 时限：… beneath it.
fn by_labels(second: Key, text: &str) -> Option<(String, String)> {
    let (mut first, mut other) = (Vec::new(), Vec::new());
    let mut labelled = false;
    let mut behind = false;
    for piece in pieces(text) {
        let (label, rest) = match piece.split_once(['：', ':']) {
            Some((label, rest)) if label.trim().chars().count() <= LABEL => {
                (meaning(label.trim()), rest.trim())
            }
            _ => (None, piece),
        };
        labelled |= label.is_some();
        behind = label.map_or(behind, |label| label == second);
        let part = if behind { &mut other } else { &mut first };
        part.push(if label.is_some() { rest } else { piece });
    }
    let joined = |parts: Vec<&str>| parts.join("\n").trim().to_owned();
    labelled.then(|| (joined(first), joined(other)))
}

/// The lines, and what stands behind a semicolon or a blank with a label of its own.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        for (at, sign) in line.match_indices(['；', ';', '。', ' ', '\u{3000}']) {
            let rest = &line[at + sign.len()..];
            let label = rest.split_once(['：', ':']).map(|(label, _)| label.trim());
            let begins = label
                .is_some_and(|label| label.chars().count() <= LABEL && meaning(label).is_some());
            if begins {
                pieces.push(&line[from..at]);
                from = at + sign.len();
            }
        }
        pieces.push(&line[from..]);
    }
    let pieces = pieces.into_iter().map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// What a label within a cell names.
fn meaning(label: &str) -> Option<Key> {
    let known = named(label).map(Sense::Means).or_else(|| sense(label));
    match known {
        Some(Sense::Means(Named::PlannedOrActual)) => Some(Key::Deadline),
        Some(Sense::Means(Named::Key(key))) => Some(key),
        _ if ["计划完成", "预计完成"].contains(&label) => Some(Key::Deadline),
        _ => None,
    }
}

/// 整改措施及完成时限: what a cell of both ends with; behind a department a blank is enough.
fn deadline_behind(key: Key, text: &str) -> Option<(String, String)> {
    let text = punctuation::strip_closing(text.trim());
    let ends: &[char] = if key == Key::Measures {
        &['。', '，', '；', '\n', '（', '(']
    } else {
        &[
            '。', '，', '；', '\n', '（', '(', ' ', '\u{3000}', '/', '、', '：',
        ]
    };
    let (first, words) = text.rsplit_once(ends)?;
    let words = words.trim_end_matches(['）', ')']).trim();
    // （完成时限：6月底前）
    let words = match words.split_once(['：', ':']) {
        Some((label, words)) if meaning(label.trim()) == Some(Key::Deadline) => words.trim(),
        _ => words,
    };
    let plan = words.chars().count() <= WORDS && Deadline::is_phrase(words);
    plan.then(|| (first.trim().to_owned(), words.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_things_of_one_cell() {
        for (key, second, text, first, other) in [
            (
                Key::Measures,
                Key::Deadline,
                "措施：加固\n时限：6月底",
                "加固",
                "6月底",
            ),
            (
                Key::Measures,
                Key::Deadline,
                "加固；计划完成：6月底",
                "加固",
                "6月底",
            ),
            (
                Key::Measures,
                Key::Deadline,
                "加固堤防（6月底前）",
                "加固堤防",
                "6月底前",
            ),
            (
                Key::Dept,
                Key::Deadline,
                "生产部 7月15日前",
                "生产部",
                "7月15日前",
            ),
            (
                Key::Reason,
                Key::NextStep,
                "困难：缺料；下步：催料",
                "缺料",
                "催料",
            ),
            (Key::Reason, Key::NextStep, "下步：催料", "", "催料"),
            (Key::Dept, Key::Deadline, "生产部", "生产部", ""),
        ] {
            let mut cells = BTreeMap::from([(key, Cell::read(text))]);
            part(&BTreeMap::from([(key, second)]), &mut cells);
            let found = |key: Key| cells.get(&key).map(Cell::written).unwrap_or_default();
            assert_eq!(
                (found(key).as_str(), found(second).as_str()),
                (first, other),
                "{text}"
            );
        }
    }
}
