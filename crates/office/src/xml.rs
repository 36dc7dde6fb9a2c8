//! XML, read and written: what a part of a document consists of, its attributes, parts rewritten
//! event by event, texts escaped. Type declarations are refused, and with them entities of one's own.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::text::visible::inert;

/// How deep elements may be nested.
pub const DEPTH: usize = 256;
/// What a part begins with.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Why a part can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// Not well-formed, or with a type declaration.
    #[error("not well-formed at byte {0}")]
    Malformed(u64),
    /// Nested deeper than [`DEPTH`].
    #[error("elements nested {0} deep")]
    TooDeep(usize),
}

/// What a part consists of, names without their prefix.
pub enum Node<'a> {
    /// An element begins.
    Start(&'a str, &'a BytesStart<'a>),
    /// It ends.
    End(&'a str),
    /// Text, entities resolved.
    Text(&'a str),
}

/// Calls `visit` for every node until it fails; an empty element begins and ends.
pub fn walk<E: From<XmlFault>>(
    xml: &str,
    visit: impl FnMut(Node<'_>) -> Result<(), E>,
) -> Result<(), E> {
    walk_read(xml.as_bytes(), visit)
}

/// The same of what is too long to be held.
pub(crate) fn walk_read<E: From<XmlFault>>(
    xml: impl BufRead,
    mut visit: impl FnMut(Node<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|_| XmlFault::Malformed(reader.error_position()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(XmlFault::TooDeep(depth).into());
                }
                visit(Node::Start(start.local_name().into_inner(), &start))?;
            }
            Event::Empty(start) => {
                visit(Node::Start(start.local_name().into_inner(), &start))?;
                visit(Node::End(start.local_name().into_inner()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.local_name().into_inner()))?;
            }
            Event::Text(text) => visit(Node::Text(&text))?,
            Event::CData(text) => visit(Node::Text(&text))?,
            Event::GeneralRef(entity) => {
                let resolved = match &*entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = resolved {
                    visit(Node::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::DocType(_) | Event::Eof => {
                return Err(XmlFault::Malformed(reader.buffer_position()).into());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The part with its events written anew, each by `each`.
pub(crate) fn rewritten(
    xml: &str,
    mut each: impl FnMut(Event<'_>, &mut Writer<Vec<u8>>) -> quick_xml::Result<()>,
) -> quick_xml::Result<String> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            event => each(event, &mut writer)?,
        }
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

/// The value of an attribute, by its name without prefix.
pub fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// The value of an attribute as a number.
pub fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

/// A text as it stands between tags or in quotes. Control characters are shown by their symbols, for
/// programs call a file with them damaged, and so is what else can't be seen; lines end as they do in
/// XML.
pub(crate) fn text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    escape(inert(&text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(xml: &str) -> Result<String, XmlFault> {
        let mut told = String::new();
        walk(xml, |node| {
            match node {
                Node::Start(name, start) => {
                    let value = attribute(start, "v").unwrap_or_default();
                    told.push_str(&format!("<{name}={value}"));
                }
                Node::End(name) => told.push_str(&format!("{name}>")),
                Node::Text(text) => told.push_str(text),
            }
            Ok::<_, XmlFault>(())
        })?;
        Ok(told)
    }

    #[test]
    fn nodes_come_in_order_with_what_stands_for_signs_resolved() {
        let xml = "<?xml version=\"1.0\"?><a:p v=\"1&lt;2\"><b/>&amp;&#65;<![CDATA[<]]></a:p>";
        assert_eq!(walked(xml), Ok("<p=1<2<b=b>&A<p>".to_owned()));
    }

    #[test]
    fn what_is_no_part_of_a_document_is_refused() {
        let deep = "<p>".repeat(DEPTH + 1);
        assert_eq!(walked(&deep), Err(XmlFault::TooDeep(DEPTH + 1)));
        for xml in ["<a>", "<a></b>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            assert!(matches!(walked(xml), Err(XmlFault::Malformed(_))), "{xml}");
        }
    }

    #[test]
    fn texts_are_escaped_and_free_of_control() {
        assert_eq!(
            text("a<b>&\"\r\n\u{b}c\rd\u{ffff}"),
            "a&lt;b&gt;&amp;&quot;\n␋c\nd〔U+FFFF〕"
        );
    }
}
