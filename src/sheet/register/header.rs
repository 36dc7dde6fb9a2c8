//! Finding the header, on whatever row it stands, in one row or two.

use std::collections::BTreeMap;

use crate::format::cell::Cell;
use crate::format::grid::{Grid, GridRow};
use crate::sheet::column::Key;
use crate::sheet::heading::{Named, named};

/// How far down a header is looked for.
const SEARCHED: usize = 40;

/// The header of a grid.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    /// Its first row.
    pub(crate) first: u32,
    /// Its last row.
    pub(crate) last: u32,
    /// Titles by column, those of two rows joined.
    pub(crate) titles: BTreeMap<u32, String>,
    /// What is known of them.
    pub(crate) named: BTreeMap<u32, Named>,
}

/// The row that names the most columns; at least two, and a problem, a measure or a code among them.
pub(crate) fn find(grid: &Grid) -> Option<Header> {
    let header = grid
        .rows
        .iter()
        .take(SEARCHED)
        .map(|row| one_row(grid, row))
        .filter(is_header)
        // The first of the best: a repeated header further down is no better.
        .reduce(|best, next| {
            if next.named.len() > best.named.len() {
                next
            } else {
                best
            }
        })?;
    Some(with_second_row(grid, header))
}

fn one_row(grid: &Grid, row: &GridRow) -> Header {
    let mut header = Header {
        first: row.at,
        last: row.at,
        ..Header::default()
    };
    for (column, cell) in &row.cells {
        let title = cell.written();
        if let Some(found) = named(&title) {
            header.named.insert(*column, found);
        }
        header.titles.insert(*column, title);
    }
    for merge in grid.merges.iter().filter(|merge| merge.rows.0 == row.at) {
        header.last = header.last.max(merge.rows.1.min(row.at + 1));
    }
    header
}

fn is_header(header: &Header) -> bool {
    let key = |wanted: Key| {
        header
            .named
            .values()
            .any(|found| *found == Named::Key(wanted))
    };
    let code = key(Key::Code)
        || header
            .named
            .values()
            .any(|found| *found == Named::SerialOrCode);
    let enough = header.named.len() >= 2 && header.named.len() * 2 >= header.titles.len();
    enough && (key(Key::Problem) || key(Key::Detail) || (code && header.named.len() >= 3))
}

/// Is this row the header once more?
pub(super) fn repeats(header: &Header, row: &GridRow) -> bool {
    let wanted = row.cells.len().div_ceil(2).max(2);
    let mut known = 0;
    for (place, (column, cell)) in row.cells.iter().enumerate() {
        let title = match cell {
            Cell::Text(text) => header.named.contains_key(column) && named(text).is_some(),
            _ => false,
        };
        known += usize::from(title);
        // Of a row of problems the first cells tell that it is none.
        if known + row.cells.len() - place - 1 < wanted {
            return false;
        }
    }
    known >= wanted
}

/// A group title above several columns: the row beneath tells them apart.
fn with_second_row(grid: &Grid, mut header: Header) -> Header {
    let Some(second) = grid.row(header.first + 1) else {
        return header;
    };
    let wide: Vec<_> = grid
        .merges
        .iter()
        .filter(|merge| {
            merge.rows == (header.first, header.first) && merge.columns.0 < merge.columns.1
        })
        .collect();
    let group_of = |column: u32| {
        let area = wide
            .iter()
            .find(|area| (area.columns.0..=area.columns.1).contains(&column))?;
        header.titles.get(&area.columns.0).cloned()
    };
    let beneath: Vec<(u32, String, Option<String>)> = second
        .cells
        .iter()
        .map(|(column, cell)| (*column, cell.written(), group_of(*column)))
        .collect();
    let split = beneath.iter().any(|(_, title, group)| {
        group.is_some() && (named(title).is_some() || title.chars().count() <= 8)
    });
    let all_short = beneath
        .iter()
        .all(|(_, title, _)| title.chars().count() <= 12);
    if !split || !all_short {
        return header;
    }
    for area in &wide {
        for column in area.columns.0..=area.columns.1 {
            header.named.remove(&column);
        }
    }
    for (column, title, group) in beneath {
        let group = group.unwrap_or_default();
        let found = named(&format!("{group}({title})"))
            .filter(|_| !group.is_empty() && named(&title).is_none())
            .or_else(|| named(&title));
        if let Some(found) = found {
            header.named.insert(column, found);
        }
        header.titles.insert(column, format!("{group}{title}"));
    }
    header.last = header.first + 1;
    header
}
