//! Forms of the superior: filled, told, refused.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, FormatBorder, Workbook};

use crate::office::Office;

/// A form with an example, merged cells, a sum and a line to be signed; `problems` stand in it already.
fn form(problems: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let framed = Format::new().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    // Two blanks above the table, with room behind each: no titles above those of its columns.
    sheet.write(0, 0, "填报单位：____").unwrap();
    sheet.write(0, 4, "填报日期：").unwrap();
    for (column, title) in [
        "序号",
        "存在问题",
        "整改措施",
        "责任部门",
        "已完成√",
        "未完成√",
        "扣分",
    ]
    .iter()
    .enumerate()
    {
        for row in 1..4 {
            sheet.write_blank(row, column as u16, &framed).unwrap();
        }
        sheet
            .write_with_format(1, column as u16, *title, &framed)
            .unwrap();
    }
    sheet.write(2, 1, "示例：学习不经常").unwrap();
    sheet.merge_range(3, 2, 3, 3, "", &framed).unwrap();
    for row in 0..problems {
        sheet
            .write(2 + row, 1, format!("上级列的问题{row}"))
            .unwrap();
    }
    sheet.write(4 + problems, 0, "合计").unwrap();
    let count = format!("=COUNTIF(E3:E{},\"√\")", 4 + problems);
    sheet
        .write_formula(4 + problems, 4, count.as_str())
        .unwrap();
    sheet.write(5 + problems, 0, "制表人：").unwrap();
    book.save_to_buffer().unwrap()
}

fn word() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let header: String = ["序号", "存在问题", "责任部门"].map(cell).concat();
    let blank: String = ["", "", ""].map(cell).concat();
    let xml = format!(
        "<w:document><w:body><w:p><w:r><w:t>填报单位：____</w:t></w:r></w:p><w:tbl><w:tr>{header}</w:tr><w:tr>{blank}</w:tr></w:tbl></w:body></w:document>"
    );
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    out.start_file("word/document.xml", options).unwrap();
    out.write_all(xml.as_bytes()).unwrap();
    out.finish().unwrap().into_inner()
}

#[test]
fn a_form_is_filled_and_what_became_of_it_is_told() {
    let office = Office::with_material();
    std::fs::write(office.path("空表.xlsx"), form(0)).unwrap();
    let ran = office.say("export --template 空表.xlsx -o 填好.xlsx --actor 周敏");
    for words in [
        "填了 4 项，4 行，栏目：序号、存在问题、整改措施、责任部门、已完成√、未完成√",
        "这些栏目台账里没有，留空：扣分",
        "空表第 3 行是填写示例，没有留下",
    ] {
        assert!(ran.told().contains(words), "{words}\n{}", ran.told());
    }
    let grid = &::office::grid::read(&std::fs::read(office.path("填好.xlsx")).unwrap(), "表.xlsx")
        .unwrap()[0];
    let day = grid.rows[0].cell(4).written();
    assert_eq!(day, "填报日期：2022年3月15日");
    let column: Vec<String> = grid.rows.iter().map(|row| row.cell(0).written()).collect();
    assert_eq!(
        column[1..],
        ["序号", "1", "2", "3", "4", "合计", "制表人：周敏"]
    );
}

#[test]
fn a_word_table_is_filled_and_another_ending_is_refused() {
    let office = Office::with_material();
    std::fs::write(office.path("空表.docx"), word()).unwrap();
    let ran = office.say("export --template 空表.docx -o 填好.xlsx");
    assert!(ran.told().contains("改用 -o 填好.docx"), "{}", ran.told());
    assert!(!office.path("填好.xlsx").exists());
    let told = office
        .say("export --template 空表.docx -o 填好.docx")
        .told();
    assert!(told.contains("填了 4 项"), "{told}");
    let made = std::fs::read(office.path("填好.docx")).unwrap();
    let grid = &::office::docx::form::tables(&made).unwrap()[0];
    assert_eq!(grid.rows.len(), 5);
}

#[test]
fn a_form_that_tells_of_problems_already_is_none() {
    let office = Office::with_material();
    std::fs::write(office.path("清单.xlsx"), form(7)).unwrap();
    let told = office
        .say("export --template 清单.xlsx -o 填好.xlsx")
        .told();
    assert!(
        told.contains("已经写着问题，不是空表") && told.contains("import"),
        "{told}"
    );
    assert!(!office.path("填好.xlsx").exists());
}

#[test]
fn what_the_paper_is_too_narrow_for_is_told() {
    let office = Office::with_material();
    let told = office.say("export --print -o 印.xlsx").told();
    assert!(told.contains("纸的宽度排不下的栏目没有印"), "{told}");
    assert!(told.contains("已写入 印.xlsx，共 4 项"), "{told}");
    office.say("config sheet.paper A4").ok();
    let less = office.say("export --print -o 印.xlsx").told();
    assert!(less.len() > told.len(), "{less}");
    let chosen = office
        .say("export --print --paper A3 --columns code,problem,dept -o 简.xlsx")
        .told();
    assert!(!chosen.contains("没有印"), "{chosen}");
}

/// Registers of earlier programs come home, and those of this one without loss.
#[test]
fn the_full_list_comes_home_to_another_ledger() {
    let mut office = Office::with_material();
    office.done("edit 1 --theme 学习 --next 再学一遍 --reason 经费未到 --wording 已作安排");
    office.say("export -o 台账.csv").ok();
    let again = office.say("import 台账.csv -y").told();
    assert!(
        !again.contains("新增") || again.contains("新增 0 项"),
        "{again}"
    );
    let empty = Office::new();
    std::fs::copy(office.path("台账.csv"), empty.path("台账.csv")).unwrap();
    empty.say("import 台账.csv -y").ok();
    empty.say("export -o 又.csv").ok();
    let known = |office: &Office, name: &str| {
        let text = office.read(name);
        let mut lines = text.lines().map(str::to_owned);
        let titles = lines.next().unwrap_or_default();
        (
            titles,
            lines.filter(|line| line.contains("再学一遍")).count(),
            text.contains("已作安排"),
        )
    };
    assert_eq!(known(&office, "台账.csv"), known(&empty, "又.csv"));
}
