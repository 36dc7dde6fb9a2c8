//! Help fits a screen, is Chinese, and has an example; man pages and completions come of the same
//! declarations.

use unicode_width::UnicodeWidthStr as _;

use crate::office::Office;

/// Lines and columns of the smallest screen that help must fit.
const SCREEN: (usize, usize) = (45, 80);

/// Every verb with its alias, as the overview has them.
fn verbs(office: &Office) -> Vec<(String, String)> {
    let overview = office.say("--help").ok();
    let verbs: Vec<_> = overview
        .lines()
        .filter(|line| {
            line.starts_with("  ") && line[2..].starts_with(|c: char| c.is_ascii_lowercase())
        })
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        })
        .collect();
    assert!(verbs.len() > 30, "{overview}");
    verbs
}

#[test]
fn every_verb_fits_a_screen_and_has_an_example() {
    let mut office = Office::new();
    office.columns(SCREEN.1 as u16);
    for (verb, _) in verbs(&office) {
        let help = office.say(&format!("{verb} --help")).ok();
        let lines = help.lines().count();
        assert!(lines <= SCREEN.0, "{verb} takes {lines} lines");
        for line in help.lines() {
            assert!(line.width() <= SCREEN.1, "{verb}: {line}");
        }
        let example = format!("\n例：ledger {verb}");
        assert!(help.contains(&example), "{verb} has no example");
        for part in ["\n用法：ledger ", "\n通用选项\n"] {
            assert!(help.contains(part), "{verb}: {part}");
        }
        let about: String = help.lines().take(2).collect();
        assert!(about.contains("也可写"), "{verb}");
        assert_eq!(office.say(&format!("help {verb}")).ok(), help);
    }
    for line in office.say("--help").ok().lines() {
        assert!(line.width() <= SCREEN.1, "{line}");
    }
}

#[test]
fn aliases_have_the_same_help() {
    let office = Office::new();
    for (verb, aliases) in verbs(&office) {
        for alias in aliases.split('、') {
            assert_eq!(
                office.say(&format!("{alias} --help")).ok(),
                office.say(&format!("{verb} --help")).ok(),
                "{alias}"
            );
        }
    }
}

#[test]
fn every_flag_has_a_chinese_name_and_every_choice_a_chinese_word() {
    let mut office = Office::new();
    office.columns(2000);
    for (verb, _) in verbs(&office) {
        let help = office.say(&format!("{verb} --help")).ok();
        let own = help.split("\n通用选项\n").next().unwrap_or_default();
        let options = own.split("\n选项\n").nth(1).unwrap_or_default();
        let options = options.split("\n筛选").next().unwrap_or_default();
        // What a flag means may go on for some lines.
        let options = options.replace(&format!("\n{}", " ".repeat(8)), "");
        for line in options.lines() {
            assert!(line.is_empty() || line.contains(" [--"), "{verb}: {line}");
            if let Some(choices) = line.split("（可选：").nth(1) {
                let choices = choices.split('）').next().unwrap_or_default();
                assert!(!choices.is_ascii(), "{verb}: {line}");
            }
        }
    }
}

#[test]
fn man_pages_tell_what_help_tells() {
    let office = Office::new();
    let said = office.say("man -o 手册").ok();
    let verbs = verbs(&office);
    assert!(said.contains(&format!("{} 页", verbs.len() + 1)), "{said}");
    let whole = office.say("man").ok();
    for (verb, alias) in &verbs {
        let page = office.read(&format!("手册/ledger-{verb}.1"));
        assert!(page.starts_with(&format!(".TH ledger-{verb} 1 ")), "{page}");
        assert!(page.contains(".SH 例子"), "{verb}");
        assert!(whole.contains(&format!("ledger {verb}（{alias}")), "{verb}");
    }
    assert!(office.read("手册/ledger.1").contains("通用选项"));
}
