//! What every kind of file becomes first: paragraphs and tables, numbered as the file has them.

use crate::model::draft::Doubt;

/// A file as read, before anything is understood.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) blocks: Vec<Block>,
    pub(crate) doubts: Vec<Doubt>,
    /// Paragraphs are as their writer made them (Word), so that no line may be joined to another.
    pub(crate) settled: bool,
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

impl Source {
    /// The paragraphs outside tables.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
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

    /// The number given last; 1 where none was.
    pub(crate) fn last(&self) -> u32 {
        self.last.max(1)
    }
}
