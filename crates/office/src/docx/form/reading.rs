//! The tables, rows, cells and texts of a document, each with the bytes that it takes.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::xml::{self, XmlFault, attribute};

/// A table, with the bytes that it and its rows take.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) bytes: Range<usize>,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) bytes: Range<usize>,
    pub(super) properties: Range<usize>,
    pub(super) cells: Vec<TableCell>,
    /// Columns before the first cell.
    pub(super) before: u32,
}

/// A cell: what it takes, its properties, what its first paragraph and the letters in it look like.
#[derive(Debug, Clone, Default)]
pub(super) struct TableCell {
    pub(super) bytes: Range<usize>,
    pub(super) properties: Range<usize>,
    pub(super) paragraph: Range<usize>,
    pub(super) letters: Range<usize>,
    pub(super) column: u32,
    pub(super) span: u32,
    /// Merged with the cell above, or the first of such.
    pub(super) merged: Option<bool>,
    pub(super) text: String,
}

/// A text of a paragraph outside tables: its element, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    pub(super) text: String,
}

/// What a document consists of.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) tables: Vec<Table>,
    /// The texts of each paragraph.
    pub(super) paragraphs: Vec<Vec<Piece>>,
    pub(super) prefix: String,
}

/// Finds tables and paragraphs.
struct Reading<'a> {
    xml: &'a str,
    document: Document,
    /// How deep within tables; only the outermost count.
    depth: u32,
    /// Names of the open elements, with where they begin.
    open: Vec<(String, usize)>,
    pieces: Vec<Piece>,
}

pub(super) fn read(xml: &str) -> Result<Document, XmlFault> {
    let mut reader = Reader::from_str(xml);
    let mut reading = Reading {
        xml,
        document: Document::default(),
        depth: 0,
        open: Vec::new(),
        pieces: Vec::new(),
    };
    loop {
        let before = reader.buffer_position() as usize;
        let malformed = XmlFault::Malformed(before as u64);
        let event = reader.read_event().map_err(|_| malformed)?;
        let after = reader.buffer_position() as usize;
        match event {
            Event::Start(element) => {
                reading.start(&element, before);
                if reading.open.len() > xml::DEPTH {
                    return Err(XmlFault::TooDeep(reading.open.len()));
                }
            }
            Event::Empty(element) => {
                reading.start(&element, before);
                reading.end(after);
            }
            Event::End(_) => reading.end(after),
            Event::Eof => return Ok(reading.document),
            Event::DocType(_) => return Err(malformed),
            _ => {}
        }
    }
}

impl Reading<'_> {
    fn row(&mut self) -> Option<&mut Row> {
        self.document
            .tables
            .last_mut()?
            .rows
            .last_mut()
            .filter(|_| self.depth == 1)
    }

    fn cell(&mut self) -> Option<&mut TableCell> {
        self.row()?.cells.last_mut()
    }

    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        let name = element.local_name().as_ref().to_owned();
        match name.as_str() {
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    let full = element.name().as_ref().to_owned();
                    full.trim_end_matches("tbl")
                        .clone_into(&mut self.document.prefix);
                    self.document.tables.push(Table::default());
                }
            }
            "tr" if self.depth == 1 => {
                if let Some(table) = self.document.tables.last_mut() {
                    table.rows.push(Row::default());
                }
            }
            "tc" if self.depth == 1 => {
                if let Some(row) = self.row() {
                    let column = row
                        .cells
                        .last()
                        .map_or(row.before, |cell| cell.column + cell.span);
                    row.cells.push(TableCell {
                        column,
                        span: 1,
                        ..TableCell::default()
                    });
                }
            }
            "gridBefore" => {
                let columns = xml::number(element, "val").unwrap_or(0).min(1000);
                if let Some(row) = self.row() {
                    row.before = columns;
                }
            }
            "gridSpan" | "vMerge" => self.merged(&name, element),
            "br" | "cr" | "tab" if !self.open.iter().any(|(open, _)| open == "pPr") => {
                let c = if name == "tab" { ' ' } else { '\n' };
                if let Some(cell) = self.cell() {
                    cell.text.push(c);
                }
            }
            _ => {}
        }
        self.open.push((name, at));
    }

    fn merged(&mut self, name: &str, element: &BytesStart<'_>) {
        let span = xml::number(element, "val").unwrap_or(1).clamp(1, 1000);
        let begins = attribute(element, "val").as_deref() == Some("restart");
        if let Some(cell) = self.cell() {
            match name {
                "gridSpan" => cell.span = span,
                _ => cell.merged = Some(begins),
            }
        }
    }

    fn end(&mut self, after: usize) {
        let Some((name, at)) = self.open.pop() else {
            return;
        };
        let bytes = at..after;
        match name.as_str() {
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(table) = self.document.tables.last_mut()
                {
                    table.bytes = bytes;
                }
            }
            "tr" | "trPr" => {
                if let Some(row) = self.row() {
                    match name.as_str() {
                        "tr" => row.bytes = bytes,
                        _ => row.properties = bytes,
                    }
                }
            }
            "p" => {
                let pieces = std::mem::take(&mut self.pieces);
                self.document.paragraphs.push(pieces);
                if let Some(cell) = self.cell() {
                    cell.text.push('\n');
                }
            }
            "t" => self.text(bytes),
            "tc" | "tcPr" | "pPr" | "rPr" => self.look(&name, bytes),
            _ => {}
        }
    }

    /// How a cell looks: its own properties, and those of its first paragraph and first letters. Those of
    /// letters say more than those of a paragraph's mark.
    fn look(&mut self, name: &str, bytes: Range<usize>) {
        let of_letters = self.open.last().is_some_and(|(open, _)| open == "r");
        let Some(cell) = self.cell() else { return };
        let begun = !cell.text.trim().is_empty();
        match name {
            "tc" => cell.bytes = bytes,
            "tcPr" => cell.properties = bytes,
            "pPr" if cell.paragraph.is_empty() && cell.text.is_empty() => cell.paragraph = bytes,
            "rPr" if cell.letters.is_empty() || (of_letters && !begun) => cell.letters = bytes,
            _ => {}
        }
    }

    /// A text, in a cell or outside of tables.
    fn text(&mut self, bytes: Range<usize>) {
        let raw = &self.xml[bytes.clone()];
        let inner = raw.split_once('>').map_or("", |(_, rest)| rest);
        let inner = inner.rsplit_once("</").map_or("", |(inner, _)| inner);
        let text = unescape(inner).map_or_else(|_| inner.to_owned(), std::borrow::Cow::into_owned);
        if let Some(cell) = self.cell() {
            cell.text.push_str(&text);
        }
        self.pieces.push(Piece { bytes, text });
    }
}
