//! `OpenDocument` sheets, by hand: repeated rows and cells are counted before they are unrolled.

use quick_xml::events::BytesStart;

use super::{Area, Grid, MOST_CELLS, MOST_ROWS, UNVALUED, Unreadable, archive};
use crate::cell::Cell;
use crate::limits::{self, Budget, Over};
use crate::xml::{self, Node, attribute};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    if archive::part(bytes, "META-INF/manifest.xml")
        .is_ok_and(|xml| xml.contains("encryption-data"))
    {
        return Err(Unreadable::Locked);
    }
    let mut sheets = Sheets {
        grids: Vec::new(),
        row: 0,
        row_repeat: 0,
        column: 0,
        cell: None,
        aside: 0,
        budget: Budget::packed(bytes.len()),
    };
    archive::walk(bytes, "content.xml", |node| match node {
        Node::Start(name, element) => sheets.start(name, element),
        Node::End(name) => sheets.end(name),
        Node::Text(text) => {
            sheets.text(text);
            Ok(())
        }
    })?;
    let grids = sheets.grids.into_iter();
    grids.map(|grid| Ok(grid.merged()?.in_order())).collect()
}

/// What has been read so far.
#[derive(Debug)]
struct Sheets {
    grids: Vec<Grid>,
    row: u32,
    row_repeat: u32,
    column: u32,
    cell: Option<Open>,
    /// Inside a comment or a drawing, whose text is not the cell's.
    aside: u32,
    budget: Budget,
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
        if self.grids.len() > limits::SHEETS {
            return Err(Unreadable::TooManySheets);
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
        let over = |over| Unreadable::over(over, &grid.name, (self.row, self.column));
        if value == Cell::Empty && cell.formula {
            self.budget.bytes(UNVALUED).map_err(over)?;
            grid.unvalued.push((self.row, self.column));
        }
        if cell.spans != (1, 1) {
            self.budget.bytes(size_of::<Area>()).map_err(over)?;
            grid.merges.push(Area {
                rows: (self.row, self.row.saturating_add(cell.spans.0 - 1)),
                columns: (self.column, self.column.saturating_add(cell.spans.1 - 1)),
            });
        }
        if value != Cell::Empty {
            let (row, column) = (self.row, self.column);
            let last = (
                row.saturating_add(self.row_repeat - 1),
                column.saturating_add(cell.repeat - 1),
            );
            // A value repeated thousands of times is decoration or an attack, never a ledger.
            let repeats = (self.row_repeat as usize).saturating_mul(cell.repeat as usize);
            let taken = self.budget.cells(last, value.held(), repeats);
            let wide = cell.repeat > limits::COLUMNS;
            if repeats <= MOST_CELLS {
                let taken = if wide { Err(Over::Wide) } else { taken };
                taken.map_err(|over| Unreadable::over(over, &grid.name, (row, column)))?;
            }
            if grid.rows.len() > MOST_ROWS || repeats > MOST_CELLS {
                let sheet = grid.name.clone();
                return Err(Unreadable::TooManyCells { sheet });
            }
            for row in row..=last.0 {
                for column in column..=last.1 {
                    grid.put(row, column, value.clone());
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
