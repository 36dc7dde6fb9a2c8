//! The running text of a document, with the section that each paragraph stands in.

use super::lost;
use super::meaning::Section;
use super::pieces::{Mark, Piece};
use office::text::ordinal::Style;

/// A paragraph, or what of one stands in one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Non-empty source paragraph, from 1.
    pub paragraph: u32,
    /// Its text, ordinals included.
    pub text: String,
    /// Where it stands.
    pub part: Part,
    /// It opens with the heading of a section.
    pub heads: bool,
}

/// The parts of a 对照检查材料.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Before the first section.
    Opening,
    /// 上年度整改情况
    LastYear,
    /// 存在的问题, each with its causes and measures where they stand together.
    Problems,
    /// 原因剖析
    Causes,
    /// 整改措施
    Measures,
    /// 个人有关事项, 意识形态, 案例剖析, 会前准备 and whatever else.
    Other,
}

/// Joins the pieces of each paragraph that stand in one section.
pub(crate) fn passages(pieces: &[Piece]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open: Option<(Section, Style)> = None;
    for piece in pieces {
        let begun = begins(piece, open);
        let heads = begun.is_some();
        open = begun.or(open);
        let part = open.map_or(Part::Opening, |(section, _)| part(section));
        let text = format!("{}{}", piece.lead, piece.text);
        match passages.last_mut() {
            Some(last) if last.paragraph == piece.paragraph && last.part == part => {
                last.text.push_str(&text);
            }
            _ => passages.push(Passage {
                paragraph: piece.paragraph,
                text,
                part,
                heads,
            }),
        }
    }
    passages
}

/// The section that a piece opens, with the style of its number. Beneath a section a heading of a
/// lower style opens another only where it can't be one of its items.
fn begins(piece: &Piece, open: Option<(Section, Style)>) -> Option<(Section, Style)> {
    let style = match piece.mark {
        Mark::Heading(_) => Style::Part,
        Mark::Item(style, _) if style <= Style::Arabic => style,
        _ => return None,
    };
    let own = lost::section_of(piece)?;
    let beneath = open.filter(|(_, opened)| style > *opened);
    let taken = match beneath.map(|(section, _)| section) {
        Some(Section::Causes | Section::Measures | Section::LastYear) => false,
        Some(Section::Problems) => {
            matches!(own, Section::Causes | Section::Measures | Section::LastYear)
        }
        _ => true,
    };
    taken.then_some((own, style))
}

fn part(section: Section) -> Part {
    match section {
        Section::LastYear => Part::LastYear,
        Section::Problems | Section::Mixed => Part::Problems,
        Section::Causes => Part::Causes,
        Section::Measures => Part::Measures,
        Section::Case | Section::Statement | Section::Other => Part::Other,
    }
}
