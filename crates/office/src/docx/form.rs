//! Filling a table of a Word document that others made: rows are put into it, everything else stays byte
//! for byte.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::archive::{self, Archive};
use crate::cell::Cell;
use crate::grid::{Area, Grid};
use crate::limits;
use crate::xlsx::{Placed, Slot, TemplateFault};
use crate::xml::{self, XmlFault, attribute};

const PART: &str = "word/document.xml";
/// What the text of a document may unpack into.
const MOST: u64 = 64 << 20;

/// A table, with the bytes that it and its rows take.
#[derive(Debug, Clone, Default)]
struct Table {
    bytes: Range<usize>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
struct Row {
    bytes: Range<usize>,
    properties: Range<usize>,
    cells: Vec<TableCell>,
    /// Columns before the first cell.
    before: u32,
}

/// A cell: what it takes, its properties, what its first paragraph and the letters in it look like.
#[derive(Debug, Clone, Default)]
struct TableCell {
    bytes: Range<usize>,
    properties: Range<usize>,
    paragraph: Range<usize>,
    letters: Range<usize>,
    column: u32,
    span: u32,
    /// Merged with the cell above, or the first of such.
    merged: Option<bool>,
    text: String,
}

/// A text of a paragraph outside tables: its element, and what it says.
#[derive(Debug, Clone)]
struct Piece {
    bytes: Range<usize>,
    text: String,
}

/// What a document consists of.
#[derive(Debug, Default)]
struct Document {
    tables: Vec<Table>,
    /// The texts of each paragraph.
    paragraphs: Vec<Vec<Piece>>,
    prefix: String,
}

/// Whether the bytes are a Word document.
pub fn is_word(bytes: &[u8]) -> bool {
    Archive::open(bytes).is_ok_and(|archive| archive.names().iter().any(|name| name == PART))
}

/// The tables of a document as grids.
pub fn tables(bytes: &[u8]) -> Result<Vec<Grid>, TemplateFault> {
    let xml = text(bytes)?;
    let document = read(&xml)?;
    Ok(document.tables.iter().map(grid).collect())
}

/// The document with these rows in the slot of its table at that place; `edits` tells which blanks of a
/// paragraph outside the table are filled, and with what.
pub fn fill(
    bytes: &[u8],
    place: usize,
    slot: &Slot,
    rows: &[Vec<Cell>],
    edits: impl Fn(&str) -> Vec<(Range<usize>, String)>,
) -> Result<Placed, TemplateFault> {
    let xml = text(bytes)?;
    let document = read(&xml)?;
    let table = document.tables.get(place);
    let table = table.ok_or_else(|| TemplateFault::NoSheet(place.to_string()))?;
    let writing = Writing {
        xml: &xml,
        prefix: &document.prefix,
        slot,
    };
    let (first, end) = (
        (slot.first as usize).min(table.rows.len()),
        slot.tail.map_or(table.rows.len(), |tail| tail as usize),
    );
    let model = writing.model(table, first, end);
    let model = model.ok_or_else(|| TemplateFault::NoSheet(place.to_string()))?;
    let total = rows.len().max(end - first);
    let none = Vec::new();
    let body: String = (0..total)
        .map(|at| writing.row(model, rows.get(at).unwrap_or(&none)))
        .collect();
    // Bytes that are replaced, and by what.
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let start = match table.rows.get(first) {
        Some(row) => row.bytes.start,
        None => table.rows.last().map_or(table.bytes.end, |row| row.bytes.end),
    };
    let stop = table.rows[first..end].last().map_or(start, |row| row.bytes.end);
    changes.push((start..stop, body));
    for (row, column, text) in &slot.fields {
        let cells = table.rows.get(*row as usize).map(|row| &row.cells);
        let cell = cells.and_then(|cells| cells.iter().find(|cell| cell.column == *column));
        if let Some(cell) = cell {
            changes.push((cell.bytes.clone(), writing.cell(cell, text, true)));
        }
    }
    for pieces in &document.paragraphs {
        let outside = pieces.first().is_some_and(|piece| !table.bytes.contains(&piece.bytes.start));
        if outside {
            changes.extend(writing.pieces(pieces, &edits));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut made = String::with_capacity(xml.len());
    let mut from = 0;
    for (range, text) in changes {
        made.push_str(&xml[from..range.start]);
        made.push_str(&text);
        from = range.end;
    }
    made.push_str(&xml[from..]);
    Ok(Placed {
        bytes: archive::replaced(bytes, PART, made.as_bytes())?,
        shift: (total - (end - first)) as u32,
    })
}

fn text(bytes: &[u8]) -> Result<String, TemplateFault> {
    let mut archive = Archive::open(bytes)?;
    let part = archive.part(PART, |_| MOST)?;
    let (bytes, _) = part.ok_or_else(|| TemplateFault::NoSheet(PART.to_owned()))?;
    if bytes.len() as u64 > MOST {
        return Err(TemplateFault::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| XmlFault::Malformed(0).into())
}

/// The table as a grid: a cell over several columns or rows is a merged area.
fn grid(table: &Table) -> Grid {
    let mut grid = Grid::default();
    for (at, row) in (0..).zip(&table.rows) {
        for cell in &row.cells {
            if cell.merged != Some(false) {
                grid.put(at, cell.column, Cell::read(cell.text.trim_end_matches('\n')));
            }
            let below = table.rows.iter().skip(at as usize + 1).take_while(|row| {
                let same = row.cells.iter().find(|other| other.column == cell.column);
                cell.merged == Some(true) && same.is_some_and(|other| other.merged == Some(false))
            });
            let last = at + below.count() as u32;
            let begins = cell.merged != Some(false);
            if begins && (cell.span > 1 || last > at) && grid.merges.len() < limits::MERGES {
                grid.merges.push(Area {
                    rows: (at, last),
                    columns: (cell.column, cell.column + cell.span - 1),
                });
            }
        }
    }
    grid
}

struct Writing<'a> {
    xml: &'a str,
    prefix: &'a str,
    slot: &'a Slot,
}

impl Writing<'_> {
    /// The row that others are to look like: one that has a cell for every column, best an empty one.
    fn model<'t>(&self, table: &'t Table, first: usize, end: usize) -> Option<&'t Row> {
        let begins = |row: &&Row| {
            let columns = self.slot.columns.iter();
            let mut cells = columns.map(|at| row.cells.iter().any(|cell| cell.column == *at));
            cells.all(|has| has)
        };
        let examples = (first + self.slot.examples as usize).min(end);
        let body = table.rows.get(examples..end)?.iter();
        let body = body.chain(table.rows.get(first..examples)?);
        body.chain(table.rows.get(..first)?.iter().rev()).find(begins)
    }

