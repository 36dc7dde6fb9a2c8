//! The parts of a task that one side may change while the other changes another: what each holds, and how
//! it is told.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::deadline::Deadline;
use crate::event::{Progressed, TextField};
use crate::measure::Measure;
use crate::status::Status;
use crate::task::{Progress, Task};

/// A part of a task.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Text(TextField),
    CoDepts,
    Deadline,
    NextCheck,
    /// A measure by its key, but for whether it is done.
    Measure(u32),
    /// Whether that measure is done.
    Done(u32),
    /// The link to an earlier task.
    Prior,
    Status,
    /// What a form says, of the task or of a measure.
    Said(String, Option<u32>),
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(Option<String>),
    List(Vec<String>),
    /// With what was granted: a deadline that was extended is another than one that was corrected.
    Deadline(Option<Deadline>, Vec<Granted>),
    Day(Option<NaiveDate>),
    Measure(Option<Measure>),
    Number(Option<u32>),
    /// With returns and reopenings: what came of it is not all.
    Status(Status, Vec<(NaiveDate, String)>, Vec<(NaiveDate, String)>),
    Said(Vec<Progress>),
}

type Granted = (NaiveDate, Deadline, String, Option<String>);

impl Part {
    /// The parts that any of these tasks has.
    pub(super) fn all<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> BTreeSet<Self> {
        let mut parts: BTreeSet<Self> = TextField::ALL.into_iter().map(Self::Text).collect();
        parts.extend([
            Self::CoDepts,
            Self::Deadline,
            Self::NextCheck,
            Self::Prior,
            Self::Status,
        ]);
        for task in tasks {
            for measure in &task.measures {
                parts.extend([Self::Measure(measure.key), Self::Done(measure.key)]);
            }
            let said = task.progress.iter().filter_map(|note| {
                let submission = note.submission.clone()?;
                Some(Self::Said(submission, note.measure))
            });
            parts.extend(said);
        }
        parts
    }

    /// The part that a note of a form is.
    pub(super) fn said_by(noted: &Progressed) -> Option<Self> {
        let form = noted.submission.clone()?;
        Some(Self::Said(form, noted.measure))
    }

    /// How a person calls it; no two of a task are called the same, but those of two forms.
    pub(super) fn word(&self) -> String {
        match self {
            Self::Text(field) => field.word().to_owned(),
            Self::CoDepts => "配合部门".to_owned(),
            Self::Deadline => "整改时限".to_owned(),
            Self::NextCheck => "下次检查".to_owned(),
            Self::Measure(key) => format!("措施（{key}）"),
            Self::Done(key) => format!("措施（{key}）完成时间"),
            Self::Prior => "关联".to_owned(),
            Self::Status => "完成状态".to_owned(),
            Self::Said(form, measure) => {
                let measure = measure.map_or_else(String::new, |key| format!("措施（{key}）"));
                let form: String = form.chars().take(4).collect();
                format!("填报表{form}{measure}进展")
            }
        }
    }

    /// What it holds.
    pub(super) fn of(&self, task: &Task) -> Value {
        match self {
            Self::Text(field) => Value::Text(task.text(*field).map(str::to_owned)),
            Self::CoDepts => Value::List(task.co_depts.clone()),
            Self::Deadline => {
                let granted = task.extensions.iter().map(|one| {
                    let by = one.approved_by.clone();
                    (one.on, one.to.clone(), one.reason.clone(), by)
                });
                Value::Deadline(task.deadline.clone(), granted.collect())
            }
            Self::NextCheck => Value::Day(task.next_check),
            Self::Measure(key) => {
                let measure = task.measure(*key).cloned();
                Value::Measure(measure.map(|measure| Measure {
                    done_on: None,
                    ..measure
                }))
            }
            Self::Done(key) => Value::Day(task.measure(*key).and_then(|measure| measure.done_on)),
            Self::Prior => Value::Number(task.prior),
            Self::Status => {
                let reopened = task.reopenings.iter();
                let reopened = reopened.map(|one| (one.on, one.reason.clone()));
                Value::Status(
                    task.status.clone(),
                    task.returns.clone(),
                    reopened.collect(),
                )
            }
            Self::Said(form, measure) => {
                let of_form = |note: &&Progress| {
                    note.submission.as_ref() == Some(form) && note.measure == *measure
                };
                let notes = task.progress.iter().filter(of_form).cloned();
                Value::Said(notes.map(|note| Progress { entry: 0, ..note }).collect())
            }
        }
    }

    /// Whether the model lets it be changed after that task was closed.
    pub(super) fn stays_open(&self, closed: &Task) -> bool {
        match self {
            Self::Text(TextField::Wording | TextField::Note | TextField::Theme)
            | Self::NextCheck
            | Self::Done(_)
            | Self::Prior
            | Self::Status
            | Self::Said(..) => true,
            Self::Text(field) => closed.text(*field).is_none(),
            Self::CoDepts => closed.co_depts.is_empty(),
            Self::Deadline => closed.deadline.is_none(),
            Self::Measure(key) => closed.measure(*key).is_none(),
        }
    }
}

impl Value {
    /// The value in a few words; empty where there is none.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Text(text) => text.clone().unwrap_or_default(),
            Self::List(list) => list.join("、"),
            Self::Deadline(deadline, granted) => {
                let told = deadline.as_ref().map(Deadline::told);
                let told = told.unwrap_or_default();
                match granted.last() {
                    Some((on, _, reason, _)) => format!("{told}（{on}延期：{reason}）"),
                    None => told,
                }
            }
            Self::Day(day) => day.map_or_else(String::new, |day| day.to_string()),
            Self::Measure(measure) => measure.as_ref().map_or_else(String::new, measure_told),
            Self::Number(number) => {
                number.map_or_else(String::new, |number| format!("第 {number} 项"))
            }
            Self::Status(status, ..) => status_told(status),
            Self::Said(notes) => {
                let texts = notes.iter().map(|note| note.text.as_str());
                texts.collect::<Vec<_>>().join("；")
            }
        }
    }
}

fn measure_told(measure: &Measure) -> String {
    let mut told = measure.text.clone();
    let deadline = measure.deadline.as_ref();
    let deadline = deadline.map(Deadline::told);
    for more in [&measure.dept, &measure.owner, &deadline]
        .into_iter()
        .flatten()
    {
        told += &format!("，{more}");
    }
    told
}

fn status_told(status: &Status) -> String {
    let day = status
        .on()
        .map_or_else(String::new, |on| format!("（{on}）"));
    let word = status.kind().word();
    match status {
        Status::Void(voiding) => format!("{word}{day}：{}", voiding.reason),
        _ => format!("{word}{day}"),
    }
}
