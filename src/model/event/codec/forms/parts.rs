//! Forms that stand inside others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::deadline::{Deadline, Term};
use crate::model::digest::Digest;
use crate::model::event::codec::CodecFault;
use crate::model::figure::{Figure, Quantity};
use crate::model::status::{Basis, Closure, StatusKind};
use crate::model::subject::Subject;
use crate::model::task::{Measure, Origin};

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
pub(crate) struct DeadlineForm {
    phrase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    term: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
}

impl DeadlineForm {
    pub(crate) fn of(deadline: &Deadline) -> Self {
        Self {
            phrase: deadline.phrase.clone(),
            term: deadline.term.map(|term| term.word().to_owned()),
            day: deadline.date(),
        }
    }

    pub(crate) fn read(self) -> Result<Deadline, CodecFault> {
        let term = match (self.term.as_deref(), self.day) {
            (None, None) => None,
            (Some("date"), Some(day)) => Some(Term::Date(day)),
            (Some("immediate"), None) => Some(Term::Immediate),
            (Some("long_term"), None) => Some(Term::LongTerm),
            (term, _) => return Err(malformed("term", term.unwrap_or_default())),
        };
        Ok(Deadline {
            phrase: self.phrase,
            term,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct OriginForm {
    document: String,
    paragraph: u32,
}

impl OriginForm {
    pub(crate) fn of(origin: &Origin) -> Self {
        Self {
            document: origin.document.clone(),
            paragraph: origin.paragraph,
        }
    }

    pub(crate) fn read(self) -> Origin {
        Origin {
            document: self.document,
            paragraph: self.paragraph,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MeasureForm {
    key: u32,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dept: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<DeadlineForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<OriginForm>,
}

impl MeasureForm {
    pub(crate) fn of(measure: &Measure) -> Self {
        Self {
            key: measure.key,
            text: measure.text.clone(),
            dept: measure.dept.clone(),
            owner: measure.owner.clone(),
            deadline: measure.deadline.as_ref().map(DeadlineForm::of),
            done_on: measure.done_on,
            origin: measure.origin.as_ref().map(OriginForm::of),
        }
    }

    pub(crate) fn read(self) -> Result<Measure, CodecFault> {
        Ok(Measure {
            key: self.key,
            text: self.text,
            dept: self.dept,
            owner: self.owner,
            deadline: self.deadline.map(DeadlineForm::read).transpose()?,
            done_on: self.done_on,
            origin: self.origin.map(OriginForm::read),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct FigureForm {
    name: String,
    value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    unit: String,
}

impl FigureForm {
    pub(crate) fn of(figure: &Figure) -> Self {
        Self {
            name: figure.name.clone(),
            value: figure.value.to_string(),
            unit: figure.unit.clone(),
        }
    }

    pub(crate) fn read(self) -> Result<Figure, CodecFault> {
        let value =
            Quantity::read(&self.value).ok_or_else(|| malformed("quantity", &self.value))?;
        Ok(Figure {
            name: self.name,
            value,
            unit: self.unit,
        })
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ClosureForm {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verifier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    /// The register it was taken over from (据原台账), instead of a basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    register: Option<String>,
}

impl ClosureForm {
    pub(crate) fn of(closure: &Closure) -> Self {
        let (basis, register) = match &closure.basis {
            Basis::Verified(basis) => (basis.clone(), None),
            Basis::Imported(register) => (None, Some(register.clone())),
        };
        Self {
            on: closure.on,
            verifier: closure.verifier.clone(),
            basis,
            register,
        }
    }
}

impl From<ClosureForm> for Closure {
    fn from(form: ClosureForm) -> Self {
        let basis = match form.register {
            Some(register) => Basis::Imported(register),
            None => Basis::Verified(form.basis),
        };
        Self {
            on: form.on,
            verifier: form.verifier,
            basis,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WithdrawnForm {
    pub(crate) entry: u64,
    pub(crate) reason: String,
}
