//! What every kind of file becomes first: paragraphs and tables, numbered as the file has them.

use std::collections::BTreeMap;

use model::draft::Doubt;
use office::grid::{Area, Grid, GridRow};

/// A file as read, before anything is understood.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) blocks: Vec<Block>,
    pub(crate) doubts: Vec<Doubt>,
}

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph, or a line that may be part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Non-empty source paragraph, from 1.
    pub(crate) number: u32,
    pub(crate) text: String,
    /// Level of a heading by style or `#`.
    pub(crate) level: Option<u8>,
    /// Blanks stood before the text.
    pub(crate) indented: bool,
    /// An empty line stood before it.
    pub(crate) gap: bool,
    /// It had a bullet (-, •) before it.
    pub(crate) bullet: bool,
}

/// A table as the reader of registers takes it, and where its cells stand in the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) grid: Grid,
    /// The paragraph of each filled cell, by row and column.
    numbers: BTreeMap<(u32, u32), u32>,
}

impl Table {
    /// Puts the cells of each row at their places.
    pub(crate) fn new(rows: Vec<Vec<Cell>>) -> Self {
        let mut table = Self::default();
        // The area that was begun last in each column.
        let mut begun: BTreeMap<u32, Area> = BTreeMap::new();
        let mut areas = Vec::new();
        for (row, cells) in (0..).zip(rows) {
            let mut column = 0;
            for cell in cells {
                let last = column + cell.span.max(1) as u32 - 1;
                if let Some(area) = begun.get_mut(&column).filter(|_| cell.continued) {
                    area.rows.1 = row;
                } else {
                    let area = Area {
                        rows: (row, row),
                        columns: (column, last),
                    };
                    areas.extend(begun.insert(column, area));
                }
                let text = cell.text.trim();
                if !cell.continued && !text.is_empty() {
                    table.numbers.insert((row, column), cell.number);
                    table.grid.put(row, column, office::cell::Cell::read(text));
                }
                column = last + 1;
            }
        }
        areas.extend(begun.into_values());
        areas.retain(|area| area.rows.0 < area.rows.1 || area.columns.0 < area.columns.1);
        table.grid.merges = areas;
        table
    }

    /// The same table with its title as a first row, as sheets have it.
    pub(crate) fn under(mut self, caption: Option<String>) -> Self {
        let Some(caption) = caption else { return self };
        for row in &mut self.grid.rows {
            row.at += 1;
        }
        for area in &mut self.grid.merges {
            area.rows = (area.rows.0 + 1, area.rows.1 + 1);
        }
        let numbers = std::mem::take(&mut self.numbers).into_iter();
        self.numbers = numbers
            .map(|((row, column), number)| ((row + 1, column), number))
            .collect();
        let cells = vec![(0, office::cell::Cell::read(caption))];
        self.grid.rows.insert(0, GridRow { at: 0, cells });
        self
    }

    /// The paragraph of a cell, or where its row begins; 0 for what stands nowhere.
    pub(crate) fn paragraph(&self, row: u32, column: Option<u32>) -> u32 {
        let exact = column.and_then(|column| self.numbers.get(&(row, column)));
        let first = || {
            let mut cells = self.numbers.range((row, 0)..=(row, u32::MAX));
            cells.next().map(|(_, number)| number)
        };
        exact.or_else(first).copied().unwrap_or_default()
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// Its first non-empty source paragraph, or that of the text before it.
    pub(crate) number: u32,
    /// Its paragraphs, one per line.
    pub(crate) text: String,
    /// It continues the cell above.
    pub(crate) continued: bool,
    /// Grid columns it covers.
    pub(crate) span: usize,
}

/// Numbers non-empty paragraphs as they come.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    last: u32,
}

impl Counter {
    /// The number of the next non-empty paragraph.
    pub(crate) fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}
