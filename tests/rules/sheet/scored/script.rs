//! Registers as plain text, made into files of each kind.
//!
//! `##### name`, then `year:` and `kind:`, then rows with `|` between cells (`⏎` a line break, `@` a
//! real date, `#` a number), `=== name` before each sheet, `!merge A1:B2 …`, and after `--- truth`
//! one line for each task: problem / measures / lead / dept / owner / deadline=meaning / dimension /
//! status / co-departments; `-` is nothing, `*` is not looked at.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a task should be; all as text.
pub(super) struct Truth {
    pub(super) problem: String,
    pub(super) measures: String,
    pub(super) lead: String,
    pub(super) dept: String,
    pub(super) owner: String,
    pub(super) words: String,
    pub(super) meaning: String,
    pub(super) dimension: String,
    pub(super) status: String,
    pub(super) co_depts: String,
}

impl Truth {
    fn of(line: &str) -> Self {
        let mut parts = line.split(" / ").map(str::to_owned);
        let mut next = || parts.next().unwrap_or_else(|| "-".to_owned());
        let (problem, measures, lead, dept, owner) = (next(), next(), next(), next(), next());
        let due = next();
        let (words, meaning) = due.split_once('=').unwrap_or(("-", "-"));
        Self {
            problem,
            measures,
            lead,
            dept,
            owner,
            words: words.to_owned(),
            meaning: meaning.to_owned(),
            dimension: next(),
            status: next(),
            co_depts: next(),
        }
    }

    /// Each field with its name.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, String)> {
        let fields = [
            ("问题", &self.problem),
            ("措施", &self.measures),
            ("责任领导", &self.lead),
            ("责任部门", &self.dept),
            ("责任人", &self.owner),
            ("时限", &self.words),
            ("时限含义", &self.meaning),
            ("方面", &self.dimension),
            ("状态", &self.status),
            ("配合部门", &self.co_depts),
        ];
        fields
            .map(|(name, value)| (name, value.clone()))
            .into_iter()
    }
}

/// One sheet of a register.
#[derive(Default)]
struct Sheet {
    name: String,
    rows: Vec<Vec<String>>,
    merges: Vec<String>,
}

/// One register with its truth.
pub(in crate::sheet) struct Script {
    pub(in crate::sheet) name: String,
    pub(super) year: i32,
    kind: String,
    sheets: Vec<Sheet>,
    pub(super) truth: Vec<Truth>,
}

/// Every register of this folder.
pub(in crate::sheet) fn scripts() -> Vec<Script> {
    let texts = [
        include_str!("plain.txt"),
        include_str!("merged.txt"),
        include_str!("people.txt"),
        include_str!("states.txt"),
        include_str!("dates.txt"),
        include_str!("books.txt"),
        include_str!("cells.txt"),
        include_str!("second.txt"),
        include_str!("third.txt"),
        include_str!("fourth.txt"),
    ];
    let parts = texts.iter().flat_map(|text| text.split("##### ").skip(1));
    parts.map(Script::of).collect()
}

impl Script {
    fn of(text: &str) -> Self {
        let (head, truth) = text.split_once("--- truth\n").expect("a truth");
        let mut lines = head.lines();
        let name = lines.next().expect("a name").to_owned();
        let mut script = Self {
            name,
            year: 0,
            kind: String::new(),
            sheets: vec![Sheet::default()],
            truth: truth
                .lines()
                .filter(|line| !line.is_empty())
                .map(Truth::of)
                .collect(),
        };
        for line in lines {
            let last = script.sheets.last_mut().expect("a sheet");
            if let Some(year) = line.strip_prefix("year: ") {
                script.year = year.parse().expect("a year");
            } else if let Some(kind) = line.strip_prefix("kind: ") {
                kind.clone_into(&mut script.kind);
            } else if let Some(merges) = line.strip_prefix("!merge ") {
                last.merges = merges.split(' ').map(str::to_owned).collect();
            } else if let Some(name) = line.strip_prefix("=== ") {
                script.sheets.retain(|sheet| !sheet.rows.is_empty());
                script.sheets.push(Sheet {
                    name: name.to_owned(),
                    ..Sheet::default()
                });
            } else {
                let cells = line.split('|').map(|cell| cell.replace('⏎', "\n"));
                last.rows.push(cells.collect());
            }
        }
        script
    }

    /// Its sheets: name, rows, and merged areas as first and last row and column.
    pub(in crate::sheet) fn pages(
        &self,
    ) -> impl Iterator<Item = (&str, &[Vec<String>], Vec<[usize; 4]>)> {
        self.sheets.iter().map(|sheet| {
            let area = |area: &String| {
                let (from, to) = area.split_once(':').expect("an area");
                let ((top, left), (bottom, right)) = (place(from), place(to));
                [top as usize, left.into(), bottom as usize, right.into()]
            };
            (
                &*sheet.name,
                &*sheet.rows,
                sheet.merges.iter().map(area).collect(),
            )
        })
    }

