//! Single bytes changed anywhere in the file: `verify` finds each, or it is proved harmless:
//! everything that can be read is as before, and SQLite finds its file in order. A short run here;
//! `scripts/flips.sh` changes 10,000 bytes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the long rounds are asked for by the environment, and their figures are wanted"
)]

use std::path::Path;
use std::time::Duration;

use crate::dice::Dice;
use crate::office::{MATERIAL, Office};
use rusqlite::Connection;
use rusqlite::types::Value;
use store::{Error, Store};

/// Bytes to be changed.
const BYTES: &str = "LEDGER_FLIP_BYTES";
const SEED: &str = "LEDGER_FLIP_SEED";
const WAIT: Duration = Duration::from_secs(1);

/// A ledger with something of everything: documents, evidence, a backup, erased bytes and texts, free pages,
/// gathered units.
pub(crate) fn whole() -> (Office, Vec<u8>) {
    let mut office = Office::new();
    let large: Vec<u8> = (0..30_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    office
        .file("材料.txt", MATERIAL)
        .file("大.bin", &large)
        .file("小.txt", "小")
        .file("分馆.txt", "只有分馆有")
        .file("误传.txt", "误传".repeat(5000));
    office.done(
        "init --name 清河区图书馆
        import 材料.txt --source 自查
        edit 1-4 --lead 何平 --dept 读者部 --owner 周敏 --due 6月底前 --measure 去办
        log 1-4 开了会 --figure 开会=1次
        attach 1 大.bin 误传.txt
        attach 2 小.txt
        retract --entry 17 --reason 记错
        close 1-2 --outcome 合意
        config policy strict
        dispatch --out 下发
        backup 副本.db",
    );
    let digest = model::digest::Digest::of("误传".repeat(5000).as_bytes()).to_string();
    office
        .run(["expunge", &digest[..8], "--reason", "误传", "-y"])
        .ok();
    office.say("expunge --entry 9-10 --reason 误写 -y").ok();
    gathered(&mut office);
    office.say("verify").ok();
    let bytes = office.db_bytes();
    (office, bytes)
}

/// The ledger with another unit's history, its evidence, and one of it that is only kept aside.
fn gathered(office: &mut Office) {
    office.done(
        "--db 分馆.db --actor 何平 init --name 东街分馆 --code A03
        --db 分馆.db --actor 何平 add 座位不够 --year 2021 --dept 读者部 --due 6月底前
        --db 分馆.db --actor 何平 attach 1 大.bin 分馆.txt
        --db 分馆.db --actor 何平 pack -o 分馆.ledgerpack --with-evidence
        gather 分馆.ledgerpack",
    );
    let earlier = std::fs::read(office.path("分馆.db")).unwrap();
    office.done(
        "--db 分馆.db --actor 何平 add 空调太吵 --year 2021
        gather 分馆.db",
    );
    office.file("分馆.db", earlier);
    office.done("--db 分馆.db --actor 何平 add 灯不亮 --year 2021");
    assert_eq!(office.say("gather 分馆.db").code, 1, "kept aside");
}

/// Every value of every row of every table, and what SQLite's own check says.
fn everything(path: &Path) -> Result<Vec<Vec<Value>>, rusqlite::Error> {
    let connection = Connection::open(path)?;
    let mut all = Vec::new();
    for sql in [
        "select * from sqlite_schema",
        "select * from unit order by id",
        "select * from entry order by id",
        "select * from task order by id",
        "select * from receipt order by id",
        "select * from blob order by sha256",
        "pragma integrity_check",
        "pragma foreign_key_check",
        "pragma journal_mode",
        "pragma user_version",
        "pragma application_id",
    ] {
        let mut statement = connection.prepare(sql)?;
        let columns = statement.column_count();
        let rows =
            statement.query_map([], |row| (0..columns).map(|index| row.get(index)).collect())?;
        all.extend(rows.collect::<Result<Vec<Vec<Value>>, _>>()?);
    }
    Ok(all)
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let number = |name: &str, usual: usize| {
        let given = std::env::var(name).ok();
        given.and_then(|text| text.parse().ok()).unwrap_or(usual)
    };
    let (office, bytes) = whole();
    let before = everything(&office.db()).unwrap();
    let mut dice = Dice::new(number(SEED, 1) as u64);
    let all = number(BYTES, 400);
    let (mut noticed, mut harmless) = (0, 0);
    let path = office.path("改.db");
    // The head and the first pages bear the structure: half of the changes go to what is written there.
    let first = 0..bytes.len().min(64 * 1024);
    let written: Vec<usize> = first.filter(|at| bytes[*at] != 0).collect();
    for round in 0..all {
        let at = match round % 2 {
            0 => dice.below(bytes.len()),
            _ => written[dice.below(written.len())],
        };
        let mut changed = bytes.clone();
        let other = (dice.below(255) + 1) as u8;
        changed[at] ^= other;
        std::fs::write(&path, &changed).unwrap();
        let found = match Store::open(&path, WAIT) {
            Ok(store) => match store.verify() {
                Ok(found) => !found.faults.is_empty(),
                Err(Error::Busy | Error::DiskFull) => panic!("byte {at}: no answer"),
                Err(_) => true,
            },
            Err(_) => true,
        };
        if found {
            noticed += 1;
        } else {
            let now = everything(&path).unwrap();
            assert!(
                now == before,
                "byte {at} ^ {other} changes what is read, unnoticed"
            );
            harmless += 1;
        }
        for beside in ["改.db-journal", "改.db-wal", "改.db-shm"] {
            let _ = std::fs::remove_file(office.path(beside));
        }
    }
    assert!(noticed > all / 4, "{noticed} noticed of {all}");
    println!(
        "{all} bytes changed in a ledger of {} bytes: {noticed} noticed, {harmless} harmless by proof, 0 missed",
        bytes.len()
    );
}
