//! What every kind of file becomes first: paragraphs and tables, numbered as the file has them.

use model::draft::Doubt;

/// A file as read, before anything is understood.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) blocks: Vec<Block>,
    pub(crate) doubts: Vec<Doubt>,
}

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph, or a line that may be part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Non-empty source paragraph, from 1.
    pub(crate) number: u32,
    pub(crate) text: String,
    /// Level of a heading by style or `#`.
    pub(crate) level: Option<u8>,
    /// Blanks stood before the text.
    pub(crate) indented: bool,
    /// An empty line stood before it.
    pub(crate) gap: bool,
    /// It had a bullet (-, •) before it.
    pub(crate) bullet: bool,
}

/// A table, merged cells resolved to where they begin.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// Its first non-empty source paragraph, or that of the text before it.
    pub(crate) number: u32,
    /// Its paragraphs, one per line.
    pub(crate) text: String,
    /// It continues the cell above.
    pub(crate) continued: bool,
    /// Grid columns it covers.
    pub(crate) span: usize,
}

/// Numbers non-empty paragraphs as they come.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    last: u32,
}

impl Counter {
    /// The number of the next non-empty paragraph.
    pub(crate) fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }
}
