//! How much a document may hold: what is more is refused before it is understood, with the limit named.

use super::paragraph::{Block, Source};
use super::unreadable::{Limit, Unreadable};
use model::draft::Draft;
use office::limits;

/// Most cells of all tables of a document.
const CELLS: usize = 300_000;

/// Most problems of a document: each is held against every task. Longer lists are registers.
const PROBLEMS: usize = 3_000;

/// Most bytes of a web page, and of a Word file that is one XML: pictures may be written in either.
pub(super) const PAGE: usize = 6 << 20;
pub(super) const FLAT: usize = 16 << 20;

/// What was read so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    /// Paragraphs that are not empty, lines of one counted each.
    pub(super) paragraphs: usize,
    /// Characters of text.
    pub(super) characters: usize,
    /// Cells of tables.
    pub(super) cells: usize,
}

impl Taken {
    /// Whether all of it may be there.
    pub(super) fn within(self) -> Result<(), Unreadable> {
        let limits = [
            (Limit::Paragraphs, self.paragraphs, limits::PARAGRAPHS),
            (Limit::Characters, self.characters, limits::CHARACTERS),
            (Limit::Cells, self.cells, CELLS),
        ];
        let mut over = limits.into_iter().filter(|(_, found, limit)| found > limit);
        over.next().map_or(Ok(()), |(what, found, limit)| {
            Err(too_large(what, found, limit))
        })
    }
}

/// Looks at a file of which no more than so many bytes are read.
pub(super) fn size(bytes: &[u8], limit: usize) -> Result<(), Unreadable> {
    match bytes.len() {
        found if found > limit => Err(too_large(Limit::File, found, limit)),
        _ => Ok(()),
    }
}

/// Looks at a text before it becomes paragraphs.
pub(super) fn text(text: &str) -> Result<(), Unreadable> {
    let taken = Taken {
        paragraphs: text.lines().filter(|line| !line.trim().is_empty()).count(),
        characters: text.chars().count(),
        cells: text.matches(['|', '｜', '\t']).count(),
    };
    taken.within()
}

/// Looks at the tables of a document before they are understood.
pub(super) fn tables(source: &Source) -> Result<(), Unreadable> {
    let tables = source.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(&table.grid),
        Block::Paragraph(_) => None,
    });
    for (column, cell) in tables.flat_map(|grid| grid.rows.iter().flat_map(|row| &row.cells)) {
        let columns = *column as usize + 1;
        if columns > limits::COLUMNS as usize {
            return Err(too_large(Limit::Columns, columns, limits::COLUMNS as usize));
        }
        let characters = cell.characters();
        if characters > limits::CELL {
            return Err(too_large(Limit::Cell, characters, limits::CELL));
        }
    }
    Ok(())
}

/// Looks at what was understood.
pub(super) fn problems(draft: &Draft) -> Result<(), Unreadable> {
    match draft.problems.len() {
        ..=PROBLEMS => Ok(()),
        more => Err(too_large(Limit::Problems, more, PROBLEMS)),
    }
}

fn too_large(what: Limit, found: usize, limit: usize) -> Unreadable {
    Unreadable::TooLarge {
        what,
        found: found as u64,
        limit: limit as u64,
    }
}
