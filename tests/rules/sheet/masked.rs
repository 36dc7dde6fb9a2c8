//! What leaves the house with names masked: no form of it names anybody whom the ledger knows.

use std::io::{Cursor, Read as _};

use office::text::visible::is_hidden;
use office::text::width;
use store::{DEFAULT_WAIT, Store};

use crate::marked::{self, NAME};
use crate::office::{MATERIAL, Office};

const UNIT: &str = "清河区图书馆";

/// A ledger with a known name in every text: of its tasks, its document and its meeting.
fn office() -> Office {
    let mut office = Office::new();
    let material = MATERIAL.replace("把学习当任务", &format!("{NAME}把学习当任务"));
    office.file(&format!("{NAME}的材料.txt"), material);
    office.done(&format!(
        "init --name {UNIT} --contact {NAME} --party 中共{UNIT}支部
        member {NAME} --post 馆长
        meeting --year 2021 --name {NAME}召集的会 --theme {NAME}定的题 --held-on 2021-12-20
        import {NAME}的材料.txt --year 2021"
    ));
    let mut store = Store::open(&office.db(), DEFAULT_WAIT).expect("the ledger");
    marked::record(&mut store, NAME);
    office
}

/// The bytes of a file, or of every part of what is a zip.
pub(super) fn parts(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return bytes.to_vec();
    };
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        part.read_to_end(&mut all).expect("its bytes");
    }
    all
}

/// What a command writes into that file, parts of a zip one after the other.
fn written(office: &Office, line: &str, file: &str) -> String {
    let ran = office.say(&format!("{line} -o {file}"));
    assert_eq!(ran.code, 0, "{line}: {}", ran.err);
    let bytes = std::fs::read(office.path(file)).expect(line);
    String::from_utf8_lossy(&parts(&bytes)).into_owned()
}

/// The command's result names nobody with `--redact`, and somebody without.
fn masks(office: &Office, line: &str, file: &str) {
    let plain = written(office, line, file);
    assert!(plain.contains(NAME) || plain.contains(UNIT), "{line}");
    let masked = written(office, &format!("{line} --redact"), file);
    for name in [NAME, UNIT] {
        let at = masked.find(name).unwrap_or(masked.len());
        let from = masked[..at].char_indices().rev().nth(60);
        let around = &masked[from.map_or(0, |(at, _)| at)..];
        let around: String = around.chars().take(90).collect();
        assert!(at == masked.len(), "{line} --redact: {around}");
    }
}

#[test]
fn no_export_names_anybody() {
    let office = office();
    for list in "full upward problems tasks responsibilities personal".split(' ') {
        for rows in ["problem", "measure"] {
            let line = format!("export --year 2021 --list {list} --rows {rows}");
            masks(&office, &line, "表.csv");
            masks(&office, &line, "表.xlsx");
            masks(&office, &format!("{line} --print"), "表.xlsx");
        }
    }
    masks(&office, "export", "表.json");
    masks(&office, "export", "表.jsonl");
    masks(&office, "export --status 作废", "表.json");
    masks(&office, "export --list summary --year 2021", "表.csv");
    masks(&office, "export --list summary --year 2021", "表.xlsx");
    let columns = "姓名,职务,提出依据(材料/段落),原因,措施编号,延期情况,备注,填报单位,联系人及电话";
    masks(&office, &format!("export --columns {columns}"), "表.csv");
    office
        .say("export --list upward --redact -o 空表.xlsx")
        .ok();
    masks(
        &office,
        "export --template 空表.xlsx --rows measure",
        "填好.xlsx",
    );
}

#[test]
fn the_masked_document_still_leads_to_its_causes() {
    let office = office();
    let line = "export --columns 存在问题,提出依据(材料/段落),原因 --redact";
    let csv = written(&office, line, "表.csv");
    assert!(csv.contains("材料1.txt 第5段"), "{csv}");
    assert!(csv.contains("学用结合的自觉性不强"), "{csv}");
}

