//! How values are written that stand inside others, where that is not just field by field.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::deadline::{Deadline, Term};
use crate::digest::{CheckCode, Digest};
use crate::draft::Fact;
use crate::figure::{Approx, Quantity};
use crate::status::{Basis, Closure, StatusKind};
use crate::subject::Subject;
use office::text::iso;

fn malformed<E: Error>(what: &str, value: &str) -> E {
    E::custom(format_args!("{what}: {value}"))
}

/// Values that are written as one text: how it is written, and read.
macro_rules! as_text {
    ($($value:ty, $what:literal, $write:expr, $read:expr;)+) => {$(
        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&$write(self))
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(from)?;
                $read(&text).ok_or_else(|| malformed($what, &text))
            }
        }
    )+};
}

as_text! {
    Digest, "digest", Digest::to_string, Digest::from_hex;
    CheckCode, "check code", CheckCode::to_string, CheckCode::read;
    Subject, "subject", Subject::name, Subject::read;
    StatusKind, "status", |kind: &StatusKind| kind.code(), StatusKind::from_code;
    Quantity, "quantity", Quantity::to_string, Quantity::read;
    Approx, "approx", |approx: &Approx| approx.word(), Approx::from_word;
}

/// A day as it is written inside others, read at once where it is written as we write it.
#[derive(Clone, Copy, Serialize)]
#[serde(transparent)]
pub(super) struct Day(pub(super) NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(from)?;
        let day = iso::read(&text).map_or_else(|| text.parse(), Ok);
        day.map(Self).map_err(Error::custom)
    }
}

/// The same of a moment.
pub(super) struct Moment(pub(super) DateTime<FixedOffset>);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(from)?;
        let when = iso::read_moment(&text).map_or_else(|| text.parse(), Ok);
        when.map(Self).map_err(Error::custom)
    }
}

/// A text, borrowed where it is written as it reads.
#[derive(Debug, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[derive(Serialize, Deserialize)]
struct DeadlineForm<'a> {
    phrase: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    term: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Day>,
}

impl Serialize for Deadline {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let form = DeadlineForm {
            phrase: Cow::Borrowed(&self.phrase),
            term: self.term.map(|term| term.word().into()),
            day: self.date().map(Day),
        };
        form.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Deadline {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let form = DeadlineForm::deserialize(from)?;
        let term = match (form.term.as_deref(), form.day) {
            (None, None) => None,
            (Some("date"), Some(Day(day))) => Some(Term::Date(day)),
            (Some("immediate"), None) => Some(Term::Immediate),
            (Some("long_term"), None) => Some(Term::LongTerm),
            (term, _) => return Err(malformed("term", term.unwrap_or_default())),
        };
        let phrase = form.phrase.into_owned();
        Ok(Self { phrase, term })
    }
}

#[derive(Serialize, Deserialize)]
struct ClosureForm<'a> {
    on: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verifier: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Cow<'a, str>>,
    /// The register it was taken over from (据原台账), instead of a basis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    register: Option<Cow<'a, str>>,
}

impl Serialize for Closure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (basis, register) = match &self.basis {
            Basis::Verified(basis) => (basis.as_deref().map(Cow::Borrowed), None),
            Basis::Imported(register) => (None, Some(Cow::Borrowed(register.as_str()))),
        };
        let form = ClosureForm {
            on: Day(self.on),
            verifier: self.verifier.as_deref().map(Cow::Borrowed),
            basis,
            register,
        };
        form.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Closure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let form = ClosureForm::deserialize(from)?;
        let basis = match form.register {
            Some(register) => Basis::Imported(register.into_owned()),
            None => Basis::Verified(form.basis.map(Cow::into_owned)),
        };
        Ok(Self {
            on: form.on.0,
            verifier: form.verifier.map(Cow::into_owned),
            basis,
        })
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        [&self.name, &self.value, &self.unit].serialize(to)
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let [name, value, unit] = <[String; 3]>::deserialize(from)?;
        Ok(Self { name, value, unit })
    }
}
