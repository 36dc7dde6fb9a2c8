//! Export: the tasks of a scope as tables and files of data. Where the bytes go, the front says.

pub(crate) mod rows;
pub(crate) mod summary;
pub(crate) mod workbook;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::fault::Fault;
use super::{Call, as_of, assemble, redaction, units};
use documents::names::Hidden;
use model::book::Book;
use model::ledger::RecordedDraft;
use model::scope::Scope;
use model::task::Task;
use papers::sheet::Layout;
use store::Store;

/// Which tasks, and whether recorded names are masked.
#[derive(Clone, Copy)]
pub(crate) struct Tasks<'a> {
    pub call: Call<'a>,
    pub store: &'a Store,
    pub scope: &'a Scope,
    pub redact: bool,
}

impl Tasks<'_> {
    /// The names to mask, where masking is asked for.
    fn names(&self) -> Result<Option<Hidden>, Fault> {
        self.redact
            .then(|| redaction::hidden(self.store))
            .transpose()
    }

    /// The books of the gathered units in the scope, by what stands before their tasks' numbers, with
    /// these names masked.
    fn units(&self, names: Option<&Hidden>) -> Result<BTreeMap<String, Book>, Fault> {
        let books = units::books(self.store, self.scope)?.into_iter();
        let shown = books.map(|(code, book)| match names {
            Some(names) => (names.unit_code(&code), names.book(book)),
            None => (code, book),
        });
        Ok(shown.collect())
    }

    /// Drafts of all imported documents, where causes come from, with these names masked.
    fn drafts(&self, book: &Book, names: Option<&Hidden>) -> Result<Vec<RecordedDraft>, Fault> {
        let drafts = assemble::drafts(self.store, book, |_| true)?;
        Ok(match names {
            Some(names) => names.drafts(drafts),
            None => drafts,
        })
    }
}

/// The task as it may be shown; as it is, where no name is to be hidden.
fn shown<'a>(task: &'a Task, names: Option<&Hidden>) -> Cow<'a, Task> {
    names.map_or(Cow::Borrowed(task), |names| Cow::Owned(names.task(task)))
}

/// The same of the book.
fn shown_book(book: Book, names: Option<&Hidden>) -> Book {
    match names {
        Some(names) => names.book(book),
        None => book,
    }
}

/// How many tasks of the scope a list of that layout does not hold: it is the team's only, or the
/// persons'.
pub(crate) fn left_out(
    call: Call<'_>,
    store: &Store,
    scope: &Scope,
    layout: &Layout,
) -> Result<u32, Fault> {
    if !layout.team_only && !layout.per_person {
        return Ok(0);
    }
    let team = Scope {
        team_only: true,
        ..scope.clone()
    };
    let team = as_of::count_as_of(call, store, &team)?;
    if layout.per_person {
        return Ok(team);
    }
    Ok(as_of::count_as_of(call, store, scope)?.saturating_sub(team))
}
