//! What a kept file says, read with what the person said of it and what the ledger knows of lines and columns.

use std::sync::Arc;

use documents::document::lines::{self, Lined};
use documents::document::{Dress, editable};
use documents::register::{self, Column, Map, Maps};
use ledger::cli::front;
use model::draft::Problem;

use crate::kept::{KeptFile, Sayings, Spot};
use crate::work::Desk;

/// Larger registers are shown without their columns: to be read whole for each look they are too long.
const LONG: u64 = 8 << 20;

/// A file as read.
pub(super) enum Read {
    /// A document, line by line.
    Document(Lined),
    /// The columns of a register.
    Register(Vec<Column>),
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
        let Self::Document(lined) = self else {
            return Vec::new();
        };
        let spots = spots(lined);
        spots.into_iter().zip(&lined.draft.problems).collect()
    }
}

/// Where the problems stand, in their order.
fn spots(lined: &Lined) -> Vec<Spot> {
    let mut spots = vec![None; lined.draft.problems.len()];
    for (at, line) in lined.lines.iter().enumerate() {
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
    let Ok(bytes) = std::fs::read(kept.path()) else {
        return Read::Not;
    };
    let store = desk.store().ok().flatten();
    let book = store
        .and_then(|store| store.book().ok())
        .unwrap_or_default();
    let maps = Maps {
        said: said
            .maps
            .iter()
            .filter_map(|map| Map::read(map).ok())
            .collect(),
        known: Maps::kept(&book.settings),
    };
    if front::is_register(&kept.path()) {
        if bytes.len() as u64 > LONG {
            return Read::Register(Vec::new());
        }
        let read = register::read_with(&bytes, &kept.name, &maps);
        return read.map_or(Read::Not, |register| Read::Register(register.columns));
    }
    if editable::is_editable(&bytes) {
        return editable::read(&bytes).map_or(Read::Not, |edited| {
            Read::Text(Text {
                original: desk.kept_files().with(&edited.sha256),
                of: edited.draft.file,
            })
        });
    }
    let dresses = Dress::kept(&book.settings);
    let read = lines::read(&bytes, &kept.name, &dresses, &maps, &said.lines);
    read.map_or(Read::Not, |lined| Read::Document(reworded(lined, said)))
}

/// The reading in the person's words.
fn reworded(mut lined: Lined, said: &Sayings) -> Lined {
    for (at, spot) in spots(&lined).into_iter().enumerate() {
        if let Some(words) = said.words.get(&spot) {
            lines::reword(&mut lined.draft, at, words);
        }
    }
    if let Some(title) = &said.title {
        lined.draft.title = Some(title.clone()).filter(|title| !title.is_empty());
    }
    lined
}