    fn row(&self, model: &Row, cells: &[Cell]) -> String {
        let p = self.prefix;
        let properties = &self.xml[model.properties.clone()];
        // A row of a fixed height would cut its text, and one of the body is none of the header.
        let properties = properties
            .replace(&format!("{p}hRule=\"exact\""), &format!("{p}hRule=\"atLeast\""))
            .replace(&format!("<{p}tblHeader/>"), "");
        let inner = model.cells.iter().map(|cell| {
            let place = self.slot.columns.iter().position(|at| *at == cell.column);
            let value = place.and_then(|place| cells.get(place));
            self.cell(cell, &value.map(Cell::written).unwrap_or_default(), false)
        });
        let inner: String = inner.collect();
        format!("<{p}tr>{properties}{inner}</{p}tr>")
    }

    /// The cell with that text, as its first letters look; merged downwards only where it `stays`.
    fn cell(&self, cell: &TableCell, text: &str, stays: bool) -> String {
        let p = self.prefix;
        let mut properties = self.xml[cell.properties.clone()].to_owned();
        if !stays {
            let merge = format!("<{p}vMerge");
            while let Some(at) = properties.find(&merge) {
                let end = properties[at..].find("/>").map_or(properties.len(), |end| at + end + 2);
                properties.replace_range(at..end, "");
            }
        }
        let paragraph = &self.xml[cell.paragraph.clone()];
        let letters = &self.xml[cell.letters.clone()];
        let breaks = format!("</{p}t><{p}br/><{p}t xml:space=\"preserve\">");
        let text: Vec<String> = text.split('\n').map(xml::text).collect();
        let run = match text.join(&breaks) {
            text if text.is_empty() => String::new(),
            text => format!("<{p}r>{letters}<{p}t xml:space=\"preserve\">{text}</{p}t></{p}r>"),
        };
        format!("<{p}tc>{properties}<{p}p>{paragraph}{run}</{p}p></{p}tc>")
    }

