//! Rows of a table that are headings across it.

use std::collections::BTreeMap;

use super::super::field::Field;
use super::super::paragraph::Cell;
use office::text::{ordinal, punctuation};

/// Whether a row's only filled cell is a heading across the table.
pub(super) fn is(row: &[Cell], only: &Cell, columns: &BTreeMap<usize, Field>) -> bool {
    let empty = row
        .iter()
        .filter(|cell| cell.text.is_empty() && !cell.continued)
        .count();
    let across = only.span > 2 || row.len() > 2 && empty + 1 == row.len();
    let is_problem = only.span == 1 && columns.get(&0) == Some(&Field::Problem);
    across && !is_problem
}

/// The dimension that a heading names; notes and totals name none.
pub(super) fn named(cell: &Cell) -> Option<String> {
    let found = ordinal::read(&cell.text).map_or(0, |found| found.length);
    let heading = punctuation::strip_closing(&cell.text[found..]);
    let aside = ["注", "说明", "合计", "备注", "填报"]
        .iter()
        .any(|word| heading.starts_with(word));
    (!aside).then(|| heading.to_owned())
}
