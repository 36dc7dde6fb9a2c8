//! Nothing vanishes: every letter of a document is in its draft, is left unclaimed, or is chrome.

use std::collections::HashMap;
use std::path::Path;

use documents::document::{self, Account};
use model::draft::Draft;

use super::compose::compose;

/// Numbers and what makes ordinals of them: a list within a measure loses its own.
const ORDINALS: &str = "一二三四五六七八九十是第";

/// How often each letter stands in a text.
fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<char, usize> {
    let mut counts = HashMap::new();
    for c in texts
        .flat_map(str::chars)
        .filter(|c| c.is_alphabetic() && !ORDINALS.contains(*c))
    {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Texts of the draft that came from running text, each once.
fn told(draft: &Draft) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(draft.dimensions.iter().map(|d| d.heading.clone()));
    texts.extend(
        draft
            .problems
            .iter()
            .flat_map(|p| [p.title.clone(), p.detail.clone()]),
    );
    texts.extend(
        draft
            .causes
            .iter()
            .flat_map(|c| [c.title.clone(), c.detail.clone()]),
    );
    texts.extend(
        draft
            .measures
            .iter()
            .flat_map(|m| [m.title.clone(), m.detail.clone()]),
    );
    let mut groups: Vec<String> = draft
        .measures
        .iter()
        .filter_map(|m| m.group.clone())
        .collect();
    groups.dedup();
    texts.extend(groups);
    texts.extend(
        draft
            .last_year
            .iter()
            .flat_map(|l| [l.heading.clone(), l.text.clone()]),
    );
    texts.extend(
        draft
            .statements
            .iter()
            .flat_map(|s| [s.title.clone(), s.text.clone()]),
    );
    texts.extend(draft.unclaimed.iter().map(|u| u.text.clone()));
    for task in &draft.tasks {
        texts.extend(
            [&task.lead, &task.dept, &task.owner]
                .into_iter()
                .flatten()
                .cloned(),
        );
        texts.extend(task.deadline.iter().map(|due| due.phrase.clone()));
    }
    texts
}

/// Letters of the text that are nowhere.
fn lost(account: &Account) -> Vec<(char, usize)> {
    let texts = told(&account.draft);
    let known = texts.iter().map(String::as_str);
    let left = account
        .chrome
        .iter()
        .chain(&account.leads)
        .map(String::as_str);
    let have = letters(known.chain(left));
    let mut lost: Vec<(char, usize)> = letters(account.text.iter().map(String::as_str))
        .into_iter()
        .filter_map(|(c, count)| {
            let had = have.get(&c).copied().unwrap_or_default();
            (had < count).then(|| (c, count - had))
        })
        .collect();
    lost.sort_unstable();
    lost
}

#[test]
fn no_letter_of_a_document_vanishes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/documents/fixtures");
    let mut documents: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e != "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    let more: u64 = std::env::var("LEDGER_COVERED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(150);
    documents.extend((20_001..=20_000 + more).map(|seed| {
        let made = compose(seed);
        (format!("{seed} {}", made.name), made.bytes)
    }));
    for (name, bytes) in &documents {
        let file = name.rsplit(' ').next().unwrap();
        let account = document::account(bytes, file).unwrap();
        assert_eq!(lost(&account), [], "{name}");
    }
}
