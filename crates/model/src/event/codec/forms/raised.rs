//! The form of a task's first entry.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{ClosureForm, DeadlineForm, MeasureForm, OriginForm, status_kind, subject};
use crate::event::Raised;
use crate::event::codec::CodecFault;
use crate::status::{Closure, Status};

#[derive(Serialize, Deserialize)]
pub(super) struct RaisedForm<'a> {
    on: NaiveDate,
    year: i32,
    subject: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dimension: Option<Cow<'a, str>>,
    problem: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    detail: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    examples: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    measures: Vec<MeasureForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    co_depts: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prior: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<OriginForm<'a>>,
    /// Left out for 未启动, where every task of a document begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Cow<'a, str>>,
    /// The day of 已完成 or 申请销号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closure: Option<ClosureForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    progress: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'a, str>>,
}

impl<'a> RaisedForm<'a> {
    pub(super) fn of(raised: &'a Raised) -> Self {
        let fresh = raised.status == Status::NotStarted;
        let dated = matches!(raised.status, Status::Done { .. } | Status::Applied { .. });
        Self {
            on: raised.on,
            year: raised.year,
            subject: raised.subject.name().into(),
            dimension: raised.dimension.as_deref().map(Cow::Borrowed),
            problem: Cow::Borrowed(&raised.problem),
            detail: Cow::Borrowed(&raised.detail),
            examples: Cow::Borrowed(&raised.examples),
            source: raised.source.as_deref().map(Cow::Borrowed),
            theme: raised.theme.as_deref().map(Cow::Borrowed),
            target: raised.target.as_deref().map(Cow::Borrowed),
            measures: raised.measures.iter().map(MeasureForm::of).collect(),
            lead: raised.lead.as_deref().map(Cow::Borrowed),
            dept: raised.dept.as_deref().map(Cow::Borrowed),
            owner: raised.owner.as_deref().map(Cow::Borrowed),
            co_depts: Cow::Borrowed(&raised.co_depts),
            deadline: raised.deadline.as_ref().map(DeadlineForm::of),
            prior: raised.prior,
            origin: raised.origin.as_ref().map(OriginForm::of),
            status: (!fresh).then(|| raised.status.kind().code().into()),
            status_on: raised.status.on().filter(|_| dated),
            closure: raised.status.closure().map(ClosureForm::of),
            outcome: raised.outcome.as_deref().map(Cow::Borrowed),
            progress: raised.progress.as_deref().map(Cow::Borrowed),
            note: raised.note.as_deref().map(Cow::Borrowed),
        }
    }

    pub(super) fn read(self) -> Result<Raised, CodecFault> {
        let status = self.status()?;
        Ok(Raised {
            on: self.on,
            year: self.year,
            subject: subject(&self.subject)?,
            dimension: self.dimension.map(Cow::into_owned),
            problem: self.problem.into_owned(),
            detail: self.detail.into_owned(),
            examples: self.examples.into_owned(),
            source: self.source.map(Cow::into_owned),
            theme: self.theme.map(Cow::into_owned),
            target: self.target.map(Cow::into_owned),
            measures: self
                .measures
                .into_iter()
                .map(MeasureForm::read)
                .collect::<Result<_, _>>()?,
            lead: self.lead.map(Cow::into_owned),
            dept: self.dept.map(Cow::into_owned),
            owner: self.owner.map(Cow::into_owned),
            co_depts: self.co_depts.into_owned(),
            deadline: self.deadline.map(DeadlineForm::read).transpose()?,
            prior: self.prior,
            origin: self.origin.map(OriginForm::read),
            status,
            outcome: self.outcome.map(Cow::into_owned),
            progress: self.progress.map(Cow::into_owned),
            note: self.note.map(Cow::into_owned),
        })
    }

    fn status(&self) -> Result<Status, CodecFault> {
        use crate::status::StatusKind as Kind;
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
