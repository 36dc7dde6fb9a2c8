//! Assembles the value that printed things are made from.

use super::context::Context;
use super::failure::Failure;
use crate::document::written;
use crate::model::book::Book;
use crate::model::draft::Draft;
use crate::model::ledger::{Ledger, RecordedDraft};
use crate::model::meeting::Document;
use crate::model::scope::Scope;
use crate::report::{Coverage, covers};
use crate::store::Store;

/// What the section of year `year`'s report speaks of: the year before, and what was still open of
/// earlier years.
pub(super) fn looking_back(
    context: &Context,
    store: &Store,
    year: i32,
    subject: Option<&str>,
) -> Result<Ledger, Failure> {
    let book = store.book()?;
    let held_on = book.meeting(year - 1).and_then(|meeting| meeting.held_on);
    // Rows tell of the present: what was finished only after the day reckoned from is still open.
    let since = held_on
        .or_else(|| chrono::NaiveDate::from_ymd_opt(year, 1, 1))
        .min(context.today.succ_opt());
    let scope = Scope {
        year_until: Some(year - 1),
        open_since: Some((year - 1, since)),
        subject: subject.map(str::to_owned),
        ..Scope::default()
    };
    let mut ledger = of(context, store, book, &scope, &[year - 1, year])?;
    ledger
        .tasks
        .retain(|task| covers(task, year, held_on) != Coverage::No);
    Ok(ledger)
}

/// The tasks of a scope as they stood on the context's day, with what surrounds them.
pub(super) fn of(
    context: &Context,
    store: &Store,
    book: Book,
    scope: &Scope,
    draft_years: &[i32],
) -> Result<Ledger, Failure> {
    let tasks = store.tasks_on(scope, context.today)?;
    let mut drafts = Vec::new();
    for (_, document) in &book.documents {
        if draft_years.contains(&document.year)
            && let Some(draft) = draft(store, document)?
        {
            let (year, subject) = (document.year, document.subject.clone());
            drafts.push(RecordedDraft {
                year,
                subject,
                draft,
            });
        }
    }
    let check_code = store.check_code()?;
    Ok(Ledger {
        book,
        tasks,
        drafts,
        today: context.today,
        check_code,
    })
}

/// The draft of an imported document; `None` when its bytes were expunged.
pub(super) fn draft(store: &Store, document: &Document) -> Result<Option<Draft>, Failure> {
    Ok(store
        .bytes(&document.draft)?
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .and_then(|json| written::from_json(&json)))
}
