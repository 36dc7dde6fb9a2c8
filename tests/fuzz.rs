//! Readers of what comes from outside, fed with mutations of what they write: nothing panics, and
//! what is read survives being written again. A short run here; `scripts/fuzz.sh` runs for ten
//! minutes each. Documents have theirs in `tests/documents/mutated.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the long rounds are asked for by the environment, and their figures are wanted"
)]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/office.rs"]
mod office;

use std::time::{Duration, Instant};

use dice::Dice;
use ledger::format::{csv, grid};
use ledger::model::digest::CheckCode;
use ledger::model::event::codec;
use ledger::sheet::register;
use office::{MATERIAL, Office};

/// Seconds for each target.
const SECONDS: &str = "LEDGER_FUZZ_SECONDS";

fn rounds(least: u64, mut round: impl FnMut(&mut Dice)) {
    let long = std::env::var(SECONDS).ok().and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(long.unwrap_or(0));
    let mut seed = 0;
    while seed < least || (long.is_some() && Instant::now() < until) {
        seed += 1;
        round(&mut Dice::new(seed));
    }
    println!("{seed} rounds");
}

/// Changes, cuts, doubles and puts in some bytes.
fn mutated(bytes: &[u8], spice: &[&str], dice: &mut Dice) -> Vec<u8> {
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
    rounds(300, |dice| {
        let bytes = mutated(&whole, &spice, dice);
        if let Ok(rows) = csv::read(&bytes) {
            let cells: usize = rows.iter().map(Vec::len).sum();
            assert!(cells <= bytes.len() + 1, "more cells than bytes");
        }
        // An error or a register: never a panic.
        let _ = register::read(&bytes, "表.csv");
    });
}

#[test]
fn workbooks() {
    use std::io::{Cursor, Read as _, Write as _};
    let whole = std::fs::read(office().path("表.xlsx")).unwrap();
    let spice = [
        "<c r=\"ZZZ99999999\"/>",
        "<row r=\"0\">",
        "</row>",
        "&#x0;",
        "99999999999",
        "<v>",
        "t=\"s\"",
    ];
    rounds(150, |dice| {
        let bytes = if dice.below(2) == 0 {
            mutated(&whole, &spice, dice)
        } else {
            // Unpacked, mutated, packed again: reaches further than changed bytes.
            let mut from = zip::ZipArchive::new(Cursor::new(&whole)).unwrap();
            let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for index in 0..from.len() {
                let mut file = from.by_index(index).unwrap();
                let name = file.name().unwrap().into_owned();
                let mut part = Vec::new();
                file.read_to_end(&mut part).unwrap();
                if dice.below(3) == 0 {
                    part = mutated(&part, &spice, dice);
                }
                to.start_file(name, zip::write::SimpleFileOptions::default())
                    .unwrap();
                to.write_all(&part).unwrap();
            }
            to.finish().unwrap().into_inner()
        };
        let _ = grid::read(&bytes, "表.xlsx");
        let _ = register::read(&bytes, "表.xlsx");
    });
}

#[test]
fn entries() {
    let office = office();
    let store = ledger::store::Store::open(&office.db(), Duration::from_secs(1)).unwrap();
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
    rounds(3000, |dice| {
        let body = mutated(bodies[dice.below(bodies.len())].as_bytes(), &spice, dice);
        let Ok(body) = String::from_utf8(body) else {
            return;
        };
        if let Ok(entry) = codec::read(&body) {
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
    rounds(5000, |dice| {
        let text = mutated(b"37-0123456789abcdef", &spice, dice);
        let text = String::from_utf8_lossy(&text).into_owned();
        if let Some(code) = CheckCode::read(&text) {
            read += 1;
            assert_eq!(CheckCode::read(&code.to_string()), Some(code), "{text}");
        }
    });
    assert!(read > 20, "only {read} were read at all");
}
