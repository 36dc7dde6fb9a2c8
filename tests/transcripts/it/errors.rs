//! Every error once: what it says, its exit code, and that nothing was changed by it.

#[path = "errors/bad_words.rs"]
mod bad_words;
#[path = "errors/edited.rs"]
mod edited;
#[path = "errors/files.rs"]
mod files;
#[path = "errors/places.rs"]
mod places;
#[path = "errors/refusals.rs"]
mod refusals;

use crate::office::{Office, Ran};

/// Words that stand in Chinese sentences as they are typed.
const TYPED: [&str; 14] = [
    "ledger",
    "LEDGER_CLOCK",
    "LEDGER_WAIT",
    "LEDGER_DB",
    "standard",
    "strict",
    "policy",
    "MB",
    "KB",
    "UTF",
    "docx",
    "doc",
    "odt",
    "tweeted",
];

/// What an error says; it has the code, is in Chinese, and left the ledger's bytes as they were.
fn refused(office: &Office, line: &str, code: i32) -> String {
    let before = office.db_bytes();
    let ran = office.say(line);
    let said = said(&ran, line, code);
    assert!(office.db_bytes() == before, "{line} changed the ledger");
    said
}

/// The transcript of several lines that are refused.
fn all(office: &Office, code: i32, lines: &[&str]) -> String {
    lines.iter().fold(String::new(), |told, line| {
        told + "$ ledger " + line + "\n" + &refused(office, line, code)
    })
}

/// The same for a command that ran already.
fn said(ran: &Ran, line: &str, code: i32) -> String {
    assert_eq!(ran.code, code, "{line}\n{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "", "{line}: an error has no result");
    assert!(ran.err.starts_with("错误："), "{line}\n{}", ran.err);
    let english = english(&ran.err, line);
    assert!(english.is_empty(), "{line}: {english:?} in\n{}", ran.err);
    ran.err.clone()
}

/// Latin words that are neither typed by the person nor part of a command.
fn english(text: &str, line: &str) -> Vec<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    // Choices are words to type.
    let sentences = text.lines().filter_map(|line| line.split("可选：").next());
    sentences
        .flat_map(|line| line.split(|c: char| !is_word(c)))
        .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 2)
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|word| !word.starts_with("--") && !line.contains(*word))
        .filter(|word| {
            !TYPED.contains(word) && !VERBS.contains(word) && !word.starts_with(['/', '.'])
        })
        .map(str::to_owned)
        .collect()
}

/// Verbs and values that hints spell out.
const VERBS: [&str; 29] = [
    "init", "import", "add", "list", "show", "edit", "log", "attach", "evidence", "submit",
    "return", "close", "reopen", "extend", "retract", "undo", "link", "meeting", "member",
    "history", "config", "report", "export", "verify", "restore", "backup", "demo", "csv", "utf-8",
];
