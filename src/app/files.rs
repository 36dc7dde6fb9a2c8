//! Files from disk, read once and never more than they may have.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::fault::{Fault, Large};
use super::import::{EditedFault, Wishes};
use documents::document::{self, Dress, Examined, editable};
use documents::register::{Column, Heading, RegisterRow};
use model::draft::{Draft, Problem};
use office::system;

/// What is larger is not read into memory at all.
pub(crate) const LARGEST: u64 = 64 << 20;

/// A document as read.
pub(crate) struct Reading {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub draft: Draft,
    /// How a person set it right, where one did.
    pub correction: Option<Correction>,
    /// What its registers say of the problems that stand in one.
    pub(super) rows: Vec<RegisterRow>,
    /// The place of each problem's row among them.
    pub(super) places: Vec<Option<usize>>,
    /// The columns of its registers, and what they were taken for.
    pub columns: Vec<Column>,
    /// The headers of its registers.
    pub headers: Vec<Heading>,
}

/// What a person made of the program's own reading.
pub(crate) struct Correction {
    /// The text (读取稿) that says so.
    pub file: PathBuf,
    /// How many things in it differ.
    pub differences: usize,
    /// Whether it says something else of who is to mend the problems.
    pub assigns: bool,
}

impl Reading {
    /// The file's name without its folder.
    pub(crate) fn file_name(&self) -> String {
        file_name(&self.path)
    }

    /// What the registers in it say of a problem.
    pub(crate) fn row(&self, problem: usize) -> Option<&RegisterRow> {
        self.rows.get((*self.places.get(problem)?)?)
    }
}

/// The row of each problem: of those with its title the one that stands where it does, else the first.
fn paired(draft: &Draft, rows: &[RegisterRow]) -> Vec<Option<usize>> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut exact: HashMap<(&str, u32), usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        first.entry(&row.problem).or_insert(place);
        exact.entry((&row.problem, row.row)).or_insert(place);
    }
    let of = |problem: &Problem| {
        let title = problem.title.as_str();
        let exact = exact.get(&(title, problem.paragraph));
        exact.or_else(|| first.get(title)).copied()
    };
    draft.problems.iter().map(of).collect()
}

/// Understands a document; the bytes that are hashed are the bytes that were read.
pub(super) fn of_bytes(path: &Path, bytes: Vec<u8>, wishes: &Wishes) -> Result<Reading, Fault> {
    let read = document::read_taught(&bytes, &file_name(path), &wishes.headings, &wishes.maps)
        .map_err(|fault| Fault::Document(path.to_owned(), fault))?;
    wishes.holds(path, &read.headers)?;
    let places = paired(&read.draft, &read.rows);
    Ok(Reading {
        path: path.to_owned(),
        bytes,
        draft: read.draft,
        correction: None,
        rows: read.rows,
        places,
        columns: read.columns,
        headers: read.headers,
    })
}

/// A document with its running text.
pub(crate) fn examine(path: &Path, dresses: &[Dress]) -> Result<Examined, Fault> {
    let bytes = bytes(path)?;
    if editable::is_editable(&bytes) {
        return Err(EditedFault::Text(path.to_owned()).into());
    }
    document::examine(&bytes, &file_name(path), dresses)
        .map_err(|fault| Fault::Document(path.to_owned(), fault))
}

/// The paragraphs of a document that people edited.
pub(crate) fn read_paragraphs(path: &Path) -> Result<Vec<String>, Fault> {
    document::paragraphs(&bytes(path)?, &file_name(path))
        .map_err(|fault| Fault::Document(path.to_owned(), fault))
}

/// The bytes of a file, read once, never more than a document may have.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let failed = |fault: std::io::Error| Fault::File(path.to_owned(), fault);
    if path.is_dir() {
        return Err(Fault::Folder(path.to_owned()));
    }
    let file = system::open_or_piped(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than is read at most tells that there is more.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// The text of a file in UTF-8.
pub(crate) fn text(path: &Path) -> Result<String, Fault> {
    let failed = |fault: std::io::Error| Fault::File(path.to_owned(), fault);
    let bytes = bytes(path)?;
    String::from_utf8(bytes)
        .map_err(|fault| failed(std::io::Error::new(std::io::ErrorKind::InvalidData, fault)))
}

/// The file's name without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    system::told(path.file_name().unwrap_or_default())
}

/// The bytes of a table; what is far too large is refused before it is looked into.
pub(crate) fn table(path: &Path, what: Large) -> Result<Vec<u8>, Fault> {
    let bytes = bytes(path)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::TooLarge(path.to_owned(), what));
    }
    Ok(bytes)
}

/// Every file in a folder and beneath it, in order. A folder that can't be read holds nothing for us; links
/// are not followed, for they may lead in circles.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}
