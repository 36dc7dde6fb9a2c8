//! The README says nothing that the program does not do: its transcripts are executed, its table of
//! verbs is that of the program. `LEDGER_BLESS=1 cargo test --test readme` writes them anew.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A block of the README by the line of its fence.
struct Block<'a> {
    fence: &'a str,
    body: Vec<&'a str>,
}

fn readme() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README")
}

fn ledger(folder: &Path, day: &str, who: &str, line: &str) -> String {
    ledger_on(80, folder, day, who, line)
}

/// The same on a screen of so many columns.
fn ledger_on(columns: u16, folder: &Path, day: &str, who: &str, line: &str) -> String {
    let args = words(line.strip_prefix("ledger ").expect("a ledger command"));
    let output = Command::new(env!("CARGO_BIN_EXE_ledger"))
        .args(args)
        .current_dir(folder)
        .env("LEDGER_DB", "台账.db")
        .env("LEDGER_CLOCK", format!("{day}T09:00:00+08:00"))
        .env("LEDGER_ACTOR", who)
        .env("COLUMNS", columns.to_string())
        .env("NO_COLOR", "1")
        .env_remove("LEDGER_TODAY")
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("UTF-8");
    assert!(output.status.success(), "{line}\n{said}");
    said
}

/// Splits a command line as a shell does, double quotes only.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// The README with every transcript as it really runs.
fn replayed(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut out, mut day, mut who) = (String::new(), String::new(), String::new());
    let mut block: Option<Block<'_>> = None;
    for line in text.lines() {
        match &mut block {
            None if line.starts_with("```") => {
                block = Some(Block {
                    fence: line,
                    body: Vec::new(),
                });
            }
            Some(_) if line == "```" => {
                let done = block.take().expect("an open block");
                let body = match done.fence {
                    "```console" => transcript(folder.path(), &day, &who, &done.body),
                    fence => {
                        if let Some(name) = fence.strip_prefix("```text ") {
                            let text = done.body.join("\n");
                            fs::write(folder.path().join(name), text).expect("a file");
                        }
                        done.body.iter().map(|line| format!("{line}\n")).collect()
                    }
                };
                out.push_str(&format!("{}\n{body}```\n", done.fence));
            }
            Some(open) => open.body.push(line),
            None => {
                if let Some(stamp) = line.strip_prefix("<!-- 20") {
                    let stamp = stamp.trim_end_matches(" -->");
                    let (date, name) = stamp.split_once(' ').expect("a day and a name");
                    day = format!("20{date}");
                    name.clone_into(&mut who);
                }
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

fn transcript(folder: &Path, day: &str, who: &str, body: &[&str]) -> String {
    let commands = body.iter().filter_map(|line| line.strip_prefix("$ "));
    commands
        .map(|line| format!("$ {line}\n{}", ledger(folder, day, who, line)))
        .collect()
}

/// The overview of `ledger --help` as a table.
fn verbs() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    // Wide enough for the whole of what each verb does.
    let help = ledger_on(300, folder.path(), "2022-01-01", "x", "ledger --help");
    let mut table = String::from("| 命令 | 中文 | 作用 |\n|---|---|---|\n");
    for line in help
        .lines()
        .filter(|line| line.starts_with("  ") && !line.contains("--"))
    {
        let mut parts = line.split_whitespace();
        if let (Some(verb), Some(alias)) = (parts.next(), parts.next()) {
            let about = parts.collect::<Vec<_>>().join(" ");
            table.push_str(&format!("| `{verb}` | {alias} | {about} |\n"));
        }
    }
    table
}

/// The README with its table of verbs as the program has it.
fn with_verbs(text: &str) -> String {
    let (before, rest) = text
        .split_once("<!-- verbs -->\n")
        .expect("a place for the verbs");
    let after = rest.find("\n## ").expect("a heading behind the verbs");
    format!("{before}<!-- verbs -->\n{}{}", verbs(), &rest[after..])
}

#[test]
fn every_transcript_is_what_the_program_says() {
    let text = readme();
    let fresh = with_verbs(&replayed(&text));
    if std::env::var_os("LEDGER_BLESS").is_some() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"), &fresh).expect("written");
        return;
    }
    for (number, (is, should)) in (1..).zip(text.lines().zip(fresh.lines())) {
        assert_eq!(is, should, "README.md line {number}");
    }
    assert_eq!(text.lines().count(), fresh.lines().count());
}
