//! Fixtures of our own wording, each beside the draft that a person reads out of it.

use std::path::{Path, PathBuf};

use documents::document::{self, written};

use super::score::{Score, Truth};

pub(super) fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/documents/fixtures");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e != "json"))
        .collect();
    files.sort();
    files
}

/// With `LEDGER_BLESS` set the drafts are written anew, to be read before they are kept.
#[test]
fn fixtures_give_their_drafts() {
    let bless = std::env::var_os("LEDGER_BLESS").is_some();
    let mut total = Score::default();
    let mut wrong = Vec::new();
    for path in fixtures() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let draft = document::read(&std::fs::read(&path).unwrap(), &name).unwrap();
        let found = format!("{:#}\n", written::to_json(&draft));
        let golden = path.with_extension("json");
        if bless {
            std::fs::write(&golden, &found).unwrap();
        }
        let text = std::fs::read_to_string(&golden).unwrap_or_default();
        let meant = serde_json::from_str(&text)
            .ok()
            .and_then(|value| written::from_json(&value))
            .unwrap_or_default();
        let score = Score::of(&Truth::of(&meant), &Truth::of(&draft));
        score.print(&name);
        total.add(&score);
        if text != found {
            wrong.push(name);
        }
    }
    total.print("all fixtures");
    for (name, counts) in total.parts() {
        assert!(counts.f1() >= 0.99, "{name}: {:.4}", counts.f1());
    }
    assert!(wrong.is_empty(), "other than their drafts: {wrong:?}");
}
