//! The archive: which parts are read, and the limits against hostile ones.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::unreadable::{Kind, Limit, Unreadable};

const ENTRIES: usize = 4096;
const PART: u64 = 64 << 20;
/// Word's own XML shrinks to a tenth or a fiftieth; a bomb to a thousandth.
const RATIO: u64 = 400;
/// Below this a high ratio does no harm.
const RATIO_FROM: u64 = 4 << 20;

/// A part of the archive.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) xml: String,
}

/// The parts that are read.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) document: Part,
    pub(super) styles: Option<Part>,
    pub(super) numbering: Option<Part>,
}

/// Opens a Word file.
pub(super) fn open(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > ENTRIES {
        return Err(Unreadable::TooLarge {
            what: Limit::Entries,
            found: archive.len() as u64,
            limit: ENTRIES as u64,
        });
    }
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(std::borrow::Cow::into_owned)
        .collect();
    let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let Some(document) = document_name(&names) else {
        let kind = [
            ("xl/workbook.xml", Kind::Sheet),
            ("ppt/presentation.xml", Kind::Slides),
            ("OFD.xml", Kind::Ofd),
        ]
        .into_iter()
        .find(|(name, _)| has(name))
        .map(|(_, kind)| kind);
        let open_document = has("content.xml") && has("mimetype");
        return Err(match kind.or(open_document.then_some(Kind::Odt)) {
            Some(kind) => Unreadable::Foreign(kind),
            None if has("[Content_Types].xml") => Unreadable::NotWord,
            None => Unreadable::Foreign(Kind::Zip),
        });
    };
    let mut left = PART * 2;
    let document = required(&mut archive, &document, &mut left)?;
    let styles = part(&mut archive, "word/styles.xml", &mut left)?;
    let numbering = part(&mut archive, "word/numbering.xml", &mut left)?;
    Ok(Parts {
        document,
        styles,
        numbering,
    })
}

fn document_name(names: &[String]) -> Option<String> {
    let exact = names
        .iter()
        .find(|name| name.as_str() == "word/document.xml");
    exact
        .or_else(|| {
            names.iter().find(|name| {
                name.starts_with("word/document")
                    && std::path::Path::new(name)
                        .extension()
                        .is_some_and(|e| e == "xml")
            })
        })
        .cloned()
}

fn required(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Part, Unreadable> {
    part(archive, name, left)?.ok_or(Unreadable::NotWord)
}

fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Part>, Unreadable> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Err(Unreadable::Foreign(Kind::Encrypted));
        }
        Err(error) => return Err(damaged(&error)),
    };
    let packed = file.compressed_size().max(1);
    let limit = PART
        .min(*left)
        .min((packed.saturating_mul(RATIO)).max(RATIO_FROM));
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Unreadable::Damaged {
            detail: error.to_string(),
        })?;
    let size = bytes.len() as u64;
    if size > limit {
        let (what, found, limit) = if limit == PART {
            (Limit::Part, size, PART)
        } else if limit == *left {
            (Limit::Unpacked, PART * 2, PART * 2)
        } else {
            (Limit::Ratio, size / packed, RATIO)
        };
        return Err(Unreadable::TooLarge { what, found, limit });
    }
    *left -= size;
    Ok(Some(Part {
        name: name.to_owned(),
        xml: text(&bytes),
    }))
}

/// XML is UTF-8 unless a mark says UTF-16.
fn text(bytes: &[u8]) -> String {
    let encoding =
        encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |found| found.0);
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}

fn damaged(error: &ZipError) -> Unreadable {
    Unreadable::Damaged {
        detail: error.to_string(),
    }
}
