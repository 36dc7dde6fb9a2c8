//! Paragraphs → spans: cut wherever a heading, an item or a sentence can begin. What a cut is worth is
//! decided later, with everything else: a span may carry on the one before it.

use std::ops::Range;

use super::mark::{self, Mark};
use crate::document::aspect;
use crate::document::paragraph::Paragraph;
use crate::vocabulary::label::{self, Field};
use office::text::ordinal::Style;
use office::text::punctuation;

/// A stretch of a paragraph that is one thing, or goes on with the one before.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its paragraph among those that were read, from 0.
    pub at: usize,
    /// Its source paragraph, from 1.
    pub paragraph: u32,
    /// Bytes of the paragraph, ordinal and label included.
    pub whole: Range<usize>,
    /// Bytes that its ordinal and label take.
    pub lead: usize,
    pub(crate) ordinal: Option<Mark>,
    pub(crate) field: Option<Field>,
    pub(crate) edge: Edge,
    /// It is a label with nothing behind it.
    pub bare_label: bool,
}

/// What stands right before a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Edge {
    /// The paragraph begins.
    Start,
    /// 。！？
    Sentence,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// ，、
    Comma,
    /// A blank.
    Blank,
    /// The end of a heading that names an aspect.
    Aspect,
    /// A closing bracket or quotation mark.
    Bracket,
    /// A closing quotation mark.
    Quote,
    /// Nothing of that sort.
    None,
}

impl Span {
    /// The text behind ordinal and label.
    pub(crate) fn text<'a>(&self, paragraphs: &'a [Paragraph]) -> &'a str {
        &paragraphs[self.at].text[self.whole.start + self.lead..self.whole.end]
    }

    /// The whole text, ordinal and label included.
    pub(crate) fn all<'a>(&self, paragraphs: &'a [Paragraph]) -> &'a str {
        &paragraphs[self.at].text[self.whole.clone()]
    }

    pub(crate) fn at_start(&self) -> bool {
        self.edge == Edge::Start
    }
}

/// Characters that the heading of an aspect takes at most.
const HEADING: usize = 80;

/// Bytes up to which a phrase is looked for.
const PHRASE: usize = 120;

/// Cuts all paragraphs.
pub(crate) fn cut(paragraphs: &[Paragraph]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let line = Line {
            at,
            number: paragraph.number,
            text: &paragraph.text,
        };
        line.cut(&mut spans);
    }
    spans
}

struct Line<'a> {
    at: usize,
    number: u32,
    text: &'a str,
}

