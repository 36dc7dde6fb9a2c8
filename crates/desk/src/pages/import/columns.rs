//! The columns of a register: what each was taken for, and what may be said of it instead.

use std::collections::BTreeSet;

use documents::register::{Map, UNREAD};

use crate::kept::Sayings;
use crate::reader::ColumnSaid;

/// Columns that can be changed.
const COLUMNS: usize = 60;

/// A column of a register.
pub(super) struct ColumnView {
    pub(super) place: String,
    pub(super) title: String,
    pub(super) read_as: String,
    pub(super) because: String,
    /// What may be said of it: the value and the word, and whether it was said; none where nothing can be.
    pub(super) choices: Vec<(String, &'static str, bool)>,
    pub(super) is_said: bool,
}

/// The columns that can be changed; those of sheets with the same header once.
pub(super) fn views(columns: &[ColumnSaid], said: &Sayings) -> Vec<ColumnView> {
    let mut seen = BTreeSet::new();
    let new = |column: &&ColumnSaid| seen.insert((column.column.clone(), column.title.clone()));
    let columns = columns.iter().filter(new).take(COLUMNS);
    columns.map(|column| column_view(column, said)).collect()
}

fn column_view(column: &ColumnSaid, said: &Sayings) -> ColumnView {
    let title = column.title.replace(['\n', '\r'], "");
    let value = |word: &str| Map::read(&format!("{title}={word}")).map(|map| map.to_string());
    let words = Map::columns().chain([UNREAD]);
    let choices: Vec<(String, &'static str, bool)> = words
        .filter_map(|word| {
            let value = value(word).ok()?;
            let is_said = said.maps.contains(&value);
            Some((value, word, is_said))
        })
        .collect();
    ColumnView {
        place: column.column.clone(),
        title,
        read_as: column.read_as.clone(),
        because: column.because.clone(),
        is_said: choices.iter().any(|(.., is_said)| *is_said),
        choices,
    }
}
