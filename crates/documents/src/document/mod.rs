//! Floor 3: bytes of a document → [`Draft`], with a doubt for whatever was unclear.
//!
//! Stages, each with its type and file:
//!
//! 1. bytes → text (`encoding`), or the parts of an archive (`package`); what is neither is [`Unreadable`];
//!    No more of either than `bounds` names;
//! 2. → `Source`: paragraphs and tables (`plain`, `columns`, `markdown`; `docx`, `odt`, `doc`, `html` through
//!    `flow`, with the numbers that a word processor counts by itself from `numbering`);
//! 3. → paragraphs again, broken lines joined (`join`), a list of headings dropped (`contents`);
//! 4. → spans, cut wherever anything can begin, each with its evidence; one choice of labels over the whole by a
//!    model (`reading`, learned by `crates/train`), for which the lists of words are evidence (`meaning`, `kinds`,
//!    `aspect`, `genre`);
//! 5. → [`Draft`]: what the labels hold (`reading::gather`), people and days (`task`), tables by the reader of
//!    registers (`table`), the meeting (`meeting`), doubts (`doubts`, and where another reading is near).
//!
//! Reading never fails on content and never panics.

mod aspect;
mod bounds;
mod closing;
mod columns;
mod contents;
mod doc;
mod docx;
mod doubts;
mod dress;
pub mod editable;
mod encoding;
mod facts;
mod flow;
mod genre;
mod html;
mod join;
mod kinds;
pub mod lines;
mod markdown;
mod meaning;
mod meeting;
mod numbering;
mod odt;
mod package;
mod paragraph;
mod passage;
mod plain;
pub mod reading;
mod speaker;
mod table;
mod task;
mod understand;
mod unreadable;
pub mod written;

use crate::register::{Column, Heading, Maps, RegisterRow};
use model::draft::Draft;

pub use dress::{Dress, DressFault, HEADINGS, Meaning};
pub use genre::Genre;
pub use passage::{Part, Passage};
pub use unreadable::{Kind, Limit, Unreadable};

/// Reads a document; `name` is its file name without the folder.
pub fn read(bytes: &[u8], name: &str) -> Result<Draft, Unreadable> {
    Ok(understand::understand(source(bytes, name)?, name, &[], &Maps::default()).draft)
}

/// The same with what the registers in it say: a row for each problem that has one, under the title
/// that the draft has. Of a document that is to become tasks there are no more problems than `bounds` names.
pub fn read_with_rows(bytes: &[u8], name: &str) -> Result<(Draft, Vec<RegisterRow>), Unreadable> {
    let read = read_taught(bytes, name, &[], &Maps::default())?;
    Ok((read.draft, read.rows))
}

/// A document as read.
#[derive(Debug, Clone)]
pub struct Read {
    /// What was understood.
    pub draft: Draft,
    /// The rows of its registers.
    pub rows: Vec<RegisterRow>,
    /// The columns of its registers, and what they were taken for.
    pub columns: Vec<Column>,
    /// The headers of its registers.
    pub headers: Vec<Heading>,
}

/// The same where people said what lines of their own dress and what columns are.
pub fn read_taught(
    bytes: &[u8],
    name: &str,
    dresses: &[Dress],
    maps: &Maps,
) -> Result<Read, Unreadable> {
    let understood = understand::understand(source(bytes, name)?, name, dresses, maps);
    bounds::problems(&understood.draft)?;
    Ok(Read {
        draft: understood.draft,
        rows: understood.rows,
        columns: understood.columns,
        headers: understood.headers,
    })
}

/// A document with its running text, as it is examined before a meeting.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What was understood.
    pub draft: Draft,
    /// Its text, paragraph by paragraph, with the section each stands in; tables left out.
    pub passages: Vec<Passage>,
    /// What sort of document it is.
    pub genre: Genre,
}

/// Where every part of a document's running text went.
#[derive(Debug, Clone)]
pub struct Account {
    /// What was understood.
    pub draft: Draft,
    /// Titles, headings of sections, signatures and the like, of which nothing is kept.
    pub chrome: Vec<String>,
    /// Ordinals and labels.
    pub leads: Vec<String>,
    /// The text itself, page numbers and a list of headings in front left out.
    pub text: Vec<String>,
}

/// Reads a document and accounts for its text.
pub fn account(bytes: &[u8], name: &str) -> Result<Account, Unreadable> {
    let understood = understand::understand(source(bytes, name)?, name, &[], &Maps::default());
    let (cut, labels) = (&understood.cut, &understood.labels);
    Ok(Account {
        leads: (0..labels.len()).map(|i| cut.lead(i).to_owned()).collect(),
        text: cut
            .told(labels)
            .map(|(_, text, _)| text.to_owned())
            .collect(),
        draft: understood.draft,
        chrome: understood.chrome,
    })
}

/// Reads a document to examine it.
pub fn examine(bytes: &[u8], name: &str, dresses: &[Dress]) -> Result<Examined, Unreadable> {
    let understood = understand::understand(source(bytes, name)?, name, dresses, &Maps::default());
    bounds::problems(&understood.draft)?;
    Ok(Examined {
        passages: passage::passages(&understood.cut, &understood.labels),
        draft: understood.draft,
        genre: understood.genre,
    })
}

/// The paragraphs of a document as they stand, tables left out.
pub fn paragraphs(bytes: &[u8], name: &str) -> Result<Vec<String>, Unreadable> {
    let paragraphs = source(bytes, name)?
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            paragraph::Block::Paragraph(paragraph) => Some(paragraph.text),
            paragraph::Block::Table(_) => None,
        });
    Ok(paragraphs.collect())
}

fn source(bytes: &[u8], name: &str) -> Result<paragraph::Source, Unreadable> {
    unreadable::screen(bytes)?;
    let source = unbounded(bytes, name)?;
    bounds::tables(&source)?;
    Ok(source)
}

fn unbounded(bytes: &[u8], name: &str) -> Result<paragraph::Source, Unreadable> {
    if package::is_zip(bytes) {
        return packed(bytes);
    }
    if doc::is_compound(bytes) {
        return doc::read(bytes, name);
    }
    if let Some(read) = docx::flat(bytes) {
        return read;
    }
    if let Some(page) = html::decoded(bytes, name) {
        return html::read(page?);
    }
    let decoded = encoding::decode(bytes)?;
    bounds::text(&decoded.text)?;
    let mut source = if markdown::is_markdown(&decoded.text, name) {
        markdown::read(&decoded.text)
    } else {
        plain::read(&decoded.text)
    };
    source.doubts.extend(decoded.doubt);
    Ok(source)
}

/// Documents that are archives.
fn packed(bytes: &[u8]) -> Result<paragraph::Source, Unreadable> {
    let mut package = package::Package::open(bytes)?;
    if let Some(document) = docx::document(&package) {
        return docx::read(&mut package, &document);
    }
    let kinds = [
        ("xl/workbook.xml", Kind::Sheet),
        ("ppt/presentation.xml", Kind::Slides),
        ("OFD.xml", Kind::Ofd),
    ];
    let mut kinds = kinds.into_iter();
    if let Some((_, kind)) = kinds.find(|(part, _)| package.find(part).is_some()) {
        return Err(Unreadable::Foreign(kind));
    }
    if package.find(odt::CONTENT).is_some() {
        return odt::read(&mut package);
    }
    Err(match package.find("[Content_Types].xml") {
        Some(_) => Unreadable::NotWord,
        None => Unreadable::Foreign(Kind::Zip),
    })
}
