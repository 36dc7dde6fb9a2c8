//! Filling a table of a Word document that others made: rows are put into it, everything else stays byte
//! for byte.

mod reading;

use std::ops::Range;

use crate::archive::{self, Archive};
use crate::cell::Cell;
use crate::grid::{Area, Grid};
use crate::limits;
use crate::xlsx::{Placed, Slot, TemplateFault};
use crate::xml::{self, XmlFault};
use reading::{Piece, Row, Table, TableCell, read};

const PART: &str = "word/document.xml";
/// What the text of a document may unpack into.
const MOST: u64 = 64 << 20;

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
        None => table
            .rows
            .last()
            .map_or(table.bytes.end, |row| row.bytes.end),
    };
    let stop = table.rows[first..end]
        .last()
        .map_or(start, |row| row.bytes.end);
    changes.push((start..stop, body));
    changes.extend(writing.fields(table));
    for pieces in &document.paragraphs {
        let outside = pieces
            .first()
            .is_some_and(|piece| !table.bytes.contains(&piece.bytes.start));
        if outside {
            changes.extend(writing.pieces(pieces, &edits));
        }
    }
    let made = spliced(&xml, changes);
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

/// The text with these of its bytes replaced.
fn spliced(xml: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| range.start);
    let mut made = String::with_capacity(xml.len());
    let mut from = 0;
    for (range, text) in changes {
        // Nothing is replaced twice.
        if range.start >= from {
            made.push_str(&xml[from..range.start]);
            made.push_str(&text);
            from = range.end;
        }
    }
    made.push_str(&xml[from..]);
    made
}

