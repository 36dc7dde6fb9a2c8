//! Files of every kind, good and bad: nothing crashes, nothing is swallowed in silence.

use std::io::{Cursor, Write as _};

use ::office::cell::Cell;
use ::office::grid::{self, Unreadable};
use documents::register::{self, Register, SheetFault};
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn the_same_register_in_three_formats() {
    let read = |bytes: &[u8]| -> Register {
        let register = register::read(bytes, "台账").expect("a register");
        Register {
            file: String::new(),
            ..register
        }
    };
    let xlsx = read(include_bytes!("fixtures/register.xlsx"));
    assert_eq!(xlsx.rows.len(), 24);
    assert!(
        xlsx.rows
            .iter()
            .all(|row| row.dimension.is_some() && row.measures.len() == 2)
    );
    assert!(
        xlsx.rows
            .iter()
            .any(|row| row.due.is_some() && row.finished_on.is_some())
    );
    assert_eq!(read(include_bytes!("fixtures/register.xls")), xlsx);
    assert_eq!(read(include_bytes!("fixtures/register.ods")), xlsx);
}

#[test]
fn an_archive_that_unpacks_into_a_gigabyte() {
    let zeros = vec![b'0'; 200 << 20];
    for part in ["xl/worksheets/sheet1.xml", "content.xml"] {
        let bytes = zipped(&[(part, &zeros)]);
        assert!(bytes.len() < 1 << 20);
        let part = part.to_owned();
        assert_eq!(
            grid::read(&bytes, "表.xlsx"),
            Err(Unreadable::TooLarge { part })
        );
    }
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "存在问题")
        .expect("cell")
        .write(0, 1, "整改措施")
        .expect("cell");
    sheet.write(1, 0, "学习不深").expect("cell");
    sheet.write(1_048_575, 16_383, "角").expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let register = register::read(&bytes, "表.xlsx").expect("a register");
    assert_eq!(register.rows.len(), 1);
}

#[test]
fn a_sheet_full_to_its_last_row_is_refused_not_held_in_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().expect("a sheet");
    sheet.set_name("满").expect("a name");
    for row in 0..1_048_576 {
        sheet.write(row, 0, "存在问题").expect("cell");
    }
    let bytes = book.save_to_buffer().expect("memory");
    let sheet = "满".to_owned();
    assert_eq!(
        grid::read(&bytes, "表.xlsx"),
        Err(Unreadable::TooManyCells { sheet })
    );
}

#[test]
fn repeated_cells_of_an_ods_are_counted_not_unrolled() {
    let sheet = |cells: &str| {
        format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
             <table:table table:name=\"一\">{cells}</table:table></office:body></office:document-content>"
        )
    };
    let cell = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>满</text:p>\
                </table:table-cell></table:table-row>";
    let bytes = zipped(&[("content.xml", sheet(cell).as_bytes())]);
    let sheet_name = "一".to_owned();
    assert_eq!(
        grid::read(&bytes, "表.ods"),
        Err(Unreadable::TooManyCells { sheet: sheet_name })
    );
    let empty = cell.replace("<text:p>满</text:p>", "");
    let bytes = zipped(&[("content.xml", sheet(&empty).as_bytes())]);
    assert_eq!(
        grid::read(&bytes, "表.ods").expect("an empty sheet")[0].rows,
        []
    );
}

#[test]
fn locked_damaged_and_foreign_files() {
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(1024, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(grid::read(&locked, "表.xlsx"), Err(Unreadable::Locked));
    assert!(matches!(
        grid::read(b"PK\x03\x04 cut off", "表.xlsx"),
        Err(Unreadable::Damaged(_))
    ));
    assert_eq!(grid::read(b"%PDF-1.7", "表.pdf"), Err(Unreadable::Kind));
    assert!(matches!(
        grid::read(b"a\0b", "表.csv"),
        Err(Unreadable::Csv(_))
    ));
    let headless = register::read("一,二\n三,四\n".as_bytes(), "表.csv");
    assert!(matches!(headless, Err(SheetFault::NoHeader { .. })));
}

#[test]
fn formulas_give_their_values_or_a_doubt() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["存在问题", "整改措施", "责任部门"].iter().enumerate() {
        sheet.write(0, column as u16, *title).expect("cell");
    }
    sheet.write(1, 0, "学习不深").expect("cell");
    let valued = rust_xlsxwriter::Formula::new("=\"办公\"&\"室\"").set_result("办公室");
    sheet.write_formula(1, 2, valued).expect("cell");
    let bytes = book.save_to_buffer().expect("memory");
    let register = register::read(&bytes, "表.xlsx").expect("a register");
    assert_eq!(register.rows[0].dept.as_deref(), Some("办公室"));

    let xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>存在问题</t></is></c>\
        <c r=\"B1\" t=\"inlineStr\"><is><t>责任部门</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>学习不深</t></is></c><c r=\"B2\"><f>A9</f></c></row>\
        </sheetData></worksheet>";
    let bytes = with_sheet(&bytes, xml);
    let register = register::read(&bytes, "表.xlsx").expect("a register");
    assert_eq!(register.rows[0].dept, None);
    let doubt = &register.doubts[0];
    assert!(
        doubt.paragraph == 2 && doubt.message.contains("“责任部门”列是公式"),
        "{doubt:?}"
    );
}

/// The workbook with its first sheet replaced.
fn with_sheet(bytes: &[u8], xml: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        to.start_file(&*name, SimpleFileOptions::default())
            .expect("memory");
        if name == "xl/worksheets/sheet1.xml" {
            to.write_all(xml.as_bytes()).expect("memory");
        } else {
            std::io::copy(&mut part, &mut to).expect("memory");
        }
    }
    to.finish().expect("memory").into_inner()
}

#[test]
fn a_code_that_excel_made_a_date_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = rust_xlsxwriter::Format::new().set_num_format("m-d");
    for (column, title) in ["问题编号", "存在问题", "责任部门"].iter().enumerate() {
        sheet.write(0, column as u16, *title).expect("cell");
    }
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
    sheet
        .write_datetime_with_format(1, 0, day, &date)
        .expect("cell");
    sheet
        .write(1, 1, "学习不深")
        .expect("cell")
        .write(1, 2, "办公室")
        .expect("cell");
    let register =
        register::read(&book.save_to_buffer().expect("memory"), "表.xlsx").expect("a register");
    assert_eq!(register.rows[0].code, None);
    assert!(
        register.doubts[0].message.contains("改成了日期"),
        "{:?}",
        register.doubts
    );
}

#[test]
fn cells_keep_their_types() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .write(0, 0, 12)
        .expect("cell")
        .write(0, 1, 3.5)
        .expect("cell")
        .write(0, 2, true)
        .expect("cell");
    let grids = grid::read(&book.save_to_buffer().expect("memory"), "表.xlsx").expect("a workbook");
    let cells: Vec<Cell> = grids[0].rows[0]
        .cells
        .iter()
        .map(|(_, cell)| cell.clone())
        .collect();
    assert_eq!(
        cells,
        [Cell::Number(12), Cell::text("3.5"), Cell::text("是")]
    );
}
