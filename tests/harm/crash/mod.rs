//! The process killed, the disk full, a write refused, at any moment: the ledger opens, verifies,
//! and is as it was before the command or as it is after the whole of it; what was acknowledged is
//! there. A short run here; `scripts/crash.sh` makes 1,000 rounds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the rounds are counted for the script")]
#![cfg(unix)]

mod commands;
mod power;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::dice::Dice;
use crate::office::{LEDGER, Office, started};
use commands::{COMMANDS, FIRST};
use store::{Error, Store};

/// Rounds of each sort.
const ROUNDS: &str = "LEDGER_CRASH_ROUNDS";
/// Where the dice begin.
const SEED: &str = "LEDGER_CRASH_SEED";
/// Said of places that are not as the history says.
const ALTERED: &str = "altered";
const BACKUP: &str = "副本.db";
/// A ledger larger than this begins anew.
const LARGE: u64 = 1_000_000;
const WAIT: Duration = Duration::from_secs(5);

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var_os(name);
    given
        .and_then(|text| text.to_str()?.parse().ok())
        .unwrap_or(usual)
}

/// What a file holds: nothing yet, or a whole ledger of that schema with that check code and so many
/// receipts. A ledger that was made and got no entry holds nothing.
fn state(path: &Path) -> String {
    match Store::open_as_is(path, WAIT) {
        Err(Error::Missing(_)) => "nothing".to_owned(),
        Err(fault) => panic!("{} does not open: {fault}", path.display()),
        Ok(store) => {
            let found = store.verify().unwrap();
            // Only what another program changed before a rebuild.
            assert!(found.history_stands(), "{:?}", found.faults);
            let altered = found.faults.len();
            match found.code {
                None => "nothing".to_owned(),
                Some(code) => {
                    let receipts = store.receipts().unwrap().len() + store.backups().unwrap().len();
                    let db = rusqlite::Connection::open(path).unwrap();
                    let number =
                        |sql: &str| -> i64 { db.query_row(sql, [], |row| row.get(0)).unwrap() };
                    // Gathered units stand beside the own one.
                    let all = [
                        number("select count(*) from entry"),
                        number("select count(*) from task"),
                        number("select count(*) from unit"),
                    ];
                    let schema = number("pragma user_version");
                    let id = store.ledger_id().unwrap();
                    let what = format!("{code}, {receipts} receipts, {all:?}, {altered} {ALTERED}");
                    format!("{id} {what}, schema {schema}")
                }
            }
        }
    }
}

/// Ledger and backup.
fn states(office: &Office) -> (String, String) {
    (state(&office.db()), state(&office.path(BACKUP)))
}

/// Runs the program without cutting it short; it may refuse.
fn whole(office: &Office, args: &[&str]) {
    office.ledger().args(args).output().unwrap();
}

fn some_command(dice: &mut Dice, office: &Office, round: u64) -> Vec<String> {
    let tasks = Store::open_as_is(&office.db(), WAIT)
        .ok()
        .map_or(0, |store| store.task_count().unwrap() as usize);
    let among = if tasks == 0 { FIRST } else { COMMANDS.len() };
    let (line, prepare) = COMMANDS[dice.below(among)];
    prepare(office, round);
    let first = dice.below(tasks.max(1)) + 1;
    let last = (first + dice.below(9)).min(tasks.max(1));
    let line = line
        .replace("{round}", &round.to_string())
        .replace("{one}", &first.to_string())
        .replace("{many}", &format!("{first}-{last}"));
    line.split(' ').map(ToOwned::to_owned).collect()
}

/// Files that the program wrote for others, by name.
type Outputs = BTreeMap<String, Vec<u8>>;

