//! Documents that were written, with what they mean, before the reader had seen them.
//!
//! `unseen/*.txt` holds many documents, each after a line `=== name | 班子 | year | change`. Marks
//! in the text say what it means and go before it is read: `{d|…}` a dimension, `{p|…}` a problem,
//! `{c|…}` a cause, `{g|…}` a group, `{m|…}` a measure of the group above, `{M|…}` of none,
//! `{l|…}` an item of last year; `{q|…}` names the problem again that `{tm|…}` (a measure) and
//! `{lead|…}`, `{dept|…}`, `{owner|…}`, `{due|…}` belong to. The change is `wrap=28`, to break
//! lines as a PDF does, or `blanks`, to put blanks where lines end.

use std::path::Path;

use documents::document;

use super::score::{Score, Truth};

/// A document without its marks, and what they said.
#[derive(Default)]
struct Marked {
    text: String,
    truth: Truth,
    dimension: Option<String>,
    group: Option<String>,
    problem: String,
}

impl Marked {
    fn read(body: &str) -> Self {
        let mut marked = Self::default();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once('{') {
            let (mark, behind) = after.split_once('}').unwrap();
            let (key, text) = mark.split_once('|').unwrap();
            let (key, shown) = key.split_once('=').unwrap_or((key, text));
            marked.text.push_str(before);
            marked.text.push_str(shown);
            marked.mean(key, text.trim_end_matches('。'));
            rest = behind;
        }
        marked.text.push_str(rest);
        marked
    }

    fn mean(&mut self, key: &str, text: &str) {
        let text = text.to_owned();
        let truth = &mut self.truth;
        match key {
            "d" => {
                if !truth.dimensions.contains(&text) {
                    truth.dimensions.push(text.clone());
                }
                self.dimension = Some(text);
            }
            "p" => {
                self.problem.clone_from(&text);
                truth
                    .problems
                    .push((self.dimension.clone(), text, String::new()));
            }
            "q" => self.problem = text,
            "c" => truth.causes.push(text),
            "g" => self.group = Some(text),
            "m" => truth.measures.push((self.group.clone(), text)),
            "M" => truth.measures.push((None, text)),
            "l" => truth.last_year.push(text),
            "tm" => {
                truth.measures.push((None, text.clone()));
                let task = (self.problem.clone(), "measure".to_owned(), text);
                truth.tasks.push(task);
            }
            _ => {
                let field = if key == "due" { "deadline" } else { key };
                let task = (self.problem.clone(), field.to_owned(), text);
                truth.tasks.push(task);
            }
        }
    }
}

/// Breaks lines, or closes them up, as copies do.
fn changed(text: &str, change: &str) -> String {
    if change == "blanks" {
        return text.replace('\n', " ");
    }
    let Some(width) = change.strip_prefix("wrap=").and_then(|n| n.parse().ok()) else {
        return text.to_owned();
    };
    let mut out = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        for part in chars.chunks(width) {
            out.extend(part);
            out.push('\n');
        }
    }
    out
}

fn score(document: &str) -> (String, Score, bool) {
    let (head, body) = document.split_once('\n').unwrap();
    let mut head = head.split('|').map(str::trim);
    let mut next = || head.next().unwrap_or_default();
    let (name, kind, year, change) = (next(), next(), next(), next());
    let marked = Marked::read(body);
    let text = changed(&marked.text, change);
    let file = if text.starts_with('#') {
        "unseen.md"
    } else {
        "unseen.txt"
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
        .filter(|kind| !kind.is_empty())
        .or_else(|| found.kind.clone());
    let score = Score::of(&meant, &found);
    let right = score.parts().iter().all(|(_, counts)| counts.f1() >= 1.0);
    if !right {
        println!("{name}\n  meant {meant:#?}\n  found {found:#?}");
    }
    (name.to_owned(), score, right)
}

#[test]
fn unseen_documents_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/documents/unseen");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let mut total = Score::default();
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(path).unwrap();
        for document in text.split("=== ").skip(1) {
            let (name, score, right) = score(document);
            total.add(&score);
            if !right {
                wrong.push(name);
            }
        }
    }
    total.print("unseen documents");
    for (name, counts) in total.parts() {
        assert!(counts.f1() >= 0.98, "{name}: {:.4} {wrong:?}", counts.f1());
    }
}
