//! The list styles of a document: what stands before a paragraph of each level.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use crate::document::numbering::{Format, Level, Levels};
use crate::document::package::Part;
use crate::document::unreadable::Unreadable;
use office::xml::{Node, attribute, number};

/// The definition by which headings are numbered.
pub(super) const OUTLINE: u32 = 0;

/// List styles by their names.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) levels: Levels,
    named: HashMap<String, u32>,
    /// Styles of paragraphs that take no number, whatever the headings do.
    plain: HashSet<String>,
}

impl Lists {
    /// The definition that a list names.
    pub(super) fn named(&self, name: &str) -> Option<u32> {
        self.named.get(name).copied()
    }

    /// Whether headings of this style have a number.
    pub(super) fn numbers(&self, style: &str) -> bool {
        !self.plain.contains(style)
    }

    /// Adds the styles of a part.
    pub(super) fn read(&mut self, part: &Part) -> Result<(), Unreadable> {
        let mut of = None;
        part.walk(|node| {
            match node {
                Node::Start("outline-style", _) => of = Some(OUTLINE),
                Node::Start("list-style", start) => {
                    let next = self.named.len() as u32 + 1;
                    let name = attribute(start, "name").unwrap_or_default();
                    of = Some(*self.named.entry(name).or_insert(next));
                }
                Node::End("outline-style" | "list-style") => of = None,
                Node::Start("style", start)
                    if attribute(start, "list-style-name").is_some_and(|name| name.is_empty()) =>
                {
                    self.plain.extend(attribute(start, "name"));
                }
                Node::Start(name, start) => {
                    if let Some((of, index)) = of.zip(number(start, "level"))
                        && name.contains("-level-style")
                    {
                        let index = index.clamp(1, 9) - 1;
                        self.levels.put(of, index, level(name, index, start));
                    }
                }
                Node::End(_) | Node::Text(_) => {}
            }
            Ok(())
        })
    }
}

/// A level as it is declared; bullets and pictures are no numbers.
fn level(name: &str, index: u32, start: &BytesStart<'_>) -> Level {
    let has = |name: &str| attribute(start, name).unwrap_or_default();
    let format = match name {
        "list-level-style-number" | "outline-level-style" => format(&has("num-format")),
        _ => Format::Unnumbered,
    };
    let own = attribute(start, "num-list-format").map(|text| signs(&text));
    let text = own.unwrap_or_else(|| {
        let shown = number(start, "display-levels").unwrap_or(1);
        let shown = shown.clamp(1, index + 1);
        let numbers = (index + 2 - shown..=index + 1).map(|level| format!("%{level}"));
        let numbers: Vec<String> = numbers.collect();
        format!(
            "{}{}{}",
            has("num-prefix"),
            numbers.join("."),
            has("num-suffix")
        )
    });
    let mut level = Level::new(format, &text);
    level.start = number(start, "start-value").unwrap_or(1);
    level
}

/// `%1%、` as `%1、`.
fn signs(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at + 1);
        out.push_str(before);
        let digits = from.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = from.split_at(digits);
        out.push_str(digits);
        rest = after;
        if !digits.is_empty() {
            rest = rest.strip_prefix('%').unwrap_or(rest);
        }
    }
    out + rest
}

/// A format is named by how it begins to count.
fn format(name: &str) -> Format {
    match name.chars().next() {
        None => Format::Unnumbered,
        Some('一' | '壹') => Format::Chinese,
        Some('①') => Format::Circled,
        Some('甲') => Format::Stems,
        Some('子') => Format::Branches,
        Some('0') => Format::Padded,
        Some('a') => Format::Letters { upper: false },
        Some('A') => Format::Letters { upper: true },
        Some('i') => Format::Roman { upper: false },
        Some('I') => Format::Roman { upper: true },
        Some(_) => Format::Arabic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_where_the_style_puts_them() {
        for (theirs, ours) in [
            ("%1%、", "%1、"),
            ("（%2%）", "（%2）"),
            ("%1%.%2%", "%1.%2"),
            ("第%1%条 100%", "第%1条 100%"),
        ] {
            assert_eq!(signs(theirs), ours);
        }
    }
}
