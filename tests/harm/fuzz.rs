//! Readers of what comes from outside, fed with mutations of what they write: nothing panics, and
//! what is read survives being written again. A short run here; `scripts/mutate.sh` runs for ten
//! minutes each. Documents have theirs in `tests/rules/documents/mutated.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use crate::dice::Dice;
use crate::mutation::rounds;
use crate::office::{MATERIAL, Office};
use ::office::{csv, grid};
use documents::register;
use model::decide::Policy;
use model::digest::CheckCode;
use model::event::codec;
use model::packet::PacketReader;
use papers::sheet::collect;

/// Changes, cuts, doubles and puts in some bytes.
pub(crate) fn mutated(bytes: &[u8], spice: &[&str], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(5) {
            0 => {
                bytes.drain(at..end);
            }
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            2 if at < bytes.len() => bytes[at] = dice.next() as u8,
            _ => {
                let put = spice[dice.below(spice.len())].as_bytes().to_vec();
                bytes.splice(at..at, put);
            }
        }
    }
    bytes
}

fn office() -> Office {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL).file("照片.jpg", "JPG");
    office.done(
        "init --name 清河区图书馆
        import 材料.txt --source 自查
        edit 1-4 --lead 何平 --dept 读者部 --owner 周敏 --due 6月底前 --measure 去办
        log 1-4 开了会 --figure 开会=1次
        attach 1 照片.jpg
        close 1-2 --outcome 合意
        export -o 表.csv
        export -o 表.xlsx",
    );
    office
}

#[test]
fn comma_separated() {
    let whole = std::fs::read(office().path("表.csv")).unwrap();
    let spice = [
        "\"",
        "\"\"",
        ",",
        "\n",
        "\r",
        "\t",
        ";",
        "\u{FEFF}",
        "=",
        "2022-02-30",
        "已销号",
    ];
    let make = |seed, corpus: &crate::mutation::Corpus| {
        let from = if seed % 3 == 0 {
            corpus.any(seed / 3)
        } else {
            &whole
        };
        mutated(from, &spice, &mut Dice::new(seed))
    };
    rounds("comma_separated", 300, make, |bytes| {
        if let Ok(rows) = csv::read(bytes) {
            let cells: usize = rows.iter().map(Vec::len).sum();
            assert!(cells <= bytes.len() + 1, "more cells than bytes");
        }
        // An error or a register: never a panic.
        let _ = register::read(bytes, "表.csv");
    });
}

const WORKBOOK_SPICE: [&str; 7] = [
    "<c r=\"ZZZ99999999\"/>",
    "<row r=\"0\">",
    "</row>",
    "&#x0;",
    "99999999999",
    "<v>",
    "t=\"s\"",
];

const CELLS: [&str; 12] = [
    "",
    "1",
    "99999999999999999999",
    "-1",
    "2022-02-30",
    "已销号",
    "已完成",
    "=1+1",
    "第1次",
    "1（99）",
    "a&#10;b",
    "0",
];

/// The same markup with other texts in it.
fn other_texts(part: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(part);
    let mut pieces: Vec<&str> = text.split_inclusive(['<', '>']).collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(pieces.len());
        // What ends in `<` is text between two tags.
        if at > 0 && pieces[at].len() > 1 && pieces[at].ends_with('<') {
            pieces[at] = CELLS[dice.below(CELLS.len())];
            pieces.insert(at + 1, "<");
        }
    }
    pieces.concat().into_bytes()
}

