//! Cells that a department merged: what each row takes of them.

use office::grid::{Area, Grid};

/// How a cell lies in a merged area of which it is not the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Covered {
    /// Beneath a cell of the same column, in that row.
    Above(u32),
    /// Beside a cell of another column.
    Beside(u32),
}

/// How the cell is covered, where it is.
pub(super) fn covered(grid: &Grid, row: u32, column: u32) -> Option<Covered> {
    let holds = |area: &&Area| {
        (area.rows.0..=area.rows.1).contains(&row)
            && (area.columns.0..=area.columns.1).contains(&column)
    };
    let area = grid.merges.iter().find(holds)?;
    if area.columns.0 < column {
        return Some(Covered::Beside(area.columns.0));
    }
    (area.rows.0 < row).then_some(Covered::Above(area.rows.0))
}

/// The row that holds the text of a cell which is merged with cells above it.
pub(super) fn above(grid: &Grid, row: u32, column: u32) -> Option<u32> {
    match covered(grid, row, column)? {
        Covered::Above(row) => Some(row),
        Covered::Beside(_) => None,
    }
}
