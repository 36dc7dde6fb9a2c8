//! Cells with those of merged areas filled in.

use std::collections::BTreeMap;

use super::decide::Columns;
use crate::vocabulary::Key;
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// Cells with those of merged areas filled in.
pub(super) struct Filled<'a> {
    pub(super) grid: &'a Grid,
    /// For each column that matters, its merges downwards.
    merges: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl<'a> Filled<'a> {
    pub(super) fn new(grid: &'a Grid, columns: &Columns) -> Self {
        let mut merges: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for area in grid.merges.iter().filter(|area| area.rows.1 > area.rows.0) {
            if columns.keys.contains_key(&area.columns.0) {
                merges.entry(area.columns.0).or_default().push(area.rows);
            }
        }
        Self { grid, merges }
    }

    /// Of a grid in which nothing is merged.
    pub(super) fn plain(grid: &'a Grid) -> Self {
        Self {
            grid,
            merges: BTreeMap::new(),
        }
    }

    /// The row in whose cell this one is merged.
    fn top(&self, row: u32, column: u32) -> u32 {
        let areas = self.merges.get(&column).map_or(&[][..], Vec::as_slice);
        let area = areas.iter().find(|(from, to)| (*from..=*to).contains(&row));
        area.map_or(row, |(from, _)| *from)
    }

    /// What each column holds in that row, which is used up.
    pub(super) fn cells(&self, mut row: GridRow, columns: &Columns) -> BTreeMap<Key, Cell> {
        let mut cells = BTreeMap::new();
        for (column, key) in &columns.keys {
            let top = self.top(row.at, *column);
            let cell = if top == row.at {
                row.take(*column)
            } else {
                let above = self.grid.row(top);
                above.map_or(Cell::Empty, |row| row.cell(*column).clone())
            };
            match (cell, cells.get_mut(key)) {
                (Cell::Empty, _) => {}
                (cell, None) => {
                    cells.insert(*key, cell);
                }
                // Progress by month stands in several columns.
                (cell, Some(Cell::Text(text))) => {
                    text.push('\n');
                    text.push_str(&cell.written());
                }
                (_, Some(_)) => {}
            }
        }
        cells
    }

    /// Whether the problem cell is merged with the one above.
    pub(super) fn continues(&self, row: u32, columns: &Columns) -> bool {
        let column = columns
            .column(Key::Problem)
            .or_else(|| columns.column(Key::Detail));
        column.is_some_and(|column| self.top(row, column) < row)
    }
}