/// The table as a grid: a cell over several columns or rows is a merged area.
fn grid(table: &Table) -> Grid {
    let mut grid = Grid::default();
    for (at, row) in (0..).zip(&table.rows) {
        for cell in &row.cells {
            if cell.merged != Some(false) {
                grid.put(
                    at,
                    cell.column,
                    Cell::read(cell.text.trim_end_matches('\n')),
                );
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
        body.chain(table.rows.get(..first)?.iter().rev())
            .find(begins)
    }

    /// The cells of the table in which blanks are filled.
    fn fields(&self, table: &Table) -> Vec<(Range<usize>, String)> {
        let fields = self.slot.fields.iter();
        let changed = fields.filter_map(|(row, column, text)| {
            let mut cells = table.rows.get(*row as usize)?.cells.iter();
            let cell = cells.find(|cell| cell.column == *column)?;
            Some((cell.bytes.clone(), self.cell(cell, text, true)))
        });
        changed.collect()
    }

    fn row(&self, model: &Row, cells: &[Cell]) -> String {
        let p = self.prefix;
        let properties = &self.xml[model.properties.clone()];
        // A row of a fixed height would cut its text, and one of the body is none of the header.
        let properties = properties
            .replace(
                &format!("{p}hRule=\"exact\""),
                &format!("{p}hRule=\"atLeast\""),
            )
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
                let end = properties[at..]
                    .find("/>")
                    .map_or(properties.len(), |end| at + end + 2);
                properties.replace_range(at..end, "");
            }
        }
        let paragraph = &self.xml[cell.paragraph.clone()];
        let letters = self.legible(&self.xml[cell.letters.clone()]);
        let breaks = format!("</{p}t><{p}br/><{p}t xml:space=\"preserve\">");
        let text: Vec<String> = text.split('\n').map(xml::text).collect();
        let run = match text.join(&breaks) {
            text if text.is_empty() => String::new(),
            text => format!("<{p}r>{letters}<{p}t xml:space=\"preserve\">{text}</{p}t></{p}r>"),
        };
        format!("<{p}tc>{properties}<{p}p>{paragraph}{run}</{p}p></{p}tc>")
    }

    /// How letters look, without a size that nobody can read: programs give it to cells that are empty.
    fn legible(&self, letters: &str) -> String {
        const LEAST: u32 = 18;
        let mut legible = letters.to_owned();
        for name in ["sz", "szCs"] {
            let begin = format!("<{}{name} ", self.prefix);
            let Some(at) = legible.find(&begin) else {
                continue;
            };
            let end = legible[at..]
                .find("/>")
                .map_or(legible.len(), |end| at + end + 2);
            let digits: String = legible[at..end]
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            // Halves of a point.
            if digits.parse().is_ok_and(|size: u32| size < LEAST) {
                legible.replace_range(at..end, "");
            }
        }
        legible
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
                let put = if start == range.start {
                    value.take()
                } else {
                    None
                };
                if start < end || put.is_some() {
                    text.replace_range(start - from..end - from, &put.unwrap_or_default());
                }
            }
        }
        let p = self.prefix;
        let changed = pieces
            .iter()
            .zip(texts)
            .filter(|(piece, text)| piece.text != *text);
        changed
            .map(|(piece, text)| {
                let text = xml::text(&text);
                (
                    piece.bytes.clone(),
                    format!("<{p}t xml:space=\"preserve\">{text}</{p}t>"),
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = concat!(
        "<w:document><w:body><w:p><w:r><w:t>填报单位：</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:t>____</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>问题</w:t></w:r></w:p></w:tc></w:tr>",
        "<w:tr w14:paraId=\"1\"><w:trPr><w:trHeight w:val=\"9\" w:hRule=\"exact\"/></w:trPr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:pPr></w:p></w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>",
        "<w:tr><w:tc><w:p><w:r><w:t>注：略</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>完&amp;毕</w:t></w:r></w:p></w:body></w:document>"
    );

    fn docx(xml: &str) -> Vec<u8> {
        let parts = [
            (PART, xml.as_bytes().to_vec()),
            ("word/styles.xml", b"<s/>".to_vec()),
        ];
        archive::written(parts).expect("memory")
    }

    fn slot() -> Slot {
        Slot {
            first: 1,
            tail: Some(3),
            columns: vec![0, 1],
            ..Slot::default()
        }
    }

    #[test]
    fn tables_are_grids_with_their_merged_areas() {
        let grid = &tables(&docx(XML)).expect("a document")[0];
        assert_eq!(grid.rows.len(), 2);
        assert_eq!(
            grid.row(3).map(|row| row.cell(0).written()).as_deref(),
            Some("注：略")
        );
        let areas: Vec<_> = grid
            .merges
            .iter()
            .map(|area| (area.rows, area.columns))
            .collect();
        assert_eq!(
            areas,
            [((0, 0), (1, 2)), ((1, 2), (0, 0)), ((1, 1), (1, 2))]
        );
    }

    #[test]
    fn rows_go_in_and_all_else_stays_byte_for_byte() {
        let rows: Vec<Vec<Cell>> = (1..=3)
            .map(|number| {
                vec![
                    Cell::Number(number),
                    Cell::text(format!("问题<{number}>\n续")),
                ]
            })
            .collect();
        let edits = |text: &str| match text.find("____") {
            Some(at) => vec![(at..at + 4, "某局".to_owned())],
            None => Vec::new(),
        };
        let placed = fill(&docx(XML), 0, &slot(), &rows, edits).expect("a document");
        assert_eq!(placed.shift, 1);
        let made = text(&placed.bytes).expect("a document");
        let (before, rest) = made.split_once("<w:tr><w:trPr><w:trHeight").expect("a row");
        let (_, after) = rest
            .rsplit_once("续</w:t></w:r></w:p></w:tc></w:tr>")
            .expect("a row");
        let filled = XML.replace("<w:t>____</w:t>", "<w:t xml:space=\"preserve\">某局</w:t>");
        assert!(
            filled.starts_with(before) && filled.ends_with(after),
            "{made}"
        );
        assert!(
            rest.contains("w:hRule=\"atLeast\"") && !rest.contains("vMerge"),
            "{made}"
        );
        let grid = &tables(&placed.bytes).expect("a document")[0];
        let cell = |row: u32, column| grid.row(row).map(|row| row.cell(column).written());
        assert_eq!(cell(2, 1).as_deref(), Some("问题<2>\n续"));
        assert_eq!(
            (cell(3, 0).as_deref(), cell(4, 0).as_deref()),
            (Some("3"), Some("注：略"))
        );
    }
}
