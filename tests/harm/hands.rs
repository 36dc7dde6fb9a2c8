//! Many hands at once: nothing lost, numbers unique; who reads slowly keeps nobody from writing. A
//! short run here; `scripts/hands.sh` lets eight processes make 200 changes each.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the long rounds are asked for by the environment, and their figures are wanted"
)]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::office::{Office, Ran};
use model::scope::{Order, Scope};
use model::status::StatusKind;
use store::{DEFAULT_WAIT, Store};

/// Changes that each process makes.
const CHANGES: &str = "LEDGER_HANDS_CHANGES";
const HANDS: usize = 8;

/// One person's work: adds, notes on the own tasks, closures; what each command was told.
fn work(office: &Office, hand: usize, changes: usize) -> (Vec<u32>, usize) {
    let mut mine = Vec::new();
    let mut notes = 0;
    for change in 0..changes {
        let line = match (change % 4, mine.last()) {
            (1 | 2, Some(number)) => format!("log {number} 第{hand}人第{change}次开会"),
            (3, Some(number)) => format!("close {number} --outcome 改了"),
            _ => format!("add 第{hand}人的第{change}件 --year 2021"),
        };
        let ran = office.say(&line);
        assert_eq!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
        if line.starts_with("add") {
            let digits: String = ran
                .out
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            mine.push(digits.parse().unwrap());
        }
        notes += usize::from(line.starts_with("log"));
    }
    (mine, notes)
}

#[test]
fn eight_at_once_lose_nothing() {
    let given = std::env::var(CHANGES).ok();
    let changes = given.and_then(|text| text.parse().ok()).unwrap_or(12);
    let mut office = Office::new();
    // Eight on a slow disk: the last in the queue may wait for all the others, many times.
    office.variable("LEDGER_WAIT", "120");
    let begun = Instant::now();
    let done: Vec<(Vec<u32>, usize)> = std::thread::scope(|scope| {
        let office = &office;
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| scope.spawn(move || work(office, hand, changes)))
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    let store = Store::open(&office.db(), DEFAULT_WAIT).unwrap();
    let found = store.verify().unwrap();
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    assert_eq!(found.entries as usize, HANDS * changes);
    let told: Vec<u32> = done.iter().flat_map(|(mine, _)| mine.clone()).collect();
    let numbers: BTreeSet<u32> = told.iter().copied().collect();
    assert_eq!(numbers.len(), told.len(), "a number was given twice");
    assert_eq!(numbers.last().map(|last| *last as usize), Some(told.len()));
    let tasks = store.tasks(&Scope::default(), Order::Number, None).unwrap();
    let notes: usize = tasks.iter().map(|task| task.progress.len()).sum();
    assert_eq!(notes, done.iter().map(|(_, notes)| notes).sum::<usize>());
    for (hand, (mine, _)) in done.iter().enumerate() {
        for number in mine {
            let task = &tasks[*number as usize - 1];
            assert!(task.problem.starts_with(&format!("第{hand}人")));
        }
        let closed =
            |number: &&u32| tasks[**number as usize - 1].status.kind() == StatusKind::Closed;
        assert_eq!(mine.iter().filter(closed).count(), changes / 4);
    }
    println!(
        "{HANDS} processes, {changes} changes each, none lost, in {:?}",
        begun.elapsed()
    );
}

#[test]
fn all_create_the_ledger_together() {
    for _ in 0..3 {
        let office = Office::new();
        std::thread::scope(|scope| {
            for hand in 0..HANDS {
                let office = &office;
                scope.spawn(move || office.say(&format!("add 第{hand}件 --year 2021")).ok());
                // Refused first commands tidy up after themselves, and after nobody else.
                scope.spawn(move || assert_ne!(office.say("close 999").code, 0));
            }
        });
        assert!(office.say("verify").ok().contains("8 条记录"));
    }
}

#[test]
fn an_open_pipe_keeps_nobody_from_writing() {
    let mut office = Office::new();
    office.variable("LEDGER_WAIT", "1");
    let long = "很长的表现".repeat(400);
    for number in 0..30 {
        office
            .run([
                "add",
                &format!("第{number}件"),
                "--year",
                "2021",
                "--detail",
                &long,
            ])
            .ok();
    }
    for reading in [
        "list --format json",
        "export --format jsonl",
        "history --format json",
    ] {
        let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
        command.args(reading.split(' ')).stdout(Stdio::piped());
        let mut reader = command.spawn().unwrap();
        let mut pipe = reader.stdout.take().unwrap();
        let mut first = [0; 1];
        pipe.read_exact(&mut first).unwrap();
        // The pipe is full by now, the reader stands still.
        std::thread::sleep(Duration::from_millis(200));
        assert!(
            reader.try_wait().unwrap().is_none(),
            "{reading} is too short"
        );
        let begun = Instant::now();
        office.say("log 1 开了会").ok();
        assert!(begun.elapsed() < Duration::from_secs(1), "{reading}");
        let mut rest = Vec::new();
        pipe.read_to_end(&mut rest).unwrap();
        assert!(reader.wait().unwrap().success());
    }
}

#[test]
fn who_waits_too_long_is_told() {
    let mut office = Office::new();
    office.say("add 一件 --year 2021").ok();
    office.variable("LEDGER_WAIT", "1");
    let other = office.sqlite();
    other.execute_batch("begin immediate").unwrap();
    let begun = Instant::now();
    let ran: Ran = office.say("log 1 开了会");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("正被占用"), "{}", ran.err);
    let waited = begun.elapsed();
    assert!(waited >= Duration::from_millis(900) && waited < Duration::from_secs(5));
    other.execute_batch("rollback").unwrap();
    office.say("log 1 开了会").ok();
}

/// Somebody who was about to write when the ledger was replaced is told; his change is not lost in
/// the file that was set aside.
#[cfg(unix)]
#[test]
fn a_restore_among_writers() {
    let mut office = Office::new();
    office.variable("LEDGER_WAIT", "60");
    office.say("add 一件 --year 2021").ok();
    office.say("backup 副本.db").ok();
    std::thread::scope(|scope| {
        for hand in 0..4 {
            let office = &office;
            scope.spawn(move || {
                for change in 0..10 {
                    let ran = office.say(&format!("log 1 第{hand}人第{change}次"));
                    let replaced = ran.err.contains("刚刚被还原");
                    assert!(ran.code == 0 || replaced, "{}", ran.err);
                }
            });
        }
        for _ in 0..5 {
            let ran = office.say("restore 副本.db -y");
            let changed = ran.err.contains("又有了新的改动");
            assert!(ran.code == 0 || changed, "{}", ran.err);
        }
    });
    office.say("verify").ok();
}
