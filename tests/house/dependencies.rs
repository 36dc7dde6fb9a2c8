//! What dependencies may be, asked of cargo itself: licences, origins and what is banned stand in
//! `deny.toml`. `scripts/deny.sh` asks cargo-deny the same, and for advisories.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

use serde_json::Value;

const RULES: &str = include_str!("../../deny.toml");

/// The quoted words of the list that begins with this line.
fn list(begin: &str) -> Vec<&'static str> {
    let (_, rest) = RULES.split_once(begin).expect(begin);
    let (list, _) = rest.split_once("\n]").expect(begin);
    list.split('"').skip(1).step_by(2).collect()
}

/// Whether a licence expression can be met with what is allowed.
fn met(expression: &str, allowed: &[&str]) -> bool {
    let words = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // AND binds closer; what stands in brackets here are only choices beside other terms, so that
    // each term of a conjunction has to be met by itself.
    if expression.contains('(') {
        return expression
            .split(" AND ")
            .all(|term| met(&term.replace(['(', ')'], " "), allowed));
    }
    words.split(" OR ").any(|choice| {
        choice
            .split(" AND ")
            .all(|term| allowed.contains(&term.trim()))
    })
}

fn packages() -> Vec<Value> {
    let ask = |with: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--format-version", "1"])
            .args(with)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    let mut output = ask(&["--offline"]);
    if !output.status.success() {
        // Manifests of other systems' packages may not be here yet: the registry has them.
        output = ask(&[]);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    match metadata["packages"].take() {
        Value::Array(packages) => packages,
        other => panic!("{other}"),
    }
}

#[test]
fn every_licence_is_allowed() {
    let allowed = list("\nallow = [");
    assert!(allowed.contains(&"MIT") && allowed.len() > 3);
    assert!(met("MIT OR Apache-2.0", &allowed) && met("(GPL-3.0 OR MIT) AND Zlib", &allowed));
    assert!(!met("GPL-3.0", &allowed) && !met("MIT AND GPL-3.0", &allowed));
    let packages = packages();
    assert!(packages.len() > 50, "{}", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(met(licence, &allowed), "{}: {licence}", package["name"]);
    }
}

#[test]
fn everything_comes_from_the_registry() {
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        match package["source"].as_str() {
            // The program's own crates.
            None => {
                let manifest = package["manifest_path"].as_str().unwrap();
                assert!(manifest.starts_with(env!("CARGO_MANIFEST_DIR")), "{name}");
            }
            Some(source) => assert!(source.starts_with("registry+"), "{name}: {source}"),
        }
    }
}

#[test]
fn nothing_speaks_to_a_network() {
    let banned = list("\ndeny = [");
    assert!(banned.contains(&"hyper") && banned.len() > 3);
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(&name), "{name}");
    }
}
