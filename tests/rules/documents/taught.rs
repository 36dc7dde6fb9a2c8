//! The documents that the reader was taught with: what it was taught it must still read.
//!
//! `marks.rs` has the marks.

use std::path::Path;

use documents::document;

use super::marks::{Marked, changed};
use super::score::{Score, Truth};

fn score(document: &str) -> (String, Score, bool) {
    let (head, body) = document.split_once('\n').unwrap();
    let mut head = head.split('|').map(str::trim);
    let mut next = || head.next().unwrap_or_default();
    let (name, kind, year, change) = (next(), next(), next(), next());
    let marked = Marked::read(body);
    let text = changed(&marked.text, change);
    let file = if text.starts_with('#') || text.contains("\n#") {
        "taught.md"
    } else {
        "taught.txt"
    };
    let draft = document::read(text.as_bytes(), file).unwrap();
    let mut meant = marked.truth;
    let mut found = Truth::of(&draft);
    found.tasks.retain(|(_, field, _)| field != "term");
    for problem in &mut found.problems {
        problem.2.clear();
    }
    meant.year = year.parse().ok().or(found.year);
    meant.kind = Some(kind.to_owned())
        .filter(|kind| kind.chars().count() > 1)
        .or_else(|| found.kind.clone());
    let score = Score::of(&meant, &found);
    let right = score.parts().iter().all(|(_, counts)| counts.f1() >= 1.0);
    if !right {
        println!("{name}\n  meant {meant:#?}\n  found {found:#?}");
    }
    (name.to_owned(), score, right)
}

#[test]
fn taught_documents_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/train/data");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let mut total = Score::default();
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(path).unwrap();
        // Files whose headings are marked too are measured hand by hand (docs/quality/reading.md).
        if text.contains("{sp|") {
            continue;
        }
        for document in text
            .split("\n=== ")
            .map(|one| one.trim_start_matches("=== "))
        {
            let (name, score, right) = score(document);
            total.add(&score);
            if !right {
                wrong.push(name);
            }
        }
    }
    total.print("taught documents");
    for (name, counts) in total.parts() {
        assert!(counts.f1() >= 0.98, "{name}: {:.4} {wrong:?}", counts.f1());
    }
}
