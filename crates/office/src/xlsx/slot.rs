//! Where rows go in a form that others made, and why they can't.

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
    /// The part of the sheet was not found.
    #[error("no part for sheet {0}")]
    NoSheet(String),
}

/// Where rows go in a form.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Name of the sheet.
    pub sheet: String,
    /// First row for data, from 0.
    pub first: u32,
    /// How many empty rows the form has there.
    pub empty: u32,
    /// Columns to be filled, from 0.
    pub columns: Vec<u32>,
}

impl Slot {
    /// How many rows stand above what follows the slot.
    pub(super) fn end(&self) -> u32 {
        self.first.saturating_add(self.empty)
    }
}
