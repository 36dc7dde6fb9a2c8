//! Writes docx after GB/T 9704-2012: the whole layout stands in styles, so that it can be restyled
//! and the navigation pane works; the values stand in one [`Profile`].

mod body;
pub mod form;
mod package;
mod parts;
mod profile;
mod styles;
mod table;

pub use package::write;
pub use profile::{PageNumber, Profile, ProfileFault};

/// A document to be written.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Layout.
    pub profile: Profile,
    /// Properties shown by file managers.
    pub title: String,
    /// The day it is of, in ISO form.
    pub date: String,
    /// Further properties by name, kept out of the text.
    pub properties: Vec<(String, String)>,
    /// What it consists of.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// The next paragraph begins a page.
    PageBreak,
    /// What follows stands on pages turned on their side, or upright again.
    Turn {
        /// Whether on their side.
        landscape: bool,
    },
}

/// Which style a paragraph has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// 正文
    Body,
    /// 标题
    Title,
    /// 主送, flush left.
    Addressee,
    /// 一、 （一） 1. （1）: levels 1 to 4.
    Heading(u8),
    /// 落款
    Signature,
    /// 附件 label, in 黑体 at the left.
    AnnexLabel,
    /// Title of a table.
    TableTitle,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its style.
    pub style: Style,
    /// Its text.
    pub runs: Vec<Run>,
    /// Whether it stays on the page on which the next paragraph begins.
    pub keeps: bool,
}

/// Text of one look.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The text; line breaks are kept.
    pub text: String,
    /// Yellow, for what the clerk must look at.
    pub highlight: bool,
    /// A comment on it.
    pub comment: Option<String>,
}

/// A table; a row with fewer cells than columns has a last cell that spans the rest. A row that is
/// long goes on on the next page, so that pages are filled.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Relative widths of the columns.
    pub widths: Vec<u32>,
    /// Row repeated on every page; may be empty.
    pub head: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
    /// Least heights of the rows in millimetres, where they are not the text's.
    pub heights: Vec<u32>,
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn plain(style: Style, text: impl Into<String>) -> Self {
        let run = Run {
            text: text.into(),
            ..Run::default()
        };
        Self {
            style,
            runs: vec![run],
            keeps: false,
        }
    }
}
