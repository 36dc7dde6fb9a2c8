//! From a task to its rows, numbered through.

use super::layout::{Layout, Rows};
use super::row::{Row, Surroundings};
use model::task::Task;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// The tasks that the sheet lists.
    pub tasks: usize,
    /// Their rows, over all sheets.
    pub rows: usize,
}

/// Walks through tasks, giving each row its 序号.
#[derive(Debug, Clone)]
pub(super) struct Walk<'a> {
    /// The shape of the sheet.
    pub(super) layout: Layout,
    /// What surrounds the tasks.
    pub(super) around: Surroundings<'a>,
    serial: usize,
    /// What was walked through so far.
    pub(super) written: Written,
}

impl<'a> Walk<'a> {
    pub(super) fn new(layout: Layout, around: Surroundings<'a>) -> Self {
        Self {
            layout,
            around,
            serial: 0,
            written: Written::default(),
        }
    }

    /// Whether the sheet lists this task: a personal list holds no problems of the team, and what
    /// the team hands up holds none of a person.
    pub(super) fn takes(&self, task: &Task) -> bool {
        self.layout.takes(task)
    }

    /// Begins to count anew.
    pub(super) fn restart(&mut self) {
        self.serial = 0;
    }

    /// The rows of one task, in order, until one fails.
    pub(super) fn rows<E>(
        &mut self,
        task: &Task,
        mut each: impl FnMut(&Layout, &Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if !self.takes(task) {
            return Ok(());
        }
        let institutions = match self.layout.rows {
            Rows::Institution => task.institutions(),
            Rows::Problem | Rows::Measure => Vec::new(),
        };
        let rows: Vec<_> = match self.layout.rows {
            Rows::Measure if !task.measures.is_empty() => {
                let measures = task.measures.iter();
                measures.map(|measure| (Some(measure), None)).collect()
            }
            Rows::Problem | Rows::Measure => vec![(None, None)],
            Rows::Institution => institutions.iter().map(|one| (None, Some(one))).collect(),
        };
        self.written.tasks += usize::from(!rows.is_empty());
        for (measure, institution) in rows {
            self.serial += 1;
            self.written.rows += 1;
            let row = Row {
                serial: self.serial,
                task,
                measure,
                institution,
                around: self.around,
            };
            each(&self.layout, &row)?;
        }
        Ok(())
    }
}
