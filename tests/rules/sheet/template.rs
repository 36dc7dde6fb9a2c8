//! The superior's form, filled and otherwise kept.

use ::office::cell::Cell;
use ::office::grid::{self, Grid};
use model::book::Book;
use model::task::Task;
use papers::sheet::Rows;
use papers::sheet::template::{self, Filled, Filling, FormFault};
use rust_xlsxwriter::{Format, FormatBorder, Workbook};

use crate::sheet::office;

/// A form with two empty rows above its 合计 row.
pub(super) fn form() -> Vec<u8> {
    let mut book = Workbook::new();
    let framed = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let plain = Format::new();
    book.add_worksheet()
        .set_name("填表说明")
        .expect("name")
        .write(0, 0, "按要求填写")
        .expect("cell");
    let sheet = book.add_worksheet();
    sheet
        .set_name("附件1")
        .expect("name")
        .set_print_area(0, 0, 6, 6)
        .expect("area");
    sheet
        .merge_range(0, 0, 0, 6, "整改台账（统一格式）", &plain)
        .expect("merge");
    let titles = [
        "序号",
        "存在\n问题",
        "整改措施",
        "责任单位",
        "完成时限",
        "完成情况",
        "扣分",
    ];
    for (column, title) in titles.iter().enumerate() {
        let column = column as u16;
        sheet
            .write_with_format(1, column, *title, &framed)
            .expect("cell");
        sheet.write_blank(2, column, &framed).expect("cell");
        sheet.write_blank(3, column, &framed).expect("cell");
    }
    sheet
        .merge_range(4, 0, 4, 1, "合计", &framed)
        .expect("merge");
    sheet.write_formula(4, 6, "=SUM(G3:G4)").expect("cell");
    sheet
        .merge_range(6, 0, 6, 6, "填报人：　　审核人：", &plain)
        .expect("merge");
    book.save_to_buffer().expect("memory")
}

/// The form filled with a row for each problem.
pub(super) fn fill(form: &[u8], tasks: &[Task], book: &Book) -> Result<Filled, FormFault> {
    let filling = Filling {
        rows: Rows::Problem,
        around: office::around(book),
        clerk: Some("周敏"),
    };
    template::fill(form, tasks, filling)
}

fn filled() -> (Grid, Vec<String>, Vec<String>) {
    let book = office::book();
    let tasks = office::tasks();
    let filled = fill(&form(), &tasks, &book).expect("a form");
    let grids = grid::read(&filled.bytes, "表.xlsx").expect("a workbook");
    (grids[1].clone(), filled.filled, filled.unfilled)
}

#[test]
fn rows_go_in_and_what_stands_below_moves_down() {
    let (grid, filled, unfilled) = filled();
    let rows: Vec<String> = grid
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|(_, cell)| cell.written().replace('\n', "⏎"));
            format!("{}: {}", row.at, cells.collect::<Vec<_>>().join("|"))
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    0: 整改台账（统一格式）
    1: 序号|存在⏎问题|整改措施|责任单位|完成时限|完成情况|扣分
    2: 1|理论学习不够系统|（1）制定年度学习计划⏎（2）每月开展一次集中学习|办公室|2022-06-30|已销号
    3: 2|督促检查“最后一公里”打通不够|=清单管理，逐项督办|业务处|2022-06-30|正在推进
    4: 3|联系群众不够经常|长期坚持|未启动
    5: 合计
    7: 填报人：周敏　　审核人：
    "#);
    assert_eq!(
        filled,
        [
            "序号",
            "存在问题",
            "整改措施",
            "责任单位",
            "完成时限",
            "完成情况"
        ]
    );
    assert_eq!(unfilled, ["扣分"]);
    let merges: Vec<_> = grid.merges.iter().map(|area| area.rows.0).collect();
    assert_eq!(merges, [0, 5, 7]);
}

