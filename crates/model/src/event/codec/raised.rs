//! The form of a task's first entry.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::values::Day;
use crate::card::Card;
use crate::deadline::Deadline;
use crate::event::Registered;
use crate::measure::{Measure, Origin};
use crate::status::{Closure, Status, StatusKind};
use crate::subject::Subject;

#[derive(Serialize, Deserialize)]
struct RaisedForm<'a> {
    on: Day,
    year: i32,
    subject: Cow<'a, Subject>,
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
    #[serde(default, skip_serializing_if = "<[Measure]>::is_empty")]
    measures: Cow<'a, [Measure]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    co_depts: Cow<'a, [String]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<Cow<'a, Deadline>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prior: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Cow<'a, Origin>>,
    /// Left out for 未启动, where every task of a document begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<StatusKind>,
    /// The day of 已完成 or 申请销号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closure: Option<Cow<'a, Closure>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    progress: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    external: Option<Cow<'a, str>>,
}

impl<'a> RaisedForm<'a> {
    fn of(raised: &'a Registered) -> Self {
        let fresh = raised.status == Status::NotStarted;
        let dated = matches!(raised.status, Status::Done { .. } | Status::Applied { .. });
        let card = &raised.card;
        Self {
            on: Day(raised.on),
            year: card.year,
            subject: Cow::Borrowed(&card.subject),
            dimension: card.dimension.as_deref().map(Cow::Borrowed),
            problem: Cow::Borrowed(&card.problem),
            detail: Cow::Borrowed(&card.detail),
            examples: Cow::Borrowed(&card.examples),
            source: card.source.as_deref().map(Cow::Borrowed),
            theme: card.theme.as_deref().map(Cow::Borrowed),
            target: card.target.as_deref().map(Cow::Borrowed),
            measures: Cow::Borrowed(&card.measures),
            lead: card.lead.as_deref().map(Cow::Borrowed),
            dept: card.dept.as_deref().map(Cow::Borrowed),
            owner: card.owner.as_deref().map(Cow::Borrowed),
            co_depts: Cow::Borrowed(&card.co_depts),
            deadline: card.deadline.as_ref().map(Cow::Borrowed),
            prior: card.prior,
            origin: card.origin.as_ref().map(Cow::Borrowed),
            status: (!fresh).then(|| raised.status.kind()),
            status_on: raised.status.on().filter(|_| dated).map(Day),
            closure: raised.status.closure().map(Cow::Borrowed),
            outcome: card.outcome.as_deref().map(Cow::Borrowed),
            progress: raised.progress.as_deref().map(Cow::Borrowed),
            note: card.note.as_deref().map(Cow::Borrowed),
            external: card.external.as_deref().map(Cow::Borrowed),
        }
    }

    fn read<E: Error>(mut self) -> Result<Registered, E> {
        let status = self.status()?;
        let card = Card {
            year: self.year,
            subject: self.subject.into_owned(),
            dimension: self.dimension.map(Cow::into_owned),
            problem: self.problem.into_owned(),
            detail: self.detail.into_owned(),
            examples: self.examples.into_owned(),
            source: self.source.map(Cow::into_owned),
            theme: self.theme.map(Cow::into_owned),
            external: self.external.map(Cow::into_owned),
            target: self.target.map(Cow::into_owned),
            measures: self.measures.into_owned(),
            lead: self.lead.map(Cow::into_owned),
            dept: self.dept.map(Cow::into_owned),
            owner: self.owner.map(Cow::into_owned),
            co_depts: self.co_depts.into_owned(),
            deadline: self.deadline.map(Cow::into_owned),
            prior: self.prior,
            origin: self.origin.map(Cow::into_owned),
            outcome: self.outcome.map(Cow::into_owned),
            note: self.note.map(Cow::into_owned),
        };
        Ok(Registered {
            on: self.on.0,
            card,
            status,
            progress: self.progress.map(Cow::into_owned),
        })
    }

    fn status<E: Error>(&mut self) -> Result<Status, E> {
        use StatusKind as Kind;
        let kind = self.status.unwrap_or(Kind::NotStarted);
        let lacking = || E::custom(format_args!("{} lacks its proof", kind.code()));
        Ok(match kind {
            Kind::NotStarted => Status::NotStarted,
            Kind::InProgress => Status::InProgress,
            Kind::MostlyDone => Status::MostlyDone,
            Kind::Done => Status::Done {
                on: self.status_on.ok_or_else(lacking)?.0,
            },
            Kind::Applied => Status::Applied {
                on: self.status_on.ok_or_else(lacking)?.0,
            },
            Kind::Closed => {
                let closure = self.closure.take().ok_or_else(lacking)?;
                Status::Closed(closure.into_owned())
            }
            Kind::Void => return Err(lacking()),
        })
    }
}

impl Serialize for Registered {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        RaisedForm::of(self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Registered {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        RaisedForm::deserialize(from)?.read()
    }
}
