//! The columns that sheets have, each declared once: key, name, width, how it is written. Their titles
//! stand in [`documents::vocabulary`].

use super::row::Row;
use super::wording as w;
pub use documents::vocabulary::Key;
use model::event::TextField;
use office::cell::Cell;

/// One column.
#[derive(Debug)]
pub struct Column {
    /// What it holds.
    pub key: Key,
    /// Its name for `--columns`.
    pub name: &'static str,
    /// Width in half-width characters.
    pub width: u16,
    /// How its cell is made.
    pub write: fn(&Row<'_>) -> Cell,
}

impl Column {
    /// The column of a key.
    pub fn of(key: Key) -> &'static Self {
        &COLUMNS[key as usize]
    }

    /// Whether a clerk may change it in a sheet; the others identify the row or are derived.
    pub fn is_open(&self) -> bool {
        matches!(
            self.key,
            Key::Target
                | Key::Measures
                | Key::Stages
                | Key::Standard
                | Key::Term
                | Key::Lead
                | Key::Dept
                | Key::CoDepts
                | Key::Owner
                | Key::Supervisor
                | Key::Deadline
                | Key::Progress
                | Key::Outcome
                | Key::ProgressAndOutcome
                | Key::Evidence
                | Key::Status
                | Key::FinishedOn
                | Key::Verifier
                | Key::ClosedOn
                | Key::Reason
                | Key::NextStep
                | Key::NextStepAndDate
                | Key::Note
                | Key::Remark
        )
    }

    /// The field of the task that a column holds as it is, whatever else the row is made from.
    pub(super) fn own_text(&self) -> Option<TextField> {
        Some(match self.key {
            Key::Source => TextField::Source,
            Key::Dimension => TextField::Dimension,
            Key::Problem => TextField::Problem,
            Key::Detail => TextField::Detail,
            Key::Theme => TextField::Theme,
            Key::External => TextField::External,
            Key::Target => TextField::Target,
            Key::Lead => TextField::Lead,
            Key::Outcome => TextField::Outcome,
            Key::NextStep => TextField::NextStep,
            Key::Note => TextField::Note,
            Key::Wording => TextField::Wording,
            _ => return None,
        })
    }
}

const fn column(key: Key, name: &'static str, width: u16, write: fn(&Row<'_>) -> Cell) -> Column {
    Column {
        key,
        name,
        width,
        write,
    }
}

fn blank(_: &Row<'_>) -> Cell {
    Cell::Empty
}

/// Every column, in the order of [`Key`].
#[rustfmt::skip]
pub static COLUMNS: [Column; 54] = [
    column(Key::Serial, "serial", 6, w::serial),
    column(Key::Code, "code", 10, w::code),
    column(Key::Year, "year", 7, w::year),
    column(Key::Subject, "subject", 9, w::subject),
    column(Key::Person, "person", 10, w::person),
    column(Key::Post, "post", 16, w::post),
    column(Key::Source, "source", 12, w::source),
    column(Key::Dimension, "dimension", 18, w::dimension),
    column(Key::Problem, "problem", 36, w::problem),
    column(Key::Detail, "detail", 36, w::detail),
    column(Key::Origin, "origin", 24, w::origin),
    column(Key::Cause, "cause", 24, w::cause),
    column(Key::Theme, "theme", 12, w::theme),
    column(Key::External, "external", 14, w::external),
    column(Key::Target, "target", 24, w::target),
    column(Key::MeasureCode, "measure_code", 10, w::measure_code),
    column(Key::Measures, "measures", 40, w::measures),
    column(Key::Stages, "stages", 20, w::stages),
    column(Key::Term, "term", 11, w::term),
    column(Key::Standard, "standard", 16, blank),
    column(Key::Lead, "lead", 11, w::lead),
    column(Key::Dept, "dept", 15, w::dept),
    column(Key::CoDepts, "co_depts", 15, w::co_depts),
    column(Key::Owner, "owner", 11, w::owner),
    column(Key::Supervisor, "supervisor", 11, blank),
    column(Key::Deadline, "deadline", 13, w::deadline),
    column(Key::Progress, "progress", 44, w::progress),
    column(Key::Outcome, "outcome", 28, w::outcome),
    column(Key::ProgressAndOutcome, "progress_outcome", 44, w::progress_and_outcome),
    column(Key::Evidence, "evidence", 22, w::evidence),
    column(Key::Status, "status", 11, w::status),
    column(Key::FinishedOn, "finished_on", 12, w::finished_on),
    column(Key::Overdue, "overdue", 9, w::overdue),
    column(Key::DaysLeft, "days_left", 9, w::days_left),
    column(Key::Verifier, "verifier", 12, w::verifier),
    column(Key::ClosedOn, "closed_on", 12, w::closed_on),
    column(Key::Reason, "reason", 24, w::reason),
    column(Key::NextStep, "next_step", 24, w::next_step),
    column(Key::NextStepAndDate, "next_step_date", 28, w::next_step_and_date),
    column(Key::Note, "note", 16, w::note),
    column(Key::Remark, "remark", 16, blank),
    column(Key::Extensions, "extensions", 28, w::extensions),
    column(Key::NextCheck, "next_check", 12, w::next_check),
    column(Key::Prior, "prior", 10, w::prior),
    column(Key::UnitName, "unit", 18, w::unit_name),
    column(Key::FiledOn, "filed_on", 12, w::filed_on),
    column(Key::Contact, "contact", 18, w::contact),
    column(Key::Institution, "institution", 36, w::institution),
    column(Key::InstitutionNumber, "institution_number", 18, w::institution_number),
    column(Key::InstitutionDate, "institution_date", 12, w::institution_date),
    column(Key::InstitutionKind, "institution_kind", 11, w::institution_kind),
    column(Key::Wording, "wording", 30, w::wording),
    column(Key::Shares, "shares", 30, w::shares),
    column(Key::DeadlineWords, "deadline_words", 14, w::deadline_words),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn declared_in_the_order_of_their_keys_with_names_of_their_own() {
        let mut names = BTreeSet::new();
        for (place, column) in COLUMNS.iter().enumerate() {
            assert_eq!(column.key as usize, place, "{}", column.name);
            assert!(names.insert(column.name), "{}", column.name);
        }
    }
}