    /// The texts of a paragraph that change when its blanks are filled.
    fn pieces(
        &self,
        pieces: &[Piece],
        edits: &impl Fn(&str) -> Vec<(Range<usize>, String)>,
    ) -> Vec<(Range<usize>, String)> {
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let mut texts: Vec<String> = pieces.iter().map(|piece| piece.text.clone()).collect();
        for (range, value) in edits(&whole).into_iter().rev() {
            let mut from = whole.len();
            let mut value = Some(value);
            for (piece, text) in pieces.iter().zip(&mut texts).rev() {
                from -= piece.text.len();
                let until = from + piece.text.len();
                let (start, end) = (range.start.max(from), range.end.min(until));
                if start > end || (start == end && start != range.start) {
                    continue;
                }
                // The value stands where the blank begins.
                let put = if start == range.start { value.take() } else { None };
                if start < end || put.is_some() {
                    text.replace_range(start - from..end - from, &put.unwrap_or_default());
                }
            }
        }
        let p = self.prefix;
        let changed = pieces.iter().zip(texts).filter(|(piece, text)| piece.text != *text);
        changed
            .map(|(piece, text)| {
                let text = xml::text(&text);
                (piece.bytes.clone(), format!("<{p}t xml:space=\"preserve\">{text}</{p}t>"))
            })
            .collect()
    }
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

fn read(xml: &str) -> Result<Document, XmlFault> {
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
        self.document.tables.last_mut()?.rows.last_mut().filter(|_| self.depth == 1)
    }

    fn is_within(&self, name: &str) -> bool {
        self.open.iter().rev().nth(1).is_some_and(|(open, _)| open == name)
    }

    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        let name = element.local_name().as_ref().to_owned();
        match name.as_str() {
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    let full = element.name().as_ref().to_owned();
                    self.document.prefix = full.trim_end_matches("tbl").to_owned();
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
                    let column = row.cells.last().map_or(row.before, |cell| cell.column + cell.span);
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
                if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
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
        if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
            match name {
                "gridSpan" => cell.span = span,
                _ => cell.merged = Some(begins),
            }
        }
    }

    fn end(&mut self, after: usize) {
        let Some((_, at)) = self.open.last().cloned() else {
            return;
        };
        let bytes = at..after;
        let name = self.open.last().map(|(name, _)| name.clone()).unwrap_or_default();
        let in_cell = self.is_within("tc");
        let in_paragraph = self.is_within("p");
        let in_run = self.is_within("r");
        let in_row = self.is_within("tr");
        let in_properties = self.is_within("pPr");
        match name.as_str() {
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(table) = self.document.tables.last_mut()
                {
                    table.bytes = bytes;
                }
            }
            "tr" => {
                if let Some(row) = self.row() {
                    row.bytes = bytes;
                }
            }
            "trPr" if in_row => {
                if let Some(row) = self.row() {
                    row.properties = bytes;
                }
            }
            "p" => {
                let pieces = std::mem::take(&mut self.pieces);
                self.document.paragraphs.push(pieces);
                if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
                    cell.text.push('\n');
                }
            }
            "t" => self.text(bytes),
            _ => {
                if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
                    let place = match name.as_str() {
                        "tc" => &mut cell.bytes,
                        "tcPr" if in_cell => &mut cell.properties,
                        "pPr" if in_paragraph => &mut cell.paragraph,
                        // Those of a run say more than those of the paragraph's mark.
                        "rPr" if in_run => &mut cell.letters,
                        "rPr" if in_properties => &mut cell.letters,
                        _ => {
                            self.open.pop();
                            return;
                        }
                    };
                    let again = place.end > 0 && name != "tc";
                    if !again {
                        *place = bytes;
                    } else if name == "rPr" && in_run && !cell.text.contains(|c: char| !c.is_whitespace()) {
                        *place = bytes;
                    }
                }
            }
        }
        self.open.pop();
    }

    /// A text, in a cell or outside of tables.
    fn text(&mut self, bytes: Range<usize>) {
        let raw = &self.xml[bytes.clone()];
        let inner = raw.split_once('>').map_or("", |(_, rest)| rest);
        let inner = inner.rsplit_once("</").map_or("", |(inner, _)| inner);
        let text = unescape(inner).map_or_else(|_| inner.to_owned(), std::borrow::Cow::into_owned);
        if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
            cell.text.push_str(&text);
        }
        self.pieces.push(Piece { bytes, text });
    }
}
