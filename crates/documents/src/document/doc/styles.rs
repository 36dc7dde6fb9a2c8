//! The styles: heading levels and lists that come with a paragraph's style.

use super::File;
use super::fib::Part;
use super::properties::Paragraph;
use office::compound::u16_at;

/// Most styles: their numbers have twelve bits.
const MOST: usize = 4096;
/// Longest chain of styles that is followed.
const CHAIN: usize = 16;
/// Numbers by which Word knows its own styles: headings, entries of a table of contents.
const HEADINGS: std::ops::RangeInclusive<u16> = 1..=9;
const CONTENTS: std::ops::RangeInclusive<u16> = 19..=27;

/// Styles in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

#[derive(Debug)]
struct Style {
    /// Which of Word's own styles it is.
    own: u16,
    based_on: u16,
    says: Paragraph,
}

/// Reads them, as far as they can be read.
pub(super) fn read(file: &File) -> Styles {
    let mut styles = Styles::default();
    let table = file.fib.part(Part::Styles, &file.table).unwrap_or_default();
    let header = u16_at(table, 0).map_or(0, usize::from);
    let base = u16_at(table, 4).map_or(0, usize::from);
    let mut rest = table.get(2 + header..).unwrap_or_default();
    while styles.0.len() < MOST
        && let Some(length) = u16_at(rest, 0).map(usize::from)
        && let Some(bytes) = rest.get(2..2 + length)
    {
        styles.0.push(style(bytes, base, &file.data));
        rest = &rest[2 + length..];
    }
    styles
}

/// A style of paragraphs.
fn style(bytes: &[u8], base: usize, data: &[u8]) -> Option<Style> {
    const OF_PARAGRAPHS: u16 = 1;
    let kind = u16_at(bytes, 2)?;
    if kind & 0x000F != OF_PARAGRAPHS {
        return None;
    }
    let mut says = Paragraph::default();
    let name = usize::from(u16_at(bytes, base)?);
    let at = base + 2 + 2 * name + 2;
    let length = u16_at(bytes, at).map_or(0, usize::from);
    // Its own number stands before its changes.
    if let Some(changes) = bytes.get(at + 4..(at + 2).saturating_add(length)) {
        says.change(changes, data);
    }
    Some(Style {
        own: u16_at(bytes, 0)? & 0x0FFF,
        based_on: kind >> 4,
        says,
    })
}

impl Styles {
    /// Adds what its style and those beneath it say to what a paragraph says itself.
    pub(super) fn complete(&self, paragraph: &mut Paragraph) {
        for style in self.chain(paragraph.style) {
            let heading = HEADINGS.contains(&style.own).then_some(style.own as u8);
            let level = style.says.level.or(heading);
            paragraph.level = paragraph.level.or(level);
            paragraph.list = paragraph.list.or(style.says.list);
            paragraph.list_level = paragraph.list_level.or(style.says.list_level);
        }
    }

    /// Whether it is an entry of a table of contents.
    pub(super) fn is_contents(&self, style: u16) -> bool {
        let style = self.0.get(usize::from(style)).and_then(Option::as_ref);
        style.is_some_and(|style| CONTENTS.contains(&style.own))
    }

    fn chain(&self, number: u16) -> impl Iterator<Item = &Style> {
        let style = |number: u16| self.0.get(usize::from(number))?.as_ref();
        std::iter::successors(style(number), move |last| style(last.based_on)).take(CHAIN)
    }
}
