//! The floors of the house: a file uses only floors beneath its own.

use std::path::{Path, PathBuf};

/// Height of each floor; `packet` and `board` may come later.
const FLOORS: [(&str, u8); 13] = [
    ("text", 1),
    ("system", 1),
    ("model", 2),
    ("format", 2),
    ("store", 3),
    ("document", 3),
    ("matching", 3),
    ("tally", 3),
    ("packet", 3),
    ("report", 4),
    ("sheet", 4),
    ("board", 4),
    ("cli", 5),
];
/// `main.rs` and `lib.rs` stand above all floors; the former may use `cli` only.
const MAIN: u8 = 6;

fn height(floor: &str) -> Option<u8> {
    match floor {
        "main" => Some(MAIN),
        _ => FLOORS
            .iter()
            .find(|(name, _)| *name == floor)
            .map(|(_, height)| *height),
    }
}

/// What a line of a file on that floor uses that it must not.
fn wrong(floor: &str, line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    // Paths of this crate, also from outside it, where a word doesn't end before them.
    let places = ["crate::", "ledger::"].iter().flat_map(|root| {
        let inside = floor != "main" && *root == "ledger::";
        code.match_indices(root)
            .filter(move |(at, _)| !inside && !code[..*at].ends_with(is_word))
            .map(|(at, root)| &code[at + root.len()..])
    });
    let mut used: Vec<String> = Vec::new();
    for rest in places {
        let names = match rest.strip_prefix('{') {
            // `use crate::{a::b, c}`: the first word of each part.
            Some(list) => list.split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        used.extend(
            names
                .into_iter()
                .map(|name| name.chars().take_while(|c| is_word(*c)).collect()),
        );
    }
    used.retain(|name| !allowed(floor, name));
    used
}

fn allowed(floor: &str, used: &str) -> bool {
    if floor == used {
        return true;
    }
    match (height(floor), height(used)) {
        (Some(MAIN), _) => used == "cli",
        // Texts, tables and pages are functions of tasks: they must not touch the store.
        (Some(4), Some(_)) if used == "store" => false,
        (Some(own), Some(other)) => other < own,
        // A name that is no floor: nothing at the crate's root but floors.
        _ => false,
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_uses_only_floors_beneath_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    assert!(found.len() > 100, "these are not all the sources");
    let mut faults = Vec::new();
    for path in found {
        let inner = path.strip_prefix(&src).expect("a source");
        let first = inner.iter().next().expect("a name").to_string_lossy();
        let floor = first.trim_end_matches(".rs").to_owned();
        if floor == "lib" {
            continue;
        }
        assert!(
            height(&floor).is_some(),
            "{} stands on no floor",
            inner.display()
        );
        let text = std::fs::read_to_string(&path).expect("a source");
        assert!(
            floor != "main" || text.lines().count() <= 20,
            "main.rs only parses and runs"
        );
        for (number, line) in (1..).zip(text.lines()) {
            for used in wrong(&floor, line) {
                faults.push(format!("src/{}:{number} uses {used}", inner.display()));
            }
        }
    }
    assert!(faults.is_empty(), "wrong floors:\n{}", faults.join("\n"));
}

#[test]
fn what_differs_between_systems_is_in_one_place() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let differs = |text: &str| {
        ["unix", "windows", "target_os", "target_family"]
            .iter()
            .any(|system| {
                let words = [
                    format!("cfg({system}"),
                    format!("cfg(not({system}"),
                    format!("cfg!({system}"),
                    format!("os::{system}"),
                ];
                words.iter().any(|word| text.contains(word))
            })
    };
    let places: Vec<PathBuf> = found
        .into_iter()
        .filter(|path| differs(&std::fs::read_to_string(path).expect("a source")))
        .map(|path| path.strip_prefix(&src).expect("a source").to_owned())
        .collect();
    assert_eq!(places, [Path::new("system/mod.rs")]);
}

#[test]
fn the_checker_can_fail() {
    for (floor, line, used) in [
        ("text", "use crate::model::task::Task;", "model"),
        ("model", "use crate::store::Store;", "store"),
        ("model", "use crate::format::csv;", "format"),
        (
            "format",
            "    let task: crate::model::task::Task = x;",
            "model",
        ),
        ("store", "use crate::tally::Tally;", "tally"),
        ("document", "use crate::store::Store;", "store"),
        ("matching", "use crate::document;", "document"),
        ("report", "use crate::sheet;", "sheet"),
        ("sheet", "pub(crate) use crate::report::Coverage;", "report"),
        ("report", "use crate::store::Store;", "store"),
        (
            "report",
            "use crate::{model::task::Task, cli::values};",
            "cli",
        ),
        ("main", "use store::Store;", "store"),
        ("cli", "use crate::somewhere::else_;", "somewhere"),
    ] {
        assert_eq!(wrong(floor, line), [used], "{floor}: {line}");
    }
    for (floor, line) in [
        ("model", "use crate::text::width;"),
        (
            "store",
            "use crate::model::task::Task; // crate::cli decides",
        ),
        ("report", "use crate::tally::Tally;"),
        ("cli", "use crate::report::{self, Options};"),
        ("cli", "use crate::{store::Store, model::task::Task};"),
        ("main", "ledger::cli::main()"),
        ("cli", "context.out.hint(\"ledger::x\")"),
    ] {
        assert_eq!(wrong(floor, line), Vec::<String>::new(), "{floor}: {line}");
    }
}
