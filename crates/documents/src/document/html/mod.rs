//! Web pages, and what Word and WPS save as such (`.htm`, also under the name `.doc`, and `.mht`) → paragraphs
//! and tables.
//!
//! | feature | what happens |
//! |---|---|
//! | encoding | as the page says, else as of any text |
//! | paragraphs, line breaks | a paragraph each |
//! | headings | kept as the paragraph's level |
//! | lists | numbers are put before the text, unless it has its own; bullets are noted |
//! | tables with their spans | read; a table that holds another is layout, its text is read |
//! | scripts, styles, forms, hidden and deleted text, entries of a table of contents | left out |

mod blocks;
mod list;
mod mht;
mod tags;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::bounds;
use super::encoding::{self, Decoded};
use super::paragraph::Source;
use super::unreadable::Unreadable;
use model::draft::{Doubt, DoubtKind};

/// How far it is looked for what a file is.
const HEAD: usize = 4096;

/// The text of a page, tags and all; `None` of what is no page.
pub(super) fn decoded(bytes: &[u8], name: &str) -> Option<Result<Decoded, Unreadable>> {
    let head = head(bytes);
    let archived = mht::is_archive(&head);
    if !archived && !begins(&head, name) {
        return None;
    }
    Some(if archived {
        mht::page(bytes).and_then(|page| text(&page))
    } else {
        text(bytes)
    })
}

/// Reads a page.
pub(super) fn read(page: Decoded) -> Result<Source, Unreadable> {
    blocks::read(&page.text, page.doubt.into_iter().collect())
}

/// The beginning, as far as signs of a page are concerned, in small letters.
fn head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    };
    text.to_ascii_lowercase()
}

/// Whether a page begins so, or does by its name.
fn begins(head: &str, name: &str) -> bool {
    const SURE: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    let mut head = head.trim_start();
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        if head.starts_with(open)
            && let Some((_, rest)) = head.split_once(close)
        {
            head = rest.trim_start();
        }
    }
    let suffix = name.rsplit('.').next().unwrap_or_default();
    let named = ["htm", "html", "shtml", "xhtml"];
    SURE.iter().any(|begin| head.starts_with(begin))
        || head.starts_with('<') && named.iter().any(|known| suffix.eq_ignore_ascii_case(known))
}

/// The text, in the encoding that the page names where that is not plainly wrong.
fn text(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    bounds::size(bytes, bounds::PAGE)?;
    let named = charset(&head(bytes));
    let named = named.filter(|named| ![UTF_8, UTF_16LE, UTF_16BE].contains(named));
    let Some(named) = named.filter(|_| std::str::from_utf8(bytes).is_err()) else {
        return encoding::decode(bytes);
    };
    if Encoding::for_bom(bytes).is_some() {
        return encoding::decode(bytes);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Unreadable::Binary { at });
    }
    let (text, damaged) = named.decode_without_bom_handling(bytes);
    let doubt = damaged.then(|| Doubt {
        paragraph: 0,
        kind: DoubtKind::Encoding,
        message: format!(
            "网页标明是{}编码，但有无法辨认的字节，已以�代替",
            named.name()
        ),
    });
    Ok(Decoded {
        text: text.into_owned(),
        doubt,
    })
}

/// The encoding that a page or a header names.
fn charset(head: &str) -> Option<&'static Encoding> {
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_how_it_begins() {
        for (head, name, page) in [
            ("<!doctype html><p>", "a.doc", true),
            ("\n<?xml version=\"1.0\"?>\n<html>", "a.txt", true),
            ("<!-- saved --><html>", "a.doc", true),
            ("<p>", "a.html", true),
            ("<p>", "a.txt", false),
            ("<办法>修订", "a.txt", false),
            ("一、问题", "a.html", false),
        ] {
            assert_eq!(begins(head, name), page, "{head} {name}");
        }
    }

    #[test]
    fn the_encoding_is_the_one_that_is_named() {
        for (head, name) in [
            ("<meta charset=gb2312>", Some("GBK")),
            ("content=\"text/html; charset=big5\"", Some("Big5")),
            ("<meta charset = 'utf-8'>", Some("UTF-8")),
            ("<meta charset=nothing>", None),
            ("<p>", None),
        ] {
            assert_eq!(charset(head).map(Encoding::name), name, "{head}");
        }
    }
}
