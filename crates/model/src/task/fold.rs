//! How events make a task. Events were decided before they were recorded, so nothing here can fail.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{Evidence, Extension, Progress, Reopening, Task, Wording};
use crate::entry::Entry;
use crate::erased::{self, ERASED};
use crate::event::{Change, Event, Progressed, Registered, TaskEvent, TextField};
use crate::institution::{self, Established};
use crate::status::Status;

impl Task {
    /// The task that these entries make, in their order; entries taken back by a later one have no
    /// effect. `None` when no entry raised it.
    pub fn fold(number: u32, entries: &[Entry]) -> Option<Self> {
        let withdrawn = withdrawn(entries);
        Self::fold_by(number, entries, |entry, event| {
            (!withdrawn.contains(&entry.sequence)).then_some(Cow::Borrowed(event))
        })
    }

    /// The same of what `told` leaves of each event; what raised the task is never left out whole.
    pub(super) fn fold_by<'a>(
        number: u32,
        entries: &'a [Entry],
        told: impl Fn(&Entry, &'a TaskEvent) -> Option<Cow<'a, TaskEvent>>,
    ) -> Option<Self> {
        let mut task = None::<Self>;
        for entry in entries {
            let Event::Task(event) = &entry.event else {
                continue;
            };
            let told = told(entry, event);
            match (&mut task, event) {
                (None, TaskEvent::Raised(raised)) => {
                    let raised = match told.as_deref() {
                        Some(TaskEvent::Raised(told)) => told,
                        _ => raised,
                    };
                    task = Some(Self::raised(
                        number,
                        entry.sequence,
                        raised.as_ref().clone(),
                    ));
                }
                (Some(task), _) => {
                    task.last_entry = entry.sequence;
                    if let Some(event) = told {
                        task.apply(entry.sequence, &event);
                    }
                }
                (None, _) => {}
            }
        }
        task
    }

    /// A new task.
    pub fn raised(number: u32, sequence: u64, raised: Registered) -> Self {
        let told = erased::said(raised.progress.as_ref()).cloned();
        let progress = told.map(|text| Progress {
            entry: sequence,
            date: raised.on,
            institutions: institution::read_first(&text),
            text,
            measure: None,
            figures: Vec::new(),
            check: false,
            internal: false,
            submission: None,
            told: None,
        });
        let mut task = Self {
            number,
            unit: None,
            card: erased::card(raised.card),
            next_check: None,
            extensions: Vec::new(),
            latest_on: raised.status.on(),
            status: erased::status(raised.status),
            reason: None,
            next_step: None,
            wording: None,
            progress: progress.into_iter().collect(),
            evidence: Vec::new(),
            outcome_institutions: Vec::new(),
            rejected: Vec::new(),
            returns: Vec::new(),
            reopenings: Vec::new(),
            raised_on: raised.on,
            raised_entry: sequence,
            last_entry: sequence,
        };
        task.outcome_told(sequence, None);
        task
    }

    /// Applies one event. It was decided before it was recorded, so this cannot fail; an entry that
    /// takes another back needs [`Task::fold`] over all of them.
    pub fn apply(&mut self, sequence: u64, event: &TaskEvent) {
        self.last_entry = sequence;
        self.latest_on = self.latest_on.max(event.on());
        match event {
            TaskEvent::Raised(_) | TaskEvent::Withdrawn { .. } | TaskEvent::Reviewed(_) => {}
            TaskEvent::Edited(changes) => {
                for change in changes {
                    self.change(sequence, change);
                }
                if changes.iter().any(is_outcome) {
                    self.outcome_told(sequence, event.on());
                }
            }
            TaskEvent::Progressed(progressed) => self.progressed(sequence, progressed),
            TaskEvent::Attached(attached) => self.evidence.push(Evidence {
                entry: sequence,
                name: attached.name.clone(),
                size: attached.size,
                sha256: attached.sha256,
            }),
            TaskEvent::Submitted { on, outcome } => {
                self.status = Status::Applied { on: *on };
                self.outcome_given(sequence, outcome.as_ref());
            }
            TaskEvent::Returned { on, opinion } => {
                self.status = Status::InProgress;
                self.returns.push((*on, opinion.clone()));
            }
            TaskEvent::Closed { closure, outcome } => {
                self.status = Status::Closed(erased::closure(closure.clone()));
                self.outcome_given(sequence, outcome.as_ref());
            }
            TaskEvent::Reopened { on, reason } => self.reopened(*on, reason),
            TaskEvent::Extended {
                on,
                deadline,
                reason,
                approved_by,
            } => {
                let to = erased::deadline(Some(deadline)).unwrap_or_else(|| deadline.clone());
                let from = self.deadline.replace(to.clone());
                self.extensions.push(Extension {
                    on: *on,
                    from,
                    to,
                    reason: erased::said(Some(reason)).cloned().unwrap_or_default(),
                    approved_by: erased::said(approved_by.as_ref()).cloned(),
                });
            }
            TaskEvent::Voided(voiding) => self.status = Status::Void(voiding.clone()),
            TaskEvent::Linked { prior } => self.prior = Some(*prior),
            TaskEvent::ProposalRejected { text } => self.rejected.push(text.clone()),
        }
    }

    fn reopened(&mut self, on: NaiveDate, reason: &String) {
        let finished_on = self.finished_on();
        self.status = Status::InProgress;
        self.reopenings.push(Reopening {
            on,
            reason: erased::said(Some(reason)).cloned().unwrap_or_default(),
            finished_on,
            outcome: self.outcome.clone(),
        });
    }

