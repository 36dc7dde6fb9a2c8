//! The key that completes: verbs, task numbers with their problems, departments, people.

use crate::office::Office;

/// What the shell is offered for the last of these words.
fn offered(office: &Office, line: &[&str]) -> String {
    let mut command = office.ledger();
    command
        .env("LEDGER_COMPLETE", "fish")
        .args(["--", "ledger"])
        .args(line);
    let output = command.output().expect("it runs");
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{:?}", output.stderr);
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn numbers_come_with_their_problems() {
    let mut office = Office::with_material();
    office.done("edit 1 --dept 办公室 --lead 何平\nmember 何平 --post 馆长");
    let before = office.db_bytes();
    let numbers = offered(&office, &["close", ""]);
    for number in 1..=4 {
        let line = numbers
            .lines()
            .find(|line| line.starts_with(&format!("{number}\t")));
        assert!(
            line.is_some_and(|line| line.contains("未启动")),
            "{numbers}"
        );
    }
    assert_eq!(offered(&office, &["list", "--dept", ""]), "办公室\n");
    assert!(offered(&office, &["edit", "1", "--lead", ""]).contains("何平\t馆长"));
    assert!(offered(&office, &["list", "--status", "x"]).is_empty());
    assert!(offered(&office, &["cl"]).starts_with("close\t"));
    assert!(offered(&office, &["config", "pol"]).starts_with("policy\t"));
    assert!(office.db_bytes() == before);
}

#[test]
fn what_cannot_be_read_is_an_empty_answer() {
    let office = Office::new();
    assert!(!offered(&office, &["close", ""]).contains('\u{1}'));
    office.file(crate::office::LEDGER, "不是台账");
    assert!(!offered(&office, &["close", ""]).contains("未启动"));
    let other = Office::with_material();
    let db = other.db().display().to_string();
    assert!(offered(&office, &["--db", &db, "close", ""]).contains("未启动"));
}

#[test]
fn every_shell_has_a_script() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = office.say(&format!("completions {shell}")).ok();
        assert!(
            script.contains("LEDGER_COMPLETE") && script.contains("ledger"),
            "{shell}"
        );
        assert!(!script.contains(env!("CARGO_MANIFEST_DIR")), "{shell}");
    }
    assert_eq!(office.say("completions cmd").code, 2);
}
