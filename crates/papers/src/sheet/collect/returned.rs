//! What returned forms bring, cell by cell, and why a whole one is not taken.

use chrono::NaiveDateTime;

use model::event::TaskEvent;
use office::grid::Unreadable;

/// What one returned file brings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Returned {
    /// File name.
    pub file: String,
    /// The department it was sent to; empty for tasks without one.
    pub dept: String,
    /// The day it was sent, in ISO form.
    pub sent_on: String,
    /// Its round (轮次).
    pub round: String,
    /// How it says what was sent.
    pub kind: Kind,
    /// What tells it from every other form.
    pub submission: String,
    /// When it was saved last, in UTC, where it tells.
    pub saved_at: Option<NaiveDateTime>,
    /// The version of the same form that was saved later: it counts, and nothing is taken from this one.
    pub superseded: Option<Superseded>,
    /// Its rows.
    pub rows: Vec<ReturnedRow>,
    /// Codes of rows that were sent and are gone.
    pub deleted: Vec<String>,
    /// What concerns the whole sheet: columns that are gone or unknown.
    pub notes: Vec<Rejected>,
    /// What of the whole sheet was understood otherwise than it stands there: columns under other titles,
    /// answers that were given again.
    pub told: Vec<Told>,
}

/// How a returned sheet says what was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// By its hidden sheet.
    #[default]
    Marked,
    /// Not at all: its rows were copied elsewhere, and the record of what was sent says it.
    Copied,
    /// Not at all: answers of an online form, a row each.
    Answers,
}

/// A later version of the same form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// Its file; `None` for one that was collected before.
    pub by: Option<String>,
    /// When this one was saved, and when that one, in UTC.
    pub saved: (NaiveDateTime, NaiveDateTime),
}

/// What was understood otherwise than it stands there, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it; 0 for the whole sheet.
    pub row: u32,
    /// Title of its column.
    pub column: String,
    /// What was done, in Chinese.
    pub done: String,
}

/// One row of a returned form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReturnedRow {
    /// Its number as the spreadsheet shows it.
    pub row: u32,
    /// Its code.
    pub code: String,
    /// The task, where the code names one.
    pub number: Option<u32>,
    /// What changes and why.
    pub applied: Vec<Applied>,
    /// Cells that the ledger has moved on from.
    pub conflicts: Vec<Conflict>,
    /// Cells that are not taken.
    pub rejected: Vec<Rejected>,
    /// Cells that were understood otherwise than they stand there.
    pub told: Vec<Told>,
    /// Whether anything was filled in, taken or not.
    pub filled: bool,
}

/// A changed cell and its event.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Title of its column.
    pub column: &'static str,
    /// What was sent.
    pub from: String,
    /// What came home.
    pub to: String,
    /// The event, to be recorded with the department as its source.
    pub event: TaskEvent,
}

/// A cell that both sides changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Title of its column.
    pub column: &'static str,
    /// What was sent.
    pub sent: String,
    /// What came home.
    pub theirs: String,
    /// What the ledger says now.
    pub ours: String,
    /// Sequence of the ledger's last entry on that task, whose day stands beside ours.
    pub last_entry: u64,
    /// The event, should theirs be taken.
    pub event: TaskEvent,
}

/// A cell, or a row, that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it; 0 for the whole sheet.
    pub row: u32,
    /// Title of its column; empty for the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it is not taken, in Chinese.
    pub reason: String,
    /// What whoever collects can do about it.
    pub advice: Option<Advice>,
}

/// What can be done about a row that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Where it is a new problem: register it.
    Register,
    /// The same, or where it is a new measure: add it to its task.
    RegisterOrAddMeasure,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As it was sent, or as the ledger already says.
    Untouched,
    /// Something is applied and nothing is in doubt.
    Updated,
    /// Something is not taken.
    Rejected,
    /// The ledger has moved on.
    Conflict,
}

impl ReturnedRow {
    /// What the row comes to; the gravest of its cells decides.
    pub fn outcome(&self) -> Outcome {
        if !self.conflicts.is_empty() {
            Outcome::Conflict
        } else if !self.rejected.is_empty() {
            Outcome::Rejected
        } else if !self.applied.is_empty() {
            Outcome::Updated
        } else {
            Outcome::Untouched
        }
    }
}

/// Why a whole file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectFault {
    /// It can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It is no form of ours.
    #[error("not a dispatched form")]
    NotOurs,
    /// It is a gathered unit's, whose history is not ours to write.
    #[error("form of the gathered unit {unit}")]
    Gathered {
        /// The unit as people call it.
        unit: String,
    },
    /// It was sent out by another ledger.
    #[error("form of ledger {found}")]
    OtherLedger {
        /// That ledger's id.
        found: String,
    },
    /// The sheet to be filled in is gone, or its header is.
    #[error("sheet {sheet} has no header")]
    NoHeader {
        /// Name of the sheet.
        sheet: &'static str,
    },
}
