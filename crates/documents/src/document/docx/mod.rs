//! Word (`.docx`) → paragraphs and tables.
//!
//! | feature | what happens |
//! |---|---|
//! | automatic numbers | put before the text as Word shows them, restarts and styles included |
//! | heading styles, outline levels | kept as the paragraph's level |
//! | runs, hyperlinks, content controls, smart tags | their text is joined |
//! | soft and page breaks | end a line within the paragraph |
//! | tables, merged and nested cells | read with their spans |
//! | tracked changes | inserted text is read, deleted text and deleted paragraph marks are not |
//! | text boxes | read once, where they are anchored |
//! | tables of contents | left out |
//! | hidden text, headers, footers, comments, notes | ignored |

mod archive;
mod body;
mod numbering;
mod styles;

use super::paragraph::Source;
use super::unreadable::Unreadable;

/// Whether bytes begin like a zip archive.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08")
}

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<Source, Unreadable> {
    let parts = archive::open(bytes)?;
    let styles = match &parts.styles {
        Some(part) => styles::read(part)?,
        None => styles::Styles::default(),
    };
    let numbering = match &parts.numbering {
        Some(part) => numbering::read(part, &styles)?,
        None => numbering::Numbering::default(),
    };
    body::read(&parts.document, styles, numbering)
}
