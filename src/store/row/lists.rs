//! Lists inside a row, as JSON arrays; an empty list is null.

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::strange;
use crate::model::digest::Digest;
use crate::model::event::codec::parts::{DeadlineForm, FigureForm, MeasureForm};
use crate::model::task::{Evidence, Extension, Measure, Progress};

#[derive(Serialize, Deserialize)]
struct ProgressForm {
    entry: u64,
    date: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureForm>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    check: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    internal: bool,
}

#[derive(Serialize, Deserialize)]
struct EvidenceForm {
    entry: u64,
    name: String,
    size: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct ExtensionForm {
    on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<DeadlineForm>,
    to: DeadlineForm,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
}

pub(super) fn write<T: Serialize>(list: &[T]) -> Value {
    if list.is_empty() {
        return Value::Null;
    }
    serde_json::to_string(list).map_or(Value::Null, Value::Text)
}

pub(super) fn read<T: DeserializeOwned>(
    row: &Row<'_>,
    index: usize,
) -> Result<Vec<T>, rusqlite::Error> {
    match row.get_ref(index)?.as_str_or_null()? {
        None => Ok(Vec::new()),
        Some(text) => serde_json::from_str(text).map_err(|_| strange(super::COLUMNS[index])),
    }
}

pub(super) fn write_measures(measures: &[Measure]) -> Value {
    write(&measures.iter().map(MeasureForm::of).collect::<Vec<_>>())
}

pub(super) fn read_measures(row: &Row<'_>, index: usize) -> Result<Vec<Measure>, rusqlite::Error> {
    read::<MeasureForm>(row, index)?
        .into_iter()
        .map(|form| form.read().map_err(|_| strange("measures")))
        .collect()
}

pub(super) fn write_progress(progress: &[Progress]) -> Value {
    let form = |note: &Progress| ProgressForm {
        entry: note.entry,
        date: note.date,
        text: note.text.clone(),
        measure: note.measure,
        figures: note.figures.iter().map(FigureForm::of).collect(),
        check: note.check,
        internal: note.internal,
    };
    write(&progress.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_progress(row: &Row<'_>, index: usize) -> Result<Vec<Progress>, rusqlite::Error> {
    let note = |form: ProgressForm| {
        let figures = form
            .figures
            .into_iter()
            .map(FigureForm::read)
            .collect::<Result<_, _>>();
        Ok(Progress {
            entry: form.entry,
            date: form.date,
            text: form.text,
            measure: form.measure,
            figures: figures.map_err(|_| strange("progress"))?,
            check: form.check,
            internal: form.internal,
        })
    };
    read::<ProgressForm>(row, index)?
        .into_iter()
        .map(note)
        .collect()
}

pub(super) fn write_evidence(evidence: &[Evidence]) -> Value {
    let form = |piece: &Evidence| EvidenceForm {
        entry: piece.entry,
        name: piece.name.clone(),
        size: piece.size,
        sha256: piece.sha256.to_string(),
    };
    write(&evidence.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_evidence(row: &Row<'_>, index: usize) -> Result<Vec<Evidence>, rusqlite::Error> {
    let piece = |form: EvidenceForm| {
        let sha256 = Digest::from_hex(&form.sha256).ok_or_else(|| strange("evidence"))?;
        Ok(Evidence {
            entry: form.entry,
            name: form.name,
            size: form.size,
            sha256,
        })
    };
    read::<EvidenceForm>(row, index)?
        .into_iter()
        .map(piece)
        .collect()
}

pub(super) fn write_extensions(extensions: &[Extension]) -> Value {
    let form = |extension: &Extension| ExtensionForm {
        on: extension.on,
        from: extension.from.as_ref().map(DeadlineForm::of),
        to: DeadlineForm::of(&extension.to),
        reason: extension.reason.clone(),
        approved_by: extension.approved_by.clone(),
    };
    write(&extensions.iter().map(form).collect::<Vec<_>>())
}

pub(super) fn read_extensions(
    row: &Row<'_>,
    index: usize,
) -> Result<Vec<Extension>, rusqlite::Error> {
    let extension = |form: ExtensionForm| {
        let deadline = |form: DeadlineForm| form.read().map_err(|_| strange("extensions"));
        Ok(Extension {
            on: form.on,
            from: form.from.map(deadline).transpose()?,
            to: deadline(form.to)?,
            reason: form.reason,
            approved_by: form.approved_by,
        })
    };
    read::<ExtensionForm>(row, index)?
        .into_iter()
        .map(extension)
        .collect()
}
