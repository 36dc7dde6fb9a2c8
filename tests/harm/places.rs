//! Where a ledger may be: in a file, also behind a link, where locks hold.

#![allow(clippy::print_stdout, reason = "what could not be tried is said")]

use std::os::unix::fs::symlink;
use std::process::Command;

use crate::office::{LEDGER, Office, Ran};

/// What SQLite would open, and is no file.
#[test]
fn a_ledger_is_a_file() {
    let office = Office::new();
    std::fs::create_dir(office.path("夹")).unwrap();
    let fifo = Command::new("mkfifo").arg(office.path("管道")).status();
    assert!(fifo.unwrap().success());
    symlink("圈", office.path("圈")).unwrap();
    let before = names(&office);
    let words = [":memory:", ":x", "file:台账.db?mode=memory", "FILE:台账.db"];
    let places = ["夹", "夹/", "还没有/", "管道", "圈", "/dev/null"];
    let all = words
        .map(|db| (db, 2))
        .into_iter()
        .chain(places.map(|db| (db, 1)));
    for (db, code) in all {
        for line in [
            "add 一件事 --year 2021",
            "list",
            "verify",
            "init --name 某局",
        ] {
            let ran = office.say(&format!("--db {db} {line}"));
            assert_eq!(ran.code, code, "{db} {line}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(&format!("“{db}”")), "{db}: {}", ran.err);
        }
        let mut named = office.command(env!("CARGO_BIN_EXE_ledger"));
        let ran = named.env("LEDGER_DB", db).arg("list").output().unwrap();
        assert_eq!(ran.status.code(), Some(code), "{db} by the environment");
    }
    assert_eq!(office.run(["--db", "", "list"]).code, 2);
    assert_eq!(names(&office), before);
}

fn names(office: &Office) -> Vec<String> {
    let entries = std::fs::read_dir(office.folder()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn waiting_has_a_measure() {
    let office = Office::with_material();
    let with = |wait: &str| {
        let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
        Ran::of(
            command
                .env("LEDGER_WAIT", wait)
                .arg("list")
                .output()
                .unwrap(),
        )
    };
    for wait in [
        "-1",
        "x",
        "1.5",
        "86401",
        "99999999999",
        "18446744073709551616",
    ] {
        let ran = with(wait);
        assert_eq!(ran.code, 2, "{wait}: {}", ran.err);
        assert!(ran.err.contains(&format!("“{wait}”")), "{}", ran.err);
    }
    for wait in ["0", "86400", " 3 "] {
        with(wait).ok();
    }
}

/// Whatever puts another file in the ledger's place puts it behind the link.
#[test]
fn a_link_stays_a_link() {
    let office = Office::new();
    std::fs::create_dir(office.path("盘")).unwrap();
    symlink("盘/真.db", office.path("中间.db")).unwrap();
    symlink("中间.db", office.db()).unwrap();
    let is_link = |what: &str| {
        let link = std::fs::read_link(office.db());
        assert!(link.is_ok_and(|to| to.as_os_str() == "中间.db"), "{what}");
        let real = std::fs::symlink_metadata(office.path("盘/真.db")).unwrap();
        assert!(real.is_file(), "{what}");
    };
    let done = |line: &str| {
        let ran = office.say(line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        is_link(line);
    };
    done("init --name 某局");
    done("add 一件事 --year 2021");
    done("backup 副本.db");
    done("add 又一件 --year 2021");
    done("restore 副本.db -y");
    done("restore 台账.db --salvage -y");
    office
        .sqlite()
        .execute_batch("update task set problem = '改过'")
        .unwrap();
    done("verify --rebuild -y");
    std::fs::write(office.path("盘/真.db"), include_bytes!("kept/v1.db")).unwrap();
    done("list");
    let kept = std::fs::read_dir(office.path("盘")).unwrap();
    let kept = kept.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_str().unwrap().contains("前-")
    });
    assert_eq!(
        kept.count(),
        4,
        "what was replaced is kept beside the real file"
    );
}

/// The ledger where locks are what strace makes of them.
fn with_locks(office: &Office, inject: &str, line: &[&str]) -> Option<Ran> {
    if !crate::crash::traces("locks") {
        return None;
    }
    let mut command = office.command("strace");
    command
        .args(["-f", "-qq", "-o", "/dev/null", "-e", inject])
        .arg(env!("CARGO_BIN_EXE_ledger"))
        .args(line)
        .env("LEDGER_WAIT", "0");
    Some(Ran::of(command.output().unwrap()))
}

#[test]
fn locks_that_keep_nobody_out_are_told() {
    let office = Office::with_material();
    let everybody = "inject=fcntl:retval=0";
    for line in [&["verify"][..], &["init", "--name", "某局"]] {
        let Some(ran) = with_locks(&office, everybody, line) else {
            return;
        };
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.err.contains("另一个进程也占住了它（刚试过）"),
            "{line:?}: {}",
            ran.err
        );
    }
    for line in ["verify", "init --name 某馆"] {
        let ran = office.say(line);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.err.contains("锁"), "{}", ran.err);
    }
}

#[test]
fn no_locks_at_all_are_no_other_user() {
    let office = Office::with_material();
    let before = office.db_bytes();
    for fault in ["ENOLCK", "EIO", "EOPNOTSUPP"] {
        let inject = format!("inject=fcntl:error={fault}");
        let Some(ran) = with_locks(&office, &inject, &["log", "1", "开会"]) else {
            return;
        };
        assert_eq!(ran.code, 1, "{fault}: {}", ran.err);
        assert!(
            ran.err.contains("加不了锁") && !ran.err.contains("正被占用"),
            "{fault}: {}",
            ran.err
        );
        assert!(ran.err.contains(LEDGER), "{fault}: {}", ran.err);
    }
    let other = office.sqlite();
    other.execute_batch("begin immediate").unwrap();
    let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
    let ran = command
        .env("LEDGER_WAIT", "0")
        .args(["log", "1", "开会"])
        .output()
        .unwrap();
    let ran = Ran::of(ran);
    assert!(ran.err.contains("正被占用"), "{}", ran.err);
    drop(other);
    assert!(office.db_bytes() == before);
}
