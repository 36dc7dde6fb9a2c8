//! What leaves the house with names masked: no form of it names anybody whom the ledger knows.

use std::io::{Cursor, Read as _};

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
    assert!(csv.contains("钱某甲的材料.txt"), "{csv}");
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