    fn progressed(&mut self, sequence: u64, noted: &Progressed) {
        let institutions = match &noted.institutions {
            Some(told) => told.clone(),
            None => institution::read_first(&noted.text),
        };
        if !noted.text.is_empty() || !noted.figures.is_empty() || !institutions.is_empty() {
            // What one form said is said once: handed in again, it is what it says now.
            if noted.submission.is_some() {
                let again = |earlier: &Progress| {
                    earlier.submission == noted.submission && earlier.measure == noted.measure
                };
                self.progress.retain(|earlier| !again(earlier));
            }
        }
        let is_told = noted.text != ERASED
            && (!noted.text.is_empty() || !noted.figures.is_empty() || !institutions.is_empty());
        if is_told {
            let place = self
                .progress
                .partition_point(|earlier| earlier.date <= noted.on);
            let progress = Progress {
                entry: sequence,
                date: noted.on,
                text: noted.text.clone(),
                measure: noted.measure,
                figures: noted.figures.clone(),
                check: noted.check,
                internal: noted.internal,
                submission: noted.submission.clone(),
                institutions,
                told: noted.told.clone(),
            };
            self.progress.insert(place, progress);
        }
        if noted.measure_done
            && let Some(measure) = self
                .measures
                .iter_mut()
                .find(|m| Some(m.key) == noted.measure)
        {
            measure.done_on = Some(noted.on);
        }
        match noted
            .status
            .and_then(|kind| Status::declared(kind, noted.on))
        {
            Some(status) => self.status = status,
            None if self.status == Status::NotStarted => self.status = Status::InProgress,
            None => {}
        }
        replace(&mut self.reason, noted.reason.as_ref());
        replace(&mut self.next_step, noted.next_step.as_ref());
        if noted.check || noted.next_check.is_some() {
            self.next_check = noted.next_check;
        }
    }

    /// An application or closure that states the outcome.
    fn outcome_given(&mut self, sequence: u64, outcome: Option<&String>) {
        if outcome.is_some() {
            replace(&mut self.outcome, outcome);
            self.outcome_told(sequence, None);
        }
    }

    /// Reads what the present outcome tells of. It belongs to its own day where it has one, else to that
    /// of the newest note or status.
    fn outcome_told(&mut self, sequence: u64, on: Option<NaiveDate>) {
        let outcome = self.outcome.as_deref().unwrap_or_default();
        let read = institution::read_first(outcome);
        let newest = self.progress.iter().map(|note| note.date).max();
        let date = on
            .or(newest.max(self.status.on()))
            .unwrap_or(self.raised_on);
        let told = read.into_iter().map(|institution| Established {
            institution,
            date,
            entry: sequence,
        });
        self.outcome_institutions = told.collect();
    }

    fn change(&mut self, sequence: u64, change: &Change) {
        match change {
            Change::Text(TextField::Problem, value) => {
                self.problem = value.clone().unwrap_or_default();
            }
            Change::Text(TextField::Detail, value) => {
                self.detail = erased::said(value.as_ref()).cloned().unwrap_or_default();
            }
            Change::Text(TextField::Wording, value) => {
                self.wording = erased::said(value.as_ref()).map(|text| Wording {
                    text: text.clone(),
                    entry: sequence,
                });
            }
            Change::Text(field, value) => {
                if let Some(slot) = self.text_slot(*field) {
                    *slot = erased::said(value.as_ref()).cloned();
                }
            }
            Change::CoDepts(depts) => self.co_depts = erased::names(depts),
            Change::Deadline(deadline) => self.deadline = erased::deadline(deadline.as_ref()),
            Change::NextCheck(day) => self.next_check = *day,
            Change::Measure(measure) => {
                let measure = erased::measure(measure.clone());
                match self
                    .measures
                    .iter_mut()
                    .find(|known| known.key == measure.key)
                {
                    Some(known) => *known = measure,
                    None => self.measures.push(measure),
                }
            }
            Change::MeasureDropped(key) => self.measures.retain(|measure| measure.key != *key),
            Change::SaidOn(_) | Change::HandedOver { .. } => {}
        }
    }

    fn text_slot(&mut self, field: TextField) -> Option<&mut Option<String>> {
        Some(match field {
            TextField::Dimension => &mut self.dimension,
            TextField::Source => &mut self.source,
            TextField::Theme => &mut self.theme,
            TextField::External => &mut self.external,
            TextField::Target => &mut self.target,
            TextField::Lead => &mut self.lead,
            TextField::Dept => &mut self.dept,
            TextField::Owner => &mut self.owner,
            TextField::Outcome => &mut self.outcome,
            TextField::Reason => &mut self.reason,
            TextField::NextStep => &mut self.next_step,
            TextField::Note => &mut self.note,
            TextField::Problem | TextField::Detail | TextField::Wording => return None,
        })
    }
}

fn is_outcome(change: &Change) -> bool {
    matches!(change, Change::Text(TextField::Outcome, _))
}

/// Sequences of the entries that a later one takes back; one that is taken back itself takes nothing back.
pub(crate) fn withdrawn(entries: &[Entry]) -> Vec<u64> {
    let mut gone = Vec::new();
    for entry in entries.iter().rev() {
        if let Event::Task(TaskEvent::Withdrawn { entry: of, .. }) = &entry.event
            && !gone.contains(&entry.sequence)
        {
            gone.push(*of);
        }
    }
    gone
}

fn replace(slot: &mut Option<String>, value: Option<&String>) {
    if value.is_some() {
        *slot = erased::said(value).cloned();
    }
}
