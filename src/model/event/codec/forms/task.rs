//! Forms of what happens to a task.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::parts::{
    ClosureForm, DeadlineForm, FigureForm, MeasureForm, WithdrawnForm, digest, status_kind,
};
use super::raised::RaisedForm;
use super::{form, raw};
use crate::model::event::codec::CodecFault;
use crate::model::event::{Attached, Change, Progressed, Raised, TaskEvent, TextField};
use crate::model::status::{Closure, Voiding};

#[derive(Serialize, Deserialize)]
struct ProgressedForm {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    measure_done: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_step: Option<String>,
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
struct ClosedForm {
    closure: ClosureForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ReasonForm {
    on: NaiveDate,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct ExtendedForm {
    on: NaiveDate,
    deadline: DeadlineForm,
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
struct ChangeForm {
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<MeasureForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<u32>,
}

pub(super) fn write(event: &TaskEvent) -> Box<RawValue> {
    match event {
        TaskEvent::Raised(raised) => raw(&RaisedForm::of(raised)),
        TaskEvent::Edited(changes) => raw(&changes.iter().map(change_form).collect::<Vec<_>>()),
        TaskEvent::Progressed(noted) => raw(&progressed_form(noted)),
        TaskEvent::Attached(attached) => raw(&AttachedForm {
            on: attached.on,
            name: attached.name.clone(),
            size: attached.size,
            sha256: attached.sha256.to_string(),
        }),
        TaskEvent::Submitted { on, outcome } => raw(&SubmittedForm {
            on: *on,
            outcome: outcome.clone(),
        }),
        TaskEvent::Returned { on, opinion } => raw(&OpinionForm {
            on: *on,
            opinion: opinion.clone(),
        }),
        TaskEvent::Closed { closure, outcome } => raw(&ClosedForm {
            closure: ClosureForm::of(closure),
            outcome: outcome.clone(),
        }),
        TaskEvent::Reopened { on, reason } => raw(&ReasonForm {
            on: *on,
            reason: reason.clone(),
        }),
        TaskEvent::Extended {
            on,
            deadline,
            reason,
            approved_by,
        } => raw(&ExtendedForm {
            on: *on,
            deadline: DeadlineForm::of(deadline),
            reason: reason.clone(),
            approved_by: approved_by.clone(),
        }),
        TaskEvent::Voided(voiding) => raw(&VoidedForm {
            on: voiding.on,
            reason: voiding.reason.clone(),
            into: voiding.into,
        }),
        TaskEvent::Withdrawn { entry, reason } => raw(&WithdrawnForm {
            entry: *entry,
            reason: reason.clone(),
        }),
        TaskEvent::Linked { prior } => raw(&LinkedForm { prior: *prior }),
        TaskEvent::ProposalRejected { text } => raw(&RejectedForm { text: text.clone() }),
    }
}

pub(super) fn read(kind: &str, data: &str) -> Result<Option<TaskEvent>, CodecFault> {
    Ok(Some(match kind {
        "raised" => TaskEvent::Raised(Box::new(read_raised(data)?)),
        "edited" => TaskEvent::Edited(
            form::<Vec<ChangeForm>>(data)?
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
            let form: ClosedForm = form(data)?;
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
            let form: ExtendedForm = form(data)?;
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
    form::<RaisedForm>(data)?.read()
}

fn progressed_form(noted: &Progressed) -> ProgressedForm {
    ProgressedForm {
        on: noted.on,
        text: noted.text.clone(),
        measure: noted.measure,
        measure_done: noted.measure_done,
        figures: noted.figures.iter().map(FigureForm::of).collect(),
        status: noted.status.map(|kind| kind.code().to_owned()),
        reason: noted.reason.clone(),
        next_step: noted.next_step.clone(),
        check: noted.check,
        next_check: noted.next_check,
        internal: noted.internal,
    }
}

fn read_progressed(data: &str) -> Result<Progressed, CodecFault> {
    let form: ProgressedForm = form(data)?;
    Ok(Progressed {
        on: form.on,
        text: form.text,
        measure: form.measure,
        measure_done: form.measure_done,
        figures: form
            .figures
            .into_iter()
            .map(FigureForm::read)
            .collect::<Result<_, _>>()?,
        status: form.status.as_deref().map(status_kind).transpose()?,
        reason: form.reason,
        next_step: form.next_step,
        check: form.check,
        next_check: form.next_check,
        internal: form.internal,
    })
}

fn change_form(change: &Change) -> ChangeForm {
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

fn change(form: ChangeForm) -> Result<Change, CodecFault> {
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
