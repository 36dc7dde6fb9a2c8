//! The process killed, the disk full, a write refused, at any moment: the ledger opens, verifies,
//! and is as it was before the command or as it is after the whole of it; what was acknowledged is
//! there. A short run here; `scripts/crash.sh` makes 1,000 rounds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the rounds are counted for the script")]
#![cfg(unix)]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/office.rs"]
mod office;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use dice::Dice;
use ledger::store::{Error, Store};
use office::{LEDGER, MATERIAL, Office};

/// Rounds of each sort.
const ROUNDS: &str = "LEDGER_CRASH_ROUNDS";
/// Where the dice begin.
const SEED: &str = "LEDGER_CRASH_SEED";
const BACKUP: &str = "副本.db";
/// A ledger larger than this begins anew.
const LARGE: u64 = 1_000_000;
const WAIT: Duration = Duration::from_secs(5);

/// The program; another build of it where `LEDGER_BIN` names one.
fn program() -> OsString {
    std::env::var_os("LEDGER_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_ledger").into())
}

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var_os(name);
    given
        .and_then(|text| text.to_str()?.parse().ok())
        .unwrap_or(usual)
}

/// What a file holds: nothing yet, or a whole ledger with that check code. A ledger that was made
/// and got no entry holds nothing.
fn state(path: &Path) -> String {
    match Store::open(path, WAIT) {
        Err(Error::Missing(_)) => "nothing".to_owned(),
        Err(fault) => panic!("{} does not open: {fault}", path.display()),
        Ok(store) => {
            let found = store.verify().unwrap();
            assert!(found.faults.is_empty(), "{:?}", found.faults);
            match found.code {
                None => "nothing".to_owned(),
                Some(code) => format!("{} {code}", store.ledger_id().unwrap()),
            }
        }
    }
}

/// Ledger and backup.
fn states(office: &Office) -> (String, String) {
    (state(&office.db()), state(&office.path(BACKUP)))
}

/// A command that changes something, or tries to.
fn some_command(dice: &mut Dice, office: &Office, round: u64) -> Vec<String> {
    let tasks = Store::open(&office.db(), WAIT)
        .ok()
        .map_or(0, |store| store.task_count().unwrap());
    let one = |dice: &mut Dice| (dice.below(tasks.max(1) as usize) + 1).to_string();
    let many = |dice: &mut Dice| {
        let first = dice.below(tasks.max(1) as usize) + 1;
        format!(
            "{first}-{}",
            (first + dice.below(9)).min(tasks.max(1) as usize)
        )
    };
    let line = match if tasks == 0 {
        dice.below(2)
    } else {
        dice.below(12)
    } {
        0 => format!("add 第{round}件事 --year 2021 --measure 去办"),
        1 => {
            let text = MATERIAL.replace("一是", &format!("第{round}次说，一是"));
            office.file("材料.txt", format!("{text}\n第{round}次。\n"));
            "import 材料.txt --year 2021 --subject 班子 -y".to_owned()
        }
        2 | 3 => format!("log {} 第{round}次开会 --figure 开会=1次", many(dice)),
        4 => format!("edit {} --dept 第{round}科 --due 年底前", many(dice)),
        5 => format!("close {} --outcome 改了", many(dice)),
        6 => format!("reopen {} --reason 看漏", one(dice)),
        7 => {
            office.file("照片.jpg", vec![round as u8; 1 + dice.below(60_000)]);
            format!("attach {} 照片.jpg", one(dice))
        }
        8 => format!("backup {BACKUP}"),
        9 => format!("restore {BACKUP} -y"),
        10 => "undo".to_owned(),
        _ => format!("retract {} --reason 重复", one(dice)),
    };
    line.split(' ').map(ToOwned::to_owned).collect()
}

/// How a command ended.
struct Ended {
    acknowledged: bool,
    said: String,
}

impl Ended {
    fn of(output: &Output, args: &[String]) -> Self {
        // A result is told only after it is on the disk; a preview comes before.
        let told = !output.stdout.is_empty() && args[0] != "import";
        let said = [output.stdout.as_slice(), &output.stderr].concat();
        Self {
            acknowledged: output.status.success() || told,
            said: String::from_utf8_lossy(&said).into_owned(),
        }
    }
}

/// The office with what the next command will make of it.
struct Round<'a> {
    office: &'a Office,
    args: Vec<String>,
    before: (String, String),
    after: (String, String),
    took: Duration,
}

