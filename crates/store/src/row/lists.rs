//! Lists inside a row, as JSON arrays; an empty list is null.

use std::borrow::Cow;

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::strange;
use model::digest::Digest;
use model::event::codec::parts::{DeadlineForm, FigureForm, MeasureForm};
use model::task::{Evidence, Extension, Measure, Progress, Task};

#[derive(Serialize, Deserialize)]
struct ProgressForm<'a> {
    entry: u64,
    date: NaiveDate,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureForm<'a>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    check: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    internal: bool,
}

#[derive(Serialize, Deserialize)]
struct EvidenceForm<'a> {
    entry: u64,
    name: Cow<'a, str>,
    size: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct ExtensionForm<'a> {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<DeadlineForm<'a>>,
    to: DeadlineForm<'a>,
    reason: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<Cow<'a, str>>,
}

/// All lists of a task, in the order of their columns.
pub(super) fn write_all(task: &Task) -> [Value; super::LISTS] {
    [
        write(&task.co_depts),
        write(&task.examples),
        write_measures(&task.measures),
        write_progress(&task.progress),
        write_evidence(&task.evidence),
        write_extensions(&task.extensions),
        write(&task.rejected),
        write(&task.returns),
        write(&task.reopenings),
    ]
}

fn write<T: Serialize>(list: &[T]) -> Value {
    if list.is_empty() {
        return Value::Null;
    }
    serde_json::to_string(list).map_or(Value::Null, Value::Text)
}

pub(super) fn read<'a, T: Deserialize<'a>>(
    row: &'a Row<'_>,
    index: usize,
) -> Result<Vec<T>, rusqlite::Error> {
    match row.get_ref(index)?.as_str_or_null()? {
        None => Ok(Vec::new()),
        Some(text) => serde_json::from_str(text).map_err(|_| strange(super::COLUMNS[index])),
    }
}

fn write_measures(measures: &[Measure]) -> Value {
    write(&measures.iter().map(MeasureForm::of).collect::<Vec<_>>())
}

pub(super) fn read_measures(row: &Row<'_>, index: usize) -> Result<Vec<Measure>, rusqlite::Error> {
    read::<MeasureForm<'_>>(row, index)?
        .into_iter()
        .map(|form| form.read().map_err(|_| strange("measures")))
        .collect()
}

fn write_progress(progress: &[Progress]) -> Value {
    fn form(note: &Progress) -> ProgressForm<'_> {
        ProgressForm {
            entry: note.entry,
            date: note.date,
            text: Cow::Borrowed(&note.text),
            measure: note.measure,
            figures: note.figures.iter().map(FigureForm::of).collect(),
            check: note.check,
            internal: note.internal,
        }
    }
    write(&progress.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_progress(row: &Row<'_>, index: usize) -> Result<Vec<Progress>, rusqlite::Error> {
    let note = |form: ProgressForm<'_>| {
        let figures = form
            .figures
            .into_iter()
            .map(FigureForm::read)
            .collect::<Result<_, _>>();
        Ok(Progress {
            entry: form.entry,
            date: form.date,
            text: form.text.into_owned(),
            measure: form.measure,
            figures: figures.map_err(|_| strange("progress"))?,
            check: form.check,
            internal: form.internal,
        })
    };
    read::<ProgressForm<'_>>(row, index)?
        .into_iter()
        .map(note)
        .collect()
}

fn write_evidence(evidence: &[Evidence]) -> Value {
    fn form(piece: &Evidence) -> EvidenceForm<'_> {
        EvidenceForm {
            entry: piece.entry,
            name: Cow::Borrowed(&piece.name),
            size: piece.size,
            sha256: piece.sha256.to_string(),
        }
    }
    write(&evidence.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_evidence(row: &Row<'_>, index: usize) -> Result<Vec<Evidence>, rusqlite::Error> {
    let piece = |form: EvidenceForm<'_>| {
        let sha256 = Digest::from_hex(&form.sha256).ok_or_else(|| strange("evidence"))?;
        Ok(Evidence {
            entry: form.entry,
            name: form.name.into_owned(),
            size: form.size,
            sha256,
        })
    };
    read::<EvidenceForm<'_>>(row, index)?
        .into_iter()
        .map(piece)
        .collect()
}

fn write_extensions(extensions: &[Extension]) -> Value {
    fn form(extension: &Extension) -> ExtensionForm<'_> {
        ExtensionForm {
            on: extension.on,
            from: extension.from.as_ref().map(DeadlineForm::of),
            to: DeadlineForm::of(&extension.to),
            reason: Cow::Borrowed(&extension.reason),
            approved_by: extension.approved_by.as_deref().map(Cow::Borrowed),
        }
    }
    write(&extensions.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_extensions(
    row: &Row<'_>,
    index: usize,
) -> Result<Vec<Extension>, rusqlite::Error> {
    let extension = |form: ExtensionForm<'_>| {
        let deadline = |form: DeadlineForm<'_>| form.read().map_err(|_| strange("extensions"));
        Ok(Extension {
            on: form.on,
            from: form.from.map(deadline).transpose()?,
            to: deadline(form.to)?,
            reason: form.reason.into_owned(),
            approved_by: form.approved_by.map(Cow::into_owned),
        })
    };
    read::<ExtensionForm<'_>>(row, index)?
        .into_iter()
        .map(extension)
        .collect()
}
