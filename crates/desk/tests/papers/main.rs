//! What leaves the house and comes home through the page: the report, forms, the board.

#[path = "../common/mod.rs"]
#[expect(dead_code, reason = "others use the rest")]
mod common;
#[path = "../../../../tests/common/returned.rs"]
mod returned;

mod board;
mod forms;
mod report;
mod windows;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::program::Program;
use common::wire::{Answer, Session};

/// Somebody's name that would be a page of its own.
const HOSTILE: &str = "<img src=x onerror=alert(1)>";

/// A ledger with its page.
struct Desk {
    session: Session,
    place: PathBuf,
    _program: Program,
}

/// Carries out lines on the ledger there, on a day.
fn lines(place: &Path, day: &str, lines: &[&[&str]]) {
    for words in lines {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        command.args(*words).current_dir(place);
        command.env("LEDGER_DB", place.join("台账.db"));
        command.env("LEDGER_CLOCK", format!("{day}T09:00:00+08:00"));
        command
            .env("LEDGER_ACTOR", "周敏")
            .env("LEDGER_ASK", "never");
        let done = command.output().expect("the program");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{words:?}: {told}");
    }
}

impl Desk {
    /// A ledger that came to be by these lines, and its page on a later day.
    fn of(day: &str, before: &[&[&str]]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().to_owned();
        lines(&place, day, before);
        let program = Program::at(folder, &[("LEDGER_CLOCK", "2022-12-20T09:00:00+08:00")]);
        Self {
            session: program.session(),
            place,
            _program: program,
        }
    }

    /// What a line tells on the ledger.
    fn tells(&self, words: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        command
            .args(words)
            .env("LEDGER_DB", self.place.join("台账.db"));
        command.env("LEDGER_CLOCK", "2022-12-20T10:00:00+08:00");
        let done = command.output().expect("the program");
        String::from_utf8(done.stdout).expect("a text")
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.session.post(path, self.session.fields(fields))
    }

    /// Where an answer leads.
    fn follow(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 303, "{}", answer.text());
        let place = answer.header("location").expect("a place");
        let place = place.split('#').next().expect("a page");
        self.session.get(place)
    }
}

/// What stands between two texts of a page, first come.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from} in {text}"));
    rest.split_once(to).expect(to).0
}

/// All that stands so.
fn all_between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let parts = text.split(from).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(to)?.0))
        .collect()
}

/// What a page shows: without its tags.
fn plain(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}
