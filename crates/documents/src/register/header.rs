//! Finding the header, on whatever row it stands, in one row or two.

use std::collections::BTreeMap;

use crate::vocabulary::{Key, Named, guess, named};
use office::cell::Cell;
use office::grid::{Area, Grid, GridRow};

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
    /// Titles of the second row alone.
    pub(crate) beneath: BTreeMap<u32, String>,
    /// What the titles that nobody knows most likely name.
    pub(super) guessed: BTreeMap<u32, Named>,
}

/// Rows of a table that decide what its columns mean; a register may be far longer.
pub(super) const WINDOW: usize = 2000;

impl Header {
    /// The rows beneath it that decide what its columns mean.
    pub(super) fn rows<'a>(&self, grid: &'a Grid) -> impl Iterator<Item = &'a GridRow> + use<'a> {
        let last = self.last;
        let rows = grid.rows.iter().take(WINDOW);
        rows.filter(move |row| row.at > last)
    }
}

/// The row that names the most columns; at least two, and a problem, a measure or a code among them.
pub(crate) fn find(grid: &Grid) -> Option<Header> {
    let best = |name: Naming, enough: fn(&Header) -> bool| {
        let rows = grid.rows.iter().take(SEARCHED);
        rows.map(|row| one_row(grid, row, name))
            .filter(enough)
            // The first of the best: a repeated header further down is no better.
            .reduce(|best, next| {
                if next.named.len() > best.named.len() {
                    next
                } else {
                    best
                }
            })
    };
    let header = best(named, is_header)
        .or_else(|| best(|title| named(title).or_else(|| guess(title)), is_likely))?;
    let mut header = with_second_row(grid, header);
    for (column, title) in &header.titles {
        if let (false, Some(likely)) = (header.named.contains_key(column), guess(title)) {
            header.guessed.insert(*column, likely);
        }
    }
    Some(header)
}

type Naming = fn(&str) -> Option<Named>;

/// A header in nobody's usual words: short titles, most of which can be guessed.
fn is_likely(header: &Header) -> bool {
    let short = header
        .titles
        .values()
        .all(|title| title.chars().count() <= 12);
    short && header.named.len() >= 4 && is_header(header)
}

fn one_row(grid: &Grid, row: &GridRow, name: Naming) -> Header {
    let mut header = Header {
        first: row.at,
        last: row.at,
        ..Header::default()
    };
    for (column, cell) in &row.cells {
        let title = cell.written();
        if let Some(found) = name(&title) {
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
    // Measures alone: the problems stand in rows of their own above theirs.
    let measures = key(Key::Measures) && header.named.len() >= 4;
    let problems = key(Key::Problem) || key(Key::Detail);
    enough && (problems || measures || (code && header.named.len() >= 3))
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

/// The areas of group titles: merged ones, and in files without merged cells a title with empty
/// cells on its right that the row beneath fills in.
fn groups(grid: &Grid, header: &Header, second: &GridRow) -> Vec<Area> {
    let first = (header.first, header.first);
    let mut wide: Vec<Area> = grid
        .merges
        .iter()
        .filter(|merge| merge.rows == first && merge.columns.0 < merge.columns.1)
        .copied()
        .collect();
    let fills = |column: u32| matches!(second.cell(column), Cell::Text(_));
    // What stands under a title of its own is a row of the table.
    let own = |found: &Named| matches!(found, Named::Key(Key::Problem | Key::Measures | Key::Code));
    let table = header
        .named
        .iter()
        .any(|(column, found)| own(found) && *second.cell(*column) != Cell::Empty);
    if !wide.is_empty() || table {
        return wide;
    }
    for column in header.titles.keys().filter(|column| fills(**column)) {
        let free = |at: &u32| !header.titles.contains_key(at) && fills(*at);
        let end = second.cells.last().map_or(0, |(at, _)| *at);
        if let Some(last) = (column + 1..=end).take_while(free).last() {
            wide.push(Area {
                rows: first,
                columns: (*column, last),
            });
        }
    }
    // A group of one column: 整改要求 above 时限.
    let split = !wide.is_empty();
    for column in header
        .titles
        .keys()
        .filter(|column| split && fills(**column))
    {
        if !wide.iter().any(|area| area.columns.0 == *column) {
            wide.push(Area {
                rows: first,
                columns: (*column, *column),
            });
        }
    }
    wide
}

/// A group title above several columns: the row beneath tells them apart.
fn with_second_row(grid: &Grid, mut header: Header) -> Header {
    let Some(second) = grid.row(header.first + 1) else {
        return header;
    };
    let wide = groups(grid, &header, second);
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
        header.beneath.insert(column, title.clone());
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
