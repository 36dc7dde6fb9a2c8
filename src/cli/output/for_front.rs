//! What only a front is told: it draws lists itself, and has its own ways to ask.

use super::{Output, print};
use crate::cli::failure::Failure;
use crate::cli::front::{Answer, Count, Said, Table};
use office::text::visible::visible;

impl Output {
    /// What a front has to ask.
    pub(in crate::cli) fn asks(&self, question: &str) {
        self.told(Said::Asks(visible(question)), None);
    }

    /// What a front has to have decided, and the answers.
    pub(in crate::cli) fn choose(&self, text: &str, mut answers: Vec<Answer>) {
        let meanings = answers.iter_mut().map(|answer| &mut answer.meaning);
        meanings.for_each(|meaning| *meaning = visible(meaning));
        self.told(Said::Choose(visible(text), answers), None);
    }

    /// How many rows there are of which a list shows some, for a front.
    pub(in crate::cli) fn rows(&self, count: u64) -> Result<(), Failure> {
        self.raw(&format!("{}\n", Said::Rows(count).line()))
    }

    /// Counts with the lists that they count, for a front; on a screen the words say enough.
    pub(in crate::cli) fn counts(&self, counts: &[Count]) -> Result<(), Failure> {
        if !self.front {
            return Ok(());
        }
        self.raw(&format!("{}\n", Said::Counts(counts.to_vec()).line()))
    }

    /// How far what takes long has come, for a front.
    pub(in crate::cli) fn is_at(what: &str, done: u64, all: u64) {
        let said = Said::Progress(what.to_owned(), done, all);
        // Nobody is left to be told that nobody can be told.
        let _ = print(format!("{}\n", said.line()).as_bytes());
    }

    /// A list, for a front to draw.
    pub(in crate::cli) fn table(&self, table: Table) -> Result<(), Failure> {
        self.raw(&format!("{}\n", Said::Table(table).line()))
    }
}
