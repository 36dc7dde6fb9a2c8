//! Decisions: whether something may happen to a task, and the event that says it did.

mod policy;
mod refusal;
mod told;

pub use policy::Policy;
pub use refusal::{Missing, Refusal};

use chrono::NaiveDate;

use crate::deadline::Deadline;
use crate::event::{Attached, Change, Progressed, TaskEvent, TextField};
use crate::people::all_among;
use crate::status::{Basis, Closure, StatusKind, Voiding};
use crate::task::Task;

/// What `close` was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The day of acceptance.
    pub on: NaiveDate,
    /// Who accepts.
    pub verifier: String,
    /// Minutes or opinion.
    pub basis: Option<String>,
    /// 整改成效
    pub outcome: Option<String>,
}

impl Task {
    /// What a closure would want and not find, an outcome given with it counted as found.
    pub fn missing_for_closure(&self, outcome: Option<&str>) -> Vec<Missing> {
        [
            (Missing::Measure, self.measures.is_empty()),
            (Missing::Deadline, self.deadline.is_none()),
            (Missing::Owner, self.owner.is_none()),
            (
                Missing::Outcome,
                self.outcome.is_none() && outcome.is_none(),
            ),
            (Missing::Evidence, self.evidence.is_empty()),
        ]
        .into_iter()
        .filter_map(|(what, missing)| missing.then_some(what))
        .collect()
    }

