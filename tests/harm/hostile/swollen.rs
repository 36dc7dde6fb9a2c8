//! Tables that announce or repeat more than they hold.

use super::corpus::archive;

const MARK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const OLD: &[u8] = include_bytes!("../../rules/sheet/fixtures/register.xls");

/// Files that are refused, whatever verb is to read them.
pub(crate) fn refused() -> Vec<(String, Vec<u8>)> {
    let long = "窗口办理慢".repeat(20_000);
    let fits = "窗口办理慢".repeat(6_500);
    let rows = |count| (2..count).map(row).collect::<String>();
    let one = "<c><v>1</v></c>";
    let wide = format!("<row r=\"2\">{}</row>", one.repeat(20_000));
    let formats = format!(
        "<styleSheet><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        "x".repeat(200_000),
        "<xf numFmtId=\"0\" fontId=\"0\"></xf>".repeat(20_000)
    );
    let mut all = vec![
        (
            "声称四十亿条.xlsx",
            workbook("4294967295", "问题一", &rows(3), ""),
        ),
        ("共享长文字.xlsx", workbook("4", &long, &rows(9_000), "")),
        ("两百行长文字.xlsx", workbook("4", &long, &rows(202), "")),
        ("刚够的长文字.xlsx", workbook("4", &fits, &rows(202), "")),
        ("两万栏.xlsx", workbook("4", "问题一", &wide, "")),
        (
            "很多空格子.xlsx",
            workbook(
                "4",
                "问题一",
                &"<row><c><v>1</v></c></row>".repeat(400_000),
                "",
            ),
        ),
        ("格式膨胀.xlsx", workbook("4", "问题一", &rows(3), &formats)),
        ("四千张表.xlsx", many_sheets()),
        (
            "重复的格子.ods",
            open_sheet(&repeated(2_000, 4_000, "窗口办理慢")),
        ),
        (
            "重复的行.ods",
            open_sheet(&repeated(299_999, 2, "窗口办理慢")),
        ),
        ("重复的长行.ods", open_sheet(&repeated(5_000, 2, &fits))),
        (
            "一格五十兆.csv",
            format!("序号,存在问题\n1,\"{}\"\n", "窗口办理慢".repeat(3_500_000)).into_bytes(),
        ),
        (
            "百万栏.csv",
            format!("序号,存在问题\n{}\n", ["1"].repeat(1_000_000).join(",")).into_bytes(),
        ),
        (
            "二十万栏表头.csv",
            format!("序号,存在问题{}\n1,问题\n", ",整改措施".repeat(200_000)).into_bytes(),
        ),
    ];
    all.extend(old());
    all.into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect()
}

/// Files that may be read or not, but in no more time and memory than others.
pub(crate) fn taken() -> Vec<(String, Vec<u8>)> {
    let rows: String = (2..302).map(row).collect();
    let areas = |areas: String| format!("<mergeCells>{areas}</mergeCells>");
    let whole = areas("<mergeCell ref=\"A1:XFD1048576\"/>".repeat(50_000));
    let many = areas(
        (1..100_000)
            .map(|n| format!("<mergeCell ref=\"B{n}:C{}\"/>", n + 1))
            .collect(),
    );
    let shared = "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"4294967295\" ref=\"A2:A3\">1</f><v>1</v></c><c r=\"B2\" t=\"s\"><v>2</v></c></row>";
    let carried = format!(
        "序号,存在问题,所属方面,整改措施\n1,慢,{},办\n{}",
        "方".repeat(30_000),
        (2..5_000)
            .map(|n| format!("{n},慢{n},,同上\n"))
            .collect::<String>()
    );
    let spans = (0..4_000).map(|n| format!("<table:table-row><table:table-cell table:number-rows-spanned=\"1048576\" table:number-columns-spanned=\"16384\"><text:p>{n}</text:p></table:table-cell><table:table-cell><text:p>问题{n}</text:p></table:table-cell></table:table-row>"));
    let named: Vec<u8> = "Workbook"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let dimensions = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF];
    let all = [
        ("长度是四十亿.xls", changed(&named, 120, &[0xFF; 4])),
        ("范围是全表.xls", changed(&[0, 2, 14, 0], 4, &dimensions)),
        (
            "合并全表.xlsx",
            workbook_with("4", "问题一", &rows, &whole, ""),
        ),
        (
            "合并十万处.xlsx",
            workbook_with("4", "问题一", &rows, &many, ""),
        ),
        ("共享公式.xlsx", workbook("4", "问题一", shared, "")),
        (
            "长属性.xlsx",
            workbook(
                "4",
                "问题一",
                &format!("<row r=\"2\" x=\"{}\"/>", "y".repeat(20_000_000)),
                "",
            ),
        ),
        ("跨满全表.ods", open_sheet(&spans.collect::<String>())),
        ("承上的长文字.csv", carried.into_bytes()),
    ];
    all.into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect()
}

