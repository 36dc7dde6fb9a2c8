//! The floors inside a crate. Between crates the compiler keeps order; here is what it can't see.

use std::path::{Path, PathBuf};

/// A folder, its modules from the top down, and whether neighbours on one line are strangers.
/// A module uses only modules on lines beneath its own.
const CRATES: [(&str, &[&[&str]]); 5] = [
    ("src", &[&["cli"], &["app"]]),
    (
        "crates/documents/src",
        &[
            &["document"],
            &["names"],
            &["register"],
            &["kept_list", "lines", "vocabulary"],
        ],
    ),
    (
        "crates/papers/src",
        &[&["report", "sheet", "board"], &["figures"]],
    ),
    (
        "crates/model/src",
        &[&["tally", "packet"], &["matching"], &[REST]],
    ),
    (
        "crates/desk/src",
        &[
            &["program"],
            &["serve"],
            &["connections", "pages"],
            &["guard"],
            &["push"],
            &["login", "patience"],
            &["view"],
            &["act"],
            &["downloads", "page", "sent"],
            &["work"],
            &["answers", "kept", "reported", "slow", "waiting"],
            &["door", "newest", "shelf"],
            &["session"],
            &["accounts"],
            &[
                "assets", "folder", "known", "names", "piece", "reader", "shared", "uploaded",
            ],
            &["refusal"],
            &[
                "declared", "here", "limits", "place", "process", "secret", "tls", "told", "usage",
            ],
        ],
    ),
];
/// Every module of the crate that has no line of its own.
const REST: &str = "*";

/// The line of a module, from the bottom.
fn height(lines: &[&[&str]], module: &str) -> Option<usize> {
    let stands = |name: &&str| *name == module;
    let own = lines.iter().rev().position(|line| line.iter().any(&stands));
    own.or_else(|| lines.iter().rev().position(|line| line.contains(&REST)))
}

/// The modules of this crate that a line of code names.
fn named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut names: Vec<String> = Vec::new();
    for (at, root) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + root.len()..];
        // `use crate::{a::b, c}`: the first word of each part.
        let parts = match rest.strip_prefix('{') {
            Some(list) => list.split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        names.extend(
            parts
                .into_iter()
                .map(|part| part.chars().take_while(|c| is_word(*c)).collect()),
        );
    }
    names
}

/// What a line of a module's file uses that it must not.
fn wrong(lines: &[&[&str]], module: &str, line: &str) -> Vec<String> {
    let own = height(lines, module);
    let mut used = named(line);
    used.retain(|name| {
        name != module
            && match (own, height(lines, name)) {
                (Some(own), Some(other)) => {
                    let together = lines[lines.len() - 1 - own].contains(&REST);
                    other > own || (other == own && !together)
                }
                _ => true,
            }
    });
    used
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

/// The sources of a crate, by their path in it.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source");
            (path.strip_prefix(&root).expect("inside").to_owned(), text)
        })
        .collect()
}

#[test]
fn every_module_uses_only_what_is_beneath_it() {
    let mut faults = Vec::new();
    for (folder, lines) in CRATES {
        let mut read = 0;
        for (path, text) in sources(folder) {
            let first = path.iter().next().expect("a name").to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            if module == "lib" {
                continue;
            }
            if module == "main" {
                let lines = text.lines().count();
                assert!(lines <= 20, "main.rs only parses and runs");
                continue;
            }
            read += 1;
            for (number, line) in (1..).zip(text.lines()) {
                for used in wrong(lines, &module, line) {
                    faults.push(format!("{folder}/{}:{number} uses {used}", path.display()));
                }
            }
        }
        assert!(read > 15, "{folder}: only {read} sources were read");
    }
    assert!(faults.is_empty(), "wrong floors:\n{}", faults.join("\n"));
}

