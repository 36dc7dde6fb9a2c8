//! Documents changed at random: whatever comes out, reading does not panic, and the draft survives
//! being written and read again. A short run here; `scripts/mutate.sh` runs for ten minutes each.

use chrono::NaiveDate;
use documents::document;
use model::deadline::{Anchor, Deadline, FORMS};

use super::compose::{Dice, compose};
use crate::mutation::{Corpus, rounds};

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
pub(super) fn mutate(text: &str, dice: &mut Dice) -> String {
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

/// Short runs make so many rounds.
const LEAST: u64 = 150;

#[test]
fn text() {
    let make = |seed, corpus: &Corpus| {
        let from = if seed % 4 == 0 {
            String::from_utf8_lossy(corpus.any(seed / 4)).into_owned()
        } else {
            compose(seed).text
        };
        mutate(&from, &mut Dice::new(seed)).into_bytes()
    };
    rounds("text", LEAST, make, |bytes| check(bytes, "a.txt"));
}

#[test]
fn text_bytes() {
    let make = |seed, _: &Corpus| {
        let mut bytes = compose(seed).bytes;
        change_bytes(&mut bytes, 9, &mut Dice::new(seed));
        bytes
    };
    rounds("text", LEAST, make, |bytes| check(bytes, "a.txt"));
}

fn change_bytes(bytes: &mut [u8], most: usize, dice: &mut Dice) {
    for _ in 0..=dice.below(most) {
        let at = dice.below(bytes.len());
        bytes[at] = dice.next() as u8;
    }
}

#[test]
fn markdown() {
    let make = |seed, corpus: &Corpus| {
        let from = if seed % 4 == 0 {
            String::from_utf8_lossy(corpus.any(seed / 4)).into_owned()
        } else {
            let text = compose(seed).text.replace("一、", "## 一、");
            text.replace("（一）", "### **（一）**")
        };
        mutate(&from, &mut Dice::new(seed)).into_bytes()
    };
    rounds("markdown", LEAST, make, |bytes| check(bytes, "a.md"));
}

/// The files of that kind in a folder beside this file.
fn kept(folder: &str, suffix: &str) -> Vec<Vec<u8>> {
    let documents = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/documents");
    let mut paths: Vec<_> = std::fs::read_dir(documents.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == suffix))
        .collect();
    assert!(!paths.is_empty());
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

#[test]
fn old_word() {
    let files = kept("formats", "doc");
    let make = |seed, corpus: &Corpus| {
        let mut dice = Dice::new(seed);
        let mut bytes = match seed % 5 {
            0 => corpus.any(seed / 5).to_vec(),
            _ => files[dice.below(files.len())].clone(),
        };
        change_bytes(&mut bytes, 9, &mut dice);
        // Numbers of four bytes at the largest reach further than noise.
        for _ in 0..dice.below(4) {
            let at = dice.below(bytes.len() / 4) * 4;
            bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        }
        bytes
    };
    rounds("old_word", LEAST, make, |bytes| check(bytes, "a.doc"));
}

#[test]
fn pages() {
    let files = kept("formats", "html");
    let make = |seed, corpus: &Corpus| {
        let mut dice = Dice::new(seed);
        let from = match seed % 5 {
            0 => corpus.any(seed / 5),
            _ => &files[dice.below(files.len())],
        };
        let text = mutate_xml(&String::from_utf8_lossy(from), &mut dice);
        mutate(&text, &mut dice).into_bytes()
    };
    rounds("pages", LEAST, make, |bytes| check(bytes, "a.html"));
}

#[test]
fn word() {
    let files = [kept("fixtures", "docx"), kept("formats", "odt")].concat();
    let make = |seed, corpus: &Corpus| {
        let mut dice = Dice::new(seed);
        let mut bytes = match seed % 5 {
            0 => corpus.any(seed / 5).to_vec(),
            _ => files[dice.below(files.len())].clone(),
        };
        if seed % 2 == 0 {
            bytes = with_mutated_parts(&bytes, &mut dice);
        } else {
            change_bytes(&mut bytes, 7, &mut dice);
        }
        bytes
    };
    rounds("word", LEAST, make, |bytes| check(bytes, "a.docx"));
}

/// The parts unpacked, their XML mutated, and packed again: reaches further than changed bytes.
fn with_mutated_parts(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let Ok(mut from) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return bytes.to_vec();
    };
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut file = from.by_index(i).unwrap();
        let mut text = String::new();
        if file.read_to_string(&mut text).is_err() {
            continue;
        }
        let name = file.name().unwrap().into_owned();
        let read = name.starts_with("word/") || ["content.xml", "styles.xml"].contains(&&*name);
        if read && dice.chance(70) {
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
    let make = |seed, corpus: &Corpus| {
        let mut dice = Dice::new(seed);
        let from = String::from_utf8_lossy(corpus.any(seed)).into_owned();
        let mut lines: Vec<String> = from.lines().map(|line| mutate(line, &mut dice)).collect();
        for _ in 0..50 {
            lines.push((0..dice.below(9)).map(|_| dice.pick(&WORDS)).collect());
        }
        for form in FORMS {
            let known: Vec<&str> = form.examples.split('、').collect();
            let phrase = known[dice.below(known.len())];
            lines.push(phrase.to_owned());
            lines.push(mutate(phrase, &mut dice));
        }
        lines.join("\n").into_bytes()
    };
    rounds("date_phrases", LEAST, make, |bytes| {
        for (number, phrase) in String::from_utf8_lossy(bytes).lines().enumerate() {
            let anchor = (number % 2 == 0).then_some(Anchor {
                year: (number * 37 % 4000) as i32,
                held_on: (number % 4 == 0)
                    .then(|| NaiveDate::from_ymd_opt(2022, 1, 20))
                    .flatten(),
            });
            let kept = Deadline::keep(phrase, anchor);
            assert_eq!(kept.phrase, phrase.trim());
            if kept.term.is_some() {
                nothing_is_ignored(&kept, anchor);
            }
        }
    });
}

/// A word that no grammar knows, put anywhere into a phrase that is known, makes it unknown; one more
/// digit makes it unknown or another day.
fn nothing_is_ignored(kept: &Deadline, anchor: Option<Anchor>) {
    // Of a list, a stretch or a repetition not every number is the one that is due.
    let many = |c| "、，；。,;—–－~～至到每按逐起启开()（）【】“”\"　 ".contains(c);
    let parted = kept.phrase.contains(['.', '-']) && kept.phrase.contains('月');
    let single = !kept.phrase.contains(many) && !parted && kept.phrase.matches("20").count() < 2;
    let places = kept.phrase.char_indices().map(|(at, _)| at);
    for at in places.chain([kept.phrase.len()]) {
        let with = |word: &str| {
            let (before, after) = kept.phrase.split_at(at);
            Deadline::keep(&format!("{before}{word}{after}"), anchor)
        };
        for word in ["蜜", "不早于", "左右", "x", "99999"] {
            let changed = with(word);
            assert_eq!(changed.term, None, "{}", changed.phrase);
        }
        let changed = with("7");
        if single && changed.term.is_some() {
            assert_ne!(changed.term, kept.term, "{}", changed.phrase);
        }
    }
}
