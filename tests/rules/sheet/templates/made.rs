//! Forms as superiors make them, each from the number of its case.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

/// What a form is made of; each is taken from the number of its case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) titles: u32,
    pub(super) groups: bool,
    pub(super) numbered: bool,
    pub(super) examples: u32,
    pub(super) blanks: u32,
    pub(super) merges: u32,
    pub(super) spacer: bool,
    pub(super) sums: u32,
    pub(super) notes: u32,
    pub(super) signed: u32,
    pub(super) references: bool,
    pub(super) tasks: usize,
}

impl Made {
    /// Mixed well, so that a hundred cases meet every pair of choices.
    pub(super) fn of(case: u64) -> Self {
        let mut state = case
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(0x1234_5678);
        let mut among = |count: u64| {
            state ^= state >> 30;
            state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state ^= state >> 27;
            (state >> 8) % count
        };
        let blanks = among(7) as u32;
        Self {
            titles: among(3) as u32,
            groups: among(2) == 0,
            numbered: among(4) == 0,
            examples: among(3) as u32,
            blanks,
            merges: among(5) as u32,
            spacer: among(2) == 0,
            sums: among(4) as u32,
            notes: among(3) as u32,
            signed: among(3) as u32,
            references: among(2) == 0,
            tasks: among(13) as usize,
        }
    }
}

/// 序号, 问题, 措施, 部门, 时限, 已完成, 未完成, 成效, 扣分: nine columns from B on, 问题 over C and D.
const LEFT: u16 = 1;
const LAST: u16 = 10;

pub(super) struct Form {
    pub(super) bytes: Vec<u8>,
    /// First row of the body, from 0.
    pub(super) first: u32,
    /// Texts of the rows below, in order.
    pub(super) below: Vec<String>,
}

/// The form.
pub(super) fn form(made: Made) -> Result<Form, XlsxError> {
    let mut book = Workbook::new();
    let plain = Format::new();
    let framed = Format::new().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name("附件 1")?;
    let mut row = 0;
    for title in 0..made.titles {
        sheet.merge_range(
            row,
            LEFT,
            row,
            LAST,
            ["附件", "整改台账"][title as usize],
            &plain,
        )?;
        row += 1;
    }
    sheet.write(row, LEFT, "填报单位：________　　填报日期：    年  月  日")?;
    sheet.write(row, 8, "联系电话")?;
    row += 1;
    row = header(sheet, made, row, &framed)?;
    if made.numbered {
        let columns = [1, 2, 4, 5, 6, 7, 8, 9, 10];
        for (number, column) in (1..).zip(columns) {
            sheet.write(row, column, number)?;
        }
        row += 1;
    }
    let first = row;
    body(sheet, made, first, &framed)?;
    row += made.examples + made.blanks;
    let last = row.max(first + 1) - 1;
    rules(sheet, first, last)?;
    row += u32::from(made.spacer && made.sums + made.notes + made.signed > 0);
    let below = below(sheet, made, row, (first, last), &framed)?;
    sheet.set_print_area(0, 0, row + below.len() as u32, LAST)?;
    let mut other = Worksheet::new();
    other.set_name("汇总")?;
    if made.examples + made.blanks > 1 {
        let counted = format!("=COUNTA('附件 1'!C{}:C{})", first + 1, last + 1);
        other.write_formula(0, 0, counted.as_str())?;
    }
    book.push_worksheet(other);
    let mut bytes = book.save_to_buffer()?;
    if made.references {
        bytes = with_references(&bytes);
    }
    Ok(Form {
        bytes,
        first,
        below,
    })
}

fn header(sheet: &mut Worksheet, made: Made, row: u32, framed: &Format) -> Result<u32, XlsxError> {
    let titles = [
        (1, "序号"),
        (4, "整改措施"),
        (5, "责任部门"),
        (6, "完成时限"),
        (9, "整改成效"),
        (10, "扣分"),
    ];
    if !made.groups {
        for (column, title) in titles.into_iter().chain([(7, "已完成√"), (8, "未完成√")])
        {
            sheet.write_with_format(row, column, title, framed)?;
        }
        sheet.merge_range(row, 2, row, 3, "存在\n问题", framed)?;
        return Ok(row + 1);
    }
    for (column, title) in titles {
        sheet.merge_range(row, column, row + 1, column, title, framed)?;
    }
    sheet.merge_range(row, 2, row + 1, 3, "存在问题", framed)?;
    sheet.merge_range(row, 7, row, 8, "是否完成", framed)?;
    sheet.write_with_format(row + 1, 7, "是", framed)?;
    sheet.write_with_format(row + 1, 8, "否", framed)?;
    Ok(row + 2)
}

