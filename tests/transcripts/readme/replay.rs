//! Transcripts in Markdown, executed.
//!
//! A fence ```` ```console ```` holds commands after `$ ` and what they said; ```` ```console fails ````
//! one that has to fail. ```` ```text NAME ```` puts a file of that name in the folder. A line
//! `<!-- 2022-01-20 周敏 -->` sets day and clerk, `<!-- office -->` begins anew in an empty folder.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::office;

/// Where the commands of a text are run, by whom and when.
struct Office {
    folder: tempfile::TempDir,
    day: String,
    who: String,
}

/// The text with every transcript as it really runs.
pub(crate) fn replayed(text: &str) -> String {
    let mut office = Office::new();
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line.starts_with("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            out.push_str(&office.block(line, &body));
            out.push_str("```\n");
        } else {
            office.note(line);
        }
    }
    out
}

impl Office {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            day: "2022-01-20".to_owned(),
            who: "周敏".to_owned(),
        }
    }

    /// What a comment between the blocks says.
    fn note(&mut self, line: &str) {
        if line == "<!-- office -->" {
            *self = Self::new();
        } else if let Some(stamp) = line.strip_prefix("<!-- 20") {
            let stamp = stamp.trim_end_matches(" -->");
            let (date, name) = stamp.split_once(' ').expect("a day and a name");
            self.day = format!("20{date}");
            name.clone_into(&mut self.who);
        }
    }

    /// The body of a fenced block as it should be.
    fn block(&self, fence: &str, body: &[&str]) -> String {
        let fails = match fence {
            "```console" => false,
            "```console fails" => true,
            fence => {
                if let Some(name) = fence.strip_prefix("```text ") {
                    let path = self.folder.path().join(name);
                    fs::write(path, body.join("\n")).expect("a file");
                }
                return body.iter().map(|line| format!("{line}\n")).collect();
            }
        };
        let mut out = String::new();
        for line in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
            let _ = write!(out, "$ {line}\n{}", self.run(line, fails));
        }
        out
    }

    fn run(&self, line: &str, fails: bool) -> String {
        let words = words(line);
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        match args.as_slice() {
            ["cat", file] => self.shown(file),
            ["ls"] => self.listed(Path::new("")),
            ["ls", folder] => self.listed(Path::new(folder)),
            ["mkdir", folder] => {
                fs::create_dir(self.folder.path().join(folder)).expect("a folder");
                String::new()
            }
            ["ledger", args @ ..] => self.ledger(args, fails),
            _ => panic!("{line} is no command of a transcript"),
        }
    }

    fn shown(&self, file: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join(file)).expect(file);
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        format!("{}\n", text.trim_end())
    }

    fn listed(&self, folder: &Path) -> String {
        let entries = fs::read_dir(self.folder.path().join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names.iter().map(|name| format!("{name}\n")).collect()
    }

    fn ledger(&self, args: &[&str], fails: bool) -> String {
        let mut command = command(self.folder.path());
        command
            .args(args)
            .env("LEDGER_CLOCK", format!("{}T09:00:00+08:00", self.day))
            .env("LEDGER_ACTOR", &self.who);
        let output = command.output().expect("the program runs");
        let ran = office::Ran::heard(&command, output);
        let said = ran.out + &ran.err;
        // A path of this very run would be another one on the next.
        let here = format!("{}/", self.folder.path().display());
        let said = said.replace(&here, "");
        assert_eq!(ran.code != 0, fails, "{args:?}\n{said}");
        said
    }
}

/// The program in that folder, with nothing of this machine around it.
fn command(folder: &Path) -> Command {
    let started = office::started();
    let mut command = Command::new(&started[0]);
    command
        .args(&started[1..])
        .current_dir(folder)
        .env("LEDGER_DB", "台账.db")
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .env("HOME", folder)
        .env_remove("LEDGER_TODAY")
        .env_remove("LEDGER_CLOCK")
        .env_remove("LEDGER_WAIT");
    command
}

/// What a command that needs no ledger prints on a terminal of that width.
pub(crate) fn printed(args: &[&str], columns: u16) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let output = command(folder.path())
        .args(args)
        .env("COLUMNS", columns.to_string())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{args:?}");
    office::said(output.stdout)
}

/// Splits a command line as a shell does, double quotes only.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut empty) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                empty = true;
            }
            ' ' if !quoted => {
                if !word.is_empty() || empty {
                    words.push(std::mem::take(&mut word));
                }
                empty = false;
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() || empty {
        words.push(word);
    }
    words
}
