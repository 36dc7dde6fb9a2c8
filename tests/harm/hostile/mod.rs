//! Hostile and broken files, each made here: each ends in a clear error, in no more memory than a
//! small machine has, in a moment, and leaves the ledger as it was.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; what it took is wanted"
)]
#![cfg(unix)]

mod corpus;
mod long;
mod mutated;
mod pages;
mod papers;
mod swollen;

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

/// What the verbs took at most.
#[derive(Default)]
struct Most {
    time: Duration,
    kilobytes: u32,
    runs: usize,
}

impl Most {
    /// Runs one verb on one file: no more memory and time than there is, nothing that steers a screen.
    fn run(&mut self, office: &Office, name: &str, args: &[&str]) -> Ran {
        let begun = Instant::now();
        let ran = limited(office, args);
        let took = begun.elapsed();
        let peak = std::fs::read_to_string(office.path(PEAK)).unwrap_or_default();
        let peak: u32 = peak.lines().last().map_or(0, |kb| kb.parse().unwrap());
        assert!(peak <= MEMORY, "{name}: {args:?} took {peak} KB");
        assert!(took < program().1, "{name}: {args:?} took {took:?}");
        assert!(ran.code <= 2, "{name}: {args:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!ran.err.contains(raw), "{name}: {:?}", ran.err);
        let foreign = english(&ran.err);
        assert!(foreign.is_none(), "{name}: {foreign:?} in {}", ran.err);
        self.time = self.time.max(took);
        self.kilobytes = self.kilobytes.max(peak);
        self.runs += 1;
        ran
    }
}

/// The verbs that may be given a file of that name.
fn verbs(name: &str) -> Vec<Vec<&str>> {
    let import = vec!["import", name, "--year", "2021", "--subject", "班子", "-y"];
    match name.rsplit('.').next().unwrap() {
        "db" => vec![vec!["restore", name, "-y"]],
        "ledgerpack" => vec![vec!["gather", name]],
        "xlsx" | "xls" | "ods" => vec![
            import,
            vec!["collect", name, "-y"],
            vec!["export", "--template", name, "-o", "填好.xlsx", "-y"],
        ],
        "csv" => vec![import, vec!["collect", name, "-y"]],
        _ => vec![import, vec!["check", name, "--year", "2022"]],
    }
}

/// Three words of a Western language in a row: what a library says, not a clerk. Commands are none.
fn english(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let mut run: Vec<&str> = Vec::new();
        for word in line.split_whitespace() {
            let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
            if bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                run.push(word);
            } else {
                run.clear();
            }
            if run.len() >= 3 && !run.contains(&"ledger") {
                return Some(run.join(" "));
            }
        }
        None
    })
}

/// Gives each of the files to each verb that takes its sort; `check` sees what became of it. The ledger
/// stays as it was.
fn each(corpus: &[(String, Vec<u8>)], check: impl Fn(&str, &[&str], &Ran)) {
    let office = Office::with_material();
    let (before, kept) = (office.db_bytes(), rows(&office));
    let mut most = Most::default();
    for (name, bytes) in corpus {
        office.file(name, bytes);
        for args in verbs(name) {
            let ran = most.run(&office, name, &args);
            check(name, &args, &ran);
            if ran.code == 0 {
                // Taken after all.
                office.run(["verify"]).ok();
                office.file(LEDGER, &before);
            } else if args[0] == "gather" {
                // Taken back within a transaction that many files share: the same rows, not pages.
                assert!(rows(&office) == kept, "{name} changed the ledger");
                office.file(LEDGER, &before);
            }
            assert!(office.db_bytes() == before, "{name} changed the ledger");
        }
        std::fs::remove_file(office.path(name)).unwrap();
    }
    println!(
        "{} hostile files, {} runs, in at most {} KB, the slowest in {:?}",
        corpus.len(),
        most.runs,
        most.kilobytes,
        most.time
    );
}

fn refused(name: &str, args: &[&str], ran: &Ran) {
    // A material is checked as far as it can be read.
    if args[0] != "check" {
        assert_eq!(ran.code, 1, "{name}: {args:?}: {}{}", ran.out, ran.err);
    }
    if ran.code == 1 {
        assert!(ran.err.contains("错误："), "{name}: {}", ran.err);
    }
}

#[test]
fn each_ends_in_a_clear_error() {
    let corpus = corpus::files();
    assert!(corpus.len() >= 60, "{} files", corpus.len());
    each(&corpus, refused);
}

#[test]
fn what_announces_or_repeats_more_than_it_holds_is_refused() {
    each(&swollen::refused(), |name, args, ran| {
        refused(name, args, ran);
        assert!(ran.err.contains(name), "{name} is not named: {}", ran.err);
    });
}

#[test]
fn documents_beyond_the_limits_are_refused_with_the_limit() {
    let corpus = [papers::refused(), pages::refused()].concat();
    each(&corpus, |name, args, ran| {
        refused(name, args, ran);
        let told = ran.err.contains("超过");
        assert!(told, "{name}: {args:?}: {}", ran.err);
    });
}

#[test]
fn what_only_looks_large_is_taken_in_a_moment() {
    each(&swollen::taken(), |_, _, _| {});
}

#[test]
fn papers_that_only_look_large_are_taken_in_a_moment() {
    each(&papers::taken(), |_, _, _| {});
}

#[test]
fn pages_that_only_look_large_are_taken_in_a_moment() {
    each(&pages::taken(), |_, _, _| {});
}

#[test]
fn what_a_library_says_would_be_noticed() {
    assert!(english("错误：Invalid file format here").is_some());
    assert!(english("用 ledger import 材料.docx 导入").is_none());
    assert!(english("用 ledger verify against code").is_none());
}
