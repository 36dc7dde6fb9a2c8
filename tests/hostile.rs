//! Hostile and broken files, each made here: each ends in a clear error, in no more memory than a
//! small machine has, in a moment, and leaves the ledger as it was.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(unix)]

#[path = "hostile/corpus.rs"]
mod corpus;
#[path = "common/dice.rs"]
mod dice;
#[path = "common/office.rs"]
mod office;

use std::time::{Duration, Instant};

use office::{Office, Ran};

/// Memory that a command may take, in KB.
const MEMORY: u32 = 64 * 1024;
/// Time that a command may take; builds without optimisation get more.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });

/// Documents that can be read and hold no problem: that is told, and nothing changes.
const SAY_NOTHING: [&str; 4] = [
    "内容坏.docx",
    "正文空.docx",
    "不是标记.docx",
    "控制字符.docx",
];

/// Runs the ledger with a limit on its memory.
fn limited(office: &Office, args: &[&str]) -> Ran {
    let mut command = office.command("sh");
    let line = format!("ulimit -d {MEMORY}; exec \"$@\"");
    command.args(["-c", &line, "sh", env!("CARGO_BIN_EXE_ledger")]);
    let output = command.args(args).output().unwrap();
    assert!(
        output.status.code().is_some(),
        "{args:?} was killed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ran::of(output)
}

#[test]
fn each_ends_in_a_clear_error() {
    let corpus = corpus::files();
    assert!(corpus.len() >= 60, "{} files", corpus.len());
    let office = Office::with_material();
    let before = office.db_bytes();
    let mut slowest = Duration::ZERO;
    for (name, bytes) in &corpus {
        office.file(name, bytes);
        let args: Vec<&str> = if name.strip_suffix(".db").is_some() {
            vec!["restore", name, "-y"]
        } else {
            vec!["import", name, "--year", "2021", "--subject", "班子", "-y"]
        };
        let begun = Instant::now();
        let ran = limited(&office, &args);
        let took = begun.elapsed();
        slowest = slowest.max(took);
        if SAY_NOTHING.contains(&name.as_str()) {
            assert!(
                ran.out.contains("没有列出问题，台账没有变化"),
                "{name}: {}",
                ran.err
            );
            continue;
        }
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("错误："), "{name}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!ran.err.contains(raw), "{name}: {:?}", ran.err);
        assert!(took < TIME, "{name} took {took:?}");
        assert!(office.db_bytes() == before, "{name} changed the ledger");
        std::fs::remove_file(office.path(name)).unwrap();
    }
    println!(
        "{} hostile files, each a clear error under 64 MB, the slowest in {slowest:?}",
        corpus.len()
    );
}
