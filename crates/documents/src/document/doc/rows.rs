//! The rows of a table: a grid made of the edges of all its cells, for each row has its own.

use super::properties::Row;
use crate::document::bounds::Taken;
use crate::document::flow::{Dress, Flow};
use office::limits;

/// How far apart two edges may lie and be one, in twentieths of a point.
const NEAR: i16 = 20;
/// Bits of what is merged.
const ACROSS: u16 = 0b11;
const DOWN: u16 = 0b110_0000;
const CONTINUED: u16 = 0b010_0000;

/// A table whose rows are still coming. Its paragraphs stand one behind the other, and it is known where each
/// cell and each row ends among them.
#[derive(Debug, Default)]
pub(super) struct Table {
    texts: Vec<String>,
    cells: Vec<usize>,
    rows: Vec<(usize, Row)>,
}

impl Table {
    /// Whether a cell or a row has begun.
    pub(super) fn is_open(&self) -> bool {
        !(self.texts.is_empty() && self.cells.is_empty() && self.rows.is_empty())
    }

    /// One more paragraph of the cell, its number before it.
    pub(super) fn text(&mut self, text: String) {
        self.texts.push(text);
    }

    /// What is held until the table ends.
    pub(super) fn taken(&self) -> Taken {
        Taken {
            paragraphs: self.rows.len(),
            cells: self.cells.len(),
            ..Taken::default()
        }
    }

    /// The cell ended.
    pub(super) fn end_cell(&mut self) {
        self.cells.push(self.texts.len());
    }

    /// The row ended, its cells standing like that.
    pub(super) fn end_row(&mut self, row: Row) {
        if self.cells.last().copied().unwrap_or_default() < self.texts.len() {
            self.end_cell();
        }
        self.rows.push((self.cells.len(), row));
    }

    /// Hands the table over; nothing where there is none.
    pub(super) fn end(&mut self, flow: &mut Flow) {
        if !self.is_open() {
            return;
        }
        self.end_row(Row::default());
        let edges = self.edges();
        let table = std::mem::take(self);
        let mut texts = table.texts.into_iter();
        flow.table();
        let (mut first, mut told) = (0, 0);
        for (end, row) in table.rows {
            let cells = &table.cells[first..end];
            first = end;
            if cells.is_empty() {
                continue;
            }
            flow.row();
            let counts = cells
                .iter()
                .map(|end| end - std::mem::replace(&mut told, *end));
            hand_over(counts, &mut texts, (&row, &edges), flow);
        }
        flow.end_table();
    }

    /// The edges of all rows, those that lie near each other once; none where no table has so many.
    fn edges(&self) -> Vec<i16> {
        let rows = self.rows.iter();
        let mut edges: Vec<i16> = rows
            .flat_map(|(_, row)| row.edges.iter().copied())
            .collect();
        edges.sort_unstable();
        edges.dedup_by(|next, last| next.saturating_sub(*last) < NEAR);
        if edges.len() > limits::COLUMNS as usize {
            edges.clear();
        }
        edges
    }
}

/// Hands a row over: how many paragraphs each cell has, and the paragraphs.
fn hand_over(
    counts: impl Iterator<Item = usize>,
    texts: &mut impl Iterator<Item = String>,
    (row, edges): (&Row, &[i16]),
    flow: &mut Flow,
) {
    // The last of the edges that is not right of this one by more than is near.
    let place = |edge: i16| edges.partition_point(|other| *other <= edge.saturating_add(NEAR / 2));
    let width = |cell: usize| match (row.edges.get(cell), row.edges.get(cell + 1)) {
        (Some(left), Some(right)) => place(*right).saturating_sub(place(*left)).max(1),
        _ => 1,
    };
    let before = row.edges.first().map_or(1, |edge| place(*edge).max(1)) - 1;
    if before > 0 {
        flow.cell(1, before);
    }
    for (at, count) in counts.enumerate() {
        let merged = row.merges.get(at).copied().unwrap_or_default();
        if let Some(cell) = flow.cell_mut().filter(|_| at > 0 && merged & ACROSS == 1) {
            cell.span += width(at);
        } else {
            flow.cell(1, width(at));
            if let Some(cell) = flow.cell_mut() {
                cell.continued = merged & DOWN == CONTINUED;
            }
        }
        for text in texts.by_ref().take(count) {
            flow.paragraph(&text, Dress::default());
        }
    }
}
