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

/// A paragraph of a cell.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) prefix: String,
    pub(super) text: String,
}

/// A table whose rows are still coming.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<(Vec<Vec<Text>>, Row)>,
    cells: Vec<Vec<Text>>,
    cell: Vec<Text>,
    /// How many cells there are.
    count: usize,
}

impl Table {
    /// Whether a cell or a row has begun.
    pub(super) fn is_open(&self) -> bool {
        !(self.cell.is_empty() && self.cells.is_empty() && self.rows.is_empty())
    }

    /// One more paragraph of the cell.
    pub(super) fn text(&mut self, text: Text) {
        self.cell.push(text);
    }

    /// What is held until the table ends.
    pub(super) fn taken(&self) -> Taken {
        Taken {
            paragraphs: self.rows.len(),
            cells: self.count,
            ..Taken::default()
        }
    }

    /// The cell ended.
    pub(super) fn end_cell(&mut self) {
        self.count += 1;
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// The row ended, its cells standing like that.
    pub(super) fn end_row(&mut self, row: Row) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        self.rows.push((std::mem::take(&mut self.cells), row));
    }

    /// Hands the table over; nothing where there is none.
    pub(super) fn end(&mut self, flow: &mut Flow) {
        if !self.cell.is_empty() || !self.cells.is_empty() {
            self.end_row(Row::default());
        }
        if !self.is_open() {
            return;
        }
        let edges = self.edges();
        self.count = 0;
        flow.table();
        for (cells, row) in std::mem::take(&mut self.rows) {
            flow.row();
            hand_over(cells, &row, &edges, flow);
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

fn hand_over(cells: Vec<Vec<Text>>, row: &Row, edges: &[i16], flow: &mut Flow) {
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
    let mut open = false;
    for (at, texts) in cells.into_iter().enumerate() {
        let merged = row.merges.get(at).copied().unwrap_or_default();
        if let Some(cell) = flow.cell_mut().filter(|_| open && merged & ACROSS == 1) {
            cell.span += width(at);
        } else {
            flow.cell(1, width(at));
            if let Some(cell) = flow.cell_mut() {
                cell.continued = merged & DOWN == CONTINUED;
            }
        }
        open = true;
        for Text { prefix, text } in texts {
            let prefix = prefix.as_str();
            let dress = Dress {
                prefix,
                ..Dress::default()
            };
            flow.paragraph(&text, dress);
        }
    }
}
