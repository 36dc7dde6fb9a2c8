//! Forms of what happens to the ledger itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use super::parts::{self, digest};
use super::{form, put};
use crate::digest::CheckCode;
use crate::draft::Fact;
use crate::event::LedgerEvent;
use crate::event::codec::CodecFault;
use crate::handed::{Gathered, Handed};
use crate::meeting::{Document, Meeting};
use crate::restored::Restored;
use crate::unit::{Member, UnitCard, UnitId};

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

#[derive(Serialize, Deserialize)]
struct GatheredForm {
    unit: u32,
    ledger: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    entries: u64,
    head: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl GatheredForm {
    fn of(gathered: &Gathered) -> Self {
        let Gathered { unit, handed } = gathered.clone();
        Self {
            unit: unit.0,
            ledger: handed.ledger_id,
            name: handed.name,
            code: handed.code,
            entries: handed.entries,
            head: handed.head.to_string(),
            at: None,
            old: None,
            reason: None,
        }
    }

    fn gathered(self) -> Result<Gathered, CodecFault> {
        Ok(Gathered {
            unit: UnitId(self.unit),
            handed: Handed {
                ledger_id: self.ledger,
                name: self.name,
                code: self.code,
                entries: self.entries,
                head: digest(&self.head)?,
            },
        })
    }
}

#[derive(Serialize, Deserialize)]
struct RestoredForm {
    from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaced: Option<String>,
}

pub(super) fn write<S: Serializer>(event: &LedgerEvent, to: S) -> Result<S::Ok, S::Error> {
    match event {
        LedgerEvent::UnitNamed(card) => put(
            to,
            &UnitForm {
                name: card.name.clone(),
                code: card.code.clone(),
                party: card.party.clone(),
                team: card.team.clone(),
                contact: card.contact.clone(),
            },
        ),
        LedgerEvent::Configured { key, value } => put(
            to,
            &SettingForm {
                key: key.clone(),
                value: value.clone(),
            },
        ),
        LedgerEvent::MeetingSet(meeting) => put(
            to,
            &MeetingForm {
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
            },
        ),
        LedgerEvent::MemberSet(member) => put(
            to,
            &MemberForm {
                name: member.name.clone(),
                post: member.post.clone(),
                order: member.order,
                depts: member.depts.clone(),
            },
        ),
        LedgerEvent::MemberRemoved { name } => put(to, &MemberRemovedForm { name: name.clone() }),
        LedgerEvent::DocumentRead(document) => put(
            to,
            &DocumentForm {
                name: document.name.clone(),
                size: document.size,
                sha256: document.sha256.to_string(),
                year: document.year,
                subject: document.subject.name().to_owned(),
                draft: document.draft.to_string(),
            },
        ),
        LedgerEvent::Expunged { sha256, reason } => put(
            to,
            &ExpungedForm {
                sha256: sha256.to_string(),
                reason: reason.clone(),
            },
        ),
        LedgerEvent::Withdrawn { entry, reason } => put(
            to,
            &parts::WithdrawnForm {
                entry: *entry,
                reason: reason.clone(),
            },
        ),
        LedgerEvent::Restored(restored) => put(
            to,
            &RestoredForm {
                from: restored.from.clone(),
                code: restored.code.as_ref().map(ToString::to_string),
                kept: restored.kept.clone(),
                replaced: restored.replaced.as_ref().map(ToString::to_string),
            },
        ),
        LedgerEvent::Gathered(gathered) => put(to, &GatheredForm::of(gathered)),
        LedgerEvent::SetAside { gathered, at } => put(
            to,
            &GatheredForm {
                at: Some(*at),
                ..GatheredForm::of(gathered)
            },
        ),
        LedgerEvent::Replaced {
            gathered,
            old,
            reason,
        } => put(
            to,
            &GatheredForm {
                old: Some(old.0),
                reason: Some(reason.clone()),
                ..GatheredForm::of(gathered)
            },
        ),
    }
}

pub(super) fn read(kind: &str, data: &str) -> Result<Option<LedgerEvent>, CodecFault> {
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
        "restored" => {
            let form: RestoredForm = form(data)?;
            LedgerEvent::Restored(Restored {
                from: form.from,
                code: code(form.code)?,
                kept: form.kept,
                replaced: code(form.replaced)?,
            })
        }
        "ledger_withdrawn" => {
            let form: parts::WithdrawnForm = form(data)?;
            LedgerEvent::Withdrawn {
                entry: form.entry,
                reason: form.reason,
            }
        }
        "gathered" | "set_aside" | "replaced" => gathering(kind, form(data)?)?,
        _ => return Ok(None),
    }))
}

fn gathering(kind: &str, mut form: GatheredForm) -> Result<LedgerEvent, CodecFault> {
    let lacking = |what: &str| CodecFault::Malformed(format!("{kind} without {what}"));
    let (at, old, reason) = (form.at.take(), form.old.take(), form.reason.take());
    let gathered = form.gathered()?;
    Ok(match kind {
        "gathered" => LedgerEvent::Gathered(gathered),
        "set_aside" => LedgerEvent::SetAside {
            gathered,
            at: at.ok_or_else(|| lacking("at"))?,
        },
        _ => LedgerEvent::Replaced {
            gathered,
            old: UnitId(old.ok_or_else(|| lacking("old"))?),
            reason: reason.ok_or_else(|| lacking("reason"))?,
        },
    })
}

fn code(text: Option<String>) -> Result<Option<CheckCode>, CodecFault> {
    let read = |text: String| {
        CheckCode::read(&text).ok_or_else(|| CodecFault::Malformed(format!("check code {text}")))
    };
    text.map(read).transpose()
}
