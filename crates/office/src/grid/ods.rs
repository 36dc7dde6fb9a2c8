//! `OpenDocument` sheets, by hand: repeated rows and cells are counted, never unrolled.

use quick_xml::events::BytesStart;

use super::{Area, Grid, MOST_CELLS, MOST_ROWS, Unreadable, archive};
use crate::cell::Cell;
use crate::xml::{self, Node, attribute};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    if archive::part(bytes, "META-INF/manifest.xml")
        .is_ok_and(|xml| xml.contains("encryption-data"))
    {
        return Err(Unreadable::Locked);
    }
    let xml = archive::part(bytes, "content.xml")?;
    let mut sheets = Sheets::default();
    xml::walk(&xml, |node| match node {
        Node::Start(name, element) => sheets.start(name, element),
        Node::End(name) => sheets.end(name),
        Node::Text(text) => {
            sheets.text(text);
            Ok(())
        }
    })?;
    Ok(sheets.grids.into_iter().map(Grid::in_order).collect())
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Sheets {
    grids: Vec<Grid>,
    row: u32,
    row_repeat: u32,
    column: u32,
    cell: Option<Open>,
    /// Inside a comment or a drawing, whose text is not the cell's.
    aside: u32,
    count: usize,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    repeat: u32,
    spans: (u32, u32),
    date: Option<String>,
    number: Option<f64>,
    formula: bool,
    paragraphs: u32,
    text: String,
}

impl Sheets {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        match name {
            "table" => {
                self.grids.push(Grid {
                    name: attribute(element, "name").unwrap_or_default(),
                    ..Grid::default()
                });
                self.row = 0;
            }
            "table-row" => {
                self.row_repeat = number(element, "number-rows-repeated").max(1);
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(opened(element)),
            "annotation" | "frame" | "shape" => self.aside += 1,
            "p" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "line-break" => self.text("\n"),
            "s" => self.text(" "),
            "tab" => self.text("\t"),
            _ => {}
        }
        if self.count > MOST_CELLS {
            let sheet = self
                .grids
                .last()
                .map_or_else(String::new, |grid| grid.name.clone());
            return Err(Unreadable::TooManyCells { sheet });
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table-row" => self.row = self.row.saturating_add(self.row_repeat),
            "table-cell" | "covered-table-cell" => self.close_cell()?,
            "annotation" | "frame" | "shape" => self.aside = self.aside.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0)
            && cell.paragraphs > 0
        {
            cell.text.push_str(text);
        }
    }

    fn close_cell(&mut self) -> Result<(), Unreadable> {
        let (Some(cell), Some(grid)) = (self.cell.take(), self.grids.last_mut()) else {
            return Ok(());
        };
        let value = cell.value();
        if value == Cell::Empty && cell.formula {
            grid.unvalued.push((self.row, self.column));
        }
        if cell.spans != (1, 1) {
            grid.merges.push(Area {
                rows: (self.row, self.row.saturating_add(cell.spans.0 - 1)),
                columns: (self.column, self.column.saturating_add(cell.spans.1 - 1)),
            });
        }
        if value != Cell::Empty {
            // A value repeated thousands of times is decoration or an attack, never a ledger.
            let repeats = u64::from(cell.repeat) * u64::from(self.row_repeat);
            self.count += usize::try_from(repeats).unwrap_or(usize::MAX);
            if self.count > MOST_CELLS || grid.rows.len() > MOST_ROWS {
                return Err(Unreadable::TooManyCells {
                    sheet: grid.name.clone(),
                });
            }
            for row in 0..self.row_repeat {
                for column in 0..cell.repeat {
                    grid.put(self.row + row, self.column + column, value.clone());
                }
            }
        }
        self.column = self.column.saturating_add(cell.repeat);
        Ok(())
    }
}

impl Open {
    fn value(&self) -> Cell {
        let day = self
            .date
            .as_deref()
            .and_then(|day| day.get(..10)?.parse().ok());
        if let Some(day) = day {
            return Cell::Date(day);
        }
        match self.number {
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Cell::Number(number as i64)
            }
            _ => Cell::read(self.text.trim_end()),
        }
    }
}

fn opened(element: &BytesStart<'_>) -> Open {
    let kind = attribute(element, "value-type").unwrap_or_default();
    let value = attribute(element, "value").and_then(|value| value.parse().ok());
    Open {
        repeat: number(element, "number-columns-repeated").max(1),
        spans: (
            number(element, "number-rows-spanned").max(1),
            number(element, "number-columns-spanned").max(1),
        ),
        date: attribute(element, "date-value").filter(|_| kind == "date"),
        number: value.filter(|_| kind == "float"),
        formula: attribute(element, "formula").is_some(),
        ..Open::default()
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::number(element, name).unwrap_or(0)
}
