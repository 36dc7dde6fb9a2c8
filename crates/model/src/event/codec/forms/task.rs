//! Forms of what happens to a task.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use super::parts::{
    ClosureForm, DeadlineForm, FigureForm, MeasureForm, WithdrawnForm, digest, status_kind,
};
use super::raised::RaisedForm;
use super::{form, put};
use crate::event::codec::CodecFault;
use crate::event::{Attached, Change, Progressed, Raised, TaskEvent, TextField};
use crate::status::{Closure, Voiding};

#[derive(Serialize, Deserialize)]
struct ProgressedForm<'a> {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    measure_done: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_step: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    check: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_check: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    internal: bool,
}

#[derive(Serialize, Deserialize)]
struct AttachedForm {
    on: NaiveDate,
    name: String,
    size: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct SubmittedForm {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct OpinionForm {
    on: NaiveDate,
    opinion: String,
}

#[derive(Serialize, Deserialize)]
struct ClosedForm<'a> {
    closure: ClosureForm<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ReasonForm {
    on: NaiveDate,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct ExtendedForm<'a> {
    on: NaiveDate,
    deadline: DeadlineForm<'a>,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct VoidedForm {
    on: NaiveDate,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    into: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct LinkedForm {
    prior: u32,
}

#[derive(Serialize, Deserialize)]
struct RejectedForm {
    text: String,
}

/// One changed field: `{"field":"lead","text":"张三"}`, `{"field":"deadline","deadline":{…}}` …
#[derive(Serialize, Deserialize)]
struct ChangeForm<'a> {
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<MeasureForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<u32>,
}

pub(super) fn write<S: Serializer>(event: &TaskEvent, to: S) -> Result<S::Ok, S::Error> {
    match event {
        TaskEvent::Raised(raised) => put(to, &RaisedForm::of(raised)),
        TaskEvent::Edited(changes) => put(to, &changes.iter().map(change_form).collect::<Vec<_>>()),
        TaskEvent::Progressed(noted) => put(to, &progressed_form(noted)),
        TaskEvent::Attached(attached) => put(
            to,
            &AttachedForm {
                on: attached.on,
                name: attached.name.clone(),
                size: attached.size,
                sha256: attached.sha256.to_string(),
            },
        ),
        TaskEvent::Submitted { on, outcome } => put(
            to,
            &SubmittedForm {
                on: *on,
                outcome: outcome.clone(),
            },
        ),
        TaskEvent::Returned { on, opinion } => put(
            to,
            &OpinionForm {
                on: *on,
                opinion: opinion.clone(),
            },
        ),
        TaskEvent::Closed { closure, outcome } => put(
            to,
            &ClosedForm {
                closure: ClosureForm::of(closure),
                outcome: outcome.clone(),
            },
        ),
        TaskEvent::Reopened { on, reason } => put(
            to,
            &ReasonForm {
                on: *on,
                reason: reason.clone(),
            },
        ),
        TaskEvent::Extended {
            on,
            deadline,
            reason,
            approved_by,
        } => put(
            to,
            &ExtendedForm {
                on: *on,
                deadline: DeadlineForm::of(deadline),
                reason: reason.clone(),
                approved_by: approved_by.clone(),
            },
        ),
        TaskEvent::Voided(voiding) => put(
            to,
            &VoidedForm {
                on: voiding.on,
                reason: voiding.reason.clone(),
                into: voiding.into,
            },
        ),
        TaskEvent::Withdrawn { entry, reason } => put(
            to,
            &WithdrawnForm {
                entry: *entry,
                reason: reason.clone(),
            },
        ),
        TaskEvent::Linked { prior } => put(to, &LinkedForm { prior: *prior }),
        TaskEvent::ProposalRejected { text } => put(to, &RejectedForm { text: text.clone() }),
    }
}

pub(super) fn read(kind: &str, data: &str) -> Result<Option<TaskEvent>, CodecFault> {
    Ok(Some(match kind {
        "raised" => TaskEvent::Raised(Box::new(read_raised(data)?)),
        "edited" => TaskEvent::Edited(
            form::<Vec<ChangeForm<'_>>>(data)?
                .into_iter()
                .map(change)
                .collect::<Result<_, _>>()?,
        ),
        "progressed" => TaskEvent::Progressed(Box::new(read_progressed(data)?)),
        "attached" => {
            let form: AttachedForm = form(data)?;
            let sha256 = digest(&form.sha256)?;
            TaskEvent::Attached(Attached {
                on: form.on,
                name: form.name,
                size: form.size,
                sha256,
            })
        }
        "submitted" => {
            let form: SubmittedForm = form(data)?;
            TaskEvent::Submitted {
                on: form.on,
                outcome: form.outcome,
            }
        }
        "returned" => {
            let form: OpinionForm = form(data)?;
            TaskEvent::Returned {
                on: form.on,
                opinion: form.opinion,
            }
        }
        "closed" => {
            let form: ClosedForm<'_> = form(data)?;
            TaskEvent::Closed {
                closure: Closure::from(form.closure),
                outcome: form.outcome,
            }
        }
        "reopened" => {
            let form: ReasonForm = form(data)?;
            TaskEvent::Reopened {
                on: form.on,
                reason: form.reason,
            }
        }
        "extended" => {
            let form: ExtendedForm<'_> = form(data)?;
            TaskEvent::Extended {
                on: form.on,
                deadline: form.deadline.read()?,
                reason: form.reason,
                approved_by: form.approved_by,
            }
        }
        "voided" => {
            let form: VoidedForm = form(data)?;
            TaskEvent::Voided(Voiding {
                on: form.on,
                reason: form.reason,
                into: form.into,
            })
        }
        "withdrawn" => {
            let form: WithdrawnForm = form(data)?;
            TaskEvent::Withdrawn {
                entry: form.entry,
                reason: form.reason,
            }
        }
        "linked" => TaskEvent::Linked {
            prior: form::<LinkedForm>(data)?.prior,
        },
        "proposal_rejected" => TaskEvent::ProposalRejected {
            text: form::<RejectedForm>(data)?.text,
        },
        _ => return Ok(None),
    }))
}

fn read_raised(data: &str) -> Result<Raised, CodecFault> {
    form::<RaisedForm<'_>>(data)?.read()
}

fn progressed_form(noted: &Progressed) -> ProgressedForm<'_> {
    ProgressedForm {
        on: noted.on,
        text: Cow::Borrowed(&noted.text),
        measure: noted.measure,
        measure_done: noted.measure_done,
        figures: noted.figures.iter().map(FigureForm::of).collect(),
        status: noted.status.map(|kind| kind.code().into()),
        reason: noted.reason.as_deref().map(Cow::Borrowed),
        next_step: noted.next_step.as_deref().map(Cow::Borrowed),
        check: noted.check,
        next_check: noted.next_check,
        internal: noted.internal,
    }
}

fn read_progressed(data: &str) -> Result<Progressed, CodecFault> {
    let form: ProgressedForm<'_> = form(data)?;
    Ok(Progressed {
        on: form.on,
        text: form.text.into_owned(),
        measure: form.measure,
        measure_done: form.measure_done,
        figures: form
            .figures
            .into_iter()
            .map(FigureForm::read)
            .collect::<Result<_, _>>()?,
        status: form.status.as_deref().map(status_kind).transpose()?,
        reason: form.reason.map(Cow::into_owned),
        next_step: form.next_step.map(Cow::into_owned),
        check: form.check,
        next_check: form.next_check,
        internal: form.internal,
    })
}

fn change_form(change: &Change) -> ChangeForm<'_> {
    let mut form = ChangeForm {
        field: String::new(),
        text: None,
        list: None,
        deadline: None,
        day: None,
        measure: None,
        key: None,
    };
    let field = match change {
        Change::Text(field, value) => {
            form.text.clone_from(value);
            field.code()
        }
        Change::CoDepts(depts) => {
            form.list = Some(depts.clone());
            "co_depts"
        }
        Change::Deadline(deadline) => {
            form.deadline = deadline.as_ref().map(DeadlineForm::of);
            "deadline"
        }
        Change::NextCheck(day) => {
            form.day = *day;
            "next_check"
        }
        Change::Measure(measure) => {
            form.measure = Some(MeasureForm::of(measure));
            "measure"
        }
        Change::MeasureDropped(key) => {
            form.key = Some(*key);
            "measure_dropped"
        }
    };
    field.clone_into(&mut form.field);
    form
}

fn change(form: ChangeForm<'_>) -> Result<Change, CodecFault> {
    let lacking = || CodecFault::Malformed(format!("change of {} lacks its value", form.field));
    Ok(match form.field.as_str() {
        "co_depts" => Change::CoDepts(form.list.ok_or_else(lacking)?),
        "deadline" => Change::Deadline(form.deadline.map(DeadlineForm::read).transpose()?),
        "next_check" => Change::NextCheck(form.day),
        "measure" => Change::Measure(form.measure.ok_or_else(lacking)?.read()?),
        "measure_dropped" => Change::MeasureDropped(form.key.ok_or_else(lacking)?),
        field => match TextField::from_code(field) {
            Some(field) => Change::Text(field, form.text),
            None => return Err(CodecFault::UnknownKind(format!("edited/{field}"))),
        },
    })
}
