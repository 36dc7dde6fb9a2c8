//! Why a text can't be taken back: facts, from which the command line makes sentences.

use super::Section;
use crate::document::unreadable::Unreadable;

/// Why a text could not be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditFault {
    /// It is no text, or holds more than is read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A line says nothing that belongs there.
    #[error(transparent)]
    Slip(#[from] Slip),
}

/// A line that a person has to look at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind:?}")]
pub struct Slip {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub kind: SlipKind,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// The first line does not name the document and its digest.
    First,
    /// A comment that has no end, or with text behind its end.
    Comment,
    /// A field of the document as a whole that is none.
    Field,
    /// A year that is no number.
    Year,
    /// Neither 班子 nor 个人.
    Kind,
    /// A heading of no part.
    Heading,
    /// A heading in a part that has none.
    Subheading(Section),
    /// An item before the first part, or among the texts without a field.
    Homeless,
    /// A line that belongs to no item.
    Loose,
    /// A text without a field that does not say where it stands.
    Unmarked,
    /// A problem without a word.
    NoTitle,
    /// A count that is not 名称 | 数 | 单位.
    Fact,
    /// Who is to mend it, where no problem stands.
    Misplaced,
    /// The same said twice of one problem.
    Twice,
    /// Another text among those who are to mend a problem.
    NotATask,
}
