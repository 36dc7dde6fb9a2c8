//! The power fails: what was synced is on the disk, and of what happened to names in a folder only
//! what was followed by a sync of that folder. The journal's name is taken away to commit a change;
//! where that is lost, the next to open the file takes the change back.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Ended, Round, rounds, traces};
use crate::dice::Dice;
use crate::office::{LEDGER, Office, started};

/// Calls at which the power may fail; after the last of them, too.
const CALLS: [&str; 4] = ["pwrite64", "fdatasync", "fsync", "unlink"];
/// How long a name is left in its folder before it goes, in microseconds: time to see the file.
const SEEN: u32 = 10_000;

#[test]
fn the_power_fails_before_a_folder_is_synced() {
    if !traces("power failing") {
        return;
    }
    rounds("power failing", 10, cut);
}

/// Some shares let no folder be synced: what was done is done there, and nobody is told otherwise.
#[test]
fn a_folder_that_cannot_be_synced_fails_nothing() {
    if !traces("folders that can't be synced") {
        return;
    }
    let office = Office::new();
    let folder = std::fs::canonicalize(office.folder()).unwrap();
    for fault in ["EINVAL", "EIO"] {
        for line in [
            "add 一件事 --year 2021",
            "log 1 开会",
            "backup 副本.db",
            "restore 副本.db -y",
        ] {
            let mut command = office.command("strace");
            command.args([
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-P",
                folder.to_str().unwrap(),
            ]);
            command.args(["-e", &format!("inject=fsync,fdatasync:error={fault}")]);
            let output = command
                .args(started())
                .args(line.split(' '))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{fault} {line}: {said}");
        }
    }
    office.say("verify").ok();
    office.file(LEDGER, include_bytes!("../kept/v1.db"));
    let mut command = office.command("strace");
    command.args([
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-P",
        folder.to_str().unwrap(),
    ]);
    command.args(["-e", "inject=fsync,fdatasync:error=EINVAL"]);
    let output = command.args(started()).arg("list").output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn cut(round: &Round<'_>, dice: &mut Dice) -> (Ended, String) {
    let folder = std::fs::canonicalize(round.office.folder()).unwrap();
    let journal = folder.join(format!("{LEDGER}-journal"));
    let (aside, log) = (
        tempfile::tempdir().unwrap(),
        tempfile::NamedTempFile::new().unwrap(),
    );
    let slowly = format!("inject=unlink:delay_enter={SEEN}");
    let mut with = vec!["-f", "-qq", "-y", "-o", log.path().to_str().unwrap()];
    with.extend(["-e", "trace=unlink,fsync,fdatasync,rename", "-e", &slowly]);
    let call = CALLS[dice.below(CALLS.len())];
    let most = if call == "pwrite64" { 20 } else { 6 };
    // One call can be injected once: at the name's going the power fails instead of waiting.
    let mut fails = format!("inject={call}:signal=KILL:when={}", 1 + dice.below(most));
    if call == "unlink" {
        fails = format!("{fails}:delay_enter={SEEN}");
    }
    let by_itself = dice.below(2) == 0;
    if !by_itself {
        with.extend(["-e", &fails]);
    }
    let ran = AtomicBool::new(false);
    let (output, last) = std::thread::scope(|scope| {
        let watching = scope.spawn(|| watch(&journal, aside.path(), &ran));
        let output = round.command("strace", &with).output().unwrap();
        ran.store(true, Ordering::Relaxed);
        (output, watching.join().unwrap())
    });
    let ended = Ended::of(&output, &round.args);
    let calls = std::fs::read_to_string(log.path()).unwrap();
    let is_dropped = !journal.exists() && unsettled(&calls, "unlink(", &folder).any(is_journal);
    if is_dropped {
        let last = last.expect("a journal whose name went was seen before");
        std::fs::copy(last, &journal).unwrap();
    }
    if ended.acknowledged {
        let unsettled: Vec<&str> = unsettled(&calls, "rename(", &folder).collect();
        assert!(unsettled.is_empty(), "{:?}: {unsettled:?}", round.args);
    }
    let at = if by_itself { "the end" } else { &fails };
    (ended, format!("{at}, the journal back: {is_dropped}"))
}

/// Keeps what every journal held when its name went, under other names; the last of them.
fn watch(journal: &Path, aside: &Path, ran: &AtomicBool) -> Option<PathBuf> {
    let (mut seen, mut last) = (0, None);
    while !ran.load(Ordering::Relaxed) {
        if let Ok(file) = std::fs::metadata(journal)
            && file.ino() != seen
        {
            let link = aside.join(file.ino().to_string());
            if std::fs::hard_link(journal, &link).is_ok() {
                (seen, last) = (file.ino(), Some(link));
            }
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    last
}

fn is_journal(call: &str) -> bool {
    call.contains(".db-journal\"")
}

/// The calls of that sort that changed a name and were not followed by a sync of its folder.
fn unsettled<'a>(
    calls: &'a str,
    sort: &'a str,
    folder: &'a Path,
) -> impl Iterator<Item = &'a str> + 'a {
    let lines: Vec<&str> = calls.lines().collect();
    let home = folder.file_name().unwrap().to_str().unwrap();
    let changed = move |line: &&str| line.contains(sort) && !line.ends_with("= ?");
    let settled = move |after: &[&str], line: &str| {
        // The name that changed stands last.
        let name = line.rsplit('"').nth(1).unwrap_or_default();
        let parent = name.rsplit_once('/').map_or(".", |(parent, _)| parent);
        let parent = if parent == "." { home } else { parent };
        let ending = format!("{parent}>");
        let synced = |after: &&str| after.contains("sync(") && after.contains(&ending);
        after.iter().any(synced)
    };
    (0..lines.len()).filter_map(move |at| {
        let line = lines[at];
        (changed(&line) && !line.contains("= -1") && !settled(&lines[at + 1..], line))
            .then_some(line)
    })
}
