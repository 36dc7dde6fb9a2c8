//! styles.xml: heading levels and numbering that come with a paragraph's style.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::document::package::Part;
use crate::document::unreadable::Unreadable;
use office::xml::{Node, attribute, number};

/// Paragraph styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    level: Option<u8>,
    list: Option<u32>,
    list_level: Option<u32>,
}

/// Longest chain of styles that is followed.
const CHAIN: usize = 16;

impl Styles {
    /// Heading level, 1–9.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.chain(id)
            .find_map(|style| style.level.or_else(|| level_of_name(&style.name)))
    }

    /// The list and its level that the style brings.
    pub(super) fn list(&self, id: &str) -> Option<(u32, u32)> {
        let list = self.chain(id).find_map(|style| style.list)?;
        let level = self
            .chain(id)
            .find_map(|style| style.list_level)
            .unwrap_or(0);
        Some((list, level))
    }

    /// Whether it is an entry of a table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.styles.get(id).is_some_and(|style| {
            let name = style.name.to_ascii_lowercase();
            name.strip_prefix("toc ")
                .is_some_and(|rest| rest.parse::<u8>().is_ok())
                || name.starts_with("contents ")
        })
    }

    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let first = self.styles.get(id);
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?))
            .take(CHAIN)
    }
}

/// `heading 2`, `标题 2`.
fn level_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let rest = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?;
    rest.trim()
        .parse()
        .ok()
        .filter(|level| (1..=9).contains(level))
}

/// Whether a property that is on without a value is on.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(start, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

/// The name of a style, as far as any name goes.
fn named(start: &BytesStart<'_>) -> String {
    const LONGEST: usize = 253;
    let name = attribute(start, "val").unwrap_or_default();
    name.chars().take(LONGEST).collect()
}

/// Reads the styles.
pub(super) fn read(part: &Part) -> Result<Styles, Unreadable> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    part.walk(|node| {
        match node {
            Node::Start("style", start) => {
                open = attribute(start, "styleId").map(|id| (id, Style::default()));
            }
            Node::Start(name, start) => {
                let Some((_, style)) = &mut open else {
                    return Ok(());
                };
                match name {
                    "name" => style.name = named(start),
                    "basedOn" => style.based_on = attribute(start, "val"),
                    "outlineLvl" => {
                        style.level = number(start, "val")
                            .filter(|level| *level < 9)
                            .map(|level| level as u8 + 1);
                    }
                    "numId" => style.list = number(start, "val"),
                    "ilvl" => style.list_level = number(start, "val"),
                    _ => {}
                }
            }
            Node::End("style") => {
                if let Some((id, style)) = open.take() {
                    styles.styles.insert(id, style);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}