fn row(number: u32) -> String {
    let serial = number - 1;
    format!(
        "<row r=\"{number}\"><c r=\"A{number}\"><v>{serial}</v></c><c r=\"B{number}\" t=\"s\"><v>3</v></c><c r=\"C{number}\" t=\"s\"><v>3</v></c></row>"
    )
}

fn workbook(announced: &str, text: &str, rows: &str, styles: &str) -> Vec<u8> {
    workbook_with(announced, text, rows, "", styles)
}

fn workbook_with(announced: &str, text: &str, rows: &str, behind: &str, styles: &str) -> Vec<u8> {
    let sheet = format!(
        "{MARK}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>{rows}</sheetData>{behind}</worksheet>"
    );
    let strings = format!(
        "{MARK}<sst uniqueCount=\"{announced}\"><si><t>序号</t></si><si><t>存在问题</t></si><si><t>整改措施</t></si><si><t>{text}</t></si></sst>"
    );
    let book =
        "<workbook><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    package(book, &sheet, &strings, styles)
}

/// Four thousand sheets that name one part.
fn many_sheets() -> Vec<u8> {
    let sheets: String = (0..4_000)
        .map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>"))
        .collect();
    let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let rows = "<row><c><v>1</v></c></row>".repeat(300_000);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    package(&book, &sheet, "<sst/>", "")
}

fn package(book: &str, sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let first = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let rest = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let mut parts = vec![
        ("_rels/.rels", first.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rest.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    if !styles.is_empty() {
        parts.push(("xl/styles.xml", styles.as_bytes()));
    }
    archive(&parts)
}

fn open_sheet(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"表\"><table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell><table:table-cell><text:p>存在问题</text:p></table:table-cell></table:table-row>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// A register of two rows.
pub(crate) fn small_open_sheet() -> Vec<u8> {
    open_sheet(&(1..3).map(|n| format!("<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>{n}</text:p></table:table-cell><table:table-cell table:number-rows-spanned=\"1\"><text:p>办理慢{n}</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>")).collect::<String>())
}

fn repeated(rows: u32, columns: u32, text: &str) -> String {
    format!(
        "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
    )
}

/// A workbook of the old format with one number in it changed.
fn old() -> Vec<(&'static str, Vec<u8>)> {
    // The first shared label, far down and to the right.
    let far = changed(&[0xFD, 0, 10, 0], 4, &[0xFF, 0xFF, 0xFF, 0xFF]);
    let directory = u32::from_le_bytes(OLD[48..52].try_into().unwrap());
    let table = 512 * (1 + u32::from_le_bytes(OLD[76..80].try_into().unwrap()) as usize);
    let mut circle = OLD.to_vec();
    let at = table + 4 * directory as usize;
    circle[at..at + 4].copy_from_slice(&directory.to_le_bytes());
    vec![
        ("格子在天边.xls", far),
        ("目录绕圈.xls", circle),
        (
            "记录长过文件.xls",
            changed(&[0xFD, 0, 10, 0], 2, &[0xFF, 0xFF]),
        ),
        (
            "文字长过记录.xls",
            changed(&[0xFC, 0], 12, &[0xFF, 0xFF, 0]),
        ),
    ]
}

/// The old workbook with these bytes put so far behind where those stand.
fn changed(those: &[u8], skip: usize, put: &[u8]) -> Vec<u8> {
    let mut found = OLD.windows(those.len());
    let at = found.position(|found| found == those).unwrap() + skip;
    let mut bytes = OLD.to_vec();
    bytes[at..at + put.len()].copy_from_slice(put);
    bytes
}
