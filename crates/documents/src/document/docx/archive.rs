//! The archive: which parts are read, and the limits against hostile ones.

use office::archive::Archive;
use office::xml::{DEPTH, Node, XmlFault, walk};
use zip::result::ZipError;

use crate::document::unreadable::{Kind, Limit, Unreadable};

const ENTRIES: usize = 4096;
const PART: u64 = 64 << 20;
/// Word's own XML shrinks to a tenth or a fiftieth; a bomb to a thousandth.
const RATIO: u64 = 100;
/// Below this a high ratio does no harm.
const RATIO_FROM: u64 = 16 << 20;

/// A part of the archive.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) xml: String,
}

impl Part {
    /// Calls `visit` for every node until it fails.
    pub(super) fn walk(
        &self,
        mut visit: impl FnMut(Node<'_>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let walked = walk(&self.xml, |node| visit(node).map_err(Stop::Told));
        walked.map_err(|stop| match stop {
            Stop::Told(fault) => fault,
            Stop::Xml(XmlFault::Malformed(at)) => Unreadable::BadXml {
                part: self.name.clone(),
                at,
            },
            Stop::Xml(XmlFault::TooDeep(found)) => Unreadable::TooLarge {
                what: Limit::Depth,
                found: found as u64,
                limit: DEPTH as u64,
            },
        })
    }
}

/// Why a part is read no further.
enum Stop {
    Xml(XmlFault),
    Told(Unreadable),
}

impl From<XmlFault> for Stop {
    fn from(fault: XmlFault) -> Self {
        Self::Xml(fault)
    }
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
    let mut archive = Archive::open(bytes).map_err(|error| damaged(&error))?;
    if archive.count() > ENTRIES {
        return Err(Unreadable::TooLarge {
            what: Limit::Entries,
            found: archive.count() as u64,
            limit: ENTRIES as u64,
        });
    }
    let names = archive.names();
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
    let document = part(&mut archive, &document, &mut left)?.ok_or(Unreadable::NotWord)?;
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

fn part(archive: &mut Archive<'_>, name: &str, left: &mut u64) -> Result<Option<Part>, Unreadable> {
    let mut limit = 0;
    let most = |packed: u64| {
        limit = PART
            .min(*left)
            .min(packed.saturating_mul(RATIO).max(RATIO_FROM));
        limit
    };
    let (bytes, packed) = match archive.part(name, most) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Err(Unreadable::Foreign(Kind::Encrypted));
        }
        Err(error) => return Err(damaged(&error)),
    };
    let size = bytes.len() as u64;
    if size > limit {
        let (what, found, limit) = if limit == PART {
            (Limit::Part, size, PART)
        } else if limit == *left {
            (Limit::Unpacked, PART * 2, PART * 2)
        } else {
            (Limit::Ratio, size / packed.max(1), RATIO)
        };
        return Err(Unreadable::TooLarge { what, found, limit });
    }
    *left -= size;
    Ok(Some(Part {
        name: name.to_owned(),
        xml: text(bytes),
    }))
}

/// XML is UTF-8 unless a mark says UTF-16.
fn text(bytes: Vec<u8>) -> String {
    let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) else {
        let text = String::from_utf8(bytes);
        return text.unwrap_or_else(|fault| String::from_utf8_lossy(fault.as_bytes()).into_owned());
    };
    encoding.decode_with_bom_removal(&bytes).0.into_owned()
}

fn damaged(error: &ZipError) -> Unreadable {
    Unreadable::Damaged {
        detail: error.to_string(),
    }
}
