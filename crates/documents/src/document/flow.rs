//! What a reader of any kind of file with tables hands over as it comes: paragraphs and cells become blocks,
//! numbered and counted against the limits.

use std::collections::BTreeMap;

use super::bounds::Taken;
use super::paragraph::{Block, Cell, Counter, Paragraph, Source, Table};
use super::unreadable::Unreadable;
use model::draft::Doubt;

/// Most grid columns that one cell covers.
const WIDEST: usize = 64;

/// Blocks so far, and the tables that are open, one within another.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    tables: Vec<Open>,
    counter: Counter,
    /// What was read so far.
    pub(super) taken: Taken,
    /// Whether any text came.
    written: bool,
}

/// A table whose rows are still coming.
#[derive(Debug, Default)]
struct Open {
    rows: Vec<Vec<Cell>>,
    /// The grid column of the next cell.
    column: usize,
    /// Cells that reach down into rows to come: by their column, how many rows and columns.
    reaching: BTreeMap<usize, (usize, usize)>,
}

/// What is known of a paragraph besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dress<'a> {
    /// Its automatic number.
    pub(super) prefix: &'a str,
    /// Its level, where it is a heading.
    pub(super) level: Option<u8>,
    /// It had a bullet.
    pub(super) bullet: bool,
}

impl Open {
    fn push(&mut self, cell: Cell) {
        self.column += cell.span;
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// Cells from above that reach to here go on; how many.
    fn passed(&mut self) -> usize {
        let mut count = 0;
        while let Some((_, span)) = self.reaching.get(&self.column).copied() {
            self.push(Cell {
                continued: true,
                span,
                ..Cell::default()
            });
            count += 1;
        }
        count
    }
}

impl Flow {
    /// A paragraph ended; without any text it is none.
    pub(super) fn paragraph(&mut self, text: &str, dress: Dress<'_>) {
        if text.trim().is_empty() {
            return;
        }
        self.written = true;
        let number = self.counter.next();
        self.taken.paragraphs += 1;
        self.taken.characters += dress.prefix.chars().count();
        let text = dress.prefix.to_owned() + text;
        if let Some(cell) = self.cell_mut() {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(text.trim());
            if cell.number == 0 {
                cell.number = number;
            }
            return;
        }
        let lines = text.split('\n').map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        self.blocks.extend(lines.map(|line| {
            Block::Paragraph(Paragraph {
                number,
                text: line.to_owned(),
                level: dress.level,
                bullet: dress.bullet,
                ..Paragraph::default()
            })
        }));
    }

    /// A table begins, within a cell or not.
    pub(super) fn table(&mut self) {
        self.tables.push(Open::default());
    }

    /// A row of it begins.
    pub(super) fn row(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Vec::new());
            table.column = 0;
        }
    }

    /// A cell of it begins, so many rows high and columns wide.
    pub(super) fn cell(&mut self, rows: usize, columns: usize) {
        let columns = columns.clamp(1, WIDEST);
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let passed = table.passed();
        self.taken.cells += 1 + passed;
        if rows > 1 {
            table.reaching.insert(table.column, (rows, columns));
        }
        table.push(Cell {
            span: columns,
            ..Cell::default()
        });
    }

    /// The cell that is being read.
    pub(super) fn cell_mut(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.rows.last_mut()?.last_mut()
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.rows.is_empty() {
            return;
        }
        while let Some(column) = table
            .reaching
            .keys()
            .copied()
            .find(|at| *at >= table.column)
        {
            if column > table.column {
                let span = column - table.column;
                table.push(Cell {
                    span,
                    ..Cell::default()
                });
            }
            self.taken.cells += 1 + table.passed();
        }
        table.reaching.retain(|_, (rows, _)| {
            *rows -= 1;
            *rows > 0
        });
    }

    /// The table ended: a block of its own, or the text of the cell that it stands in.
    pub(super) fn end_table(&mut self) {
        self.end_row();
        let Some(table) = self.tables.pop() else {
            return;
        };
        let Some(outer) = self.cell_mut() else {
            self.blocks.push(Block::Table(Table::new(table.rows)));
            return;
        };
        let cells = table.rows.iter().flatten();
        let texts = cells.map(|cell| cell.text.as_str());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        if !outer.text.is_empty() {
            outer.text.push('\n');
        }
        outer.text.push_str(&texts.join("\n"));
    }

    /// The innermost table is none: its text so far becomes paragraphs.
    pub(super) fn dissolve(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        for cell in table.rows.into_iter().flatten() {
            let lines = (cell.number..).zip(cell.text.split('\n'));
            let lines = lines.filter(|(_, line)| !line.is_empty());
            self.blocks.extend(lines.map(|(number, line)| {
                Block::Paragraph(Paragraph {
                    number,
                    text: line.to_owned(),
                    ..Paragraph::default()
                })
            }));
        }
    }

    /// Everything, where there was any text.
    pub(super) fn finish(mut self, doubts: Vec<Doubt>) -> Result<Source, Unreadable> {
        while self.in_table() {
            self.end_table();
        }
        if !self.written {
            return Err(Unreadable::NoText);
        }
        Ok(Source {
            blocks: self.blocks,
            doubts,
        })
    }
}