#[test]
fn no_report_names_anybody() {
    let office = office();
    for kind in "section full plan progress".split(' ') {
        let year = if kind == "section" { 2022 } else { 2021 };
        for file in ["报告.txt", "报告.md", "报告.docx", "报告.json"] {
            let more = if kind == "section" { " --annex" } else { "" };
            let line = format!("report --year {year} --kind {kind} --names all --trace{more}");
            masks(&office, &line, file);
        }
    }
}

/// Every name that [`full_of_names`] records in a place of its own; there each stands in every text, too.
const KNOWN: [&str; 27] = [
    "赵一一",
    "钱二二",
    "孙三三",
    "李四四",
    "周五五",
    "吴六六",
    "郑七七",
    "王八八",
    "冯九九",
    "陈十十",
    "褚百百",
    "卫千千",
    "沈万万",
    "何平",
    "057581234567",
    "81234567",
    "云岭县博物馆",
    "云岭馆支部",
    "云岭县委组织部",
    "云岭馆署名处",
    "云岭县纪委",
    "蒋村文化站",
    "b07.3",
    "云岭馆底稿",
    "韩村人",
    "tomli",
    "尹别处",
];
/// The same in other words: spaced out, wide, with something behind.
const TOLD: &str = "赵一一、钱　二二和孙三 三，李四四同志、周五五局长、吴\u{a0}六六（郑七七）王八八冯九九，\
    陈十十褚百百0575-8123 4567又８１２３４５６７、卫千千沈万万，何 平、何　平、何平书记、ｔｏｍ　ｌｉ、\
    韩村人，云岭县博物馆中共云岭馆支部、云岭县委组织部云岭馆署名处云岭县 纪委蒋村文化站B07.3、\
    见云岭馆底稿.txt，尹\u{200b}别处";

/// A ledger in which every place for a name has one of its own, and every text tells all of them.
fn full_of_names() -> Office {
    let mut office = Office::new();
    office.file("云岭馆底稿.txt", MATERIAL);
    let mut village = Office::new();
    village.done(
        "init --name 蒋村文化站
        add 韩村人说的问题 --year 2021 --owner 韩村人
        pack -o 包.ledgerpack",
    );
    let packet = std::fs::read(village.path("包.ledgerpack")).expect("a packet");
    office.file("包.ledgerpack", packet);
    office.actor("陈十十").done(
        "init --name 云岭县博物馆 --code B07.3 --party 中共云岭馆支部 --team 云岭馆支部班子
        init --contact \"褚百百 0575-81234567\"
        member 王八八 --post 馆长
        member 冯九九 --post 副馆长
        member 冯九九 --remove
        member \"何 平\" --post 副馆长
        config report.addressee 中共云岭县委组织部
        config report.signature 云岭馆署名处
        meeting --year 2021 --held-on 2021-12-20 --field 主持人=卫千千
        import 云岭馆底稿.txt --year 2021
        edit 1 --lead 局长赵一一 --owner 沈万万 --due 6月30日 --dept 办公室
        edit 1 --owner 钱二二、孙三三 --measure 学起来
        edit 1 --on-measure 1 --owner 李四四
        edit 2 --lead \"TOM LI\" --due 6月30日
        extend 2 --due 8月31日 --reason 忙 --approved-by 吴六六
        add 个人的问题 --year 2021 --subject 郑七七
        close 3 --verifier 周五五 --outcome 好了
        close 4 --verifier 云岭县纪委 --outcome 好了
        log 1 开了会
        undo
        gather 包.ledgerpack",
    );
    office.actor("尹别处").done("log 2 开了会");
    let mut store = Store::open(&office.db(), DEFAULT_WAIT).expect("the ledger");
    marked::record_with(&mut store, TOLD, "办公室");
    marked::record_open(&mut store, TOLD, "办公室");
    office
}

/// A text in which a name is found however it is spaced.
fn compact(text: &str) -> String {
    let text = text.replace("〔U+200B〕", "").replace("\\u200b", "");
    let signs = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_hidden(*c) && *c != '-');
    signs
        .map(width::narrow)
        .flat_map(char::to_lowercase)
        .collect()
}

