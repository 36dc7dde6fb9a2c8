//! Registers of every sort of office, each with what a careful clerk would read out of it, written by
//! people who had not seen the reader.
//!
//! Others than those kept here are measured by
//! `LEDGER_LAYOUTS=FOLDER cargo test --test rules sheet::layouts -- --nocapture`.

mod score;
mod script;

use std::collections::BTreeMap;

use score::{Score, score};

/// The registers that are kept.
const KEPT: [(&str, &str); 13] = [
    ("a", include_str!("a.txt")),
    ("b", include_str!("b.txt")),
    ("c", include_str!("c.txt")),
    ("d", include_str!("d.txt")),
    ("one-a", include_str!("one-a.txt")),
    ("one-b", include_str!("one-b.txt")),
    ("two-a", include_str!("two-a.txt")),
    ("two-b", include_str!("two-b.txt")),
    ("three", include_str!("three.txt")),
    ("four", include_str!("four.txt")),
    ("five", include_str!("five.txt")),
    ("six", include_str!("six.txt")),
    ("seven", include_str!("seven.txt")),
];

/// Scores them; what was wrong and a line for each kind as text.
fn measured(texts: &[(String, String)]) -> (Score, String) {
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    let mut total = Score::default();
    let mut told = Vec::new();
    for (name, text) in texts {
        for script in script::scripts(text) {
            let one = score(&script);
            if !one.faults.is_empty() {
                told.push(format!(
                    "{name} {} {} {}",
                    script.name, script.kind, script.layout
                ));
                told.extend(one.faults.iter().map(|fault| format!("    {fault}")));
            }
            kinds.entry(script.kind).or_default().add(&one);
            total.add(&one);
        }
    }
    let head =
        "kind          registers  tasks  found     F1  fields  right  missing  doubted  silent";
    told.push(head.to_owned());
    for (kind, score) in kinds.iter().chain([(&"all".to_owned(), &total)]) {
        told.push(format!(
            "{kind:<12}  {:>9}  {:>5}  {:.3}  {:.3}  {:>6}  {:.3}  {:>7}  {:>7}  {:>6}",
            score.registers,
            score.tasks,
            score.recall(),
            score.f1(),
            score.fields,
            score.accuracy(),
            score.missing,
            score.doubted,
            score.silent
        ));
    }
    (total, told.join("\n"))
}

/// The texts of a folder, by name.
fn folder(path: &std::path::Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(path).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "txt"));
    paths.sort();
    let text = |path: &std::path::PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        (
            stem.into_owned(),
            std::fs::read_to_string(path).expect("a text"),
        )
    };
    paths.iter().map(text).collect()
}

#[test]
fn tasks_and_fields_of_registers_of_every_office() {
    if let Some(path) = std::env::var_os("LEDGER_LAYOUTS") {
        println!("{}", measured(&folder(path.as_ref())).1);
        return;
    }
    let kept = KEPT.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let (total, told) = measured(&kept);
    println!("{told}");
    assert!(total.recall() >= 0.97, "{:.4}", total.recall());
    assert!(total.accuracy() >= 0.97, "{:.4}", total.accuracy());
    assert!(total.silent * 500 <= total.fields, "{}", total.silent);
}
