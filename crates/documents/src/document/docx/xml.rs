//! Walking a part's elements with a depth limit; external entities and type declarations are refused.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Part;
use crate::document::unreadable::{Limit, Unreadable};

const DEPTH: usize = 256;

/// What a part consists of, names without their prefix.
pub(super) enum Node<'a> {
    /// An element begins.
    Start(&'a str, &'a BytesStart<'a>),
    /// It ends.
    End(&'a str),
    /// Text, entities resolved.
    Text(&'a str),
}

/// Calls `visit` for every node; an empty element begins and ends.
pub(super) fn walk(part: &Part, mut visit: impl FnMut(Node<'_>)) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(&part.xml);
    let bad = |at: u64| Unreadable::BadXml {
        part: part.name.clone(),
        at,
    };
    let mut depth = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|_| bad(reader.error_position()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Unreadable::TooLarge {
                        what: Limit::Depth,
                        found: depth as u64,
                        limit: DEPTH as u64,
                    });
                }
                visit(Node::Start(start.local_name().into_inner(), &start));
            }
            Event::Empty(start) => {
                visit(Node::Start(start.local_name().into_inner(), &start));
                visit(Node::End(start.local_name().into_inner()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.local_name().into_inner()));
            }
            Event::Text(text) => visit(Node::Text(&text)),
            Event::CData(text) => visit(Node::Text(&text)),
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
                    visit(Node::Text(c.encode_utf8(&mut [0; 4])));
                }
            }
            Event::DocType(_) => return Err(bad(reader.buffer_position())),
            Event::Eof if depth > 0 => return Err(bad(reader.buffer_position())),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// The `val` attribute as a number.
pub(super) fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

/// Whether a property that is on without a value is on.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(start, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}