impl Line<'_> {
    fn cut(&self, spans: &mut Vec<Span>) {
        let first = spans.len();
        spans.push(self.begin(0, Edge::Start));
        let mut aspect = self.aspect_end(&spans[first]);
        let mut before = None;
        for (at, c) in self.text.char_indices() {
            let Some(last) = before.replace(c) else {
                continue;
            };
            let Some(open) = spans.last() else { return };
            let begun = open.whole.start + open.lead;
            if at < begun || punctuation::is_blank(c) || closes(c) {
                continue;
            }
            let edge = edge(last);
            let Some(edge) = self.splits(at, edge, open, aspect) else {
                continue;
            };
            if at == begun {
                // 1.【学习方面】 or 一是：1. keeps its first ordinal; what follows is a span of its own.
                let bare = open.ordinal.is_none() && open.field.is_none();
                if bare || mark::read(&self.text[at..], false).is_none() {
                    continue;
                }
            }
            let next = self.begin(at, edge);
            aspect = self.aspect_end(&next);
            spans.push(next);
        }
        let ends: Vec<usize> = spans[first + 1..]
            .iter()
            .map(|span| span.whole.start)
            .chain([self.text.len()])
            .collect();
        for (span, end) in spans[first..].iter_mut().zip(ends) {
            span.whole.end = end;
            let text = &self.text[span.whole.start + span.lead..end];
            // 四、整改措施： with nothing behind it says no more than its label, and may be a heading.
            if span.field.is_some() && !text.chars().any(char::is_alphanumeric) {
                span.lead = span.ordinal.map_or(0, |found| found.length);
                span.bare_label = true;
            }
        }
    }

    /// What begins a span at this place, if anything does.
    fn splits(&self, at: usize, edge: Edge, open: &Span, aspect: usize) -> Option<Edge> {
        let rest = &self.text[at..];
        if let Some(found) = mark::read(rest, false)
            && self.counts(at, edge, found)
        {
            return Some(edge);
        }
        if let Some((field, _)) = label::label(rest)
            && match edge {
                Edge::None | Edge::Quote => false,
                Edge::Comma => {
                    label::is_assignment(field) || open.field.is_some_and(label::is_assignment)
                }
                _ => true,
            }
        {
            return Some(edge);
        }
        match edge {
            Edge::Sentence | Edge::Semicolon => return Some(edge),
            Edge::Colon if self.is_short(open, at) => return Some(edge),
            Edge::Bracket if self.is_bracketed(open, at) => return Some(edge),
            _ => {}
        }
        let ends = at == aspect || (edge == Edge::Comma && self.ends_topic(open, at));
        ends.then_some(Edge::Aspect)
    }

    /// 在思想上，从为民情怀看，作风这一块，
    fn ends_topic(&self, open: &Span, at: usize) -> bool {
        let from = open.whole.start + open.lead;
        if at - from > PHRASE {
            return false;
        }
        let text = &self.text[from..at];
        let topic = text.trim_end_matches(['，', ',']);
        let count = topic.chars().count();
        let ends = ["上", "看", "中", "块", "里", "来讲", "来说", "方面"]
            .iter()
            .any(|end| topic.ends_with(end));
        (3..=24).contains(&count) && ends && !topic.contains(['，', '。'])
    }

    /// Whether an ordinal may be one at such a place.
    fn counts(&self, at: usize, edge: Edge, found: Mark) -> bool {
        let is = |styles: &[Style]| styles.iter().any(|style| *style as u8 == found.style);
        match edge {
            Edge::Comma => is(&[
                Style::Is,
                Style::Must,
                Style::Among,
                Style::Nth,
                Style::ParenArabic,
                Style::Circled,
            ]),
            Edge::None => {
                let wide = |c: char| c.is_alphabetic() && punctuation::is_wide(c);
                let after = self.text[at + found.length..]
                    .chars()
                    .next()
                    .is_some_and(wide);
                let before = self.text[..at].chars().next_back().is_some_and(wide);
                after
                    && (is(&[Style::ParenChinese, Style::Circled])
                        || (is(&[Style::Arabic]) && before)
                        || (is(&[Style::Is]) && found.value == 1))
            }
            _ => true,
        }
    }

    /// Up to here the span is a phrase: 学习方面：
    fn is_short(&self, open: &Span, at: usize) -> bool {
        let from = open.whole.start + open.lead;
        let heads = open.at_start() || open.ordinal.is_some();
        heads && at - from <= PHRASE && self.text[from..at].chars().count() <= 26
    }

    /// 【学习方面】 or “学习方面” up to here.
    fn is_bracketed(&self, open: &Span, at: usize) -> bool {
        let from = open.whole.start + open.lead;
        let heads = open.at_start() || open.ordinal.is_some();
        if at - from > PHRASE {
            return false;
        }
        let text = &self.text[from..at];
        let pair = [
            ('【', '】'),
            ('〔', '〕'),
            ('[', ']'),
            ('「', '」'),
            ('“', '”'),
            ('《', '》'),
        ];
        heads
            && pair
                .iter()
                .take(4)
                .any(|(begin, end)| text.starts_with(*begin) && text.ends_with(*end))
            && text.chars().count() <= 40
    }

    /// Where something runs on behind the heading of an aspect that the span begins with; 0 for nowhere.
    fn aspect_end(&self, open: &Span) -> usize {
        let from = open.whole.start + open.lead;
        if !open.at_start() && open.ordinal.is_none() {
            return 0;
        }
        let reach: usize = self.text[from..]
            .chars()
            .take(HEADING)
            .take_while(|c| *c != '。')
            .map(char::len_utf8)
            .sum();
        let Some((heading, _)) = aspect::split(&self.text[from..from + reach]) else {
            return 0;
        };
        let end = from + heading.len();
        let sign = self.text[end..]
            .chars()
            .next()
            .filter(|c| "，,：: （(".contains(*c));
        sign.map_or(0, |sign| end + sign.len_utf8())
    }

    fn begin(&self, at: usize, edge: Edge) -> Span {
        let rest = &self.text[at..];
        let ordinal = mark::read(rest, edge == Edge::Start);
        let mut lead = ordinal.map_or(0, |found| found.length);
        // （一）思想根源：… is a cause in whole.
        let field = label::label(&rest[lead..])
            .filter(|(field, _)| *field != Field::Cause || ordinal.is_none());
        lead += field.map_or(0, |(_, length)| length);
        Span {
            at: self.at,
            paragraph: self.number,
            whole: at..self.text.len(),
            lead,
            ordinal,
            field: field.map(|(field, _)| field),
            edge,
            bare_label: false,
        }
    }
}

/// A sign that closes what stands before it.
fn closes(c: char) -> bool {
    "。，、；：！？）】〕」”’》…,;:!?)]\"".contains(c)
}

fn edge(last: char) -> Edge {
    match last {
        '。' | '！' | '？' | '!' | '?' | '…' => Edge::Sentence,
        '；' | ';' => Edge::Semicolon,
        '：' | ':' => Edge::Colon,
        '，' | ',' | '、' => Edge::Comma,
        '）' | ')' | '】' | '〕' | ']' | '」' | '（' | '(' | '|' => Edge::Bracket,
        '”' | '"' => Edge::Quote,
        c if punctuation::is_blank(c) => Edge::Blank,
        _ => Edge::None,
    }
}
