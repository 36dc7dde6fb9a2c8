//! Files that left the house, held against the ledger they were made from.

use std::path::Path;

use crate::office::{LEDGER, Office};
use crate::tamper::WHOLE;

/// Every command that makes such a file, and the file.
const MADE: [(&str, &str); 14] = [
    ("report --year 2022 -o 报告.docx", "报告.docx"),
    ("report --year 2022 -o 报告.md", "报告.md"),
    ("report --year 2022 -o 报告.txt", "报告.txt"),
    ("report --year 2022 -o 报告.json", "报告.json"),
    ("report --year 2021 --kind full -o 全文.docx", "全文.docx"),
    ("report --year 2022 --redact -o 隐名.docx", "隐名.docx"),
    ("report --year 2022 --draft 底稿.docx", "底稿.docx"),
    ("export -o 台账.csv", "台账.csv"),
    ("export -o 台账.xlsx", "台账.xlsx"),
    ("export --list upward -o 上报.xlsx", "上报.xlsx"),
    ("export --redact -o 隐名.xlsx", "隐名.xlsx"),
    ("export -o 台账.json", "台账.json"),
    ("board --year 2021 -o 作战图.html", "作战图.html"),
    ("form 2 -o 表", "表/销号审核表（第2项）.docx"),
];

fn office() -> Office {
    let office = Office::new();
    office.file(LEDGER, &WHOLE.0);
    office
}

fn against(office: &Office, file: &str) -> (i32, String) {
    let ran = office.run(["verify", "--against", file]);
    (ran.code, ran.out + &ran.err)
}

fn alter(office: &Office, file: &str, edit: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let path = office.path(file);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(path, edit(bytes)).unwrap();
}

#[test]
fn each_is_known_and_says_what_the_history_says() {
    let office = office();
    for (line, _) in MADE {
        office.say(line).ok();
    }
    let all = |since: &str| {
        for (line, file) in MADE {
            let (code, told) = against(&office, file);
            assert_eq!(code, 0, "{line}: {told}");
            let name = Path::new(file).file_name().unwrap().to_str().unwrap();
            let begin = format!("{name} 是由这份台账做的：");
            assert!(told.contains(&begin), "{line}: {told}");
            assert!(told.contains("23 条记录时写出"), "{line}: {told}");
            assert!(told.contains(since), "{line}: {told}");
            assert!(told.contains("重做一遍，文字相同"), "{line}: {told}");
        }
    };
    all("以后没有新的记录");
    // What is entered later takes nothing from what was made.
    office.say("log 2 又开了会").ok();
    office.say("edit 2 --problem 换了说法").ok();
    all("以后又有 2 条记录");
    // Another name, the same file.
    std::fs::rename(office.path("报告.docx"), office.path("改名.docx")).unwrap();
    assert_eq!(against(&office, "改名.docx").0, 0);
}

/// The same ledger on the same day gives the same bytes, noted or not.
#[test]
fn made_twice_they_are_the_same() {
    let office = office();
    for (line, file) in MADE {
        office.say(line).ok();
        let first = std::fs::read(office.path(file)).unwrap();
        office.say(line).ok();
        assert!(std::fs::read(office.path(file)).unwrap() == first, "{line}");
    }
}

/// The case of an insider who edits the row, has the file made, and puts the row back.
#[test]
fn a_row_that_was_other_while_a_file_was_made() {
    for (line, file) in MADE {
        let office = office();
        let sql = |sql: &str| {
            let other = office.sqlite();
            assert!(other.execute(sql, []).unwrap() > 0, "{sql}");
        };
        sql("update task set problem = '另有其事' || problem");
        office.say(line).ok();
        sql("update task set problem = substr(problem, 5)");
        assert!(office.say("verify").ok().contains("台账完好"));
        let (code, told) = against(&office, file);
        assert_eq!(code, 1, "{line}: {told}");
        assert!(told.contains("重做一遍，文字不同"), "{line}: {told}");
    }
}

#[test]
fn a_text_that_was_edited_afterwards() {
    let office = office();
    for (line, _) in MADE {
        office.say(line).ok();
    }
    for file in ["报告.md", "报告.txt", "台账.csv"] {
        alter(&office, file, |bytes| {
            String::from_utf8(bytes)
                .unwrap()
                .replace("问题", "事情")
                .into_bytes()
        });
    }
    alter(&office, "作战图.html", |bytes| {
        String::from_utf8(bytes)
            .unwrap()
            .replace("问题", "事情")
            .into_bytes()
    });
    for file in ["报告.docx", "台账.xlsx"] {
        alter(&office, file, |bytes| repacked(&bytes, true));
    }
    for file in [
        "报告.md",
        "报告.txt",
        "台账.csv",
        "作战图.html",
        "报告.docx",
        "台账.xlsx",
    ] {
        let (code, told) = against(&office, file);
        assert_eq!(code, 1, "{file}: {told}");
        assert!(told.contains("和做成的时候不一样了"), "{file}: {told}");
    }
    // Saved elsewhere, with the same text: packed otherwise, with other line ends.
    for file in ["全文.docx", "上报.xlsx"] {
        alter(&office, file, |bytes| repacked(&bytes, false));
        let (code, told) = against(&office, file);
        assert_eq!(code, 0, "{file}: {told}");
        assert!(told.contains("另存过，文字没有变"), "{file}: {told}");
    }
}

