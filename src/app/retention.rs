//! Retention (保管期): of which files the contents may be erased, because everything they belong to was over
//! long enough ago. What the history tells stays; only bytes are ever cleared, and only by a person.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use super::fault::Fault;
use model::digest::Digest;
use model::event::{Event, LedgerEvent, TaskEvent};
use model::status::{Status, StatusKind};
use store::Store;

/// A file whose contents were kept long enough.
pub(crate) struct Expired {
    pub digest: Digest,
    pub name: String,
    pub size: u64,
    /// The tasks that it belongs to.
    pub tasks: Vec<u32>,
    /// The day on which the last of them was over; of a document that made none, the day it was read.
    pub over: NaiveDate,
}

/// What is known of a file while the history is read.
struct Use {
    name: String,
    size: u64,
    tasks: Vec<u32>,
    on: NaiveDate,
    /// Under which names it was read: the tasks of a document name that as their origin.
    documents: Vec<String>,
}

/// So many years as somebody writes them; what would be cleared within one is a slip.
pub(crate) fn years(text: &str) -> Option<u32> {
    text.parse().ok().filter(|years| (1..=100).contains(years))
}

/// Entries read at once.
const PAGE: u32 = 500;

/// The files whose contents are here and were kept so many years; the oldest first.
pub(crate) fn expired(store: &Store, years: u32, today: NaiveDate) -> Result<Vec<Expired>, Fault> {
    let Some(until) = today.checked_sub_months(Months::new(years * 12)) else {
        return Ok(Vec::new());
    };
    let mut uses = uses(store)?;
    // What gathered units speak of, too, is theirs to clear.
    for (digest, _) in store.gathered_evidence()? {
        uses.remove(&digest);
    }
    let mut ends: HashMap<u32, Option<NaiveDate>> = HashMap::new();
    let mut found = Vec::new();
    for (digest, one) in uses.drain() {
        let mut over = one.on;
        let mut is_over = true;
        for number in &one.tasks {
            let end = match ends.get(number) {
                Some(known) => *known,
                None => *ends.entry(*number).or_insert(end(store, *number)?),
            };
            match end {
                Some(end) => over = over.max(end),
                None => is_over = false,
            }
        }
        if is_over && over <= until && store.has_bytes(&digest)? {
            found.push(Expired {
                digest,
                name: one.name,
                size: one.size,
                tasks: one.tasks,
                over,
            });
        }
    }
    found.sort_by(|a, b| (a.over, &a.name, a.digest).cmp(&(b.over, &b.name, b.digest)));
    Ok(found)
}

/// Every file of the own history by its digest, with the tasks that it belongs to.
fn uses(store: &Store) -> Result<HashMap<Digest, Use>, Fault> {
    let mut uses: HashMap<Digest, Use> = HashMap::new();
    let mut of_document: HashMap<String, Vec<u32>> = HashMap::new();
    let mut after = 0;
    loop {
        let page = store.history(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.sequence;
        for recorded in page {
            let entry = recorded.entry;
            let on = entry.stamp.when.date_naive();
            let (digest, name, size) = match entry.event {
                Event::Task(TaskEvent::Attached(piece)) => (piece.sha256, piece.name, piece.size),
                Event::Ledger(LedgerEvent::DocumentRead(document)) => {
                    (document.sha256, document.name, document.size)
                }
                Event::Task(TaskEvent::Raised(raised)) => {
                    if let (Some(origin), Some(task)) = (raised.card.origin, entry.task) {
                        of_document.entry(origin.document).or_default().push(task);
                    }
                    continue;
                }
                _ => continue,
            };
            let one = uses.entry(digest).or_insert_with(|| Use {
                name: name.clone(),
                size,
                tasks: Vec::new(),
                on,
                documents: Vec::new(),
            });
            one.on = one.on.max(on);
            match entry.task {
                Some(task) => one.tasks.push(task),
                None => one.documents.push(name),
            }
        }
    }
    for one in uses.values_mut() {
        // The same bytes may have been read under several names: the tasks of each are of it.
        let made = one
            .documents
            .iter()
            .filter_map(|name| of_document.get(name));
        one.tasks.extend(made.flatten());
        one.tasks.sort_unstable();
        one.tasks.dedup();
    }
    Ok(uses)
}

/// The day on which a task was over; `None` while something is left to be done.
fn end(store: &Store, number: u32) -> Result<Option<NaiveDate>, Fault> {
    let task = store.task(number)?;
    Ok(match &task.status {
        Status::Void(voiding) => Some(voiding.on),
        status if status.kind() == StatusKind::Closed => status.on(),
        _ => None,
    })
}
