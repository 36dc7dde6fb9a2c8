//! The value that printed things are made from: one scope of tasks with what surrounds them.

use chrono::NaiveDate;

use crate::book::Book;
use crate::digest::CheckCode;
use crate::draft::Draft;
use crate::task::Task;

/// All that a report, a board or a file card may speak of.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Unit, meetings, roster, settings.
    pub book: Book,
    /// The tasks of the scope, void ones left out, as they stood on `today`, by number.
    pub tasks: Vec<Task>,
    /// Drafts of the scope's documents, where causes and proposed measures come from, with the year
    /// and subject each was recorded under.
    pub drafts: Vec<RecordedDraft>,
    /// The day reckoned from; what is dated after it was left out.
    pub today: NaiveDate,
    /// The check code of the history this was read from.
    pub check_code: Option<CheckCode>,
}

/// A document's draft with what it was recorded as.
#[derive(Debug, Clone)]
pub struct RecordedDraft {
    /// Year of its meeting.
    pub year: i32,
    /// Whose material.
    pub subject: crate::subject::Subject,
    /// What was understood of it.
    pub draft: Draft,
}
