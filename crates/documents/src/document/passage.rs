//! The running text of a document, with the section that each paragraph stands in.

use super::reading::Cut;
use super::reading::label::Label;

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

/// Joins the spans of each paragraph that stand in one section.
pub(crate) fn passages(cut: &Cut, labels: &[Label]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open = Part::Opening;
    for (span, text, label) in cut.told(labels) {
        let begun = part(label);
        open = begun.unwrap_or(open);
        match passages.last_mut() {
            Some(last) if last.paragraph == span.paragraph && last.part == open => {
                last.text.push_str(text);
            }
            _ => passages.push(Passage {
                paragraph: span.paragraph,
                text: text.to_owned(),
                part: open,
                heads: begun.is_some(),
            }),
        }
    }
    passages
}

/// The part that a heading opens.
fn part(label: Label) -> Option<Part> {
    Some(match label {
        Label::LastYear => Part::LastYear,
        Label::Problems => Part::Problems,
        Label::Causes => Part::Causes,
        Label::Measures => Part::Measures,
        Label::Statement | Label::Other => Part::Other,
        _ => return None,
    })
}
