//! The form of one changed field: `{"field":"lead","text":"张三"}`, `{"field":"deadline","deadline":{…}}` …
//! A field that is not known was written by a newer version.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use super::CodecFault;
use crate::deadline::Deadline;
use crate::event::Change;
use crate::field::TextField;
use crate::measure::Measure;

#[derive(Default, Serialize, Deserialize)]
pub(super) struct ChangeForm<'a> {
    field: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<Cow<'a, [String]>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadline: Option<Cow<'a, Deadline>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<Cow<'a, Measure>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<u32>,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut form = ChangeForm::default();
        let field = match self {
            Self::Text(field, value) => {
                form.text = value.as_deref().map(Cow::Borrowed);
                field.code()
            }
            Self::CoDepts(depts) => {
                form.list = Some(Cow::Borrowed(depts));
                "co_depts"
            }
            Self::Deadline(deadline) => {
                form.deadline = deadline.as_ref().map(Cow::Borrowed);
                "deadline"
            }
            Self::NextCheck(day) => {
                form.day = *day;
                "next_check"
            }
            Self::Measure(measure) => {
                form.measure = Some(Cow::Borrowed(measure));
                "measure"
            }
            Self::MeasureDropped(key) => {
                form.key = Some(*key);
                "measure_dropped"
            }
            Self::SaidOn(day) => {
                form.day = Some(*day);
                "said_on"
            }
            Self::HandedOver { from, on } => {
                form.text = Some(from.into());
                form.day = Some(*on);
                "handed_over"
            }
        };
        form.field = field.into();
        form.serialize(to)
    }
}

impl ChangeForm<'_> {
    pub(super) fn read(self) -> Result<Change, CodecFault> {
        let lacking = || CodecFault::Malformed(format!("change of {} lacks its value", self.field));
        Ok(match self.field.as_ref() {
            "co_depts" => Change::CoDepts(self.list.ok_or_else(lacking)?.into_owned()),
            "deadline" => Change::Deadline(self.deadline.map(Cow::into_owned)),
            "next_check" => Change::NextCheck(self.day),
            "measure" => Change::Measure(self.measure.ok_or_else(lacking)?.into_owned()),
            "measure_dropped" => Change::MeasureDropped(self.key.ok_or_else(lacking)?),
            "said_on" => Change::SaidOn(self.day.ok_or_else(lacking)?),
            "handed_over" => match (self.text, self.day) {
                (Some(from), Some(on)) => Change::HandedOver {
                    from: from.into_owned(),
                    on,
                },
                _ => return Err(CodecFault::Malformed("a hand-over by nobody".to_owned())),
            },
            field => match TextField::from_code(field) {
                Some(field) => Change::Text(field, self.text.map(Cow::into_owned)),
                None => return Err(CodecFault::UnknownKind(format!("edited/{field}"))),
            },
        })
    }
}