#[test]
fn sums_reach_over_the_filled_rows_and_days_are_days_where_the_form_shows_days() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet();
    for (column, title) in ["序号", "存在问题", "整改时限", "完成时间"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *title).expect("cell");
    }
    sheet.write_blank(1, 2, &date).expect("cell");
    sheet
        .write_blank(1, 3, &Format::new().set_bold())
        .expect("cell");
    sheet
        .write(2, 0, "合计")
        .expect("cell")
        .write_formula(2, 1, "=COUNTA(B2:B2)&\"项 B2:B2\"")
        .expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let book = office::book();
    let tasks = office::tasks();
    let filled = fill(&bytes, &tasks, &book).expect("a form");
    let part = ::office::xlsx::sheet_part(&filled.bytes, "Sheet1").expect("a sheet");
    let xml = text_of(&filled.bytes, &part);
    assert!(
        xml.contains("<f>COUNTA(B2:B4)&amp;\"项 B2:B2\"</f></c>"),
        "{xml}"
    );
    let grid = &grid::read(&filled.bytes, "表.xlsx").expect("a workbook")[0];
    assert_eq!(*grid.rows[1].cell(2), Cell::Date(office::day("2022-06-30")));
    assert!(matches!(grid.rows[1].cell(3), Cell::Text(_)));
}

#[test]
fn a_form_without_a_header_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "空表").expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let around = office::book();
    let none = fill(&bytes, &office::tasks(), &around);
    assert!(matches!(none, Err(FormFault::NoHeader)));
    let none = fill(b"x", &office::tasks(), &around);
    assert!(matches!(none, Err(FormFault::Unreadable(_))));
}

/// What is filled of an `.ods` is a workbook of the same looks: merged areas, widths, borders and sums.
#[test]
fn an_open_workbook_is_filled_as_one_of_the_present() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" \
        xmlns:fo=\"f\"><office:automatic-styles><style:style style:name=\"c\" style:family=\"table-column\">\
        <style:table-column-properties style:column-width=\"7.62cm\"/></style:style>\
        <style:style style:name=\"b\" style:family=\"table-cell\"><style:table-cell-properties \
        fo:border=\"0.06pt solid #000000\" fo:wrap-option=\"wrap\"/></style:style></office:automatic-styles>\
        <office:body><table:table table:name=\"表\"><table:table-column/>\
        <table:table-column table:style-name=\"c\" table:number-columns-repeated=\"2\"/>\
        <table:table-row><table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"1\">\
        <text:p>整改台账</text:p></table:table-cell></table:table-row>\
        <table:table-row>HEADS</table:table-row>\
        <table:table-row><table:table-cell table:style-name=\"b\" table:number-columns-repeated=\"3\"/></table:table-row>\
        <table:table-row><table:table-cell table:style-name=\"b\"><text:p>合计</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"b\" table:formula=\"of:=COUNTA([.B3:.B3])\" \
        office:value-type=\"float\" office:value=\"0\"><text:p>0</text:p></table:table-cell></table:table-row>\
        </table:table></office:body></office:document-content>";
    let head = |title: &str| {
        let cell = "<table:table-cell table:style-name=\"b\"><text:p>";
        format!("{cell}{title}</text:p></table:table-cell>")
    };
    let heads = ["序号", "存在问题", "整改措施"].map(head).concat();
    let content = content.replace("HEADS", &heads);
    let bytes = super::files::zipped(&[("content.xml", content.as_bytes())]);
    assert_eq!(template::Kind::of(&bytes).suffix(), "xlsx");
    let book = office::book();
    let tasks = office::tasks();
    let filled = fill(&bytes, &tasks, &book).expect("a form");
    let grid = &grid::read(&filled.bytes, "表.xlsx").expect("a workbook")[0];
    assert_eq!(filled.rows, tasks.len());
    assert_eq!(grid.cell(2, 1).written(), "理论学习不够系统");
    assert_eq!(grid.merges[0].columns, (0, 2));
    let part = ::office::xlsx::sheet_part(&filled.bytes, "表").expect("a sheet");
    let xml = text_of(&filled.bytes, &part);
    let last = 2 + filled.rows;
    assert!(xml.contains(&format!("COUNTA(B3:B{last})")), "{xml}");
    assert!(xml.contains("customWidth"), "{xml}");
}

fn text_of(workbook: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    let mut xml = String::new();
    let mut part = archive.by_name(part).expect("a part");
    std::io::Read::read_to_string(&mut part, &mut xml).expect("text");
    xml
}
