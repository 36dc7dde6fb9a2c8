//! Review from above (上级复核): what a department says of gathered tasks, and what became of it there.

mod down;
mod home;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::fault::Fault;
use model::book::Book;
use model::decide::Refusal;
use model::digest::Digest;
use model::entry::{Entry, Recorded};
use model::review::{Review, Since};
use model::task::Task;
use model::unit::UnitId;
use store::{HeldUnit, Store};

pub(crate) use down::{Down, Unfit, file_name, is_review, read, unsent};
pub(crate) use home::{Brought, Meets, brought, record};

/// The last reviews that stand, by the unit's ledger and the task's number.
pub(crate) struct Reviews<'a>(HashMap<(&'a str, u32), (u64, &'a Review)>);

/// A review with what came after it.
pub(crate) struct Reviewed<'a> {
    pub review: &'a Review,
    pub since: Since,
}

impl<'a> Reviews<'a> {
    /// Those of a book that were said by that day.
    pub(crate) fn of(book: &'a Book, day: NaiveDate) -> Self {
        let known = book.reviews.iter().filter(|(_, review)| review.on <= day);
        let by_task = known.map(|(sequence, review)| {
            let key = (review.ledger.as_str(), review.number);
            (key, (*sequence, review))
        });
        Self(by_task.collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The review of a task, with what came after it there.
    pub(crate) fn find(
        &self,
        store: &Store,
        unit: &HeldUnit,
        task: &Task,
    ) -> Result<Option<Reviewed<'a>>, Fault> {
        let key = (unit.ledger_id.as_str(), task.number);
        let Some((sequence, review)) = self.0.get(&key).copied() else {
            return Ok(None);
        };
        let Some(said) = store.entry(UnitId::OWN, sequence)? else {
            return Ok(None);
        };
        // Another history that took the place of the one that was reviewed may call another task so.
        let state = store.entry(unit.id, review.entry)?;
        let is_of_it = |state: &Recorded| {
            state.digest == review.digest && state.entry.task == Some(task.number)
        };
        if !state.as_ref().is_some_and(is_of_it) {
            return Ok(None);
        }
        let entries = entries(store, unit.id, task.number)?;
        Ok(Some(Reviewed {
            review,
            since: review.since(&said.id(), task, &entries),
        }))
    }

    /// Every review of tasks of that unit, by number.
    pub(crate) fn of_unit(&self, unit: &HeldUnit) -> Vec<(u64, &'a Review)> {
        let of_unit = self
            .0
            .iter()
            .filter(|((ledger, _), _)| *ledger == unit.ledger_id);
        let mut all: Vec<(u64, &Review)> = of_unit.map(|(_, found)| *found).collect();
        all.sort_by_key(|(_, review)| review.number);
        all
    }
}

/// The entries of a task of any unit.
pub(crate) fn entries(store: &Store, unit: UnitId, number: u32) -> Result<Vec<Entry>, Fault> {
    let history = store.task_history_in(unit, number)?.into_iter();
    Ok(history.map(|recorded| recorded.entry).collect())
}

/// The digest of an entry of a unit.
pub(crate) fn digest_of(store: &Store, unit: UnitId, entry: u64) -> Result<Option<Digest>, Fault> {
    Ok(store.entry(unit, entry)?.map(|recorded| recorded.digest))
}

/// What is said of a task now: refused where it may not be, or was said before of the same state.
pub(crate) fn decide(
    store: &Store,
    book: &Book,
    unit: &HeldUnit,
    task: &Task,
    (accepted, opinion, on): (bool, Option<&str>, NaiveDate),
) -> Result<Review, Fault> {
    let refused = |refusal| Fault::Refused(task.number, refusal);
    task.may_be_reviewed(accepted).map_err(refused)?;
    let same = Reviews::of(book, on).find(store, unit, task)?;
    if let Some(known) = same {
        let Reviewed { review, since, .. } = known;
        let is_same = (review.accepted, review.opinion.as_deref()) == (accepted, opinion);
        if is_same && !since.is_changed {
            return Err(refused(Refusal::NothingChanges));
        }
    }
    let digest = digest_of(store, unit.id, task.last_entry)?;
    Ok(Review {
        ledger: unit.ledger_id.clone(),
        unit: unit.code.clone(),
        number: task.number,
        on,
        accepted,
        opinion: opinion.map(str::to_owned),
        entry: task.last_entry,
        digest: digest.ok_or(Fault::Store(store::Error::NoEntry(task.last_entry)))?,
    })
}
