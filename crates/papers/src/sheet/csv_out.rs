//! CSV: one header row, then a row per problem or measure, written as the tasks come.

use std::borrow::Cow;
use std::io::Write;

use super::layout::Layout;
use super::row::{Row, Surroundings};
use super::walk::{Walk, Written};
use model::task::Task;
use office::csv::{CsvFault, CsvWriter, Encoding};

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
            out.row(layout.headings.iter().map(|heading| {
                // Most texts go from the task to the line as they are.
                match heading.column.own_text() {
                    Some(field) => Cow::Borrowed(row.task.text(field).unwrap_or_default()),
                    None => Cow::Owned((heading.column.write)(row).into_written()),
                }
            }))
        })
    }

    /// What was written so far.
    pub fn written(&self) -> Written {
        self.walk.written
    }

    /// Ends the file and hands the output back.
    pub fn finish(self) -> Result<W, CsvFault> {
        self.out.finish()
    }
}
