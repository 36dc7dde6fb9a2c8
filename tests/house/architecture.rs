//! ARCHITECTURE.md, SECURITY.md and docs/extending.md name nothing that is not there.

use std::path::Path;

#[test]
fn every_path_in_the_architecture_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut named = 0;
    for word in text.split('`').skip(1).step_by(2) {
        let is_path = word.contains('/') || ["sql", "toml"].iter().any(|end| word.ends_with(end));
        if is_path && !word.contains(' ') {
            assert!(
                root.join(word).exists(),
                "{word} is named in ARCHITECTURE.md"
            );
            named += 1;
        }
    }
    assert!(named > 20, "only {named} paths were found");
}

#[test]
fn every_promise_has_the_test_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let mut named = 0;
    let names_tests = |line: &&str| line.contains("`tests/") || line.contains("/tests/");
    for row in text.lines().filter(names_tests) {
        let mut file = String::new();
        for word in row.split('`').skip(1).step_by(2) {
            if word.contains("tests/") {
                file = std::fs::read_to_string(root.join(word)).expect(word);
            } else {
                assert!(file.contains(&format!("fn {word}(")), "{word} in {row}");
                named += 1;
            }
        }
    }
    assert!(named > 25, "only {named} tests were found");
}

/// Code names of a line, each with the file named before it on the same line.
fn names_in_files(line: &str) -> Vec<(&str, &str)> {
    let mut file = "";
    let mut found = Vec::new();
    for word in line.split('`').skip(1).step_by(2) {
        if word.contains('/') {
            file = word;
        } else if word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !file.is_empty() {
            found.push((file, word));
        }
    }
    found
}

#[test]
fn every_place_to_extend_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/extending.md")).expect("docs/extending.md");
    let (mut paths, mut names) = (0, 0);
    for line in text.lines() {
        for path in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| word.contains('/'))
        {
            assert!(root.join(path).exists(), "{path} in: {line}");
            paths += 1;
        }
        for (file, name) in names_in_files(line) {
            // What is named after a folder is said of the files in it.
            if root.join(file).is_dir() {
                continue;
            }
            let source = std::fs::read_to_string(root.join(file)).expect(file);
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let known = source.match_indices(name).any(|(at, _)| {
                !source[..at].ends_with(is_word) && !source[at + name.len()..].starts_with(is_word)
            });
            assert!(known, "{file} has no {name}: {line}");
            names += 1;
        }
    }
    assert!(
        paths > 40 && names > 40,
        "only {paths} paths and {names} names were found"
    );
}
