//! What a generated file says of itself beside its text (版记), and the text itself as it can be told again
//! from the same file saved elsewhere: letters without blanks, for programs set those as they please.

use crate::archive::{self, Archive};
use crate::text::visible::inert;
use crate::xml::{self, Node, XmlFault};
use crate::{cell::Cell, grid};

/// The text of what is larger is not looked at: its bytes tell.
pub const LARGEST: u64 = 4 << 20;
/// No part of so small a file is longer, unpacked.
const LONGEST_PART: u64 = 64 << 20;
const CUSTOM: &str = "docProps/custom.xml";
const BODY: &str = "word/document.xml";
const HEAD: &str = "<head>\n";
const END: &str = "</Properties>";

/// The letters of a file's text, in their order; `None` where its kind is unknown or it is too large.
pub fn letters(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > LARGEST {
        return None;
    }
    let mut letters = String::new();
    let mut take = |text: &str| {
        letters.reserve(text.len());
        letters.extend(text.split(|c| !is_letter(c)));
    };
    if bytes.starts_with(b"PK") {
        match part(bytes, BODY) {
            Some(body) => document(&body, &mut take).ok()?,
            None => sheets(bytes, &mut take)?,
        }
    } else {
        let text = std::str::from_utf8(bytes).ok()?;
        if is_page(text) {
            page(text, &mut take);
        } else {
            take(text);
        }
    }
    Some(letters)
}

/// What the file carries under that name.
pub fn carried(bytes: &[u8], name: &str) -> Option<String> {
    if bytes.starts_with(b"PK") {
        return property(&part(bytes, CUSTOM)?, name);
    }
    let text = std::str::from_utf8(bytes.get(..bytes.len().min(LARGEST as usize))?).ok()?;
    let (_, rest) = text.split_once(&format!("<meta name=\"{name}\" content=\""))?;
    let (value, _) = rest.split_once('"')?;
    is_page(text).then(|| value.to_owned())
}

/// The file with that beside its text: a property of a document or workbook that has some, a line in the
/// head of a page. Any other file stays as it is.
pub fn carrying(bytes: Vec<u8>, name: &str, value: &str) -> Vec<u8> {
    let made = if bytes.starts_with(b"PK") {
        part(&bytes, CUSTOM).and_then(|custom| {
            let custom = with_property(&custom, name, value)?;
            archive::replaced(&bytes, CUSTOM, custom.as_bytes()).ok()
        })
    } else {
        let text = std::str::from_utf8(&bytes)
            .ok()
            .filter(|text| is_page(text));
        text.and_then(|text| {
            let (before, after) = text.split_once(HEAD)?;
            let meta = format!("<meta name=\"{name}\" content=\"{value}\">\n");
            Some(format!("{before}{HEAD}{meta}{after}").into_bytes())
        })
    };
    made.unwrap_or(bytes)
}

fn is_letter(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && c != '\u{feff}'
}

fn is_page(text: &str) -> bool {
    text.trim_start().starts_with("<!DOCTYPE html>")
}

/// A part as text.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = Archive::open(bytes).ok()?;
    let (text, _) = archive.part(name, |_| LONGEST_PART).ok()??;
    let whole = text.len() as u64 <= LONGEST_PART;
    String::from_utf8(text).ok().filter(|_| whole)
}

fn document(body: &str, take: &mut dyn FnMut(&str)) -> Result<(), XmlFault> {
    let mut inside = false;
    xml::walk(body, |node| {
        match node {
            Node::Start(name, _) => inside = name == "t",
            Node::End(_) => inside = false,
            Node::Text(text) if inside => take(text),
            Node::Text(_) => {}
        }
        Ok(())
    })
}

fn sheets(bytes: &[u8], take: &mut dyn FnMut(&str)) -> Option<()> {
    for sheet in grid::read(bytes, "x.xlsx").ok()? {
        take(&sheet.name);
        for row in sheet.rows {
            let cells = row.cells.into_iter().map(|(_, cell)| cell);
            cells.map(Cell::into_written).for_each(|text| take(&text));
        }
    }
    Some(())
}

/// What stands between the tags of a page, its styles and scripts too.
fn page(text: &str, take: &mut dyn FnMut(&str)) {
    for piece in text.split('<') {
        take(piece.split_once('>').map_or(piece, |(_, shown)| shown));
    }
}

fn property(custom: &str, name: &str) -> Option<String> {
    let (mut named, mut value) = (false, None);
    xml::walk(custom, |node| {
        match node {
            Node::Start("property", start) => {
                named = xml::attribute(start, "name").as_deref() == Some(name);
            }
            Node::Text(text) if named && value.is_none() => value = Some(inert(text).into_owned()),
            Node::End("property") => named = false,
            _ => {}
        }
        Ok::<_, XmlFault>(())
    })
    .ok()?;
    value
}

fn with_property(custom: &str, name: &str, value: &str) -> Option<String> {
    const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    let end = custom.rfind(END)?;
    let pids = custom.split(" pid=\"").skip(1);
    let pids = pids.filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
    let pid = pids.max()?.checked_add(1)?;
    Some(format!(
        "{}<property fmtid=\"{FORMAT}\" pid=\"{pid}\" name=\"{name}\"><vt:lpwstr>{value}</vt:lpwstr></property>{END}",
        &custom[..end]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::{self, Document, Part, Profile, Style};

    #[test]
    fn a_document_carries_what_is_put_beside_its_text() {
        let written = docx::write(&Document {
            profile: Profile::default(),
            title: "报告".to_owned(),
            date: "2022-07-15".to_owned(),
            properties: vec![("校验码".to_owned(), "1-x".to_owned())],
            parts: vec![Part::Paragraph(docx::Paragraph {
                style: Style::Body,
                runs: vec![docx::Run {
                    text: "已 整改".to_owned(),
                    ..docx::Run::default()
                }],
                keeps: false,
            })],
        });
        assert_eq!(letters(&written).as_deref(), Some("已整改"));
        let carrying = carrying(written.clone(), "正文摘要", "abc");
        assert_eq!(carried(&carrying, "正文摘要").as_deref(), Some("abc"));
        assert_eq!(carried(&carrying, "校验码").as_deref(), Some("1-x"));
        assert_eq!(carried(&written, "正文摘要"), None);
        assert_eq!(letters(&carrying), letters(&written));
    }

    #[test]
    fn a_page_too_and_other_texts_as_they_are() {
        let page = "<!DOCTYPE html>\n<html><head>\n<title>图</title></head><p>一 二</p></html>";
        let made = carrying(page.as_bytes().to_vec(), "x", "abc");
        assert_eq!(carried(&made, "x").as_deref(), Some("abc"));
        assert_eq!(letters(&made).as_deref(), Some("图一二"));
        let plain = carrying(b"a\r\nb".to_vec(), "x", "abc");
        assert_eq!(plain, b"a\r\nb");
        assert_eq!(letters(&plain), letters(b"\xEF\xBB\xBFa\nb"));
        assert_eq!(letters(b"\xFF\xFE"), None);
    }
}
