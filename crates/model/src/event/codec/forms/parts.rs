//! Forms that stand inside others.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::deadline::{Deadline, Term};
use crate::digest::Digest;
use crate::event::codec::CodecFault;
use crate::figure::{Approx, Figure, Quantity};
use crate::status::{Basis, Closure, StatusKind};
use crate::subject::Subject;
use crate::task::{Measure, Origin};

fn malformed(what: &str, value: &str) -> CodecFault {
    CodecFault::Malformed(format!("{what}: {value}"))
}

pub(crate) fn digest(hex: &str) -> Result<Digest, CodecFault> {
    Digest::from_hex(hex).ok_or_else(|| malformed("digest", hex))
}

pub(crate) fn subject(name: &str) -> Result<Subject, CodecFault> {
    Subject::read(name).ok_or_else(|| malformed("subject", name))
}

pub(crate) fn status_kind(code: &str) -> Result<StatusKind, CodecFault> {
    StatusKind::from_code(code).ok_or_else(|| malformed("status", code))
}

#[derive(Serialize, Deserialize)]
/// The written form, kept as columns too.
pub struct DeadlineForm<'a> {
    phrase: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    term: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
}

impl<'a> DeadlineForm<'a> {
    /// Its form.
    pub fn of(deadline: &'a Deadline) -> Self {
        Self {
            phrase: Cow::Borrowed(&deadline.phrase),
            term: deadline.term.map(|term| term.word().into()),
            day: deadline.date(),
        }
    }

    /// What the form says; a fault where no such thing exists.
    pub fn read(self) -> Result<Deadline, CodecFault> {
        let term = match (self.term.as_deref(), self.day) {
            (None, None) => None,
            (Some("date"), Some(day)) => Some(Term::Date(day)),
            (Some("immediate"), None) => Some(Term::Immediate),
            (Some("long_term"), None) => Some(Term::LongTerm),
            (term, _) => return Err(malformed("term", term.unwrap_or_default())),
        };
        Ok(Deadline {
            phrase: self.phrase.into_owned(),
            term,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct OriginForm<'a> {
    document: Cow<'a, str>,
    paragraph: u32,
}

impl<'a> OriginForm<'a> {
    pub(crate) fn of(origin: &'a Origin) -> Self {
        Self {
            document: Cow::Borrowed(&origin.document),
            paragraph: origin.paragraph,
        }
    }

    pub(crate) fn read(self) -> Origin {
        Origin {
            document: self.document.into_owned(),
            paragraph: self.paragraph,
        }
    }
}

#[derive(Serialize, Deserialize)]
/// The written form, kept as columns too.
pub struct MeasureForm<'a> {
    key: u32,
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<OriginForm<'a>>,
}

impl<'a> MeasureForm<'a> {
    /// Its form.
    pub fn of(measure: &'a Measure) -> Self {
        Self {
            key: measure.key,
            text: Cow::Borrowed(&measure.text),
            dept: measure.dept.as_deref().map(Cow::Borrowed),
            owner: measure.owner.as_deref().map(Cow::Borrowed),
            deadline: measure.deadline.as_ref().map(DeadlineForm::of),
            done_on: measure.done_on,
            origin: measure.origin.as_ref().map(OriginForm::of),
        }
    }

    /// What the form says; a fault where no such thing exists.
    pub fn read(self) -> Result<Measure, CodecFault> {
        Ok(Measure {
            key: self.key,
            text: self.text.into_owned(),
            dept: self.dept.map(Cow::into_owned),
            owner: self.owner.map(Cow::into_owned),
            deadline: self.deadline.map(DeadlineForm::read).transpose()?,
            done_on: self.done_on,
            origin: self.origin.map(OriginForm::read),
        })
    }
}

#[derive(Serialize, Deserialize)]
/// The written form, kept as columns too.
pub struct FigureForm<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    unit: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approx: Option<Cow<'a, str>>,
}

impl<'a> FigureForm<'a> {
    /// Its form.
    pub fn of(figure: &'a Figure) -> Self {
        Self {
            name: Cow::Borrowed(&figure.name),
            value: figure.value.to_string().into(),
            unit: Cow::Borrowed(&figure.unit),
            approx: figure.approx.map(|approx| approx.word().into()),
        }
    }

    /// What the form says; a fault where no such thing exists.
    pub fn read(self) -> Result<Figure, CodecFault> {
        let value =
            Quantity::read(&self.value).ok_or_else(|| malformed("quantity", &self.value))?;
        let approx = match self.approx.as_deref() {
            None => None,
            Some(word) => Some(Approx::from_word(word).ok_or_else(|| malformed("approx", word))?),
        };
        Ok(Figure {
            name: self.name.into_owned(),
            value,
            approx,
            unit: self.unit.into_owned(),
        })
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ClosureForm<'a> {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verifier: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Cow<'a, str>>,
    /// The register it was taken over from (据原台账), instead of a basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    register: Option<Cow<'a, str>>,
}

impl<'a> ClosureForm<'a> {
    pub(crate) fn of(closure: &'a Closure) -> Self {
        let (basis, register) = match &closure.basis {
            Basis::Verified(basis) => (basis.as_deref().map(Cow::Borrowed), None),
            Basis::Imported(register) => (None, Some(Cow::Borrowed(register.as_str()))),
        };
        Self {
            on: closure.on,
            verifier: closure.verifier.as_deref().map(Cow::Borrowed),
            basis,
            register,
        }
    }
}

impl From<ClosureForm<'_>> for Closure {
    fn from(form: ClosureForm<'_>) -> Self {
        let basis = match form.register {
            Some(register) => Basis::Imported(register.into_owned()),
            None => Basis::Verified(form.basis.map(Cow::into_owned)),
        };
        Self {
            on: form.on,
            verifier: form.verifier.map(Cow::into_owned),
            basis,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WithdrawnForm {
    pub(crate) entry: u64,
    pub(crate) reason: String,
}
