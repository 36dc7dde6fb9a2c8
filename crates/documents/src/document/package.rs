//! Archives that hold a document: their parts, and the limits against hostile ones.

use office::archive::Archive;
use office::xml::{DEPTH, Node, XmlFault, walk};
use zip::result::ZipError;

use super::unreadable::{Kind, Limit, Unreadable};

/// Whether bytes begin like a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08")
}

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

/// An open archive with what may still be read of it.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    names: Vec<String>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens it: nothing but its directory is read.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = Archive::open(bytes).map_err(|error| damaged(&error))?;
        if archive.count() > ENTRIES {
            return Err(Unreadable::TooLarge {
                what: Limit::Entries,
                found: archive.count() as u64,
                limit: ENTRIES as u64,
            });
        }
        Ok(Self {
            names: archive.names(),
            archive,
            left: PART * 2,
        })
    }

    /// The name by which the archive knows this part: some programs write backslashes, or other capitals.
    pub(super) fn find(&self, wanted: &str) -> Option<&str> {
        let exact = self.names.iter().find(|name| *name == wanted);
        let found = exact.or_else(|| self.names.iter().find(|name| same(name, wanted)));
        found.map(String::as_str)
    }

    /// The name of the first part that begins and ends so.
    pub(super) fn like(&self, begin: &str, end: &str) -> Option<&str> {
        let fits = |name: &&String| {
            let plain = plain(name);
            plain.starts_with(begin) && plain.ends_with(end)
        };
        self.names.iter().find(fits).map(String::as_str)
    }

    /// The part of this name, read within the limits; `None` where there is none.
    pub(super) fn part(&mut self, wanted: &str) -> Result<Option<Part>, Unreadable> {
        let Some(name) = self.find(wanted).map(str::to_owned) else {
            return Ok(None);
        };
        part(&mut self.archive, &name, &mut self.left)
    }
}

fn plain(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn same(name: &str, wanted: &str) -> bool {
    plain(name) == wanted.to_ascii_lowercase()
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