#[test]
fn what_differs_between_systems_is_in_one_place() {
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
    let places: Vec<PathBuf> = ["src", "crates"]
        .into_iter()
        .flat_map(sources)
        .filter(|(_, text)| differs(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(places, [Path::new("office/src/system/mod.rs")]);
}

/// The code of a source: without its tests and without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    (1..).zip(lines)
}

/// What reads words from a command line, or writes to a screen.
const FRONT: [&str; 9] = [
    "clap",
    "print!",
    "println!",
    "stdout",
    "stderr",
    "stdin",
    "Output",
    "indicatif",
    "comfy_table",
];

#[test]
fn what_the_program_does_is_done_without_clap_and_without_output() {
    let mut faults = Vec::new();
    let sources = sources("src/app");
    assert!(sources.len() > 20, "only {} sources", sources.len());
    for (path, text) in &sources {
        for (number, line) in code(text) {
            if let Some(word) = FRONT.iter().find(|word| line.contains(**word)) {
                faults.push(format!("src/app/{}:{number} names {word}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The names of the verbs.
fn verbs() -> Vec<String> {
    sources("src/cli/verbs")
        .iter()
        .filter(|(path, _)| path.components().count() == 1)
        .filter_map(|(path, _)| Some(path.file_stem()?.to_str()?.trim_end_matches('_').to_owned()))
        .collect()
}

/// Whether a line holds a command or an option as people type it.
fn is_typed(line: &str, verbs: &[String]) -> bool {
    let command = line.match_indices("ledger ").any(|(at, name)| {
        let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let rest = &line[at + name.len()..];
        let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        !line[..at].ends_with(part) && verbs.contains(&word)
    });
    let option = line.match_indices("--").any(|(at, dashes)| {
        let rest = &line[at + dashes.len()..];
        !line[..at].ends_with('-') && rest.starts_with(|c: char| c.is_ascii_lowercase())
    });
    command || option
}

#[test]
fn the_words_of_the_command_line_stay_in_the_command_line() {
    let verbs = verbs();
    assert!(verbs.len() > 20, "only {verbs:?}");
    let mut faults = Vec::new();
    for folder in ["crates", "src/app"] {
        for (path, text) in sources(folder) {
            // The page has a command line of its own, above this one.
            if path.starts_with("desk") {
                continue;
            }
            for (number, line) in code(&text).filter(|(_, line)| is_typed(line, &verbs)) {
                faults.push(format!(
                    "{folder}/{}:{number}: {}",
                    path.display(),
                    line.trim()
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "commands beneath the command line:\n{}",
        faults.join("\n")
    );
    for typed in [
        r#"format!("用 ledger show {number} 查看")"#,
        r#""年度用 --year 写明""#,
        r#""--due 时限""#,
    ] {
        assert!(is_typed(typed, &verbs), "{typed}");
    }
    for other in [
        r#"#[error("no ledger at {0}")]"#,
        r#""rectification-ledger dispatch 1""#,
        r#""<!---->""#,
    ] {
        assert!(!is_typed(other, &verbs), "{other}");
    }
}

#[test]
fn the_checker_can_fail() {
    let of = |folder: &str| {
        let (_, lines) = CRATES
            .iter()
            .find(|(name, _)| *name == folder)
            .expect(folder);
        *lines
    };
    let (documents, papers) = (of("crates/documents/src"), of("crates/papers/src"));
    let model = of("crates/model/src");
    for (lines, module, line, used) in [
        (papers, "report", "use crate::sheet;", "sheet"),
        (
            documents,
            "names",
            "use crate::{register::x, document::y};",
            "document",
        ),
        (
            papers,
            "sheet",
            "    let x: crate::report::Coverage = y;",
            "report",
        ),
        (papers, "sheet", "use crate::elsewhere::x;", "elsewhere"),
        (
            documents,
            "register",
            "use crate::document::paragraph::Table;",
            "document",
        ),
        (
            documents,
            "vocabulary",
            "use crate::register::Register;",
            "register",
        ),
        (model, "task", "use crate::tally::Tally;", "tally"),
        (model, "packet", "use crate::tally::Tally;", "tally"),
        (
            of("src"),
            "cli",
            "use crate::somewhere::else_;",
            "somewhere",
        ),
        (of("src"), "app", "use crate::cli::output::Output;", "cli"),
    ] {
        assert_eq!(wrong(lines, module, line), [used], "{module}: {line}");
    }
    for (lines, module, line) in [
        (papers, "report", "use crate::report::{self, Options};"),
        (documents, "names", "use crate::register::header::Header;"),
        (
            model,
            "tally",
            "use crate::task::Task; // crate::cli decides",
        ),
        (model, "task", "use crate::event::Event;"),
        (of("src"), "cli", "use model::task::Task;"),
        (of("src"), "cli", "use crate::app::collect;"),
    ] {
        assert_eq!(
            wrong(lines, module, line),
            Vec::<String>::new(),
            "{module}: {line}"
        );
    }
}