#[test]
fn what_this_ledger_did_not_make() {
    let office = office();
    office.say("report --year 2022 -o 报告.docx").ok();
    office
        .file("别的.docx", office_docx())
        .file("别的.txt", "不相干");
    for file in ["别的.docx", "别的.txt"] {
        let (code, told) = against(&office, file);
        assert_eq!(code, 1, "{file}: {told}");
        assert!(told.contains("没有带校验码"), "{file}: {told}");
    }
    // The ledger of before that file was made, or one that has no note of it.
    office.file(LEDGER, &WHOLE.0);
    let (code, told) = against(&office, "报告.docx");
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("台账里没有写出它的登记"), "{told}");
    // Another history: the code that it carries does not stand.
    std::fs::remove_file(office.db()).unwrap();
    office.say("add 另一本台账 --year 2021").ok();
    let (code, told) = against(&office, "报告.docx");
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("不符：印出时有 23 条记录"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_ledger_that_cannot_be_written_still_makes_the_file() {
    use rusqlite::TransactionBehavior;
    let office = office();
    let mut other = office.sqlite();
    let lock = other
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let mut office = office;
    office.variable("LEDGER_WAIT", "0");
    let ran = office.say("report --year 2022 -o 报告.docx");
    assert!(ran.err.contains("没能在台账里留下它的登记"), "{}", ran.err);
    ran.ok();
    assert!(office.path("报告.docx").is_file());
    lock.rollback().unwrap();
}

/// Whoever can write into the ledger can't have anything done by those who hold a file against it.
#[test]
fn words_that_are_no_making_are_not_carried_out() {
    for words in [
        vec!["report", "--init-templates", "坏"],
        vec!["backup", "坏"],
        vec!["pack", "-o", "坏"],
        vec!["evidence", "--out", "坏"],
        vec!["export"],
        vec!["export", "-o", "-"],
        vec!["export", "-o", ".."],
        vec!["demo", "--force", "坏"],
        vec!["restore", "副本.db", "-y"],
        vec![],
    ] {
        let office = office();
        office.say("export -o 台账.csv").ok();
        let other = office.sqlite();
        let sql =
            "update receipt set detail = json_set(detail, '$.words', json($1)) where kind = 'made'";
        let words = serde_json::to_string(&words).unwrap();
        assert_eq!(other.execute(sql, [&words]), Ok(1));
        crate::tamper::everywhere::rechain(&other);
        let before = office.db_bytes();
        let names = || std::fs::read_dir(office.folder()).unwrap().count();
        let count = names();
        let (code, told) = against(&office, "台账.csv");
        assert_eq!(code, 0, "{words}: {told}");
        assert!(told.contains("没能按当时的留痕重做一遍"), "{words}: {told}");
        assert!(!told.contains("读者部"), "{words}: {told}");
        assert_eq!(names(), count, "{words}");
        assert!(office.db_bytes() == before, "{words}");
    }
}

/// The same parts packed anew, a word of the text altered or not.
fn repacked(bytes: &[u8], altered: bool) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if altered
            && (name.ends_with("document.xml")
                || name.contains("sheet1")
                || name.contains("sharedStrings"))
        {
            content = String::from_utf8(content)
                .unwrap()
                .replace("问题", "事情")
                .into_bytes();
        }
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        to.start_file(name, stored).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn office_docx() -> Vec<u8> {
    use office::docx::{Document, Profile, write};
    write(&Document {
        profile: Profile::default(),
        title: "别的".to_owned(),
        date: "2022-03-15".to_owned(),
        properties: Vec::new(),
        parts: Vec::new(),
    })
}

/// What was erased since can't be made again: that is said, and nobody is blamed for another text.
#[test]
fn a_text_that_was_erased_since() {
    let office = Office::with_material();
    office.say("log 2 口令是芝麻开门").ok();
    office.say("report --year 2022 -o 报告.txt").ok();
    let last = "select max(sequence) from entry where unit = 1";
    let entry: i64 = office
        .sqlite()
        .query_row(last, [], |row| row.get(0))
        .unwrap();
    let line = format!("expunge --entry {entry} --reason 误写 -y");
    office.say(&line).ok();
    let (code, told) = against(&office, "报告.txt");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("没有核对"), "{told}");
    assert!(!told.contains("文字不同"), "{told}");
}
