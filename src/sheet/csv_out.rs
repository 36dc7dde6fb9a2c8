//! CSV: one header row, then a row per problem or measure, written as the tasks come.

use std::io::Write;

use super::layout::Layout;
use super::row::{Row, Surroundings};
use super::walk::Walk;
use crate::format::csv::{CsvFault, CsvWriter, Encoding};
use crate::model::task::Task;

/// A CSV that is fed one task at a time.
#[derive(Debug)]
pub struct CsvSheet<'a, W: Write> {
    out: CsvWriter<W>,
    walk: Walk<'a>,
}

impl<'a, W: Write> CsvSheet<'a, W> {
    /// Begins the file with its header row.
    pub fn new(
        layout: Layout,
        around: Surroundings<'a>,
        encoding: Encoding,
        out: W,
    ) -> Result<Self, CsvFault> {
        let mut out = CsvWriter::new(out, encoding)?;
        out.row(layout.titles())?;
        let walk = Walk::new(layout, around);
        Ok(Self { out, walk })
    }

    /// Adds a task: one row, or one for each of its measures.
    pub fn task(&mut self, task: &Task) -> Result<(), CsvFault> {
        let out = &mut self.out;
        self.walk.rows(task, |layout: &Layout, row: &Row<'_>| {
            let cells = layout
                .headings
                .iter()
                .map(|heading| (heading.column.write)(row));
            out.row(cells.map(|cell| cell.written()))
        })
    }

    /// Ends the file and hands the output back.
    pub fn finish(self) -> Result<W, CsvFault> {
        self.out.finish()
    }
}
