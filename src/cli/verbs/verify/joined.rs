//! Check codes that were printed from a copy of the ledger before it was joined.

use crate::cli::failure::Failure;
use model::digest::CheckCode;
use model::event::{Event, LedgerEvent};
use store::Store;

/// Entries that are read at once.
const PAGE: u32 = 1000;

/// The copy whose history the code was printed from, and the entry here that proves it: the end of the copy, or
/// one of its entries, which keeps its digest.
pub(super) fn as_of(store: &Store, code: &CheckCode) -> Result<Option<(String, u64)>, Failure> {
    let (mut after, mut from) = (0, None);
    loop {
        let page = store.history(after, PAGE)?;
        for recorded in &page {
            let entry = &recorded.entry;
            if let Event::Ledger(LedgerEvent::Joined(joined)) = &entry.event {
                from = Some(joined.from.clone());
                if joined.code == *code {
                    return Ok(Some((joined.from.clone(), entry.sequence)));
                }
            }
            let is_there = |sequence, digest| sequence == code.entries && code.matches(digest);
            if let Some(origin) = &entry.origin
                && is_there(origin.sequence, &origin.digest)
                && let Some(from) = &from
            {
                return Ok(Some((from.clone(), entry.sequence)));
            }
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = last.entry.sequence,
            _ => return Ok(None),
        }
    }
}
