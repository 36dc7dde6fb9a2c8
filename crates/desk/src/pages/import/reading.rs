//! What a kept file says, read with what the person said of it and what the ledger knows of lines and columns.

use std::sync::Arc;

use documents::document::lines;
use model::digest::Digest;
use model::draft::Problem;

use crate::kept::{KeptFile, Sayings, Spot};
use crate::reader::{self, ColumnSaid, Document};
use crate::work::Desk;

/// A file as read.
pub(super) enum Read {
    /// A document, line by line, in the person's words.
    Document(Box<Document>),
    /// The columns of a register.
    Register(Vec<ColumnSaid>),
    /// The text of a reading (读取稿) that was set right elsewhere.
    Text(Text),
    /// The program itself says what is wrong with it.
    Not,
}

/// A text of a reading.
pub(super) struct Text {
    /// The name of the document.
    pub(super) of: String,
    /// The document, where it is kept too.
    pub(super) original: Option<Arc<KeptFile>>,
}

impl Read {
    /// The problems of a document, each with where it stands.
    pub(super) fn problems(&self) -> Vec<(Spot, &Problem)> {
        let Self::Document(document) = self else {
            return Vec::new();
        };
        let spots = spots(document);
        spots.into_iter().zip(&document.draft.problems).collect()
    }
}

/// Where the problems stand, in their order.
fn spots(document: &Document) -> Vec<Spot> {
    let mut spots = vec![None; document.draft.problems.len()];
    for (at, line) in document.lines.iter().enumerate() {
        if let Some(spot) = line.problem.and_then(|problem| spots.get_mut(problem)) {
            *spot = Some(Spot::Line(at));
        }
    }
    let mut rows = 0..;
    let row = |spot: Option<Spot>| spot.or_else(|| rows.next().map(Spot::Row));
    spots.into_iter().filter_map(row).collect()
}

/// Reads it.
pub(super) fn read(desk: &Desk, kept: &KeptFile, said: &Sayings) -> Read {
    let store = desk.store().ok().flatten();
    let book = store
        .and_then(|store| store.book().ok())
        .unwrap_or_default();
    match reader::read(&kept.path(), &book.settings, &said.maps, &said.all_lines()) {
        Ok(reader::Read::Document(document)) => Read::Document(reworded(document, said)),
        Ok(reader::Read::Register(columns)) => Read::Register(columns),
        Ok(reader::Read::Text(of, sha256)) => Read::Text(Text {
            original: original(desk, &sha256),
            of,
        }),
        Ok(reader::Read::Not) | Err(_) => Read::Not,
    }
}

/// The newest of the kept files with these bytes.
fn original(desk: &Desk, sha256: &Digest) -> Option<Arc<KeptFile>> {
    let mut kept = desk.kept_files().newest_first().into_iter();
    kept.find(|kept| kept.sha256 == *sha256)
}

/// The reading in the person's words.
fn reworded(mut document: Box<Document>, said: &Sayings) -> Box<Document> {
    for (at, spot) in spots(&document).into_iter().enumerate() {
        if let Some(words) = said.words.get(&spot) {
            lines::reword(&mut document.draft, at, words);
        }
    }
    if let Some(title) = &said.title {
        document.draft.title = Some(title.clone()).filter(|title| !title.is_empty());
    }
    document
}
