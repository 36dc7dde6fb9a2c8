//! Word (`.docx`, and the same as one XML) → paragraphs and tables.
//!
//! | feature | what happens |
//! |---|---|
//! | automatic numbers | put before the text as Word shows them, restarts and styles included |
//! | heading styles, outline levels | kept as the paragraph's level |
//! | runs, hyperlinks, content controls, smart tags | their text is joined |
//! | soft and page breaks | end a line within the paragraph |
//! | tables, merged and nested cells | read with their spans |
//! | tracked changes | inserted text is read, deleted text and deleted paragraph marks are not |
//! | text boxes | read once, where they are anchored; of two forms of one, that with text |
//! | tables of contents | left out |
//! | hidden text, headers, footers, comments, notes | ignored |

mod body;
mod numbering;
mod styles;

use super::package::{Package, Part};
use super::paragraph::Source;
use super::unreadable::Unreadable;
use super::{bounds, encoding};

const DOCUMENT: &str = "word/document.xml";

/// The name of the part that holds the text; `None` of what is no Word file.
pub(super) fn document(package: &Package<'_>) -> Option<String> {
    let exact = package.find(DOCUMENT);
    let found = exact.or_else(|| package.like("word/document", ".xml"));
    found.map(str::to_owned)
}

/// Reads a Word file that is one XML: as Word 2003 wrote it, and other programs do under the name `.doc`, or
/// as the parts of a package one behind the other. `None` of what is no such file.
pub(super) fn flat(bytes: &[u8]) -> Option<Result<Source, Unreadable>> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let is_one = head
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with("<?xml")
        && ["<w:wordDocument", "<pkg:package"]
            .iter()
            .any(|root| head.contains(root));
    is_one.then(|| {
        bounds::size(bytes, bounds::FLAT)?;
        let whole = Part {
            name: "document".to_owned(),
            xml: encoding::decode(bytes)?.text,
        };
        let styles = styles::read(&whole)?;
        let numbering = numbering::read(&whole, &styles)?;
        body::read(&whole, styles, numbering)
    })
}

/// Reads a Word file whose text is in that part.
pub(super) fn read(package: &mut Package<'_>, document: &str) -> Result<Source, Unreadable> {
    let document = package.part(document)?.ok_or(Unreadable::NotWord)?;
    let styles = match package.part("word/styles.xml")? {
        Some(part) => styles::read(&part)?,
        None => styles::Styles::default(),
    };
    let numbering = match package.part("word/numbering.xml")? {
        Some(part) => numbering::read(&part, &styles)?,
        None => super::numbering::Numbering::default(),
    };
    body::read(&document, styles, numbering)
}
