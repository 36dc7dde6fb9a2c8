//! Cells with those of merged areas filled in.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::Columns;
use crate::vocabulary::Key;
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// What is told once for many rows and stands in each of them: never so much that a small file becomes a
/// large one.
#[derive(Debug)]
pub(super) struct Copies {
    left: usize,
    /// Something had to be left out.
    pub(super) out: bool,
}

impl Default for Copies {
    fn default() -> Self {
        // Twenty thousand rows with ten such cells of twenty characters.
        Self {
            left: 16 << 20,
            out: false,
        }
    }
}

impl Copies {
    /// The cell once more; empty when no more is copied.
    pub(super) fn of(&mut self, cell: &Cell) -> Cell {
        if self.take(cell.characters()) {
            cell.clone()
        } else {
            Cell::Empty
        }
    }

    /// Whether so many characters are copied once more.
    pub(super) fn take(&mut self, characters: usize) -> bool {
        let left = self.left.checked_sub(characters * 3);
        self.out |= left.is_none();
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }
}

/// Cells with those of merged areas filled in.
pub(super) struct Filled<'a> {
    grid: &'a Grid,
    /// For each column that matters, its merges downwards.
    merges: BTreeMap<u32, Vec<(u32, u32)>>,
    /// Where areas begin that go over more than two columns.
    wide: BTreeSet<(u32, u32)>,
    /// Rows that areas of any column reach from above, without gaps or overlaps.
    reached: Vec<(u32, u32)>,
}

impl<'a> Filled<'a> {
    pub(super) fn new(grid: &'a Grid, columns: &Columns) -> Self {
        let mut filled = Self::plain(grid);
        let mut reached = Vec::new();
        for area in &grid.merges {
            if area.columns.1 > area.columns.0.saturating_add(1) {
                filled.wide.insert((area.rows.0, area.columns.0));
            }
            if area.rows.1 > area.rows.0 {
                reached.push((area.rows.0 + 1, area.rows.1));
                if columns.keys.contains_key(&area.columns.0) {
                    let areas = filled.merges.entry(area.columns.0).or_default();
                    areas.push(area.rows);
                }
            }
        }
        filled
            .merges
            .values_mut()
            .for_each(|areas| areas.sort_unstable());
        reached.sort_unstable();
        for (from, to) in reached {
            match filled.reached.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => filled.reached.push((from, to)),
            }
        }
        filled
    }

    /// Of a grid in which nothing is merged.
    pub(super) fn plain(grid: &'a Grid) -> Self {
        Self {
            grid,
            merges: BTreeMap::new(),
            wide: BTreeSet::new(),
            reached: Vec::new(),
        }
    }

    /// Whether an area of more than two columns begins there.
    pub(super) fn is_wide(&self, row: u32, column: u32) -> bool {
        self.wide.contains(&(row, column))
    }

    /// Whether some area reaches into that row from above.
    pub(super) fn is_reached(&self, row: u32) -> bool {
        let next = self.reached.partition_point(|(from, _)| *from <= row);
        self.reached[..next]
            .last()
            .is_some_and(|(_, to)| *to >= row)
    }

    /// The row in whose cell this one is merged.
    fn top(&self, row: u32, column: u32) -> u32 {
        let areas = self.merges.get(&column).map_or(&[][..], Vec::as_slice);
        let next = areas.partition_point(|(from, _)| *from <= row);
        let area = areas[..next].last().filter(|(_, to)| *to >= row);
        area.map_or(row, |(from, _)| *from)
    }

    /// What each column holds in that row, which is used up.
    pub(super) fn cells(
        &self,
        mut row: GridRow,
        columns: &Columns,
        copies: &mut Copies,
    ) -> BTreeMap<Key, Cell> {
        let mut cells = BTreeMap::new();
        for (column, key) in &columns.keys {
            let top = self.top(row.at, *column);
            let cell = if top == row.at {
                row.take(*column)
            } else {
                let above = self.grid.row(top);
                above.map_or(Cell::Empty, |row| copies.of(row.cell(*column)))
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
