//! Hostile and broken files, each made here: each ends in a clear error, in no more memory than a
//! small machine has, in a moment, and leaves the ledger as it was.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(unix)]

mod corpus;
mod long;

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::office::{LEDGER, Office, Ran};

/// Memory that a command may take, in KB.
const MEMORY: u32 = 64 * 1024;
/// Measures the memory that a process had at most, in KB, into the file named.
const TIME: &str = "/usr/bin/time";
const PEAK: &str = "最多.txt";
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
    command.args(["-c", &line, "sh"]);
    // What it took at most, where there is something to measure it with.
    if Path::new(TIME).exists() {
        command.args([TIME, "-f", "%M", "-o", PEAK]);
    }
    command.arg(program().0);
    let output = command.args(args).output().unwrap();
    assert!(
        output.status.code().is_some(),
        "{args:?} was killed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ran::of(output)
}

/// Every row that history, units and kept bytes have, and what else there is of tasks.
fn rows(office: &Office) -> Vec<String> {
    let db = office.sqlite();
    let all = [
        "select hex(body) || hex(digest) from entry order by id",
        "select id || ledger_id || name from unit order by id",
        "select hex(sha256) || hex(bytes) from blob order by id",
        "select problem || last_entry from task order by id",
    ];
    let rows = all.iter().flat_map(|sql| {
        let mut statement = db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<Vec<String>, _>>().unwrap()
    });
    rows.collect()
}

#[test]
fn each_ends_in_a_clear_error() {
    let corpus = corpus::files();
    assert!(corpus.len() >= 60, "{} files", corpus.len());
    let office = Office::with_material();
    let (before, kept) = (office.db_bytes(), rows(&office));
    let (mut slowest, mut most) = (Duration::ZERO, 0);
    for (name, bytes) in &corpus {
        office.file(name, bytes);
        let args: Vec<&str> = if name.strip_suffix(".db").is_some() {
            vec!["restore", name, "-y"]
        } else if name.strip_suffix(".ledgerpack").is_some() {
            vec!["gather", name]
        } else {
            vec!["import", name, "--year", "2021", "--subject", "班子", "-y"]
        };
        let begun = Instant::now();
        let ran = limited(&office, &args);
        let took = begun.elapsed();
        slowest = slowest.max(took);
        let peak = std::fs::read_to_string(office.path(PEAK)).unwrap_or_default();
        let peak: u32 = peak.lines().last().map_or(0, |kb| kb.parse().unwrap());
        assert!(peak <= MEMORY, "{name} took {peak} KB");
        most = most.max(peak);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("错误："), "{name}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!ran.err.contains(raw), "{name}: {:?}", ran.err);
        assert!(took < program().1, "{name} took {took:?}");
        if name.strip_suffix(".ledgerpack").is_some() {
            // Taken back within a transaction that many files share: the same rows, not pages.
            assert!(rows(&office) == kept, "{name} changed the ledger");
            office.file(LEDGER, &before);
        }
        assert!(office.db_bytes() == before, "{name} changed the ledger");
        std::fs::remove_file(office.path(name)).unwrap();
    }
    println!(
        "{} hostile files, each a clear error in at most {most} KB, the slowest in {slowest:?}",
        corpus.len()
    );
}
