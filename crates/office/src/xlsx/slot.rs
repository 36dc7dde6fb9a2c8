//! Where rows go in a form that others made, and why they can't.

use crate::grid::Unreadable;
use crate::xml::XmlFault;

/// Why a form could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum TemplateFault {
    /// Not a workbook that can be opened.
    #[error("archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// Its sheet is not well-formed.
    #[error("xml: {0}")]
    Xml(#[from] quick_xml::Error),
    /// Likewise.
    #[error("xml: {0}")]
    Sheet(#[from] XmlFault),
    /// Bytes could not be moved.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It unpacks into more than any form.
    #[error("unpacks into too much")]
    TooLarge,
    /// It can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The part of the sheet was not found.
    #[error("no part for sheet {0}")]
    NoSheet(String),
}

/// Where rows go in a form. Rows and columns count from 0.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    /// Name of the sheet.
    pub sheet: String,
    /// First row of the header.
    pub header: u32,
    /// First row for data.
    pub first: u32,
    /// First row of what stands below and stays there: totals, notes, signatures.
    pub tail: Option<u32>,
    /// How many rows from the first on are examples, which go.
    pub examples: u32,
    /// Columns to be filled.
    pub columns: Vec<u32>,
    /// Columns, first and last, that go under one title: filled as one cell.
    pub wide: Vec<(u32, u32)>,
    /// Texts around the table: row and column in the form as it came, and what is to stand there.
    pub fields: Vec<(u32, u32, String)>,
}

/// A form with rows in its slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The file.
    pub bytes: Vec<u8>,
    /// By how many rows what stood below the slot moved down.
    pub shift: u32,
}
