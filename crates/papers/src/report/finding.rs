//! What a report lacks, and where records contradict each other.

use crate::report::fix::Fix;

/// Something the text can't do without and nobody recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Code of the task; `None` for the meeting or the unit.
    pub task: Option<String>,
    /// What is missing.
    pub what: String,
    /// What fills it.
    pub fix: Fix,
    /// The gap of the task's records that it is, where it is one.
    pub kind: Option<model::tally::Gap>,
}

/// Records that don't agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Code of the task; `None` for the ledger as a whole.
    pub task: Option<String>,
    /// What doesn't agree.
    pub what: String,
    /// What mends it.
    pub fix: Fix,
}
