//! A reading that a person set right (读取稿): written as a text, and taken back for the document it is of.

use std::path::{Component, Path, PathBuf};

use super::{Unsure, Wishes, document, register};
use crate::app::fault::Fault;
use crate::app::files::{self, Correction, Reading};
use documents::document::editable::{self, EditFault, Edited, Slip};
use documents::register::{Due, RegisterMeasure, RegisterRow};
use model::digest::Digest;
use model::draft::{Draft, DraftTask, Problem};

/// Why the text of a reading can't be written or taken back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditedFault {
    /// A line says nothing that belongs there.
    #[error("{0}: {1}")]
    Line(PathBuf, #[source] Slip),
    /// The document that a text is a reading of is not beside it.
    #[error("{name}, of which {text} is a reading, is not there")]
    NoOriginal {
        /// The text.
        text: PathBuf,
        /// The document's name.
        name: String,
    },
    /// A document other than the one that a text is a reading of.
    #[error("{text} is no reading of {original}")]
    OtherOriginal {
        /// The text.
        text: PathBuf,
        /// The document.
        original: PathBuf,
    },
    /// A file that is no such text, with the document that it should be of.
    #[error("{0} is no text of a reading")]
    NoText(PathBuf),
    /// Such a text where the document itself is wanted.
    #[error("{0} is the text of a reading")]
    Text(PathBuf),
    /// A register, which is edited as the table that it is.
    #[error("{0} is a register")]
    Register(PathBuf),
}

/// Reads a document, or the text of a reading together with the document that it is of.
pub(super) fn read(path: &Path, wishes: &Wishes) -> Result<Reading, Fault> {
    let bytes = files::bytes(path)?;
    if editable::is_editable(&bytes) {
        return of_text(path, &bytes, wishes);
    }
    match &wishes.original {
        Some(_) => Err(EditedFault::NoText(path.to_owned()).into()),
        None => files::of_bytes(path, bytes, wishes),
    }
}

/// The reading of a document as a text that can be edited; `how` says how it is taken back.
pub(crate) fn text(
    path: &Path,
    wishes: &Wishes,
    how: &str,
    words: &dyn Fn(Unsure<'_>) -> String,
) -> Result<String, Fault> {
    if register::is_register(path) {
        return Err(EditedFault::Register(path.to_owned()).into());
    }
    let mut reading = read(path, wishes)?;
    document::settle_year(&mut reading, wishes, words);
    if wishes.subject.is_some() {
        document::settle_subject(&mut reading, wishes, words);
    }
    let sha256 = Digest::of(&reading.bytes);
    Ok(editable::write(&reading.draft, &sha256, how))
}

/// Whether the file is such a text with something in it that `text` does not say.
pub(crate) fn holds_edits(path: &Path, text: &str) -> bool {
    let edited = |bytes: Vec<u8>| editable::is_editable(&bytes) && bytes != text.as_bytes();
    // A pipe holds nothing yet.
    path.is_file() && files::bytes(path).is_ok_and(edited)
}

fn of_text(path: &Path, bytes: &[u8], wishes: &Wishes) -> Result<Reading, Fault> {
    let edited = editable::read(bytes).map_err(|fault| match fault {
        EditFault::Unreadable(fault) => Fault::Document(path.to_owned(), fault),
        EditFault::Slip(slip) => EditedFault::Line(path.to_owned(), slip).into(),
    })?;
    let missing = || EditedFault::NoOriginal {
        text: path.to_owned(),
        name: edited.draft.file.clone(),
    };
    let place = match &wishes.original {
        Some(original) => original.to_owned(),
        None => beside(path, &edited.draft.file)
            .filter(|place| place.exists())
            .ok_or_else(missing)?,
    };
    let bytes = files::bytes(&place)?;
    if Digest::of(&bytes) != edited.sha256 {
        return Err(EditedFault::OtherOriginal {
            text: path.to_owned(),
            original: place,
        }
        .into());
    }
    let reading = files::of_bytes(&place, bytes, wishes)?;
    Ok(set_right(reading, path, edited))
}

/// The file of that name in the same folder; a name that leads elsewhere is none.
fn beside(path: &Path, name: &str) -> Option<PathBuf> {
    let mut parts = Path::new(name).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(name)), None) => Some(path.with_file_name(name)),
        _ => None,
    }
}

/// The reading as the person has it; one that nobody changed stays the program's own, with its doubts.
fn set_right(own: Reading, text: &Path, edited: Edited) -> Reading {
    let differences = editable::differences(&own.draft, &edited.draft);
    if differences == 0 {
        return own;
    }
    let mut draft = Draft {
        file: own.file_name(),
        ..edited.draft
    };
    // What words mean where another column says it, the text does not carry.
    for task in &mut draft.tasks {
        let same =
            |known: &&DraftTask| known.problem == task.problem && phrase(known) == phrase(task);
        if let Some(known) = own.draft.tasks.iter().find(same) {
            task.deadline.clone_from(&known.deadline);
        }
    }
    let mut rows = Vec::new();
    let row = |problem: &Problem| {
        let mut row = row_of(&own, problem)?.clone();
        let task = draft
            .tasks
            .iter()
            .find(|task| task.problem == problem.title);
        assign(&mut row, task.unwrap_or(&DraftTask::default()));
        rows.push(row);
        Some(rows.len() - 1)
    };
    let places = draft.problems.iter().map(row).collect();
    let correction = Some(Correction {
        file: text.to_owned(),
        differences,
        assigns: own.draft.tasks != draft.tasks,
    });
    Reading {
        draft,
        correction,
        rows,
        places,
        ..own
    }
}

fn phrase(task: &DraftTask) -> Option<&str> {
    let deadline = task.deadline.as_ref();
    deadline.map(|deadline| deadline.phrase.as_str())
}

/// What a register in the document says of the problem: that of its title, else of its paragraph.
fn row_of<'a>(own: &'a Reading, problem: &Problem) -> Option<&'a RegisterRow> {
    let mut all = own.draft.problems.iter().enumerate();
    let here = |known: &Problem| known.paragraph == problem.paragraph;
    let titled = all
        .clone()
        .find(|(_, known)| known.title == problem.title && here(known));
    let (at, _) = titled.or_else(|| all.find(|(_, known)| here(known)))?;
    own.row(at)
}

/// A row with what the text says of who mends it; what it says nothing new of keeps the row's own details.
fn assign(row: &mut RegisterRow, task: &DraftTask) {
    row.lead.clone_from(&task.lead);
    row.dept.clone_from(&task.dept);
    row.owner.clone_from(&task.owner);
    let told = row.deadline(None).map(|deadline| deadline.phrase);
    if told.as_deref() != phrase(task) {
        row.due = phrase(task).map(|phrase| Due::Words(phrase.to_owned()));
        row.term = None;
    }
    let own = row.measures.iter().map(|measure| &measure.text);
    if !own.eq(&task.measures) {
        let measure = |text: &String| RegisterMeasure {
            text: text.clone(),
            ..RegisterMeasure::default()
        };
        row.measures = task.measures.iter().map(measure).collect();
    }
}
