//! Why something may not happen, as a value.

use chrono::NaiveDate;

use crate::status::{StatusKind, Voiding};

/// What a closure wants and does not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// 整改措施
    Measure,
    /// 整改时限
    Deadline,
    /// 责任人
    Owner,
    /// 整改成效
    Outcome,
    /// 佐证材料
    Evidence,
}

/// Why something may not happen to a task.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The task is void.
    #[error("task is void")]
    Void(Voiding),
    /// Its status does not allow it.
    #[error("status does not allow it")]
    Status {
        /// The status it has.
        is: StatusKind,
        /// The day of that status's proof.
        on: Option<NaiveDate>,
    },
    /// Only a closed task can be reopened.
    #[error("not closed")]
    NotClosed(StatusKind),
    /// 长期坚持 has no end: `close` needs a date first.
    #[error("a long-term task has no end")]
    LongTerm,
    /// Policy `strict` wants more.
    #[error("missing for a closure")]
    Missing(Vec<Missing>),
    /// The verifier must not be the owner.
    #[error("verifier is the owner")]
    SelfVerified(String),
    /// A status that needs its own verb (`submit`, `close`, `retract`).
    #[error("status needs its own verb")]
    NeedsVerb(StatusKind),
    /// No measure with that key.
    #[error("no such measure")]
    NoMeasure(u32),
    /// A day before the task could exist.
    #[error("day before the year")]
    BeforeYear(NaiveDate),
    /// A day that has not come yet.
    #[error("day in the future")]
    Future(NaiveDate),
    /// How a note is to be told has numbers that the note does not have.
    #[error("numbers that the note does not have")]
    Unsaid(Vec<String>),
    /// The new deadline is not after the present one.
    #[error("extension is not later")]
    NotLater(NaiveDate),
    /// Nothing to extend.
    #[error("no dated deadline")]
    NoDeadline,
    /// Nothing would change.
    #[error("nothing changes")]
    NothingChanges,
    /// A task can't continue itself or a later one.
    #[error("not an earlier task")]
    NotEarlier(u32),
    /// A task without a problem is none.
    #[error("no problem")]
    NoProblem,
    /// The entry is none of the task's notes, evidence or links, or was taken back already.
    #[error("entry can't be taken back")]
    NotRetractable(u64),
}
