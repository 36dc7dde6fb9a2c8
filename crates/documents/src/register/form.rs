//! A form: labels with their values beside them (存在问题 | 学习不深), a problem from each 存在问题 on.

use std::collections::BTreeMap;

use super::cells;
use crate::vocabulary::{Key, Named, named};
use office::cell::Cell;
use office::grid::{Grid, GridRow};

/// Fewest labels of a form.
const LABELS: usize = 3;

/// How far the rows of the list stand beneath those of the form: its header comes first.
pub(super) const MOVED: u32 = 1;

/// What is filled into a form as a list with a header, each problem in its own row, and the column in
/// which problems stand; `None` where it is no form.
pub(super) fn as_list(grid: &Grid) -> Option<(Grid, u32)> {
    let mut titles: Vec<&String> = Vec::new();
    let mut rows: Vec<(u32, BTreeMap<u32, String>)> = Vec::new();
    let (mut labels, mut place) = (0, None);
    for row in &grid.rows {
        for pair in row.cells.windows(2) {
            let [(_, Cell::Text(label)), (column, value)] = pair else {
                continue;
            };
            let (Some(name), None) = (named(label), named(&value.written())) else {
                continue;
            };
            labels += 1;
            if name == Named::Key(Key::Problem) && cells::number(value).is_none() {
                rows.push((row.at, BTreeMap::new()));
                place.get_or_insert(*column);
            }
            let Some((_, record)) = rows.last_mut() else {
                continue;
            };
            let known = titles.iter().position(|title| *title == label);
            let at = known.unwrap_or_else(|| {
                titles.push(label);
                titles.len() - 1
            });
            let text = record.entry(at as u32).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&value.written());
        }
    }
    let place = place.filter(|_| labels >= LABELS)?;
    let header = (0..).zip(titles.into_iter().map(Cell::read)).collect();
    let mut list = Grid {
        name: grid.name.clone(),
        ..Grid::default()
    };
    list.rows.push(GridRow {
        at: 0,
        cells: header,
    });
    list.rows.extend(rows.into_iter().map(|(at, record)| {
        GridRow {
            at: at + MOVED,
            cells: record
                .into_iter()
                .map(|(column, text)| (column, Cell::read(text)))
                .collect(),
        }
    }));
    Some((list, place))
}
