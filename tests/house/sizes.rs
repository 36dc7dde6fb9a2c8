//! The house stays habitable: files and functions that fit a reader's head, dependencies that are
//! used. An exception stands here with its reason, and goes when the reason goes.

use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file.
const FILE: usize = 400;
/// Most lines of a function, from its name to its brace.
const FUNCTION: usize = 60;

/// Files over the limit: data written as code.
const LONG_FILES: [(&str, &str); 1] = [(
    "tests/rules/documents/compose.rs",
    "one generator of documents, whose parts share its dice",
)];

/// Functions that are a table: a row per kind, nothing to follow.
const TABLES: [(&str, &str); 3] = [
    ("crates/desk/src/refusal.rs", "told"),
    ("src/cli/failure.rs", "told"),
    ("src/cli/failure.rs", "why_refused"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sources below a folder, by their path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                let name = path.strip_prefix(root()).expect("below the root");
                let text = fs::read_to_string(&path).expect("a source");
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found
}

/// The functions of a source as rustfmt lays it out: name and lines.
fn functions(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize, usize)> = None;
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if let Some((name, start, depth)) = &open {
            if indent == *depth && line.trim_start() == "}" {
                found.push((name.clone(), number - start + 1));
                open = None;
            }
        } else if let Some(name) = function_name(line.trim_start())
            && !line.ends_with(['}', ';'])
        {
            open = Some((name.to_owned(), number, indent));
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("fn ")?;
    let modifiers = before.split_whitespace();
    let plain = |word: &str| word == "const" || word.starts_with("pub") || word.ends_with(')');
    if !modifiers.clone().all(plain) && before.trim() != "pub(in crate::sizes::cli)" {
        return None;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&rest[..end])
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for (name, text) in ["src", "crates", "tests", "examples", "benches"]
        .into_iter()
        .flat_map(sources)
    {
        let lines = text.lines().count();
        let excepted = LONG_FILES.iter().any(|(known, _)| *known == name);
        if lines > FILE && !excepted {
            long.push(format!("{name}: {lines} lines"));
        }
        assert!(!excepted || lines > FILE, "{name} is no exception any more");
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn functions_are_short() {
    let (mut long, mut seen) = (Vec::new(), 0);
    for (file, text) in ["src", "crates", "examples", "benches"]
        .into_iter()
        .flat_map(sources)
    {
        for (name, lines) in functions(&text) {
            seen += 1;
            let excepted = TABLES.contains(&(file.as_str(), name.as_str()));
            if lines > FUNCTION && !excepted {
                long.push(format!("{file}: {name} has {lines} lines"));
            }
        }
    }
    assert!(seen > 1000, "only {seen} functions were found");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    for (file, function) in TABLES {
        let text = fs::read_to_string(root().join(file)).expect(file);
        let needed = functions(&text)
            .iter()
            .any(|(name, lines)| name == function && *lines > FUNCTION);
        assert!(needed, "{file}: {function} is no exception any more");
    }
}

#[test]
fn lengths_are_counted_right() {
    let text = "pub(crate) const fn a() {\n    b();\n}\n\nimpl X {\n    fn b(\n        c: u8,\n    ) -> u8 {\n        if c {\n        }\n        c\n    }\n    fn d() {}\n}\n";
    assert_eq!(functions(text), [("a".to_owned(), 3), ("b".to_owned(), 7)]);
}

/// Names under a heading of a crate's Cargo.toml.
fn dependencies(manifest: &str, heading: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest)).expect(manifest);
    let Some((_, section)) = text.split_once(&format!("\n[{heading}]\n")) else {
        return Vec::new();
    };
    let section = section.split("\n[").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.split_once(".workspace = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

#[test]
fn every_dependency_is_used() {
    let used_in = |folders: &[String], name: &str| {
        let path = [
            format!("{name}::"),
            format!("use {name}"),
            format!("{name} as"),
        ];
        folders
            .iter()
            .flat_map(|folder| sources(folder))
            .any(|(_, text)| path.iter().any(|path| text.contains(path)))
    };
    let crates = ["office", "model", "store", "documents", "papers", "desk"]
        .map(|name| format!("crates/{name}/"));
    let mut seen = 0;
    for base in [String::new()].iter().chain(&crates) {
        let manifest = format!("{base}Cargo.toml");
        let src = format!("{base}src");
        for name in dependencies(&manifest, "dependencies") {
            seen += 1;
            assert!(
                used_in(std::slice::from_ref(&src), &name),
                "{name} is not used in {src}"
            );
        }
        let beside = ["tests", "examples", "benches"].map(|folder| format!("{base}{folder}"));
        let places: Vec<String> = [src]
            .into_iter()
            .chain(beside)
            .filter(|folder| root().join(folder).is_dir())
            .collect();
        // What tests of several crates share stands with the program's.
        let places = [places, vec!["tests/common".to_owned()]].concat();
        for name in dependencies(&manifest, "dev-dependencies") {
            assert!(used_in(&places, &name), "{name} is not used in {manifest}");
        }
    }
    assert!(seen > 40, "only {seen} dependencies were read");
}