fn names_nobody(text: &str, whence: &str) {
    let text = compact(text);
    for name in KNOWN {
        if let Some(at) = text.find(name) {
            let from = text[..at].char_indices().rev().nth(30);
            let around: String = text[from.map_or(0, |(at, _)| at)..]
                .chars()
                .take(70)
                .collect();
            panic!("{whence}: {name}: {around}");
        }
    }
}

#[test]
fn no_place_and_no_text_names_anybody_in_whatever_is_redacted() {
    let office = full_of_names();
    office
        .say("export --list upward --redact -o 空表.xlsx")
        .ok();
    let mut lines: Vec<String> = Vec::new();
    for list in "full upward problems tasks responsibilities personal institutions".split(' ') {
        for rows in ["problem", "measure"] {
            for file in ["表.csv", "表.xlsx"] {
                lines.push(format!(
                    "export --year 2021 --list {list} --rows {rows} -o {file}"
                ));
            }
        }
    }
    let every = papers::sheet::Layout::of(papers::sheet::List::Full, papers::sheet::Rows::Problem);
    let columns: Vec<&str> = every.titles().collect();
    lines.push(format!("export --columns {} -o 表.csv", columns.join(",")));
    for unit in ["", " --unit 全部"] {
        for file in ["表.csv", "表.xlsx", "表.json", "表.jsonl"] {
            lines.push(format!("export --year 2021{unit} -o {file}"));
        }
        lines.push(format!(
            "export --list summary --year 2021{unit} -o 表.xlsx"
        ));
        lines.push(format!("export --list summary --year 2021{unit} -o 表.csv"));
    }
    lines.push("export --print -o 表.xlsx".to_owned());
    lines.push("export --template 空表.xlsx --rows measure -o 表.xlsx".to_owned());
    for kind in "section full plan progress".split(' ') {
        let year = if kind == "section" { 2022 } else { 2021 };
        for file in ["文.txt", "文.md", "文.docx", "文.json"] {
            for more in [
                "--annex",
                "--chars 300",
                "--subject 郑七七",
                "--title 云岭县博物馆何平的报告",
            ] {
                if kind != "section" && more == "--annex" {
                    continue;
                }
                lines.push(format!(
                    "report --year {year} --kind {kind} --names all --trace {more} -o {file}"
                ));
            }
        }
    }
    for line in &lines {
        let Some((_, file)) = line.rsplit_once(' ') else {
            unreachable!("each names a file");
        };
        let ran = office.say(&format!("{line} --redact"));
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        let bytes = std::fs::read(office.path(file)).expect(line);
        names_nobody(&String::from_utf8_lossy(&parts(&bytes)), line);
        // What is said meanwhile names at most those whom the line itself names.
        names_nobody(
            &ran.err
                .replace("郑七七", "")
                .replace("云岭县博物馆何平的", ""),
            line,
        );
    }
    // Without it all of them stand there: the test looks at the right place.
    let plain = compact(
        &office
            .say("export --format json --year 2021 --unit 全部")
            .ok(),
    );
    let missing: Vec<&str> = KNOWN
        .into_iter()
        .filter(|name| !plain.contains(name))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn what_a_form_itself_says_stays_and_is_told() {
    let office = office();
    office.say("export --list upward -o 空表.xlsx").ok();
    let ran = office.say("export --template 空表.xlsx --redact -o 填好.xlsx");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("空表里原有的字没有动"), "{}", ran.err);
    assert!(ran.err.contains("请再看一遍"), "{}", ran.err);
    let ran = office.say("export --template 空表.xlsx -o 填好.xlsx");
    assert!(!ran.err.contains("空表里原有的字没有动"), "{}", ran.err);
    office
        .say("export --list upward --redact -o 空表.xlsx")
        .ok();
    let ran = office.say("export --template 空表.xlsx --redact -o 填好.xlsx");
    assert!(!ran.err.contains("空表里原有的字没有动"), "{}", ran.err);
}
