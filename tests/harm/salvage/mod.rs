//! Damaged files: what is intact comes out, nothing false comes out. What is intact is worked out
//! here from the bytes alone, without a word of how the program looks for it. A short run here;
//! `scripts/salvage.sh` makes a thousand files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the files are counted for the script")]

mod damage;
mod intact;
mod verbs;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::dice::Dice;
use crate::office::{LEDGER, MATERIAL, Office};
use intact::{Known, Original};
use model::entry::Stamp;
use model::event::LedgerEvent;
use model::restored::{Restored, Salvaged};
use store::{Going, Salvage};

/// Files that are damaged.
const FILES: &str = "LEDGER_SALVAGE_FILES";
/// Where the dice begin.
const SEED: &str = "LEDGER_SALVAGE_SEED";
const WAIT: Duration = Duration::from_secs(5);

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var_os(name);
    given
        .and_then(|text| text.to_str()?.parse().ok())
        .unwrap_or(usual)
}

/// A ledger of some hundred entries with long texts, evidence, receipts and two gathered units.
fn ledger() -> Vec<u8> {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL);
    let bytes = |size: usize, seed: u64| -> Vec<u8> {
        let mut dice = Dice::new(seed);
        (0..size).map(|_| dice.next() as u8).collect()
    };
    for (name, size) in [("照片.jpg", 30_000), ("纪要.txt", 900), ("误传.txt", 9_000)] {
        office.file(name, bytes(size, size as u64));
    }
    for (unit, many) in [("一分馆", 12), ("二分馆", 40)] {
        let db = format!("{unit}.db");
        let theirs = |args: &[&str]| office.run([&["--db", &db, "--actor", unit], args].concat());
        theirs(&["init", "--name", unit]).ok();
        for nth in 0..many {
            theirs(&["add", &format!("{unit}第{nth}件事"), "--year", "2021"]).ok();
        }
        theirs(&["attach", "1", "纪要.txt"]).ok();
        theirs(&["pack", "-o", &format!("{unit}.ledgerpack")]).ok();
    }
    office.done(
        "init --name 清河区图书馆
        import 材料.txt --source 自查
        gather 一分馆.ledgerpack
        attach 1 照片.jpg
        attach 2 误传.txt
        edit 1 --dept 读者部
        dispatch --out 下发
        backup 副本.db",
    );
    for nth in 0..60 {
        let many = 0..nth * nth % 300;
        let text: String = many.map(|part| format!("第{nth}次之{part}，")).collect();
        office
            .run(["edit", "4", "--note", &format!("第{nth}次{text}")])
            .ok();
    }
    office.done(
        "gather 二分馆.ledgerpack
        attach 3 纪要.txt
        dispatch --out 再下发
        close 1 --outcome 改了
        undo",
    );
    for nth in 0..30 {
        office
            .run(["add", &format!("后来的第{nth}件"), "--year", "2021"])
            .ok();
    }
    office.db_bytes()
}

/// What became of some damaged files.
#[derive(Default, Debug)]
struct Tally {
    files: u64,
    /// Entries that stand undamaged from the first on, and those that came out.
    intact: u64,
    out: u64,
    /// Kept files of them.
    intact_bytes: u64,
    bytes: u64,
    nothing: u64,
    complete: u64,
    /// By the kind of damage, the files.
    kinds: BTreeMap<&'static str, u64>,
}

#[test]
fn what_is_intact_comes_out_and_nothing_false() {
    let folder = tempfile::tempdir().unwrap();
    let made = [
        ("large", ledger()),
        ("v1", include_bytes!("../kept/v1.db").to_vec()),
        ("v2", include_bytes!("../kept/v2.db").to_vec()),
        ("v4", include_bytes!("../kept/v4.db").to_vec()),
    ];
    let originals = made.map(|(name, bytes)| Original::of(name, bytes, folder.path()));
    let mut dice = Dice::new(number(SEED, 1));
    let mut tally = Tally::default();
    for nth in 0..number(FILES, 40) {
        // Most of them of the large one.
        let original = &originals[if dice.below(4) == 0 {
            1 + dice.below(3)
        } else {
            0
        }];
        let (kind, bytes) = damage::damaged(&original.bytes, &mut dice);
        *tally.kinds.entry(kind).or_default() += 1;
        one(
            original,
            &bytes,
            &format!("{} {kind} {nth}", original.name),
            &mut tally,
        );
    }
    assert!(tally.out > 0 && tally.nothing < tally.files, "{tally:?}");
    println!("damaged files: {tally:?}; nothing intact left behind, nothing false taken out");
}

fn one(original: &Original, bytes: &[u8], what: &str, tally: &mut Tally) {
    let folder = tempfile::tempdir().unwrap();
    let [damaged, target] = ["坏.db", LEDGER].map(|name| folder.path().join(name));
    std::fs::write(&damaged, bytes).unwrap();
    let intact = original.intact(bytes);
    let salvage = Salvage::look(&damaged, &target, WAIT).unwrap();
    assert!(
        std::fs::read(&damaged).unwrap() == bytes,
        "{what}: it was only looked at"
    );
    assert!(
        salvage.entries >= intact.entries,
        "{what}: {} entries, {} are intact",
        salvage.entries,
        intact.entries
    );
    tally.files += 1;
    tally.intact += intact.entries;
    tally.out += salvage.entries;
    if salvage.entries == 0 {
        tally.nothing += 1;
        return;
    }
    let restored = Restored {
        from: "坏.db".to_owned(),
        code: salvage.code.clone(),
        kept: None,
        replaced: None,
    };
    let going = Going {
        kept: folder.path().join("留.db"),
        seen: None,
        stamp: Stamp {
            when: chrono::DateTime::parse_from_rfc3339("2022-05-01T09:00:00+08:00").unwrap(),
            who: "周敏".to_owned(),
            clock_set: false,
        },
        entry: LedgerEvent::Salvaged(Salvaged {
            restored,
            last: salvage.last,
            lost: salvage.lost.iter().map(|(digest, _)| *digest).collect(),
            shortened: salvage.shortened.clone(),
        }),
    };
    let sequence = salvage.restore_to(&target, &going, WAIT).expect(what);
    assert_eq!(sequence, salvage.entries + 1, "{what}");
    compare(original, &target, sequence, what);
    let known = Known::of(&target);
    for digest in &intact.bytes {
        let wanted = known.speaks_of(digest, sequence);
        assert!(
            !wanted || known.bytes.contains_key(digest),
            "{what}: bytes of {digest}"
        );
        tally.intact_bytes += u64::from(wanted);
    }
    tally.bytes += known.bytes.len() as u64;
    tally.complete += u64::from(salvage.entries == original.known.own());
}

/// Everything in the new ledger but its last entry stands so in the original.
fn compare(original: &Original, target: &Path, sequence: u64, what: &str) {
    let store = store::Store::open(target, WAIT).unwrap();
    let found = store.verify().unwrap();
    assert!(found.faults.is_empty(), "{what}: {:?}", found.faults);
    let made = Known::of(target);
    for (key, entry) in &made.entries {
        if *key != (1, sequence) {
            assert_eq!(
                original.known.entries.get(key),
                Some(entry),
                "{what}: {key:?}"
            );
        }
    }
    for (digest, bytes) in &made.bytes {
        assert!(
            original.known.bytes.get(digest) == Some(bytes),
            "{what}: {digest}"
        );
    }
    for (id, receipt) in &made.receipts {
        assert_eq!(
            original.known.receipts.get(id),
            Some(receipt),
            "{what}: receipt {id}"
        );
    }
}