fn outputs(office: &Office) -> Outputs {
    let mut all = Outputs::new();
    for folder in ["", "下发"] {
        for entry in std::fs::read_dir(office.path(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let suffix = path.extension().and_then(|suffix| suffix.to_str());
            if matches!(suffix, Some("xlsx" | "docx" | "html" | "ledgerpack"))
                && !name.starts_with('.')
            {
                all.insert(format!("{folder}/{name}"), std::fs::read(path).unwrap());
            }
        }
    }
    all
}

/// How a command ended.
struct Ended {
    acknowledged: bool,
    said: String,
}

impl Ended {
    fn of(output: &Output, args: &[String]) -> Self {
        // A result is told only after it is on the disk; a preview comes before.
        let previewed = matches!(args[0].as_str(), "import" | "collect" | "gather" | "join");
        let told = !output.stdout.is_empty() && !previewed;
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
    files: [Outputs; 2],
    took: Duration,
}

/// The files kept beside the ledger under that mark.
fn kept_aside(office: &Office, mark: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(office.folder()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths
        .filter(|path| named(path).contains(mark) && !named(path).starts_with('.'))
        .collect()
}

/// What rounds before left beside the ledger.
fn clean(office: &Office) {
    for path in kept_aside(office, "前-") {
        std::fs::remove_file(path).unwrap();
    }
    for folder in ["", "下发"] {
        for entry in std::fs::read_dir(office.path(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|suffix| suffix == "part") {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
}

impl<'a> Round<'a> {
    fn new(office: &'a Office, dice: &mut Dice, number: u64) -> Self {
        if std::fs::metadata(office.db()).is_ok_and(|file| file.len() > LARGE) {
            std::fs::remove_file(office.db()).unwrap();
        }
        clean(office);
        if !state(&office.db()).contains(&format!(" 0 {ALTERED}")) {
            whole(office, &["verify", "--rebuild", "-y"]);
        }
        Self::of(office, some_command(dice, office, number))
    }

    fn of(office: &'a Office, args: Vec<String>) -> Self {
        let before = states(office);
        // The same command on a copy tells what it does, and how long it takes.
        let copy = Office::new();
        let copied = Command::new("cp")
            .args(["-r", "."])
            .arg(copy.folder())
            .current_dir(office.folder())
            .status();
        assert!(copied.unwrap().success());
        let begun = Instant::now();
        whole(&copy, &args.iter().map(String::as_str).collect::<Vec<_>>());
        let took = begun.elapsed();
        Self {
            args,
            before,
            after: states(&copy),
            files: [outputs(office), outputs(&copy)],
            took,
            office,
        }
    }

    /// The ledger as somebody would start it, by way of another program.
    fn command(&self, by: &str, with: &[&str]) -> Command {
        let mut command = self.office.command(by);
        command
            .args(with)
            .args(started())
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
            // An older ledger is brought to the present schema first, and whole at that.
            let present = after.rsplit(' ').next().unwrap_or_default();
            let upgraded = before.replace("schema 1", &format!("schema {present}"));
            assert!(
                is == before || is == after || *is == upgraded,
                "{what}\nis {is}, neither {before} nor {after}"
            );
        }
        if ended.acknowledged {
            let after = &self.after;
            // A backup stands also where the ledger can't note it, which it says.
            let unnoted = ended.said.contains("台账里记不下这次备份") && is.0 == self.before.0;
            assert!(
                is.1 == after.1 && (is.0 == after.0 || unnoted),
                "acknowledged and not there: {what}\nis {is:?}, not {after:?}"
            );
        }
        let [before, after] = &self.files;
        for (name, bytes) in outputs(self.office) {
            let known = [before.get(&name), after.get(&name)].into_iter().flatten();
            assert!(
                known.into_iter().any(|whole| *whole == bytes),
                "{name} is not whole: {what}"
            );
        }
        for path in kept_aside(self.office, "升级前") {
            assert!(state(&path).ends_with("schema 1"), "{what}");
        }
    }
}

fn rounds(sort: &str, usual: u64, mut one: impl FnMut(&Round<'_>, &mut Dice) -> (Ended, String)) {
    let office = Office::new();
    let mut dice = Dice::new(number(SEED, 1));
    let (all, mut cut) = (number(ROUNDS, usual), 0);
    let mut verbs: BTreeMap<String, u64> = BTreeMap::new();
    for round in 0..all {
        let prepared = Round::new(&office, &mut dice, round);
        let (ended, how) = one(&prepared, &mut dice);
        cut += u64::from(!ended.acknowledged);
        prepared.check(&ended, &how);
        // Only those that were to change something count.
        if prepared.before != prepared.after || prepared.files[0] != prepared.files[1] {
            *verbs.entry(prepared.args[0].clone()).or_default() += 1;
        }
    }
    println!(
        "{sort}: {all} rounds, {cut} of them cut short, none with a lost or half change; \
        rounds that were to change something: {verbs:?}"
    );
}

#[test]
fn killed_at_any_moment() {
    rounds("killed", 30, killed);
}

fn killed(round: &Round<'_>, dice: &mut Dice) -> (Ended, String) {
    let mut child = round.command("env", &[]).spawn().unwrap();
    let moment = round.took.mul_f64(dice.below(1100) as f64 / 1000.0);
    std::thread::sleep(moment);
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    (Ended::of(&output, &round.args), format!("after {moment:?}"))
}

/// A register of more than a megabyte is read row by row and written with fewer guard-rails: the
/// half of it must not stay either.
#[test]
fn killed_in_a_long_import() {
    let (mut dice, all) = (Dice::new(number(SEED, 1)), number(ROUNDS, 30).div_ceil(10));
    let mut cut = 0;
    for round in 0..all {
        let office = Office::new();
        let row = |n| {
            format!(
                "2021,第{round}批第{n}件事,办公室,{}\n",
                "逐项去办，".repeat(60)
            )
        };
        let rows: String = (0..1200).map(row).collect();
        office.file(
            "长表.csv",
            format!("年度,存在问题,责任部门,整改措施\n{rows}"),
        );
        // Into an empty ledger it goes in one pass, else it is looked through before.
        if round % 2 == 1 {
            whole(&office, &["add", "早年的事", "--year", "2019"]);
        }
        let args = "import 长表.csv --subject 班子 -y".split(' ');
        let prepared = Round::of(&office, args.map(ToOwned::to_owned).collect());
        assert_ne!(prepared.before.0, prepared.after.0, "it is imported");
        let ended = killed(&prepared, &mut dice);
        cut += u64::from(!ended.0.acknowledged);
        prepared.check(&ended.0, &ended.1);
    }
    println!("killed in a long import: {all} rounds, {cut} of them cut short, none with a half");
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

/// Whether calls can be followed here, for that test.
pub(crate) fn traces(test: &str) -> bool {
    crate::without::runs(test, "strace", &["-qq", "-e", "trace=none", "true"])
}

#[test]
fn calls_that_fail() {
    if !traces("calls failing") {
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
