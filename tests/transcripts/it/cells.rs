//! What cells of other makers mean.

use std::io::{Read as _, Write as _};

use rust_xlsxwriter::{Format, Workbook};

use crate::office::Office;

#[test]
fn a_workbook_means_what_it_shows() {
    let mut office = Office::new();
    office.on("2022-04-10");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["存在问题", "整改目标", "完成状态"].iter().enumerate() {
        sheet.write(0, column as u16, *title).unwrap();
    }
    let percent = Format::new().set_num_format("0.0%");
    let whole = Format::new().set_num_format_index(9);
    let pieces = Format::new().set_num_format("0\"件\"");
    sheet.write(1, 0, "满意度不高").unwrap();
    sheet.write_with_format(1, 1, 0.965, &percent).unwrap();
    sheet.write_with_format(1, 2, 1, &whole).unwrap();
    sheet.write(2, 0, "积案多").unwrap();
    sheet.write_with_format(2, 1, 12, &pieces).unwrap();
    sheet.write(2, 2, "已完成（2022年3月）").unwrap();
    sheet.write(3, 0, "学习不够").unwrap();
    sheet.write(3, 1, 7.000_000_000_000_001).unwrap();
    sheet.write(3, 2, "已整改到位").unwrap();
    office.file("台账.xlsx", book.save_to_buffer().unwrap());
    office.say("import 台账.xlsx --year 2021 -y").ok();
    let tasks: serde_json::Value =
        serde_json::from_str(&office.say("list --format json").ok()).unwrap();
    let targets: Vec<&str> = (0..3)
        .map(|at| tasks[at]["target"].as_str().unwrap())
        .collect();
    assert_eq!(targets, ["96.5%", "12件", "7"]);
    for at in 0..3 {
        assert_eq!(tasks[at]["status"], "done", "{at}");
    }
    office.say("export -o 台账.csv").ok();
    assert!(office.read("台账.csv").contains("已完成,2022-03-31"));
}

#[test]
fn a_quote_that_is_never_closed_stops_the_import() {
    let office = Office::new();
    office.file(
        "台账.csv",
        "存在问题,责任部门\n学习不够,\"办公室\n作风漂浮,人事科\n",
    );
    let ran = office.say("import 台账.csv --year 2021 -y");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第2行有一个引号没有配对"), "{}", ran.err);
}

#[test]
fn excels_unicode_text_is_a_table() {
    let office = Office::new();
    let text = "\u{FEFF}存在问题\t责任部门\r\n学习不够\t办公室\r\n作风漂浮\t人事科\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    office.file("台账.txt", bytes);
    office.say("import 台账.txt --year 2021 -y").ok();
    let list = office.say("list").ok();
    assert!(list.contains("人事科") && list.contains("共2项"), "{list}");
}

/// The workbook as a Macintosh of old saves it: days are counted from 1904.
fn counted_from_1904(book: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name == "xl/workbook.xml" {
            assert!(text.contains("<workbookPr "), "{text}");
            text = text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn days_counted_from_1904_are_the_days_that_excel_shows() {
    let office = Office::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["存在问题", "整改时限"].iter().enumerate() {
        sheet.write(0, column as u16, *title).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(1, 0, "学习不够").unwrap();
    // 2022-06-30 is 44,742 days after the end of 1899, 1,462 fewer after the first of 1904.
    sheet.write_with_format(1, 1, 44_742 - 1_462, &day).unwrap();
    let book = counted_from_1904(&book.save_to_buffer().unwrap());
    office.file("台账.xlsx", book);
    office.say("import 台账.xlsx --year 2021 -y").ok();
    let tasks: serde_json::Value =
        serde_json::from_str(&office.say("list --format json").ok()).unwrap();
    assert_eq!(tasks[0]["deadline"], "2022-06-30");
}
