//! Text that would steer a screen, a cell or a page: nothing of it arrives there raw.

use std::io::Read as _;

use crate::office::{Office, is_windows};

/// Escape sequences, a bidirectional override, a carriage return, markup and a formula.
const EVIL: &str = "=1+1 \u{1b}]0;x\u{7}\u{1b}[2J\u{202e}倒\r]]><x>&lt;\"'";

fn steers(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// A ledger with such text wherever a person or a file can put it.
fn office() -> Office {
    let mut office = Office::new();
    // No name of Windows holds such signs.
    let name = if is_windows() {
        "照片.jpg"
    } else {
        "照\n片\u{1b}[31m.jpg"
    };
    office.file(name, "JPG");
    let register = format!("年度,存在问题\n2021,\"{}\"\n", EVIL.replace('"', "\"\""));
    office.file("登记表.csv", register);
    office.run(["import", "登记表.csv", "-y"]).ok();
    let add = |flag: &'static str| [flag, EVIL];
    let flags = [
        "--dept",
        "--owner",
        "--lead",
        "--measure",
        "--source",
        "--theme",
    ]
    .map(add);
    let mut line = vec!["add", EVIL, "--year", "2021", "--due", "年底前"];
    line.extend(flags.iter().flatten());
    office.run(line).ok();
    office.run(["attach", "2", name]).ok();
    office.run(["log", "2", EVIL, "--reason", EVIL]).ok();
    office.run(["edit", "2", "--note", EVIL]).ok();
    office.on("2022-12-30");
    office
}

#[test]
fn no_screen() {
    let office = office();
    for line in [
        "list", "show 1", "show 2", "history", "stats", "remind", "check", "verify",
    ] {
        let ran = office.say(line);
        for text in [&ran.out, &ran.err] {
            let raw = |c: char| steers(c) || c == '\r';
            assert!(!text.contains(raw), "{line}: {text:?}");
        }
    }
}

#[test]
fn no_cell_and_no_page() {
    let office = office();
    office.say("export -o 表.csv").ok();
    let csv = office.read("表.csv");
    assert!(
        !csv.trim_start_matches('\u{feff}').contains(steers),
        "{csv:?}"
    );
    assert!(csv.contains("'=1+1") && !csv.contains("\"=1+1"), "{csv}");
    office.say("board --names all -o 图.html").ok();
    let html = office.read("图.html");
    assert!(!html.contains("<x>") && !html.contains('\u{1b}'));
    office.say("remind --ics 历.ics --letter 信").ok();
    let lines = office.read("历.ics");
    assert!(
        lines
            .split("\r\n")
            .all(|line| !line.contains(['\r', '\u{1b}']))
    );
    office.say("export -o 表.xlsx").ok();
    office
        .run(["report", "--year", "2022", "-o", "文.docx"])
        .ok();
    for name in ["表.xlsx", "文.docx"] {
        let file = std::fs::File::open(office.path(name)).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        for at in 0..archive.len() {
            let mut part = String::new();
            archive
                .by_index(at)
                .unwrap()
                .read_to_string(&mut part)
                .unwrap();
            assert!(
                !part.contains(steers) && !part.contains("<x>"),
                "{name}: {part:?}"
            );
            let mut reader = quick_xml::Reader::from_str(&part);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(fault) => panic!("{name}: {fault}"),
                }
            }
        }
    }
}

#[test]
fn evidence_stays_in_its_folder_under_a_plain_name() {
    let office = office();
    office.file("..-..-x.jpg", "x");
    office.say("attach 1 ..-..-x.jpg").ok();
    office.run(["evidence", "--out", "佐证"]).ok();
    let mut found = 0;
    for folder in std::fs::read_dir(office.path("佐证")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(!name.contains(|c: char| c.is_control()), "{name:?}");
            assert!(!name.starts_with('.'), "{name}");
            found += 1;
        }
    }
    assert!(found >= 3, "{found}");
}
