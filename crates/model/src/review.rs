//! Review from above (上级复核): a superior accepts a gathered task or returns it with an opinion. The unit's
//! history is its own: the review is an entry of the superior's, which names the state that was looked at, and
//! becomes an entry of the unit's where it comes down.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::decide::Refusal;
use crate::digest::Digest;
use crate::entry::Entry;
use crate::erased::{self, ERASED};
use crate::event::{Event, TaskEvent};
use crate::status::StatusKind;
use crate::task::Task;

/// What a superior says of a gathered task; entries of its own history hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Id of the unit's ledger.
    pub ledger: String,
    /// Code of the unit, else its name.
    pub unit: String,
    /// The task's number there.
    pub number: u32,
    /// The day.
    pub on: NaiveDate,
    /// 认可, else 退回.
    pub accepted: bool,
    /// 复核意见
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// Sequence of the task's last entry in the unit's history: the state that was looked at.
    pub entry: u64,
    /// The digest of that entry.
    pub digest: Digest,
}

/// A review as it came down to the unit; entries of the task hold it as it is declared here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The day of the review.
    pub on: NaiveDate,
    /// Who reviewed.
    pub by: String,
    /// 认可, else 退回.
    pub accepted: bool,
    /// 复核意见
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// The task's last entry when it was looked at.
    pub entry: u64,
    /// Digest of the superior's own entry: the same review is received once.
    pub digest: Digest,
}

/// What became of a review at the unit, as its gathered history tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It is not known there yet.
    Unsent,
    /// It is known, nothing came after it.
    Received,
    /// It is known, and work went on.
    Working,
    /// It is known, and the task was finished anew.
    Finished,
}

/// What of a task's history came after a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// What the unit made of the review.
    pub answer: Answer,
    /// Whether the unit recorded something of its own after the state that was looked at.
    pub is_changed: bool,
}

impl Review {
    /// The opinion, unless it was erased.
    pub fn said(&self) -> Option<&str> {
        erased::said(self.opinion.as_ref()).map(String::as_str)
    }

    /// What came after it. `of` is the digest of the entry that holds it, `task` the task as it is held now,
    /// `entries` its whole history.
    pub fn since(&self, of: &Digest, task: &Task, entries: &[Entry]) -> Since {
        let received = received(entries, of);
        let later = |after: u64| {
            let later = entries.iter().filter(move |entry| entry.sequence > after);
            later.filter(|entry| is_work(entry))
        };
        let came_with =
            |entry: &Entry| received.is_some_and(|one| one.command() == entry.command());
        // What was recorded with it is no answer yet.
        let after = received.map(|entry| {
            let with_it = entries.iter().filter(|one| came_with(one));
            let last = with_it.map(|one| one.sequence).max();
            last.unwrap_or(entry.sequence)
        });
        let is_finished = matches!(
            task.status.kind(),
            StatusKind::Done | StatusKind::Applied | StatusKind::Closed
        );
        let answer = match after {
            None => Answer::Unsent,
            Some(after) if later(after).next().is_none() => Answer::Received,
            Some(_) if is_finished => Answer::Finished,
            Some(_) => Answer::Working,
        };
        let mut own = later(self.entry);
        Since {
            answer,
            is_changed: own.any(|entry| !came_with(entry)),
        }
    }
}

/// Whether an entry is the unit's own work, no review.
fn is_work(entry: &Entry) -> bool {
    !matches!(entry.event, Event::Task(TaskEvent::Reviewed(_)))
}

/// The entry with which the review of that digest was received, unless that was taken back.
fn received<'a>(entries: &'a [Entry], review: &Digest) -> Option<&'a Entry> {
    let withdrawn = crate::task::withdrawn(entries);
    entries.iter().find(|entry| {
        let is_it =
            matches!(&entry.event, Event::Task(TaskEvent::Reviewed(one)) if one.digest == *review);
        is_it && !withdrawn.contains(&entry.sequence)
    })
}

impl Task {
    /// Whether a superior may say that of it: nothing of what is void, and 认可 only of what is finished.
    pub fn may_be_reviewed(&self, accepted: bool) -> Result<(), Refusal> {
        let kind = self.status.kind();
        let is_open = kind.is_open() && accepted;
        if kind == StatusKind::Void || is_open {
            return Err(Refusal::Status {
                is: kind,
                on: self.status.on(),
            });
        }
        Ok(())
    }

    /// What a review that came down does to the task: it is recorded, and what is returned is open again, with
    /// the opinion. Nothing where it was received before.
    pub fn receive(&self, entries: &[Entry], review: Received) -> Result<Vec<TaskEvent>, Refusal> {
        if received(entries, &review.digest).is_some() {
            return Err(Refusal::NothingChanges);
        }
        self.may_be_reviewed(false)?;
        let (accepted, on) = (review.accepted, review.on);
        let opinion = review.opinion.clone().filter(|text| text != ERASED);
        let opinion = format!("{}复核退回：{}", review.by, opinion.unwrap_or_default());
        let mut events = vec![TaskEvent::Reviewed(review)];
        if !accepted {
            let back = match self.status.kind() {
                StatusKind::Closed => Some(self.reopen(on, opinion)?),
                StatusKind::Applied => Some(self.return_with(on, opinion)?),
                _ => None,
            };
            events.extend(back);
        }
        Ok(events)
    }
}
