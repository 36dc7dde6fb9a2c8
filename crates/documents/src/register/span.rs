//! How far a header reaches, and the titles above each of its columns.

use std::collections::BTreeMap;

use super::header::{Header, is_title};
use crate::vocabulary::{Key, Named, exactly};
use office::cell::Cell;
use office::grid::{Area, Grid, GridRow};

/// Most rows of one header.
const DEEPEST: u32 = 4;

/// The titles of each column from top to bottom; sets the last row of the header.
pub(super) fn paths(grid: &Grid, header: &mut Header, row: &GridRow) -> BTreeMap<u32, Vec<String>> {
    let first = header.first;
    let near = |area: &&Area| (first..first + DEEPEST).contains(&area.rows.0);
    let mut areas: Vec<Area> = grid.merges.iter().filter(near).copied().collect();
    areas.extend(grouped(grid, row, &areas));
    let mut last = first;
    let mut next = first;
    while next <= last && next < first + DEEPEST {
        let starts: Vec<&Area> = areas.iter().filter(|area| area.rows.0 == next).collect();
        let down = starts.iter().map(|area| area.rows.1).max().unwrap_or(next);
        last = last.max(down.min(first + DEEPEST - 1));
        if next == last
            && starts
                .iter()
                .any(|area| splits(grid, next + 1, area, &areas))
        {
            last += 1;
        }
        next += 1;
    }
    header.last = last.min(first + DEEPEST - 1);
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for at in first..=header.last {
        for (column, cell) in grid.row(at).iter().flat_map(|row| &row.cells) {
            let area = areas
                .iter()
                .find(|area| area.rows.0 == at && area.columns.0 == *column);
            let (from, to) = area.map_or((*column, *column), |area| area.columns);
            for column in from..=to.min(from + 200) {
                paths.entry(column).or_default().push(cell.written());
            }
        }
    }
    // What is above several columns and not parted beneath is the title of its first one.
    let parted = |column: &u32, path: &Vec<String>| {
        path.len() > 1
            || areas.iter().all(|area| {
                !(area.rows.0 <= header.last
                    && (area.columns.0 + 1..=area.columns.1).contains(column))
            })
    };
    paths.retain(|column, path| parted(column, path));
    paths
}

/// Whether the row beneath tells the columns of a group apart.
fn splits(grid: &Grid, beneath: u32, area: &Area, areas: &[Area]) -> bool {
    let Some(row) = grid
        .row(beneath)
        .filter(|_| area.columns.0 < area.columns.1)
    else {
        return false;
    };
    let inside = |column: &u32| (area.columns.0..=area.columns.1).contains(column);
    let cells: Vec<&(u32, Cell)> = row.cells.iter().filter(|(at, _)| inside(at)).collect();
    let short = |cell: &Cell| is_title(cell) && cell.characters() <= 12;
    let wide = areas.iter().any(|other| {
        other.rows.0 == beneath
            && other.columns.0 <= area.columns.0
            && other.columns.1 > area.columns.1
    });
    cells.len() >= 2 && !wide && row.cells.iter().all(|(_, cell)| short(cell))
}

/// The groups in files without merged cells: a title with empty cells on its right that the row
/// beneath fills in.
fn grouped(grid: &Grid, row: &GridRow, areas: &[Area]) -> Vec<Area> {
    let Some(second) = grid.row(row.at + 1) else {
        return Vec::new();
    };
    let own = |column: u32| *row.cell(column) != Cell::Empty;
    let fills = |column: u32| matches!(second.cell(column), Cell::Text(_));
    // What stands under a title of its own is a row of the table.
    let table = row.cells.iter().any(|(column, cell)| {
        let key = exactly(&cell.written());
        matches!(
            key,
            Some(Named::Key(Key::Problem | Key::Measures | Key::Code))
        ) && *second.cell(*column) != Cell::Empty
    });
    if table || areas.iter().any(|area| area.rows.0 == row.at) {
        return Vec::new();
    }
    let end = second.cells.last().map_or(0, |(at, _)| *at);
    let rows = (row.at, row.at);
    let group = |column: u32| {
        let last = (column + 1..=end)
            .take_while(|at| !own(*at) && fills(*at))
            .last()?;
        Some(Area {
            rows,
            columns: (column, last),
        })
    };
    let titles = row.cells.iter().filter(|(_, cell)| !is_said_above(cell));
    titles
        .map(|(column, _)| *column)
        .filter(|column| fills(*column))
        .filter_map(group)
        .collect()
}

/// 填报单位：某局, 填报日期：____ stand above a table and are no titles of its columns.
fn is_said_above(cell: &Cell) -> bool {
    let text = cell.written();
    let key = exactly(&text);
    text.contains(['：', ':'])
        || matches!(
            key,
            Some(Named::Key(Key::UnitName | Key::FiledOn | Key::Contact))
        )
}
