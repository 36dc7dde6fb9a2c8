//! Documents changed at random: whatever comes out, reading does not panic, and the draft survives
//! being written and read again. A short run here; `scripts/fuzz.sh` runs for ten minutes each.

use std::time::{Duration, Instant};

use ledger::document;
use ledger::model::deadline::{Anchor, Deadline};

use super::compose::{Dice, compose};

/// Seconds for each target.
const SECONDS: &str = "LEDGER_FUZZ_SECONDS";

fn rounds(mut round: impl FnMut(u64)) {
    let long = std::env::var(SECONDS).ok().and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(long.unwrap_or(0));
    let mut seed = 0;
    while seed < 150 || (long.is_some() && Instant::now() < until) {
        seed += 1;
        round(seed);
    }
    println!("{seed} rounds");
}

fn check(bytes: &[u8], name: &str) {
    if let Ok(draft) = document::read(bytes, name) {
        let json = document::written::to_json(&draft);
        assert_eq!(document::written::from_json(&json).as_ref(), Some(&draft));
        assert!(
            draft
                .problems
                .iter()
                .enumerate()
                .all(|(i, p)| p.number == i as u32 + 1 && !p.title.is_empty())
        );
    }
}

const SPICE: [&str; 40] = [
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "一是",
    "二是",
    "第一，",
    "问题1：",
    "方面",
    "存在的主要问题",
    "原因分析",
    "整改措施：",
    "责任领导：",
    "完成时限：",
    "\n",
    " ",
    "\u{3000}",
    "。",
    "：",
    "“",
    "”",
    "\"",
    "比如，",
    "如",
    "XX",
    "**",
    "# ",
    "| a | b |\n|---|---|\n",
    "| 存在问题 | 整改措施 | 责任人 |\n|-|-|-|\n",
    "> ",
    "- ",
    "2021年度民主生活会",
    "\u{200B}",
    "\u{FEFF}",
    "\r",
    "（一",
    "一是一",
    "上年度民主生活会整改情况",
    "案例",
];

/// Cuts, doubles, moves and spices a text at character boundaries.
fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(12) {
        let at = dice.below(chars.len() + 1);
        match dice.below(4) {
            0 => {
                let end = (at + dice.below(40)).min(chars.len());
                chars.drain(at..end);
            }
            1 => {
                let end = (at + dice.below(60)).min(chars.len());
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = dice.below(chars.len() + 1);
                chars.splice(to..to, copy);
            }
            _ => {
                let spice: Vec<char> = dice.pick(&SPICE).chars().collect();
                chars.splice(at..at, spice);
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn text() {
    rounds(|seed| {
        let mut dice = Dice::new(seed);
        let text = mutate(&compose(seed).text, &mut dice);
        check(text.as_bytes(), "a.txt");
    });
}

#[test]
fn text_bytes() {
    rounds(|seed| {
        let mut dice = Dice::new(seed);
        let mut bytes = compose(seed).bytes;
        for _ in 0..=dice.below(8) {
            let at = dice.below(bytes.len());
            bytes[at] = dice.next() as u8;
        }
        check(&bytes, "a.txt");
    });
}

#[test]
fn markdown() {
    rounds(|seed| {
        let mut dice = Dice::new(seed);
        let text = compose(seed)
            .text
            .replace("一、", "## 一、")
            .replace("（一）", "### **（一）**");
        check(mutate(&text, &mut dice).as_bytes(), "a.md");
    });
}

#[test]
fn word() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/fixtures");
    let files: Vec<Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "docx"))
        .map(|entry| std::fs::read(entry.path()).unwrap())
        .collect();
    assert!(!files.is_empty());
    rounds(|seed| {
        let mut dice = Dice::new(seed);
        let mut bytes = files[dice.below(files.len())].clone();
        if seed % 2 == 0 {
            bytes = with_mutated_parts(&bytes, &mut dice);
        } else {
            for _ in 0..=dice.below(6) {
                let at = dice.below(bytes.len());
                bytes[at] = dice.next() as u8;
            }
        }
        check(&bytes, "a.docx");
    });
}

/// The parts unpacked, their XML mutated, and packed again: reaches further than changed bytes.
fn with_mutated_parts(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut file = from.by_index(i).unwrap();
        let mut text = String::new();
        if file.read_to_string(&mut text).is_err() {
            continue;
        }
        let name = file.name().unwrap().into_owned();
        if name.starts_with("word/") && dice.chance(70) {
            text = mutate_xml(&text, dice);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Swaps and repeats whole tags, so that much of it stays well-formed.
fn mutate_xml(text: &str, dice: &mut Dice) -> String {
    let mut parts: Vec<&str> = text.split_inclusive('>').collect();
    for _ in 0..=dice.below(4) {
        let (a, b) = (dice.below(parts.len()), dice.below(parts.len()));
        match dice.below(3) {
            0 => parts.swap(a, b),
            1 => parts.insert(
                a,
                [
                    "<w:br/>",
                    "<w:ilvl w:val=\"99\"/>",
                    "<w:numId w:val=\"1\"/>",
                    "<w:gridSpan w:val=\"0\"/>",
                    "<w:vMerge/>",
                    "&#x0;",
                ][dice.below(6)],
            ),
            _ => {
                parts.remove(a);
            }
        }
    }
    parts.concat()
}

#[test]
fn date_phrases() {
    const WORDS: [&str; 26] = [
        "2022",
        "年",
        "月",
        "日",
        "底",
        "前",
        "6",
        "30",
        "十二",
        "二〇二三",
        "第",
        "季度",
        "上半年",
        "长期",
        "立行立改",
        "至",
        "—",
        ".",
        "-",
        "/",
        "明",
        "今",
        "内",
        "三个",
        "99999",
        "　",
    ];
    rounds(|seed| {
        let mut dice = Dice::new(seed);
        for _ in 0..50 {
            let phrase: String = (0..dice.below(9)).map(|_| dice.pick(&WORDS)).collect();
            let anchor = dice.chance(50).then_some(Anchor {
                year: dice.below(4000) as i32,
                held_on: None,
            });
            let kept = Deadline::keep(&phrase, anchor);
            assert_eq!(kept.phrase, phrase.trim());
        }
    });
}
