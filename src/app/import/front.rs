//! Who is asked while something is imported: any front that can show a preview and say yes or no.

use super::{Plan, RegisterPlan, Survey, Unsure};
use crate::app::Watch;
use crate::app::fault::Fault;
use documents::register::RegisterRow;
use model::subject::Subject;
use store::Store;

/// What is shown before it is written.
pub(crate) enum Preview<'a> {
    Document(&'a Plan),
    Register(&'a RegisterPlan),
    /// A register too long to be shown whole.
    Long {
        name: &'a str,
        year: i32,
        survey: &'a Survey,
    },
}

/// Which task a row is.
pub(crate) enum Same {
    Task(u32),
    New,
    /// Nobody says; the row stays out.
    Open,
}

/// What takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Reading,
    Writing,
}

/// Who opens the ledger, sees the preview and answers.
pub(crate) trait Front {
    /// What it fails with.
    type Error: From<Fault>;

    /// The ledger, where there is one.
    fn ledger(&mut self) -> Result<Option<Store>, Self::Error>;
    /// The ledger, created where there is none.
    fn ledger_or_new(&mut self) -> Result<Store, Self::Error>;
    /// Who is told how far a step is.
    fn watch(&mut self, step: Step) -> Box<dyn Watch>;
    /// The doubt in words.
    fn doubt(&self, unsure: Unsure<'_>) -> String;
    /// Shows what would be written.
    fn show(&mut self, preview: &Preview<'_>) -> Result<(), Self::Error>;
    /// Whether [`Front::agrees`] asks anybody.
    fn asks(&self) -> bool;
    /// Whether what was shown is written.
    fn agrees(&mut self) -> Result<bool, Self::Error>;
    /// The year of a file that states none.
    fn year(&mut self, file: &str) -> Result<i32, Self::Error>;
    /// Whose material the file is, where it does not say; `None` where the guess stays a doubt.
    fn subject(&mut self, file: &str, guess: &Subject) -> Result<Option<Subject>, Self::Error>;
    /// Which of these tasks the row is.
    fn which(&mut self, row: &RegisterRow, of: &[u32]) -> Result<Same, Self::Error>;
    /// A row that may be one of these tasks and of which nobody says which.
    fn open(&mut self, row: &RegisterRow, of: &[u32]);
    /// What failed, and is done again or left out.
    fn tell(&mut self, fault: Fault);
}
