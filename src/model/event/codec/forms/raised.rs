//! The form of a task's first entry.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{ClosureForm, DeadlineForm, MeasureForm, OriginForm, status_kind, subject};
use crate::model::event::Raised;
use crate::model::event::codec::CodecFault;
use crate::model::status::{Closure, Status};

#[derive(Serialize, Deserialize)]
pub(super) struct RaisedForm {
    on: NaiveDate,
    year: i32,
    subject: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dimension: Option<String>,
    problem: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    detail: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    examples: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MeasureForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    co_depts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prior: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<OriginForm>,
    /// Left out for 未启动, where every task of a document begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// The day of 已完成 or 申请销号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closure: Option<ClosureForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    progress: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl RaisedForm {
    pub(super) fn of(raised: &Raised) -> Self {
        let fresh = raised.status == Status::NotStarted;
        let dated = matches!(raised.status, Status::Done { .. } | Status::Applied { .. });
        Self {
            on: raised.on,
            year: raised.year,
            subject: raised.subject.name().to_owned(),
            dimension: raised.dimension.clone(),
            problem: raised.problem.clone(),
            detail: raised.detail.clone(),
            examples: raised.examples.clone(),
            source: raised.source.clone(),
            theme: raised.theme.clone(),
            target: raised.target.clone(),
            measures: raised.measures.iter().map(MeasureForm::of).collect(),
            lead: raised.lead.clone(),
            dept: raised.dept.clone(),
            owner: raised.owner.clone(),
            co_depts: raised.co_depts.clone(),
            deadline: raised.deadline.as_ref().map(DeadlineForm::of),
            prior: raised.prior,
            origin: raised.origin.as_ref().map(OriginForm::of),
            status: (!fresh).then(|| raised.status.kind().code().to_owned()),
            status_on: raised.status.on().filter(|_| dated),
            closure: raised.status.closure().map(ClosureForm::of),
            outcome: raised.outcome.clone(),
            progress: raised.progress.clone(),
            note: raised.note.clone(),
        }
    }

    pub(super) fn read(self) -> Result<Raised, CodecFault> {
        let status = self.status()?;
        Ok(Raised {
            on: self.on,
            year: self.year,
            subject: subject(&self.subject)?,
            dimension: self.dimension,
            problem: self.problem,
            detail: self.detail,
            examples: self.examples,
            source: self.source,
            theme: self.theme,
            target: self.target,
            measures: self
                .measures
                .into_iter()
                .map(MeasureForm::read)
                .collect::<Result<_, _>>()?,
            lead: self.lead,
            dept: self.dept,
            owner: self.owner,
            co_depts: self.co_depts,
            deadline: self.deadline.map(DeadlineForm::read).transpose()?,
            prior: self.prior,
            origin: self.origin.map(OriginForm::read),
            status,
            outcome: self.outcome,
            progress: self.progress,
            note: self.note,
        })
    }

    fn status(&self) -> Result<Status, CodecFault> {
        use crate::model::status::StatusKind as Kind;
        let kind = self
            .status
            .as_deref()
            .map_or(Ok(Kind::NotStarted), status_kind)?;
        let lacking = || CodecFault::Malformed(format!("{} lacks its proof", kind.code()));
        Ok(match kind {
            Kind::NotStarted => Status::NotStarted,
            Kind::InProgress => Status::InProgress,
            Kind::MostlyDone => Status::MostlyDone,
            Kind::Done => Status::Done {
                on: self.status_on.ok_or_else(lacking)?,
            },
            Kind::Applied => Status::Applied {
                on: self.status_on.ok_or_else(lacking)?,
            },
            Kind::Closed => {
                let form = self.closure.as_ref().ok_or_else(lacking)?;
                Status::Closed(Closure::from(form.clone()))
            }
            Kind::Void => return Err(lacking()),
        })
    }
}
