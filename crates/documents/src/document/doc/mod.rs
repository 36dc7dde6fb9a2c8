//! Word before 2007 (`.doc`; WPS writes it as `.wps`, too) → paragraphs and tables.
//!
//! | feature | what happens |
//! |---|---|
//! | automatic numbers | put before the text as Word shows them, restarts and styles included |
//! | heading styles, outline levels | kept as the paragraph's level |
//! | tables, merged and nested cells | read with their spans |
//! | fields | what they show is read, how they are made is not |
//! | tracked changes, hidden text | inserted text is read, deleted and hidden text is not |
//! | text boxes | read where they are anchored; those of drawings that are grouped behind the text, and a doubt says so |
//! | tables of contents, headers, footers, comments, notes | left out |
//!
//! Stages: streams of the container → where things stand (`fib`) → characters (`pieces`), what is known of
//! paragraphs and characters (`properties`), styles (`styles`), lists (`lists`) and text
//! boxes (`boxes`) → blocks (`body`, `rows`).

mod body;
mod boxes;
mod fib;
mod lists;
mod pieces;
mod properties;
mod rows;
mod styles;

use super::bounds::Taken;
use super::paragraph::Source;
use super::unreadable::{self, Kind, Unreadable};
use office::compound::{self, MAGIC};

/// Whether bytes begin like the container of the old formats.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// The streams that a document consists of, and where things stand in them.
struct File {
    fib: fib::Fib,
    /// Text, and pages of properties.
    main: Vec<u8>,
    /// Tables of where they are.
    table: Vec<u8>,
    /// Properties that are too long for a page.
    data: Vec<u8>,
}

/// Reads a Word file; the container may hold something else.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Source, Unreadable> {
    const TEXT: &str = "WordDocument";
    if unreadable::holds(bytes, "EncryptedPackage") {
        return Err(Unreadable::Foreign(Kind::Encrypted));
    }
    let Some(main) = compound::stream(bytes, TEXT) else {
        if unreadable::holds(bytes, TEXT) {
            return Err(damaged("streams"));
        }
        return Err(Unreadable::Foreign(unreadable::compound(bytes, name)));
    };
    let fib = fib::read(&main).ok_or_else(|| damaged("header"))??;
    let table = compound::stream(bytes, fib.table).ok_or_else(|| damaged("table"))?;
    let file = File {
        fib,
        main,
        table,
        data: compound::stream(bytes, "Data").unwrap_or_default(),
    };
    let pieces = pieces::read(&file).ok_or_else(|| damaged("pieces"))?;
    Taken {
        characters: pieces.characters(),
        ..Taken::default()
    }
    .within()?;
    body::read(&file, &pieces)
}

fn damaged(detail: &str) -> Unreadable {
    let detail = detail.to_owned();
    Unreadable::Damaged { detail }
}
