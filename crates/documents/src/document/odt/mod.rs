//! `OpenDocument` text (`.odt`) → paragraphs and tables.
//!
//! | feature | what happens |
//! |---|---|
//! | lists, numbered headings | the number is put before the text as it is shown |
//! | headings | kept as the paragraph's level |
//! | line breaks | end a line within the paragraph |
//! | tables, merged and nested cells | read with their spans |
//! | tracked changes | inserted text is read, deleted text is not |
//! | text boxes | read where they are anchored |
//! | tables of contents, notes, comments, headers, footers, hidden text | left out |

mod body;
mod lists;

use super::package::Package;
use super::paragraph::Source;
use super::unreadable::{Kind, Unreadable};

/// The part that holds the text.
pub(super) const CONTENT: &str = "content.xml";

/// Reads a document; sheets and slides are told apart by what they contain.
pub(super) fn read(package: &mut Package<'_>) -> Result<Source, Unreadable> {
    let manifest = package.part("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.xml.contains("encryption-data")) {
        return Err(Unreadable::Foreign(Kind::Encrypted));
    }
    let mut lists = lists::Lists::default();
    if let Some(styles) = package.part("styles.xml")? {
        lists.read(&styles)?;
    }
    let content = package.part(CONTENT)?.ok_or(Unreadable::NotWord)?;
    lists.read(&content)?;
    body::read(&content, lists)
}
