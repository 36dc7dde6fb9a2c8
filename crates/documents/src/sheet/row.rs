//! One row of a sheet: a task or one of its measures, with what surrounds it.

use chrono::NaiveDate;

use model::book::Book;
use model::institution::Established;
use model::ledger::RecordedDraft;
use model::task::{Measure, Task};

/// What rows need beside their task.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The day reckoned from.
    pub today: NaiveDate,
    /// Unit, meetings and roster.
    pub book: &'a Book,
    /// Drafts of the imported documents, where causes come from; may be empty.
    pub drafts: &'a [RecordedDraft],
}

/// What one row is made from.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Place in this sheet, from 1 (序号).
    pub serial: usize,
    /// The task.
    pub task: &'a Task,
    /// Its measure, in sheets with a row for each.
    pub measure: Option<&'a Measure>,
    /// The institution, in the list of these.
    pub institution: Option<&'a Established>,
    /// What surrounds it.
    pub around: Surroundings<'a>,
}
