//! Accounts: who may do what, who is locked out, when a session ends, what is noted, and that nothing goes over a
//! network that is not ciphered.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::common::program::Program;
use crate::common::wire::{Answer, Session};

mod apart;
mod making;
mod network;
mod roles;
mod sessions;

pub(super) const PASSWORD: &str = "海棠开了三月天，窗外正下雨";

/// A line of the program on a ledger in that folder, with what it is told.
pub(super) fn line(place: &TempDir, words: &[&str], told: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
    command
        .args(words)
        .env("LEDGER_DB", place.path().join("台账.db"))
        .env("LEDGER_CLOCK", "2022-03-15T09:00:00+08:00")
        .env("LEDGER_ASK", "never")
        .env("LEDGER_ACTOR", "周敏");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut input = child.stdin.take().expect("its input");
    // One that asks for nothing may be gone.
    let _ = input.write_all(told.as_bytes());
    drop(input);
    child.wait_with_output().expect("its end")
}

pub(super) fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// A ledger of two tasks of two departments, with an account of each role.
pub(super) fn office() -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    for (problem, dept) in [("窗口办理慢", "政务科"), ("学习不深", "人事科")] {
        line(
            &place,
            &["add", problem, "--year", "2022", "--dept", dept],
            "",
        );
    }
    for (name, words) in [
        ("管台账的", vec!["--role", "管理"]),
        ("审的", vec!["--role", "审核"]),
        ("填的", vec!["--role", "填报", "--dept", "政务科"]),
        ("看的", vec!["--role", "查看"]),
    ] {
        let all = [vec!["account", "add", name], words].concat();
        let made = line(&place, &all, &format!("{PASSWORD}\n"));
        assert!(made.status.success(), "{}", said(&made));
    }
    place
}

pub(super) fn serving(place: TempDir, variables: &[(&str, &str)]) -> Program {
    Program::serving(place, &["--listen", "127.0.0.1:0"], variables)
}

fn does(session: &Session, verb: &str, fields: &[(&str, &str)]) -> Answer {
    session.post(&format!("/do/{verb}"), session.fields(fields))
}
