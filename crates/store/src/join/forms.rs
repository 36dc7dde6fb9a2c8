//! Forms that a copy sent out and took home: their receipts come along, in the numbers of this ledger.

use std::collections::{BTreeMap, HashSet};

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::Joining;
use crate::forms::{CameHome, SentForm, json};
use crate::receipts::{self, Receipt};
use crate::{Error, Store};
use model::event::{Event, LedgerEvent};
use model::join::Plan;

/// Withdrawals of entries of the ledger itself, the latest first.
const WITHDRAWN: &str = "select sequence, body, digest from entry
    where unit = 1 and task is null and kind = 'ledger_withdrawn' order by sequence desc";

/// A form that a copy sent out before it was joined: it says the copy's numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedForm {
    /// What tells it from every other form.
    #[serde(default)]
    pub form: String,
    /// The entry of the join that brought its receipt.
    pub joined: u64,
    /// Tasks that have another number here: the copy's, and here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<u32, u32>,
    /// Measures that have another key here: the task here, the copy's key, and here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<(u32, u32, u32)>,
}

impl MovedForm {
    /// What a task of it, and a measure of that, are called by now.
    pub fn now_called(&self, task: u32, measure: Option<u32>) -> (u32, Option<u32>) {
        let task = self.tasks.get(&task).copied().unwrap_or(task);
        let now = |key: u32| {
            let mut moved = self.measures.iter();
            let moved = moved.find(|(of, there, _)| (*of, *there) == (task, key));
            moved.map_or(key, |(_, _, here)| *here)
        };
        (task, measure.map(now))
    }
}

/// What a receipt says of the join that brought it, beside what it says of its form.
#[derive(Deserialize)]
struct Brought {
    moved: MovedForm,
    #[serde(default)]
    form: String,
}

fn brought(receipt: &Receipt) -> Option<MovedForm> {
    let brought: Brought = serde_json::from_str(&receipt.detail).ok()?;
    Some(MovedForm {
        form: brought.form,
        ..brought.moved
    })
}

/// What tells a receipt from every other one, in whichever copy.
fn name(receipt: &Receipt) -> (&str, bool, &str, &str) {
    let Receipt {
        at,
        returned,
        dept,
        sheet,
        ..
    } = receipt;
    (at, *returned, dept, sheet)
}

impl Store {
    /// The sheets that a copy sent out or took home and of which nothing is known here.
    pub fn forms_beyond(&self, copy: &Self) -> Result<Vec<Receipt>, Error> {
        let known = self.standing_receipts()?;
        let known: HashSet<_> = known.iter().map(name).collect();
        let mut beyond = copy.standing_receipts()?;
        beyond.retain(|receipt| !known.contains(&name(receipt)));
        Ok(beyond)
    }

    /// Every sheet that went out or came home, in the order of its time where copies were joined; without what
    /// a join brought that was taken back.
    pub(crate) fn standing_receipts(&self) -> Result<Vec<Receipt>, Error> {
        let mut receipts = self.receipts()?;
        if !receipts.iter().any(|receipt| brought(receipt).is_some()) {
            return Ok(receipts);
        }
        let undone = self.undone()?;
        receipts
            .retain(|receipt| brought(receipt).is_none_or(|moved| !undone.contains(&moved.joined)));
        receipts.sort_by_key(|receipt| DateTime::parse_from_rfc3339(&receipt.at).ok());
        Ok(receipts)
    }

    /// The forms that copies sent out before they were joined.
    pub fn moved_forms(&self) -> Result<Vec<MovedForm>, Error> {
        let sent = self.standing_receipts()?;
        let sent = sent.iter().filter(|receipt| !receipt.returned);
        Ok(sent.filter_map(brought).collect())
    }

    /// Entries of the ledger itself that were taken back.
    fn undone(&self) -> Result<HashSet<u64>, Error> {
        let mut statement = self.connection.prepare_cached(WITHDRAWN)?;
        let mut gone = HashSet::new();
        for raw in statement.query_map([], crate::read::raw)? {
            let entry = crate::read::recorded(raw?)?.entry;
            if let Event::Ledger(LedgerEvent::Withdrawn { entry: of, .. }) = entry.event
                && !gone.contains(&entry.sequence)
            {
                gone.insert(of);
            }
        }
        Ok(gone)
    }
}

impl Joining<'_, '_> {
    /// Notes these receipts of the copy; `first` is the entry that says that it was joined.
    pub(super) fn forms(
        &mut self,
        plan: &Plan,
        first: u64,
        beyond: &[Receipt],
    ) -> Result<(), Error> {
        let last = self.writer.sequence();
        let moved = MovedForm {
            form: String::new(),
            joined: first,
            tasks: plan.numbers.iter().copied().collect(),
            measures: plan.joined.measures.clone(),
        };
        for receipt in beyond {
            let detail = if receipt.returned {
                self.came(&receipt.detail)
            } else {
                sent(&receipt.detail, &moved, last)
            };
            let detail = marked(detail, &moved);
            let kind = if receipt.returned { "returned" } else { "sent" };
            let columns = [&receipt.at, kind, &receipt.dept, &receipt.sheet, &detail];
            let seal = receipts::append(self.writer.connection(), columns)?;
            self.writer.tail.seals.receipts = Some(seal);
        }
        Ok(())
    }

    /// What came home, with the entries that it made here.
    fn came(&self, detail: &str) -> String {
        let Ok(mut came) = serde_json::from_str::<CameHome>(detail) else {
            return detail.to_owned();
        };
        came.entries = came.entries.and_then(|(first, last)| {
            let mut here = self.entered.range(first..=last).map(|(_, here)| *here);
            let first = here.next()?;
            Some((first, here.next_back().unwrap_or(first)))
        });
        json(&came)
    }
}

/// What went out, with the tasks as they are called here; as it stood then, it stands with what was joined.
fn sent(detail: &str, moved: &MovedForm, last: u64) -> String {
    let Ok(mut sent) = serde_json::from_str::<SentForm>(detail) else {
        return detail.to_owned();
    };
    for task in &mut sent.tasks {
        *task = moved.now_called(*task, None).0;
    }
    sent.entries = last;
    json(&sent)
}

/// The same, saying which join brought it; words of an older program stay words.
fn marked(detail: String, moved: &MovedForm) -> String {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(&detail) else {
        return detail;
    };
    let moved = serde_json::to_value(moved).unwrap_or_default();
    fields.insert("moved".to_owned(), moved);
    serde_json::Value::Object(fields).to_string()
}
