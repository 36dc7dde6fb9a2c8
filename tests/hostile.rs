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

use std::ffi::OsString;
use std::time::{Duration, Instant};

use office::{Office, Ran};

/// Memory that a command may take, in KB.
const MEMORY: u32 = 64 * 1024;
/// The program; another build of it where `LEDGER_BIN` names one, which then is one to be measured.
fn program() -> (OsString, Duration) {
    match std::env::var_os("LEDGER_BIN") {
        Some(program) => (program, Duration::from_secs(1)),
        // Builds without optimisation get more time.
        None => (env!("CARGO_BIN_EXE_ledger").into(), Duration::from_secs(8)),
    }
}

/// Runs the ledger with a limit on its memory.
fn limited(office: &Office, args: &[&str]) -> Ran {
    let mut command = office.command("sh");
    let line = format!("ulimit -d {MEMORY}; exec \"$@\"");
    command.args(["-c", &line, "sh"]).arg(program().0);
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
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("错误："), "{name}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!ran.err.contains(raw), "{name}: {:?}", ran.err);
        assert!(took < program().1, "{name} took {took:?}");
        assert!(office.db_bytes() == before, "{name} changed the ledger");
        std::fs::remove_file(office.path(name)).unwrap();
    }
    println!(
        "{} hostile files, each a clear error under 64 MB, the slowest in {slowest:?}",
        corpus.len()
    );
}
