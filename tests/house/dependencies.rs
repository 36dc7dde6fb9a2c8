//! What dependencies may be, asked of cargo itself: licences, origins and what is banned stand in
//! `deny.toml`. `scripts/deny.sh` asks cargo-deny the same, and for advisories.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
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

/// What cargo says of the workspace.
fn metadata() -> Value {
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
    serde_json::from_slice(&output.stdout).unwrap()
}

fn packages() -> Vec<Value> {
    match metadata()["packages"].take() {
        Value::Array(packages) => packages,
        other => panic!("{other}"),
    }
}

/// The names of all that these packages are made of, as cargo resolved it; what only their tests need is no
/// part of them.
fn made_of(metadata: &Value, members: &[&str]) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap();
    let mut names = BTreeMap::new();
    for package in list(&metadata["packages"]) {
        let id = package["id"].as_str().unwrap().to_owned();
        names.insert(id, package["name"].as_str().unwrap().to_owned());
    }
    let mut needs = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let is_part = |needed: &Value| {
            list(&needed["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"] != "dev")
        };
        let parts = list(&node["deps"]).into_iter().filter(is_part);
        let parts: Vec<String> = parts
            .map(|needed| needed["pkg"].as_str().unwrap().to_owned())
            .collect();
        needs.insert(node["id"].as_str().unwrap().to_owned(), parts);
    }
    let is_own = |id: &&String| {
        metadata["workspace_members"]
            .as_array()
            .unwrap()
            .iter()
            .any(|own| own == *id)
    };
    let own = names
        .iter()
        .filter(|(id, name)| is_own(id) && members.contains(&name.as_str()));
    let mut open: Vec<&String> = own.map(|(id, _)| id).collect();
    assert_eq!(open.len(), members.len(), "{members:?}");
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(&needs[id]);
        }
    }
    seen.into_iter().map(|id| names[id].clone()).collect()
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
    let (_, rules) = RULES.split_once("\ndeny = [").unwrap();
    let crates = rules.split("crate = \"").skip(1);
    let banned: Vec<&str> = crates.filter_map(|rest| rest.split('"').next()).collect();
    assert!(banned.contains(&"hyper") && banned.contains(&"tokio") && banned.len() > 5);
    let metadata = metadata();
    let ledger = made_of(&metadata, &["rectification-ledger"]);
    assert!(
        ledger.len() > 50 && ledger.contains("rusqlite"),
        "{ledger:?}"
    );
    let found: Vec<&&str> = banned
        .iter()
        .filter(|name| ledger.contains(**name))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    // The page beside it does, over loopback: what is looked for can be found.
    let desk = made_of(&metadata, &["ledger-desk"]);
    assert!(desk.contains("hyper") && desk.contains("tokio"), "{desk:?}");
    // And it is not built with the program.
    let usual = metadata["workspace_default_members"].as_array().unwrap();
    assert!(
        !usual
            .iter()
            .any(|id| id.as_str().unwrap().contains("#ledger-desk@")),
        "{usual:?}"
    );
}
