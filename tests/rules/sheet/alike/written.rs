//! One table, written as each kind of file: as far as the kind can say it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sheet, or a table of a document: its cells as text, and merged areas as first and last row and
/// column.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) merges: Vec<[usize; 4]>,
}

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Xlsx,
    Ods,
    Markdown,
    Word,
}

impl Kind {
    pub(super) const ALL: [Self; 5] =
        [Self::Csv, Self::Xlsx, Self::Ods, Self::Markdown, Self::Word];

    /// Whether the kind can say all that these pages say.
    pub(super) fn can_say(self, pages: &[Page]) -> bool {
        let merged = pages.iter().any(|page| !page.merges.is_empty());
        match self {
            Self::Csv => pages.len() == 1 && !merged,
            Self::Markdown => !merged,
            Self::Xlsx | Self::Ods | Self::Word => true,
        }
    }

    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Csv => "整改登记表.csv",
            Self::Xlsx => "整改登记表.xlsx",
            Self::Ods => "整改登记表.ods",
            Self::Markdown => "整改登记表.md",
            Self::Word => "整改登记表.docx",
        }
    }

    pub(super) fn is_document(self) -> bool {
        matches!(self, Self::Markdown | Self::Word)
    }

    pub(super) fn bytes(self, pages: &[Page]) -> Vec<u8> {
        match self {
            Self::Csv => csv(&pages[0]),
            Self::Xlsx => xlsx(pages),
            Self::Ods => ods(pages),
            Self::Markdown => markdown(pages),
            Self::Word => word(pages),
        }
    }
}

impl Page {
    /// Rows and columns that the merged area of this cell covers, where one begins here.
    fn span(&self, row: usize, column: usize) -> (usize, usize) {
        let area = self
            .merges
            .iter()
            .find(|area| (area[0], area[1]) == (row, column));
        area.map_or((1, 1), |area| (area[2] - row + 1, area[3] - column + 1))
    }

    /// The first cell of the merged area that covers this one.
    fn covering(&self, row: usize, column: usize) -> Option<[usize; 4]> {
        let covers = |area: &&[usize; 4]| {
            (area[0]..=area[2]).contains(&row)
                && (area[1]..=area[3]).contains(&column)
                && (area[0], area[1]) != (row, column)
        };
        self.merges.iter().find(covers).copied()
    }

    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }
}

fn csv(page: &Page) -> Vec<u8> {
    let mut text = String::new();
    for row in &page.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        text += &(cells.join(",") + "\r\n");
    }
    text.into_bytes()
}

fn xlsx(pages: &[Page]) -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = Format::new();
    for page in pages {
        let sheet = book.add_worksheet();
        if !page.name.is_empty() {
            sheet.set_name(&page.name).expect("a name");
        }
        for [top, left, bottom, right] in &page.merges {
            sheet
                .merge_range(
                    *top as u32,
                    *left as u16,
                    *bottom as u32,
                    *right as u16,
                    "",
                    &plain,
                )
                .expect("an area");
        }
        for (row, cells) in page.rows.iter().enumerate() {
            for (column, cell) in cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| !cell.is_empty())
            {
                sheet
                    .write(row as u32, column as u16, cell)
                    .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("memory")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn zipped(name: &str, content: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default())
        .expect("memory");
    zip.write_all(content.as_bytes()).expect("memory");
    zip.finish().expect("memory").into_inner()
}

fn ods(pages: &[Page]) -> Vec<u8> {
    let mut body = String::new();
    for page in pages {
        let _ = write!(body, "<table:table table:name=\"{}\">", escaped(&page.name));
        for (row, cells) in page.rows.iter().enumerate() {
            body.push_str("<table:table-row>");
            for (column, cell) in cells.iter().enumerate() {
                if page.covering(row, column).is_some() {
                    body.push_str("<table:covered-table-cell/>");
                    continue;
                }
                let (down, across) = page.span(row, column);
                let _ = write!(
                    body,
                    "<table:table-cell office:value-type=\"string\" \
                     table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{across}\">"
                );
                for line in cell.split('\n').filter(|_| !cell.is_empty()) {
                    let _ = write!(body, "<text:p>{}</text:p>", escaped(line));
                }
                body.push_str("</table:table-cell>");
            }
            body.push_str("</table:table-row>");
        }
        body.push_str("</table:table>");
    }
    zipped(
        "content.xml",
        &format!(
            "<office:document-content \
             xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
             <office:spreadsheet>{body}</office:spreadsheet></office:body>\
             </office:document-content>"
        ),
    )
}

/// Rows with one text in a wide table are lines above it: Markdown has no other place for a title.
fn markdown(pages: &[Page]) -> Vec<u8> {
    let mut text = String::new();
    for page in pages {
        let titles = |row: &&Vec<String>| {
            row.len() > 2 && row.iter().filter(|cell| !cell.is_empty()).count() <= 1
        };
        let above = page.rows.iter().take_while(titles).count();
        for cell in page.rows[..above]
            .iter()
            .flatten()
            .filter(|cell| !cell.is_empty())
        {
            let _ = writeln!(text, "{cell}\n");
        }
        let signs = ['\\', '`', '*', '_', '|', '<', '>', '~', '&'];
        for (place, row) in page.rows[above..].iter().enumerate() {
            for at in 0..page.width() {
                let cell = row.get(at).map_or("", String::as_str);
                text.push_str("| ");
                for c in cell.chars() {
                    match c {
                        '\n' => text.push_str("<br>"),
                        c if signs.contains(&c) => text.extend(['\\', c]),
                        c => text.push(c),
                    }
                }
                text.push(' ');
            }
            text.push_str("|\n");
            if place == 0 {
                text += &("|---".repeat(page.width()) + "|\n");
            }
        }
        text.push('\n');
    }
    text.into_bytes()
}

fn word(pages: &[Page]) -> Vec<u8> {
    let mut body = String::new();
    for page in pages {
        body.push_str("<w:tbl>");
        for (row, cells) in page.rows.iter().enumerate() {
            body.push_str("<w:tr>");
            for at in 0..page.width() {
                let above = page.covering(row, at);
                // Right of where an area begins a row has no cell of its own.
                if above.is_some_and(|area| at > area[1]) {
                    continue;
                }
                let (down, mut across) = page.span(row, at);
                let mut merge = if down > 1 {
                    "<w:vMerge w:val=\"restart\"/>"
                } else {
                    ""
                };
                if let Some(area) = above {
                    merge = "<w:vMerge/>";
                    across = area[3] - at + 1;
                }
                let _ = write!(
                    body,
                    "<w:tc><w:tcPr><w:gridSpan w:val=\"{across}\"/>{merge}</w:tcPr>"
                );
                let cell = cells.get(at).filter(|_| above.is_none());
                for line in cell.map_or("", String::as_str).split('\n') {
                    let _ = write!(
                        body,
                        "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                        escaped(line)
                    );
                }
                body.push_str("</w:tc>");
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl><w:p/>");
    }
    zipped(
        "word/document.xml",
        &format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <w:body>{body}</w:body></w:document>"
        ),
    )
}