impl<'a> Round<'a> {
    fn new(office: &'a Office, dice: &mut Dice, number: u64) -> Self {
        if std::fs::metadata(office.db()).is_ok_and(|file| file.len() > LARGE) {
            std::fs::remove_file(office.db()).unwrap();
        }
        let before = states(office);
        let args = some_command(dice, office, number);
        // The same command on a copy tells what it does, and how long it takes.
        let copy = Office::new();
        for entry in std::fs::read_dir(office.folder()).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with('.') || name.contains("还原前") {
                std::fs::remove_file(entry.path()).unwrap();
            } else {
                std::fs::copy(entry.path(), copy.path(&name)).unwrap();
            }
        }
        let begun = Instant::now();
        let mut whole = copy.command(program());
        whole.args(&args).output().unwrap();
        let took = begun.elapsed();
        let after = states(&copy);
        Self {
            office,
            args,
            before,
            after,
            took,
        }
    }

    /// The ledger as somebody would start it, by way of another program.
    fn command(&self, by: &str, with: &[&str]) -> Command {
        let mut command = self.office.command(by);
        command
            .args(with)
            .arg(program())
            .args(&self.args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn check(&self, ended: &Ended, how: &str) {
        let is = states(self.office);
        let what = format!("{} ({how}): {}", self.args.join(" "), ended.said);
        for (is, before, after) in [
            (&is.0, &self.before.0, &self.after.0),
            (&is.1, &self.before.1, &self.after.1),
        ] {
            assert!(
                is == before || is == after,
                "{what}\nis {is}, neither {before} nor {after}"
            );
        }
        if ended.acknowledged {
            assert_eq!(is, self.after, "acknowledged and not there: {what}");
        }
    }
}

fn rounds(sort: &str, usual: u64, mut one: impl FnMut(&Round<'_>, &mut Dice) -> (Ended, String)) {
    let office = Office::new();
    let mut dice = Dice::new(number(SEED, 1));
    let (all, mut cut) = (number(ROUNDS, usual), 0);
    for round in 0..all {
        let prepared = Round::new(&office, &mut dice, round);
        let (ended, how) = one(&prepared, &mut dice);
        cut += u64::from(!ended.acknowledged);
        prepared.check(&ended, &how);
    }
    println!("{sort}: {all} rounds, {cut} of them cut short, none with a lost or half change");
}

#[test]
fn killed_at_any_moment() {
    rounds("killed", 30, |round, dice| {
        let mut child = round.command("env", &[]).spawn().unwrap();
        let moment = round.took.mul_f64(dice.below(1100) as f64 / 1000.0);
        std::thread::sleep(moment);
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        (Ended::of(&output, &round.args), format!("after {moment:?}"))
    });
}

#[test]
fn files_that_must_not_grow() {
    rounds("file size limited", 10, |round, dice| {
        let now = std::fs::metadata(round.office.path(LEDGER)).map_or(0, |file| file.len());
        let blocks = dice.below((now / 512 + 300) as usize);
        // Ignored, the signal becomes an error of the write, after part of it was written.
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut command = round.command("sh", &["-c", &line, "sh"]);
        (
            Ended::of(&command.output().unwrap(), &round.args),
            format!("at most {blocks} blocks"),
        )
    });
}

/// Calls by which a file changes, and how each can fail.
const CALLS: [(&str, &[&str]); 7] = [
    ("pwrite64", &["signal=KILL", "error=ENOSPC", "error=EIO"]),
    ("write", &["signal=KILL"]),
    ("fdatasync", &["signal=KILL", "error=EIO"]),
    ("fsync", &["signal=KILL", "error=EIO"]),
    ("unlink", &["signal=KILL", "error=EACCES"]),
    ("rename", &["signal=KILL", "error=EACCES"]),
    ("ftruncate", &["signal=KILL", "error=EIO"]),
];

#[test]
fn calls_that_fail() {
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-e", "trace=none", "true"]);
    if !strace.output().is_ok_and(|output| output.status.success()) {
        println!("calls failing: skipped, strace does not run here");
        return;
    }
    rounds("calls failing", 10, |round, dice| {
        let (call, faults) = CALLS[dice.below(CALLS.len())];
        let fault = faults[dice.below(faults.len())];
        let most = if call == "pwrite64" { 30 } else { 4 };
        let when = 1 + dice.below(most);
        let inject = format!("inject={call}:{fault}:when={when}");
        let mut command = round.command("strace", &["-f", "-qq", "-o", "/dev/null", "-e", &inject]);
        (Ended::of(&command.output().unwrap(), &round.args), inject)
    });
}
