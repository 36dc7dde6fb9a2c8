//! Where the header, the columns and the rows of a returned form are; never by position.

use std::collections::{BTreeMap, BTreeSet};

use super::Rejected;
use crate::sheet::form::Sent;
use office::cell::Cell;
use office::grid::Grid;
use office::text::width;
use office::xlsx::letters;

/// The header found.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its row, from 0.
    pub(super) row: u32,
    /// Column by the place of its title in what was sent.
    pub(super) columns: BTreeMap<usize, u32>,
    /// Titles that were not sent.
    unknown: Vec<(u32, String)>,
}

/// A row that says something.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its place, from 0.
    pub(super) at: u32,
    /// Its code as it stands there.
    pub(super) code: String,
    /// The code cell holds a date: Excel made it one.
    pub(super) dated: bool,
    /// Another row above has the same code.
    pub(super) repeated: bool,
}

fn normal(text: &str) -> String {
    let narrow = width::narrow_all(text);
    narrow.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The row with the most of the titles that were sent, at least half of them, 问题编号 among them.
pub(super) fn header(grid: &Grid, sent: &Sent) -> Option<Place> {
    let titles: BTreeMap<String, usize> = sent
        .titles
        .iter()
        .enumerate()
        .map(|(at, title)| (normal(title), at))
        .collect();
    let code = code_place(sent)?;
    let best = grid.rows.iter().take(40).map(|row| {
        let mut place = Place {
            row: row.at,
            columns: BTreeMap::new(),
            unknown: Vec::new(),
        };
        for (column, cell) in &row.cells {
            let title = cell.written();
            match titles.get(&normal(&title)) {
                Some(at) if !place.columns.contains_key(at) => {
                    place.columns.insert(*at, *column);
                }
                _ => place.unknown.push((*column, title)),
            }
        }
        place
    });
    best.filter(|place| {
        place.columns.contains_key(&code) && place.columns.len() * 2 >= sent.titles.len()
    })
    .max_by_key(|place| place.columns.len())
}

pub(super) fn code_place(sent: &Sent) -> Option<usize> {
    sent.titles.iter().position(|title| title == "问题编号")
}

/// Columns that are gone or were added.
pub(super) fn notes(grid: &Grid, place: &Place, sent: &Sent) -> Vec<Rejected> {
    let note = |column: &str, value: String, reason: &str| Rejected {
        sheet: grid.name.clone(),
        row: place.row + 1,
        column: column.to_owned(),
        value,
        reason: reason.to_owned(),
        advice: None,
    };
    let gone = sent
        .titles
        .iter()
        .enumerate()
        .filter(|(at, _)| !place.columns.contains_key(at));
    let gone =
        gone.map(|(_, title)| note(title, String::new(), "下发时的这一列不见了，该列按未填处理"));
    let added = place
        .unknown
        .iter()
        .map(|(at, title)| note(&letters(*at), title.clone(), "不是下发表中的列，未采用"));
    gone.chain(added).collect()
}

/// The rows beneath the header that hold a code or something filled in.
pub(super) fn rows(grid: &Grid, place: &Place, sent: &Sent) -> Vec<Found> {
    let code = code_place(sent)
        .and_then(|at| place.columns.get(&at))
        .copied();
    let columns: BTreeSet<u32> = place.columns.values().copied().collect();
    let mut seen = BTreeSet::new();
    let beneath = grid.rows.iter().filter(|row| row.at > place.row);
    let filled = beneath.filter(|row| row.cells.iter().any(|(at, _)| columns.contains(at)));
    filled
        .map(|row| {
            let cell = code.map_or(&Cell::Empty, |at| row.cell(at));
            let code = width::narrow_all(cell.written().trim())
                .replace('(', "（")
                .replace(')', "）");
            Found {
                at: row.at,
                dated: matches!(cell, Cell::Date(_)),
                repeated: !code.is_empty() && !seen.insert(code.clone()),
                code,
            }
        })
        .collect()
}