/// A workbook with bytes changed, or with its parts unpacked, changed and packed again, which
/// reaches further.
pub(crate) fn mutated_workbook(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let archive = zip::ZipArchive::new(Cursor::new(whole));
    let (0, Ok(mut from)) = (dice.below(2), archive) else {
        return mutated(whole, &WORKBOOK_SPICE, dice);
    };
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut file = from.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        match dice.below(6) {
            0 => part = mutated(&part, &WORKBOOK_SPICE, dice),
            1 | 2 => part = other_texts(&part, dice),
            _ => {}
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&part).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn workbooks() {
    let whole = std::fs::read(office().path("表.xlsx")).unwrap();
    let make = |seed, corpus: &crate::mutation::Corpus| {
        let from = if seed % 3 == 0 {
            corpus.any(seed / 3)
        } else {
            &whole
        };
        mutated_workbook(from, &mut Dice::new(seed))
    };
    rounds("workbooks", 150, make, |bytes| {
        let _ = grid::read(bytes, "表.xlsx");
        let _ = register::read(bytes, "表.xlsx");
    });
}

/// Forms that departments send back: nothing panics, and nothing is taken for another's ledger.
#[test]
fn forms_that_come_home() {
    let mut office = office();
    office.done("dispatch --out 下发");
    let whole = std::fs::read(office.path("下发/整改填报表-读者部.xlsx")).unwrap();
    let store = store::Store::open(&office.db(), Duration::from_secs(1)).unwrap();
    let (id, tasks) = (
        store.ledger_id().unwrap(),
        (1..=4).map(|n| store.task(n).unwrap()).collect::<Vec<_>>(),
    );
    let make = |seed, corpus: &crate::mutation::Corpus| {
        let from = if seed % 4 == 0 {
            corpus.any(seed / 4)
        } else {
            &whole
        };
        mutated_workbook(from, &mut Dice::new(seed))
    };
    let mut home = 0;
    rounds("workbooks", 100, make, |bytes| {
        let collection = collect::Collection {
            ledger_id: &id,
            today: "2022-09-18".parse().unwrap(),
            policy: Policy::Standard,
        };
        let file = collect::File {
            name: "表.xlsx",
            bytes,
        };
        let find = |number| tasks.iter().find(|task| task.number == number).cloned();
        for returned in collect::collect(&[file], &collection, &find)
            .into_iter()
            .flatten()
        {
            home += 1;
            for row in returned.iter().flat_map(|form| &form.rows) {
                assert!(row.number.is_none_or(|number| find(number).is_some()));
            }
        }
    });
    assert!(home > 3, "only {home} were read at all");
}

/// Packets that units hand up: what ends without a fault is as long as it says.
#[test]
fn packets() {
    let office = office();
    office.say("pack -o 包.ledgerpack").ok();
    let whole = std::fs::read(office.path("包.ledgerpack")).unwrap();
    let make = |seed, corpus: &crate::mutation::Corpus| {
        let from = if seed % 2 == 0 {
            corpus.any(seed / 2)
        } else {
            &whole
        };
        mutated_workbook(from, &mut Dice::new(seed))
    };
    let mut taken = 0;
    rounds("packets", 300, make, |bytes| {
        let Ok(mut packet) = PacketReader::open(std::io::Cursor::new(bytes)) else {
            return;
        };
        let says = packet.handed().entries;
        let Ok(entries) = packet.entries() else {
            return;
        };
        if let Ok(all) = entries.collect::<Result<Vec<_>, _>>() {
            taken += 1;
            assert_eq!(all.len() as u64, says);
        }
    });
    assert!(taken > 3, "only {taken} were read at all");
}

#[test]
fn entries() {
    let office = office();
    let store = store::Store::open(&office.db(), Duration::from_secs(1)).unwrap();
    let bodies: Vec<String> = store
        .history(0, 999)
        .unwrap()
        .into_iter()
        .map(|recorded| recorded.body)
        .collect();
    assert!(bodies.len() > 10);
    let spice = [
        "null",
        "\"",
        "{",
        "}",
        "[]",
        "-1",
        "99999999999999999999",
        "\"task\":1",
        "\"kind\":\"closed\"",
        "\\u0000",
        "1e999",
    ];
    let mut read = 0;
    let make = |seed, corpus: &crate::mutation::Corpus| {
        let mut dice = Dice::new(seed);
        let own = bodies[dice.below(bodies.len())].as_bytes();
        let from = if seed % 2 == 0 {
            corpus.any(seed / 2)
        } else {
            own
        };
        mutated(from, &spice, &mut dice)
    };
    rounds("entries", 3000, make, |bytes| {
        let Ok(body) = str::from_utf8(bytes) else {
            return;
        };
        if let Ok(entry) = codec::read(body) {
            read += 1;
            assert_eq!(codec::read(&codec::write(&entry)), Ok(entry), "{body}");
        }
    });
    assert!(read > 30, "only {read} were read at all");
}

#[test]
fn check_codes() {
    let spice = [
        "-",
        "—",
        "０",
        "Ａ",
        " ",
        "0123456789abcdef",
        "18446744073709551616",
        "\u{3000}",
    ];
    let mut read = 0;
    let make = |seed, corpus: &crate::mutation::Corpus| {
        mutated(corpus.any(seed), &spice, &mut Dice::new(seed))
    };
    rounds("check_codes", 5000, make, |bytes| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        if let Some(code) = CheckCode::read(&text) {
            read += 1;
            assert_eq!(CheckCode::read(&code.to_string()), Some(code), "{text}");
        }
    });
    assert!(read > 20, "only {read} were read at all");
}