    /// A name with the suffix of its kind.
    pub(super) fn file(&self) -> String {
        let kind = self.kind.split(' ').next().unwrap_or_default();
        let suffix = if ["tsv", "ssv"].contains(&kind) {
            "csv"
        } else {
            kind
        };
        format!("整改登记表.{suffix}")
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self.kind.split_once(' ') {
            Some((kind, encoding)) => self.text(kind, encoding),
            None if self.kind == "ods" => self.ods(),
            None if self.kind == "xls" => self.xls(),
            None => self.xlsx(),
        }
    }

    fn text(&self, kind: &str, encoding: &str) -> Vec<u8> {
        let by = match kind {
            "tsv" => "\t",
            "ssv" => ";",
            _ => ",",
        };
        let quoted = |cell: &String| match kind {
            "csv" => format!("\"{}\"", cell.replace('"', "\"\"")),
            _ => cell.clone(),
        };
        let rows = self.sheets[0].rows.iter().map(|row| {
            let cells: Vec<String> = row.iter().map(quoted).collect();
            cells.join(by) + "\r\n"
        });
        let text: String = rows.collect();
        match encoding {
            "gb18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
            "utf-16le" => {
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                units.flat_map(u16::to_le_bytes).collect()
            }
            "utf-8-bom" => format!("\u{FEFF}{text}").into_bytes(),
            _ => text.into_bytes(),
        }
    }

    pub(super) fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let plain = Format::new();
        let date = Format::new().set_num_format("yyyy/m/d");
        for sheet in &self.sheets {
            let page = book.add_worksheet();
            if !sheet.name.is_empty() {
                page.set_name(&sheet.name).expect("a name");
            }
            for area in &sheet.merges {
                let (from, to) = area.split_once(':').expect("an area");
                let ((top, left), (bottom, right)) = (place(from), place(to));
                page.merge_range(top, left, bottom, right, "", &plain)
                    .expect("an area");
            }
            for (row, cells) in sheet.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let (row, column) = (row as u32, column as u16);
                    if let Some(day) = cell.strip_prefix('@') {
                        let day = ExcelDateTime::parse_from_str(day).expect("a day");
                        page.write_with_format(row, column, &day, &date)
                    } else if let Some(number) = cell.strip_prefix('#') {
                        page.write(row, column, number.parse::<f64>().expect("a number"))
                    } else if cell.is_empty() {
                        continue;
                    } else {
                        page.write(row, column, cell)
                    }
                    .expect("a cell");
                }
            }
        }
        book.save_to_buffer().expect("memory")
    }

    /// Nothing at hand writes the old format: `scripts/make-sheet-fixtures` converts the workbook.
    fn xls(&self) -> Vec<u8> {
        match self.xls_stem() {
            Some("finished") => include_bytes!("finished.xls").to_vec(),
            _ => include_bytes!("tasks.xls").to_vec(),
        }
    }

    /// The stem of its xls file, where it is one.
    pub(super) fn xls_stem(&self) -> Option<&'static str> {
        if self.kind != "xls" {
            return None;
        }
        Some(match self.name.as_str() {
            "是否完成与完成时间" => "finished",
            _ => "tasks",
        })
    }

    fn ods(&self) -> Vec<u8> {
        let mut body = String::new();
        for sheet in &self.sheets {
            body.push_str("<table:table table:name=\"表\">");
            for row in &sheet.rows {
                body.push_str("<table:table-row>");
                for cell in row {
                    body.push_str(&ods_cell(cell));
                }
                body.push_str("</table:table-row>");
            }
            body.push_str("</table:table>");
        }
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
             <office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(content.as_bytes()).expect("memory");
        zip.finish().expect("memory").into_inner()
    }
}

fn ods_cell(cell: &str) -> String {
    if cell.is_empty() {
        return "<table:table-cell/>".to_owned();
    }
    if let Some(day) = cell.strip_prefix('@') {
        return format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\">\
             <text:p>{day}</text:p></table:table-cell>"
        );
    }
    let lines: String = cell
        .split('\n')
        .map(|line| format!("<text:p>{line}</text:p>"))
        .collect();
    format!("<table:table-cell office:value-type=\"string\">{lines}</table:table-cell>")
}

/// Row and column of `B3`; one letter is enough here.
fn place(name: &str) -> (u32, u16) {
    let column = name.as_bytes()[0] - b'A';
    let row: u32 = name[1..].parse().expect("a row");
    (row - 1, u16::from(column))
}
