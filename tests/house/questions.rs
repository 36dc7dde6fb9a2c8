//! What is asked of a large ledger is measured: every verb that is read, every filter and every order stands in
//! `benches/questions.txt`.

use std::collections::BTreeSet;

/// A file of the source tree.
fn file(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).expect(path)
}

fn questions() -> Vec<String> {
    let text = file("benches/questions.txt");
    let lines = text.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The words of all questions.
fn words() -> BTreeSet<String> {
    let questions = questions();
    let words = questions.iter().flat_map(|line| line.split_whitespace());
    words.map(str::to_owned).collect()
}

/// Those of these words that no question has.
fn missing(wanted: &[String]) -> Vec<&String> {
    let words = words();
    wanted
        .iter()
        .filter(|word| !words.contains(*word))
        .collect()
}

/// The names that an enumeration for the command line has, as they are typed.
fn values(source: &str, name: &str) -> Vec<String> {
    let (_, body) = source.split_once(&format!("enum {name} {{")).expect(name);
    let (body, _) = body.split_once("\n}").expect("its end");
    let variants = body.lines().map(str::trim);
    variants
        .filter(|line| line.ends_with(',') && line.chars().next().is_some_and(char::is_uppercase))
        .map(|line| line.trim_end_matches(',').to_lowercase())
        .collect()
}

#[test]
fn every_question_has_a_bar_or_none() {
    let questions = questions();
    assert!(questions.len() > 50, "{}", questions.len());
    for line in questions {
        let mut words = line.split_whitespace();
        let (whom, bar) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        assert!(["own", "area", "both"].contains(&whom), "{line}");
        assert!(bar == "-" || bar.parse::<f32>().is_ok(), "{line}");
        assert!(words.next().is_some(), "{line}");
    }
}

#[test]
fn every_verb_that_is_read_is_asked() {
    let source = file("src/cli/verbs/mod.rs");
    let read = source.lines().map(str::trim).filter(|line| {
        line.split_once("Args [").is_some_and(|(_, does)| {
            let does = does.split(']').next().unwrap_or_default();
            does.contains("Shows") || does.contains("Makes")
        })
    });
    let verbs: Vec<String> = read
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_lowercase)
        .collect();
    assert!(verbs.len() > 10, "{verbs:?}");
    assert_eq!(missing(&verbs), Vec::<&String>::new());
}

#[test]
fn every_filter_order_and_grouping_is_asked() {
    let source = file("src/cli/select.rs");
    let (_, fields) = source.split_once("struct Filters {").expect("the filters");
    let (fields, _) = fields.split_once("\n}").expect("their end");
    let filters: Vec<String> = fields
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next())
        .map(|name| format!("--{}", name.replace('_', "-")))
        .collect();
    assert!(filters.len() > 12, "{filters:?}");
    assert_eq!(missing(&filters), Vec::<&String>::new());
    let sorts = values(&file("src/cli/verbs/list.rs"), "Sort");
    assert_eq!(sorts.len(), 3);
    assert_eq!(missing(&sorts), Vec::<&String>::new());
    let groupings = values(&file("src/cli/verbs/stats.rs"), "By");
    assert_eq!(groupings.len(), 9);
    assert_eq!(missing(&groupings), Vec::<&String>::new());
}
