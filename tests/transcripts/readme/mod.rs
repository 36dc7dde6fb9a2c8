//! The README and the manual say nothing that the program does not do: their transcripts are
//! executed, their tables are the program's. `LEDGER_BLESS=1 cargo test --test transcripts readme` writes them
//! anew.

mod generated;
mod links;
mod replay;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the manual.
fn manual() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs/manual")).expect("the manual");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "md"))
        .collect();
    pages.sort();
    pages
}

fn compare(page: &Path) {
    let text = fs::read_to_string(page).expect("a page");
    let fresh = replay::replayed(&generated::regenerated(&text));
    if std::env::var_os("LEDGER_BLESS").is_some() {
        fs::write(page, &fresh).expect("written");
        return;
    }
    for (number, (is, should)) in (1..).zip(text.lines().zip(fresh.lines())) {
        assert_eq!(is, should, "{} line {number}", page.display());
    }
    assert_eq!(
        text.lines().count(),
        fresh.lines().count(),
        "{}",
        page.display()
    );
}

#[test]
fn the_readme_is_what_the_program_says() {
    compare(&root().join("README.md"));
    compare(&root().join("README.en.md"));
}

#[test]
fn the_manual_is_what_the_program_says() {
    let pages = manual();
    assert!(pages.len() > 8, "these are not all the pages");
    for page in pages {
        compare(&page);
    }
}

#[test]
fn every_page_of_the_manual_is_in_its_index() {
    let index = fs::read_to_string(root().join("docs/manual/README.md")).expect("the index");
    for page in manual() {
        let name = page
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            name == "README.md" || index.contains(&format!("({name}")),
            "{name}"
        );
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = manual();
    pages.extend(
        [
            "README.md",
            "README.en.md",
            "CONTRIBUTING.md",
            "docs/extending.md",
        ]
        .map(|page| root().join(page)),
    );
    let broken: Vec<String> = pages.iter().flat_map(|page| links::broken(page)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