fn body(sheet: &mut Worksheet, made: Made, first: u32, framed: &Format) -> Result<(), XlsxError> {
    let rows = made.examples + made.blanks;
    for row in first..first + rows {
        for column in LEFT..=LAST {
            sheet.write_blank(row, column, framed)?;
        }
        sheet.write_with_format(row, LEFT, row - first + 1, framed)?;
    }
    for row in first..first + made.examples {
        let shown = [
            (2, "示例：学习不经常"),
            (4, "每月学一次"),
            (5, "××科"),
            (6, "2020-06-30"),
            (7, "√"),
        ];
        for (column, text) in shown {
            sheet.write_with_format(row, column, text, framed)?;
        }
    }
    let (top, last) = (first + made.examples, (first + rows).saturating_sub(1));
    match made.merges {
        // Downwards, over all that is empty.
        1 if made.blanks > 1 => drop(sheet.merge_range(top, 5, last, 5, "", framed)?),
        // 问题 over both of its columns, in every row.
        2 => {
            for row in top..top + made.blanks {
                sheet.merge_range(row, 2, row, 3, "", framed)?;
            }
        }
        // A block over columns that are filled.
        3 if made.blanks > 1 => drop(sheet.merge_range(top, 4, top + 1, 6, "", framed)?),
        4 if made.blanks > 0 => drop(sheet.merge_range(top, 7, top, 9, "", framed)?),
        _ => {}
    }
    Ok(())
}

fn rules(sheet: &mut Worksheet, first: u32, last: u32) -> Result<(), XlsxError> {
    let words = DataValidation::new().allow_list_strings(&["√", "×"])?;
    sheet.add_data_validation(first, 7, last, 8, &words)?;
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("√"));
    sheet.add_conditional_format(
        first,
        7,
        last,
        7,
        &rule.set_format(Format::new().set_bold()),
    )?;
    Ok(())
}

fn below(
    sheet: &mut Worksheet,
    made: Made,
    mut row: u32,
    body: (u32, u32),
    framed: &Format,
) -> Result<Vec<String>, XlsxError> {
    let mut texts = Vec::new();
    if made.sums > 0 && made.examples + made.blanks > 1 {
        sheet.merge_range(row, LEFT, row, 2, "合计", framed)?;
        // Sums leave the examples out, or do not care.
        let from = if made.sums == 2 {
            body.0 + made.examples.min(body.1 - body.0)
        } else {
            body.0
        };
        let range = |column: &str| format!("${column}${}:{column}{}", from + 1, body.1 + 1);
        let sum = format!("=SUM({})&\"<{}&\"", range("K"), range("K"));
        sheet.write_formula(row, LAST, sum.as_str())?;
        let count = format!("=COUNTIF({},\"√\")", range("H"));
        sheet.write_formula(row, 7, count.as_str())?;
        texts.push("合计".to_owned());
        row += 1;
    }
    for note in 0..made.notes {
        let text = ["注：本表每季度报送一次", "说明：已完成的打√"][note as usize];
        sheet.merge_range(row, LEFT, row, LAST, text, &Format::new())?;
        texts.push(text.to_owned());
        row += 1;
    }
    if made.signed > 0 {
        sheet.write(row, LEFT, "制表人：　　　　审核人：")?;
        texts.push("制表人：周敏　　审核人：".to_owned());
        row += 1;
    }
    if made.signed > 1 {
        sheet.write(row, LEFT, "负责人（签字）：")?;
        texts.push("负责人（签字）：".to_owned());
    }
    Ok(texts)
}

/// The same form with signs of its formulas written as references.
fn with_references(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part");
        if name == "xl/worksheets/sheet1.xml" {
            let xml = String::from_utf8(content).expect("text");
            let parts = xml.split("<f>").enumerate().map(|(at, part)| {
                let (formula, rest) = part
                    .split_once("</f>")
                    .filter(|_| at > 0)
                    .unwrap_or(("", part));
                let formula = formula.replace('$', "&#36;").replace(':', "&#x3A;");
                if at == 0 {
                    rest.to_owned()
                } else {
                    format!("<f>{formula}</f>{rest}")
                }
            });
            content = parts.collect::<String>().into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).expect("memory");
        out.write_all(&content).expect("memory");
    }
    out.finish().expect("memory").into_inner()
}
