//! What stands on a page, one thing after the other, in values.

use ledger::cli::front::{Answer, Table};
use serde::{Deserialize, Serialize};

/// What a message is; each kind has its word and its sign besides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something was done.
    Done,
    /// Something that helps.
    Hint,
    /// Something to look at.
    Warning,
    /// Something went wrong.
    Error,
}

impl Kind {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Done => "结果",
            Self::Hint => "提示",
            Self::Warning => "注意",
            Self::Error => "没有办成",
        }
    }

    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Done => "✓",
            Self::Hint => "i",
            Self::Warning => "!",
            Self::Error => "×",
        }
    }

    /// What is wrong is read out at once.
    pub(crate) fn role(self) -> &'static str {
        match self {
            Self::Done | Self::Hint => "status",
            Self::Warning | Self::Error => "alert",
        }
    }
}

/// A part of a text: plain, or leading to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Where it leads.
    pub to: Option<String>,
    /// Whether it stands out.
    pub marked: bool,
}

/// One thing on a page.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// Lines of text.
    Text(Vec<Span>),
    /// Titles, and what stands under each.
    Facts(Vec<(String, String)>),
    /// A list.
    Table(Table),
    /// Something as programs read it.
    Data(String),
    /// A message.
    Message(Kind, Vec<Span>),
    /// Something to be decided: what about, and the answers.
    Choose(Vec<Span>, Vec<Answer>),
    /// Files to be saved: name and place; all of them in one where there are several.
    Files(Vec<(String, String)>, Option<String>),
}
