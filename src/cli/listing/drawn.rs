//! A list as a front draws it.

use super::{Cell, Column};
use crate::cli::failure::Failure;
use crate::cli::front::{self, MOST_ROWS, Table};
use crate::cli::output::Output;
use office::text::visible::visible;

/// The rows as a table for a front, no more than [`MOST_ROWS`]; whether the last one sums up the others.
pub(super) fn draw<R>(
    columns: &[Column<'_, R>],
    (rows, has_total): (impl Iterator<Item = Result<R, Failure>>, bool),
    out: &Output,
) -> Result<(), Failure> {
    let columns: Vec<_> = columns
        .iter()
        .filter(|column| column.head.on_screen)
        .collect();
    let heads = columns.iter().map(|column| front::Head {
        title: column.head.title.to_string(),
        right: column.head.right,
    });
    let mut table = Table {
        heads: heads.collect(),
        rows: Vec::new(),
        has_total,
    };
    let cells = |row: &R| {
        columns
            .iter()
            .map(|column| text(&(column.cell)(row)))
            .collect()
    };
    let (mut is_more, mut last) = (false, None);
    for row in rows {
        let row = row?;
        if table.rows.len() < MOST_ROWS {
            table.rows.push(cells(&row));
            continue;
        }
        is_more = true;
        // To count the rest would mean to read all of it; a last row that sums up is there to be reached.
        if !has_total {
            break;
        }
        last = Some(row);
    }
    table.rows.extend(last.iter().map(cells));
    out.table(table)?;
    if is_more {
        out.status(&format!("只列出了前 {MOST_ROWS} 行，后面还有"));
    }
    Ok(())
}

/// The whole text, where the screen would have had no room for it.
fn text(cell: &Cell) -> String {
    let shown = cell.on_screen();
    if shown.ends_with('…') {
        return visible(&cell.written());
    }
    visible(&shown)
}
