//! Assembles the value that printed things are made from.

use chrono::NaiveDate;

use super::fault::Fault;
use super::{Call, as_of};
use documents::document::written;
use model::book::Book;
use model::draft::Draft;
use model::ledger::{Ledger, RecordedDraft};
use model::meeting::Document;
use model::scope::{Order, Scope};
use papers::report::{Coverage, Kind, covers};
use serde_json::Value;
use store::Store;

/// Most problems that one report tells of: hundreds of times what an office has in a year, and what a
/// document of so many pages still is.
pub(crate) const MOST: u32 = 20_000;

/// What a report of year `year` speaks of: the year before with what was still open of earlier
/// ones, or the year itself with what was still open, or both.
pub(crate) fn for_report(
    call: Call<'_>,
    store: &Store,
    kind: Kind,
    year: i32,
    subject: Option<&str>,
) -> Result<Ledger, Fault> {
    let book = store.book()?;
    let reports: &[i32] = match kind {
        Kind::Section => &[year],
        Kind::Plan | Kind::Progress => &[year + 1],
        Kind::Full => &[year, year + 1],
    };
    let held_on = |report: i32| book.meeting(report - 1).and_then(|meeting| meeting.held_on);
    let (first, last) = (reports[0], reports[reports.len() - 1]);
    // Rows tell of the present: what was finished only after the day reckoned from is still open.
    let since = held_on(first)
        .or_else(|| NaiveDate::from_ymd_opt(first, 1, 1))
        .min(call.today.succ_opt());
    let scope = Scope {
        year_until: Some(last - 1),
        open_since: Some((first - 1, since)),
        subject: subject.map(str::to_owned),
        ..Scope::default()
    };
    let count = as_of::count_as_of(call, store, &scope)?;
    if count > MOST {
        return Err(Fault::LongReport { count });
    }
    let days: Vec<(i32, Option<NaiveDate>)> = reports
        .iter()
        .map(|report| (*report, held_on(*report)))
        .collect();
    let mut ledger = of(call, store, book, &scope, &[year - 1, year])?;
    ledger.tasks.retain(|task| {
        days.iter()
            .any(|(report, held_on)| covers(task, *report, *held_on) != Coverage::No)
    });
    Ok(ledger)
}

/// The tasks of a scope as they stood on the context's day, with what surrounds them.
pub(crate) fn of(
    call: Call<'_>,
    store: &Store,
    book: Book,
    scope: &Scope,
    draft_years: &[i32],
) -> Result<Ledger, Fault> {
    let tasks = as_of::tasks_as_of(call, store, scope, Order::Number, None)?;
    Ok(Ledger {
        tasks,
        ..around(call, store, book, draft_years)?
    })
}

/// What surrounds the tasks of a scope, and none of them.
pub(crate) fn around(
    call: Call<'_>,
    store: &Store,
    book: Book,
    draft_years: &[i32],
) -> Result<Ledger, Fault> {
    let drafts = drafts(store, &book, |document| {
        draft_years.contains(&document.year)
    })?;
    let check_code = store.check_code()?;
    Ok(Ledger {
        book,
        tasks: Vec::new(),
        drafts,
        today: call.today,
        check_code,
    })
}

/// The drafts of imported documents.
pub(crate) fn drafts(
    store: &Store,
    book: &Book,
    wanted: impl Fn(&Document) -> bool,
) -> Result<Vec<RecordedDraft>, Fault> {
    let mut drafts = Vec::new();
    for document in book.readings().filter(|document| wanted(document)) {
        if let Some(draft) = draft(store, document)? {
            drafts.push(RecordedDraft {
                year: document.year,
                subject: document.subject.clone(),
                draft,
            });
        }
    }
    Ok(drafts)
}

/// The draft of an imported document; `None` when its bytes were expunged.
pub(crate) fn draft(store: &Store, document: &Document) -> Result<Option<Draft>, Fault> {
    Ok(draft_json(store, document)?.and_then(|json| written::from_json(&json)))
}

/// The same as it is kept.
pub(crate) fn draft_json(store: &Store, document: &Document) -> Result<Option<Value>, Fault> {
    Ok(store
        .bytes(&document.draft)?
        .and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}
