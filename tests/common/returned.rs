//! A dispatched workbook as a department hands it back: cells changed, rows moved, columns lost.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;

use ::office::cell::Cell;
use ::office::grid;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// One sheet, every cell by row and column from 0.
pub(crate) struct Page {
    pub(crate) name: String,
    hidden: bool,
    pub(crate) cells: BTreeMap<(u32, u32), Cell>,
    /// First and last row of merged cells, and their first and last column.
    merged: Vec<(u32, u32, u32, u32)>,
}

/// A workbook that can be changed.
pub(crate) struct Copied(pub(crate) Vec<Page>);

impl Copied {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let grids = grid::read(bytes, "表.xlsx").expect("a workbook");
        let pages = grids.into_iter().map(|grid| {
            let rows = grid.rows.iter().flat_map(|row| {
                row.cells
                    .iter()
                    .map(|(column, cell)| ((row.at, *column), cell.clone()))
            });
            Page {
                name: grid.name.clone(),
                hidden: grid.hidden,
                cells: rows.collect(),
                merged: Vec::new(),
            }
        });
        Self(pages.collect())
    }

    /// The sheet that is filled in.
    pub(crate) fn form(&mut self) -> &mut Page {
        &mut self.0[0]
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.saved_at(9)
    }

    /// The same, saved at that hour.
    pub(crate) fn saved_at(&self, hour: u16) -> Vec<u8> {
        let mut book = Workbook::new();
        let time = ExcelDateTime::from_ymd(2022, 9, 10).expect("a day");
        let time = time.and_hms(hour, 0, 0).expect("a time");
        book.set_properties(&DocProperties::new().set_creation_datetime(&time));
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for page in &self.0 {
            let sheet = book.add_worksheet();
            sheet
                .set_name(&page.name)
                .expect("a name")
                .set_hidden(page.hidden);
            for (from, to, first, last) in &page.merged {
                let (first, last) = (*first as u16, *last as u16);
                sheet
                    .merge_range(*from, first, *to, last, "", &Format::new())
                    .expect("rows");
            }
            for ((row, column), cell) in &page.cells {
                match cell {
                    Cell::Empty => continue,
                    Cell::Number(number) => sheet.write(*row, *column as u16, *number as f64),
                    Cell::Date(day) => {
                        sheet.write_datetime_with_format(*row, *column as u16, day, &date)
                    }
                    Cell::Text(text) => sheet.write(*row, *column as u16, text),
                }
                .expect("a cell");
            }
        }
        book.save_to_buffer().expect("memory")
    }
}

impl Page {
    /// The header's row, and the column under this title.
    pub(crate) fn column(&self, title: &str) -> (u32, u32) {
        let found = self.cells.iter().find(|(_, cell)| cell.written() == title);
        *found.expect(title).0
    }

    /// The row of this code.
    pub(crate) fn row(&self, code: &str) -> u32 {
        let (header, column) = self.column("问题编号");
        let found = self
            .cells
            .iter()
            .find(|((row, at), cell)| *row > header && *at == column && cell.written() == code);
        found.expect(code).0.0
    }

    pub(crate) fn put(&mut self, code: &str, title: &str, cell: Cell) {
        let row = self.row(code);
        let (_, column) = self.column(title);
        self.cells.insert((row, column), cell);
    }

    pub(crate) fn fill(&mut self, code: &str, title: &str, text: &str) {
        self.put(code, title, Cell::text(text));
    }

    /// One cell over the rows of these codes, as a department makes it that has one thing to say.
    pub(crate) fn merge(&mut self, from: &str, to: &str, title: &str, text: &str) {
        let (from, to) = (self.row(from), self.row(to));
        let (_, column) = self.column(title);
        for row in from..=to {
            self.cells.remove(&(row, column));
        }
        self.cells.insert((from, column), Cell::text(text));
        self.merged.push((from, to, column, column));
    }

    /// One cell over two columns that stand beside each other, in the row of that code.
    pub(crate) fn merge_across(&mut self, code: &str, first: &str, text: &str) {
        let row = self.row(code);
        let (_, column) = self.column(first);
        self.cells.remove(&(row, column + 1));
        self.cells.insert((row, column), Cell::text(text));
        self.merged.push((row, row, column, column + 1));
    }

    pub(crate) fn rename(&mut self, title: &str, to: &str) {
        let place = self.column(title);
        self.cells.insert(place, Cell::text(to));
    }

    pub(crate) fn delete_row(&mut self, code: &str) {
        let gone = self.row(code);
        let cells = std::mem::take(&mut self.cells);
        let kept = cells.into_iter().filter(|((row, _), _)| *row != gone);
        self.cells = kept
            .map(|((row, at), cell)| ((row - u32::from(row > gone), at), cell))
            .collect();
    }

    pub(crate) fn swap_columns(&mut self, one: &str, other: &str) {
        let (one, other) = (self.column(one).1, self.column(other).1);
        let header = self.column("问题编号").0;
        let cells = std::mem::take(&mut self.cells);
        let moved = cells.into_iter().map(|((row, at), cell)| {
            let at = match at {
                _ if row < header => at,
                _ if at == one => other,
                _ if at == other => one,
                _ => at,
            };
            ((row, at), cell)
        });
        self.cells = moved.collect();
    }
}
