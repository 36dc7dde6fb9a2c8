//! Why a file is no document: facts, from which the command line makes sentences.

/// A file that could not be read as a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No text at all.
    #[error("the file is empty")]
    Empty,
    /// A known kind of file that is not read.
    #[error("a {0:?} file is not read")]
    Foreign(Kind),
    /// Bytes that are no text in any known encoding, or hold NUL.
    #[error("the file is not text (byte {at})")]
    Binary {
        /// Where the first byte stands that no text has.
        at: usize,
    },
    /// Larger than what is read.
    #[error("{what:?}: {found} exceeds the limit of {limit}")]
    TooLarge {
        /// What is too large.
        what: Limit,
        /// How much there is, or how much had been seen when reading stopped.
        found: u64,
        /// How much is read.
        limit: u64,
    },
    /// An archive or a container that ends too early or is damaged.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What its reader said, or what of it is damaged.
        detail: String,
    },
    /// An archive without the part that holds the text of a document, or without a body in it.
    #[error("the archive has no part with the body of a document")]
    NotWord,
    /// A document whose body shows no text: empty, or pictures only.
    #[error("the document has no text")]
    NoText,
    /// XML that does not parse or has open elements at its end.
    #[error("{part} is not well-formed XML at byte {at}")]
    BadXml {
        /// The part of the archive.
        part: String,
        /// Where.
        at: u64,
    },
}

/// Kinds of files that are recognized and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Word before 1997, or something else in the container of the old formats.
    Doc,
    /// WPS 文字, where it does not write as Word does.
    Wps,
    /// A Word file that needs a password.
    Encrypted,
    /// PDF.
    Pdf,
    /// Rich text.
    Rtf,
    /// OFD, the national layout format.
    Ofd,
    /// An Excel workbook; registers are read elsewhere.
    Sheet,
    /// `PowerPoint`.
    Slides,
    /// A zip archive that is no document.
    Zip,
    /// RAR or 7z.
    Archive,
    /// A picture.
    Picture,
}

/// What can be too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Bytes of one unpacked part.
    Part,
    /// Bytes of all parts that are read.
    Unpacked,
    /// Entries of the archive.
    Entries,
    /// How many times a part grows when unpacked.
    Ratio,
    /// Elements within elements.
    Depth,
    /// Paragraphs that are not empty.
    Paragraphs,
    /// Characters of the whole text.
    Characters,
    /// Cells of all tables.
    Cells,
    /// Columns of a table.
    Columns,
    /// Characters of one cell.
    Cell,
    /// Problems that it lists.
    Problems,
}

/// Bytes of a file that are read at most.
pub(crate) const FILE_LIMIT: usize = 64 << 20;

/// Refuses what is empty, too large, or begins like a known kind of file that is no document.
pub(crate) fn screen(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > FILE_LIMIT {
        return Err(Unreadable::TooLarge {
            what: Limit::File,
            found: bytes.len() as u64,
            limit: FILE_LIMIT as u64,
        });
    }
    match foreign(bytes) {
        Some(kind) => Err(Unreadable::Foreign(kind)),
        None => Ok(()),
    }
}

fn foreign(bytes: &[u8]) -> Option<Kind> {
    const MAGIC: [(&[u8], Kind); 9] = [
        (b"%PDF", Kind::Pdf),
        (b"{\\rtf", Kind::Rtf),
        (b"Rar!", Kind::Archive),
        (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
        (b"\x89PNG", Kind::Picture),
        (b"\xFF\xD8\xFF", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"\x1F\x8B", Kind::Archive),
    ];
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}

/// Whether a container of the old formats names a stream so: in UTF-16.
pub(crate) fn holds(bytes: &[u8], stream: &str) -> bool {
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// What such a container is that holds no text of Word.
pub(crate) fn compound(bytes: &[u8], name: &str) -> Kind {
    if holds(bytes, "Workbook") {
        Kind::Sheet
    } else if holds(bytes, "PowerPoint Document") {
        Kind::Slides
    } else if name.to_ascii_lowercase().ends_with(".wps") {
        Kind::Wps
    } else {
        Kind::Doc
    }
}