    /// 销号, by the rules of the policy.
    pub fn close(&self, closing: Closing, policy: Policy) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        let kind = self.status.kind();
        if kind == StatusKind::Closed || (policy == Policy::Strict && kind != StatusKind::Applied) {
            return Err(self.refuse_status());
        }
        if self.is_long_term() {
            return Err(Refusal::LongTerm);
        }
        self.day(closing.on)?;
        if policy == Policy::Strict {
            let missing = self.missing_for_closure(closing.outcome.as_deref());
            if !missing.is_empty() {
                return Err(Refusal::Missing(missing));
            }
            if all_among(&closing.verifier, self.owner.as_deref().unwrap_or_default()) {
                return Err(Refusal::SelfVerified(closing.verifier));
            }
        }
        let basis = Basis::Verified(closing.basis);
        let closure = Closure {
            on: closing.on,
            verifier: Some(closing.verifier),
            basis,
        };
        Ok(TaskEvent::Closed {
            closure,
            outcome: closing.outcome,
        })
    }

    /// 申请销号: from any open status or 已完成; under `strict` with outcome and evidence.
    pub fn submit(
        &self,
        on: NaiveDate,
        outcome: Option<String>,
        policy: Policy,
    ) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        if matches!(self.status.kind(), StatusKind::Applied | StatusKind::Closed) {
            return Err(self.refuse_status());
        }
        if self.is_long_term() {
            return Err(Refusal::LongTerm);
        }
        self.day(on)?;
        if policy == Policy::Strict {
            let mut missing = self.missing_for_closure(outcome.as_deref());
            missing.retain(|what| matches!(what, Missing::Outcome | Missing::Evidence));
            if !missing.is_empty() {
                return Err(Refusal::Missing(missing));
            }
        }
        Ok(TaskEvent::Submitted { on, outcome })
    }

    /// 退回: only what was applied for can be returned.
    pub fn return_with(&self, on: NaiveDate, opinion: String) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        self.day(on)?;
        match self.status.kind() {
            StatusKind::Applied => Ok(TaskEvent::Returned { on, opinion }),
            _ => Err(self.refuse_status()),
        }
    }

    /// 恢复整改: a closure made in error is undone.
    pub fn reopen(&self, on: NaiveDate, reason: String) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        self.day(on)?;
        match self.status.kind() {
            StatusKind::Closed => Ok(TaskEvent::Reopened { on, reason }),
            kind => Err(Refusal::NotClosed(kind)),
        }
    }

    /// 延期: to a later day than the present one.
    pub fn extend(
        &self,
        on: NaiveDate,
        deadline: Deadline,
        reason: String,
        approved_by: Option<String>,
    ) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        self.day(on)?;
        if self.status.kind().is_finished() {
            return Err(self.refuse_status());
        }
        let due = self.due().ok_or(Refusal::NoDeadline)?;
        if deadline.date().is_some_and(|day| day <= due) {
            return Err(Refusal::NotLater(due));
        }
        Ok(TaskEvent::Extended {
            on,
            deadline,
            reason,
            approved_by,
        })
    }

    /// 记进展: a note, figures, a status among the first four, or any of them.
    pub fn log(&self, progressed: Progressed, today: NaiveDate) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        self.day(progressed.on)?;
        if progressed.on > today {
            return Err(Refusal::Future(progressed.on));
        }
        let unsaid = told::unsaid(&progressed);
        if !unsaid.is_empty() {
            return Err(Refusal::Unsaid(unsaid));
        }
        if let Some(key) = progressed.measure
            && self.measures.iter().all(|measure| measure.key != key)
        {
            return Err(Refusal::NoMeasure(key));
        }
        if let Some(kind) = progressed.status {
            if !kind.is_open() && kind != StatusKind::Done {
                return Err(Refusal::NeedsVerb(kind));
            }
            if matches!(self.status.kind(), StatusKind::Applied | StatusKind::Closed) {
                return Err(self.refuse_status());
            }
            if kind == StatusKind::Done && self.is_long_term() {
                return Err(Refusal::LongTerm);
            }
        }
        // A look-back (回头看) is noted on closed tasks as well; new work is not.
        if self.status.kind() == StatusKind::Closed && !progressed.check && !progressed.internal {
            return Err(self.refuse_status());
        }
        Ok(progressed.recorded())
    }

    /// 添佐证: at any time, dated no earlier than its year.
    pub fn attach(&self, attached: Attached) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        self.day(attached.on)?;
        Ok(TaskEvent::Attached(attached))
    }

    /// 修改: only the values that differ make an entry; a void task stays as it is.
    pub fn edit(&self, changes: Vec<Change>) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        let closed = self.status.kind() == StatusKind::Closed;
        let mut real = Vec::new();
        for change in changes {
            match &change {
                Change::Deadline(Some(deadline)) => {
                    if let Some(day) = deadline.date() {
                        self.day(day)?;
                    }
                }
                Change::Text(TextField::Problem, text)
                    if text.as_deref().is_none_or(|text| text.trim().is_empty()) =>
                {
                    return Err(Refusal::NoProblem);
                }
                Change::MeasureDropped(key) if self.measure(*key).is_none() => {
                    return Err(Refusal::NoMeasure(*key));
                }
                _ => {}
            }
            if self.has(&change) {
                continue;
            }
            // What was accepted is not rewritten afterwards; blanks may still be filled.
            if closed && !self.fills_blank(&change) {
                return Err(self.refuse_status());
            }
            real.push(change);
        }
        if real.is_empty() {
            Err(Refusal::NothingChanges)
        } else {
            Ok(TaskEvent::Edited(real))
        }
    }

    /// The same, said by a form that was handed in on that day.
    pub fn edit_on(&self, changes: Vec<Change>, day: NaiveDate) -> Result<TaskEvent, Refusal> {
        let mut event = self.edit(changes)?;
        if let TaskEvent::Edited(changes) = &mut event {
            changes.push(Change::SaidOn(day));
        }
        Ok(event)
    }

    /// 作废
    pub fn void(&self, voiding: Voiding) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        match voiding.into {
            Some(into) if into == self.number => Err(Refusal::NotEarlier(into)),
            _ => Ok(TaskEvent::Voided(voiding)),
        }
    }

    /// Takes back one of its progress notes, pieces of evidence or links.
    pub fn retract_entry(&self, entry: u64, reason: String) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        let known = self.progress.iter().any(|note| note.entry == entry)
            || self.evidence.iter().any(|piece| piece.entry == entry);
        if known {
            Ok(TaskEvent::Withdrawn { entry, reason })
        } else {
            Err(Refusal::NotRetractable(entry))
        }
    }

    /// 关联: `prior` is an earlier task, of an earlier year or number.
    pub fn link_prior(&self, prior: &Task) -> Result<TaskEvent, Refusal> {
        self.not_void()?;
        prior.not_void()?;
        if (prior.year, prior.number) >= (self.year, self.number) {
            return Err(Refusal::NotEarlier(prior.number));
        }
        if self.prior == Some(prior.number) {
            return Err(Refusal::NothingChanges);
        }
        Ok(TaskEvent::Linked {
            prior: prior.number,
        })
    }

    /// The measure with that key.
    pub fn measure(&self, key: u32) -> Option<&crate::task::Measure> {
        self.measures.iter().find(|measure| measure.key == key)
    }

    /// The key a new measure gets: keys are not reused while a later one stands.
    pub fn next_measure_key(&self) -> u32 {
        self.measures
            .iter()
            .map(|measure| measure.key)
            .max()
            .unwrap_or(0)
            + 1
    }

    /// Whether the change touches nothing that is recorded, or only what is the clerk's own.
    fn fills_blank(&self, change: &Change) -> bool {
        match change {
            Change::Text(TextField::Wording | TextField::Note | TextField::Theme, _)
            | Change::NextCheck(_) => true,
            Change::Text(field, _) => self.text(*field).is_none(),
            Change::CoDepts(_) => self.co_depts.is_empty(),
            Change::Deadline(_) => self.deadline.is_none(),
            Change::Measure(measure) => self.measure(measure.key).is_none(),
            Change::MeasureDropped(_) | Change::SaidOn(_) | Change::HandedOver { .. } => false,
        }
    }

    fn has(&self, change: &Change) -> bool {
        match change {
            Change::Text(TextField::Wording, value) => {
                self.text(TextField::Wording) == value.as_deref() && !self.wording_is_stale()
            }
            Change::Text(field, value) => self.text(*field) == value.as_deref(),
            Change::CoDepts(depts) => self.co_depts == *depts,
            Change::Deadline(deadline) => self.deadline == *deadline,
            Change::NextCheck(day) => self.next_check == *day,
            Change::Measure(measure) => self.measure(measure.key) == Some(measure),
            Change::MeasureDropped(_) => false,
            Change::SaidOn(_) | Change::HandedOver { .. } => true,
        }
    }

    fn not_void(&self) -> Result<(), Refusal> {
        match &self.status {
            crate::status::Status::Void(voiding) => Err(Refusal::Void(voiding.clone())),
            _ => Ok(()),
        }
    }

    fn refuse_status(&self) -> Refusal {
        Refusal::Status {
            is: self.status.kind(),
            on: self.status.on(),
        }
    }

    /// Nothing about a task is dated before the year of its meeting begins.
    fn day(&self, day: NaiveDate) -> Result<(), Refusal> {
        use chrono::Datelike as _;
        if day.year() < self.year {
            Err(Refusal::BeforeYear(day))
        } else {
            Ok(())
        }
    }
}
