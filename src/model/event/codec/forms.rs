//! One written form per kind of event.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::CodecFault;
use crate::model::draft::Fact;
use crate::model::event::TextField;
use crate::model::event::{Attached, Change, Event, LedgerEvent, Progressed, Raised, TaskEvent};
use crate::model::meeting::{Document, Meeting};
use crate::model::status::{Closure, Voiding};
use crate::model::unit::{Member, UnitCard};

pub(crate) mod parts;
mod raised;

use parts::{ClosureForm, DeadlineForm, FigureForm, MeasureForm, digest, status_kind};
use raised::RaisedForm;

/// Any of our forms as JSON text.
pub(super) fn json<T: Serialize>(form: &T) -> String {
    // Our forms have string keys and no maps of other keys: serializing them cannot fail.
    serde_json::to_string(form).unwrap_or_default()
}

fn raw<T: Serialize>(form: &T) -> Box<RawValue> {
    RawValue::from_string(json(form)).unwrap_or_default()
}

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
struct WithdrawnForm {
    entry: u64,
    reason: String,
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

#[derive(Serialize, Deserialize)]
struct UnitForm {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SettingForm {
    key: String,
    value: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct MeetingForm {
    year: i32,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<[String; 3]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
struct MemberForm {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    post: Option<String>,
    order: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    depts: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct MemberRemovedForm {
    name: String,
}

#[derive(Serialize, Deserialize)]
struct DocumentForm {
    name: String,
    size: u64,
    sha256: String,
    year: i32,
    subject: String,
    draft: String,
}

#[derive(Serialize, Deserialize)]
struct ExpungedForm {
    sha256: String,
    reason: String,
}

pub(super) fn write(event: &Event) -> Box<RawValue> {
    match event {
        Event::Task(event) => write_task(event),
        Event::Ledger(event) => write_ledger(event),
    }
}

fn write_task(event: &TaskEvent) -> Box<RawValue> {
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

fn write_ledger(event: &LedgerEvent) -> Box<RawValue> {
    match event {
        LedgerEvent::UnitNamed(card) => raw(&UnitForm {
            name: card.name.clone(),
            code: card.code.clone(),
            party: card.party.clone(),
            team: card.team.clone(),
            contact: card.contact.clone(),
        }),
        LedgerEvent::Configured { key, value } => raw(&SettingForm {
            key: key.clone(),
            value: value.clone(),
        }),
        LedgerEvent::MeetingSet(meeting) => raw(&MeetingForm {
            year: meeting.year,
            kind: meeting.kind.clone(),
            name: meeting.name.clone(),
            theme: meeting.theme.clone(),
            held_on: meeting.held_on,
            figures: meeting
                .figures
                .iter()
                .map(|fact| [fact.name.clone(), fact.value.clone(), fact.unit.clone()])
                .collect(),
            fields: meeting.fields.clone(),
        }),
        LedgerEvent::MemberSet(member) => raw(&MemberForm {
            name: member.name.clone(),
            post: member.post.clone(),
            order: member.order,
            depts: member.depts.clone(),
        }),
        LedgerEvent::MemberRemoved { name } => raw(&MemberRemovedForm { name: name.clone() }),
        LedgerEvent::DocumentRead(document) => raw(&DocumentForm {
            name: document.name.clone(),
            size: document.size,
            sha256: document.sha256.to_string(),
            year: document.year,
            subject: document.subject.name().to_owned(),
            draft: document.draft.to_string(),
        }),
        LedgerEvent::Expunged { sha256, reason } => raw(&ExpungedForm {
            sha256: sha256.to_string(),
            reason: reason.clone(),
        }),
        LedgerEvent::Withdrawn { entry, reason } => raw(&WithdrawnForm {
            entry: *entry,
            reason: reason.clone(),
        }),
    }
}

fn form<T: DeserializeOwned>(data: &str) -> Result<T, CodecFault> {
    serde_json::from_str(data).map_err(|fault| CodecFault::Malformed(fault.to_string()))
}

pub(super) fn read(kind: &str, data: &str) -> Result<Event, CodecFault> {
    if let Some(event) = read_task(kind, data)? {
        return Ok(Event::Task(event));
    }
    match read_ledger(kind, data)? {
        Some(event) => Ok(Event::Ledger(event)),
        None => Err(CodecFault::UnknownKind(kind.to_owned())),
    }
}

fn read_task(kind: &str, data: &str) -> Result<Option<TaskEvent>, CodecFault> {
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

fn read_ledger(kind: &str, data: &str) -> Result<Option<LedgerEvent>, CodecFault> {
    Ok(Some(match kind {
        "unit" => {
            let UnitForm {
                name,
                code,
                party,
                team,
                contact,
            } = form(data)?;
            LedgerEvent::UnitNamed(UnitCard {
                name,
                code,
                party,
                team,
                contact,
            })
        }
        "setting" => {
            let SettingForm { key, value } = form(data)?;
            LedgerEvent::Configured { key, value }
        }
        "meeting" => {
            let form: MeetingForm = form(data)?;
            LedgerEvent::MeetingSet(Meeting {
                year: form.year,
                kind: form.kind,
                name: form.name,
                theme: form.theme,
                held_on: form.held_on,
                figures: form
                    .figures
                    .into_iter()
                    .map(|[name, value, unit]| Fact { name, value, unit })
                    .collect(),
                fields: form.fields,
            })
        }
        "member" => {
            let MemberForm {
                name,
                post,
                order,
                depts,
            } = form(data)?;
            LedgerEvent::MemberSet(Member {
                name,
                post,
                order,
                depts,
            })
        }
        "member_removed" => LedgerEvent::MemberRemoved {
            name: form::<MemberRemovedForm>(data)?.name,
        },
        "document" => {
            let form: DocumentForm = form(data)?;
            LedgerEvent::DocumentRead(Document {
                sha256: digest(&form.sha256)?,
                draft: digest(&form.draft)?,
                name: form.name,
                size: form.size,
                year: form.year,
                subject: parts::subject(&form.subject)?,
            })
        }
        "expunged" => {
            let form: ExpungedForm = form(data)?;
            LedgerEvent::Expunged {
                sha256: digest(&form.sha256)?,
                reason: form.reason,
            }
        }
        "ledger_withdrawn" => {
            let form: WithdrawnForm = form(data)?;
            LedgerEvent::Withdrawn {
                entry: form.entry,
                reason: form.reason,
            }
        }
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
