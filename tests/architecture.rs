//! ARCHITECTURE.md names nothing that is not there.

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
    for row in text.lines().filter(|line| line.contains("`tests/")) {
        let mut file = String::new();
        for word in row.split('`').skip(1).step_by(2) {
            if word.starts_with("tests/") {
                file = std::fs::read_to_string(root.join(word)).expect(word);
            } else {
                assert!(file.contains(&format!("fn {word}(")), "{word} in {row}");
                named += 1;
            }
        }
    }
    assert!(named > 25, "only {named} tests were found");
}
