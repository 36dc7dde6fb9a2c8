//! Paragraphs → pieces: each ordinal or label, at the start of a paragraph or inside it, begins one.

use std::collections::{HashMap, HashSet};

use super::field::{self, Field};
use super::paragraph::Paragraph;
use crate::text::ordinal::{self, Ordinal, Style};
use crate::text::punctuation;

/// What a piece begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing: it carries on what stands before it, or is a heading that lost its number.
    None,
    /// An ordinal.
    Item(Style, u32),
    /// A heading by style that never had a number; the level says how deep.
    Heading(u8),
    /// A label: 整改措施：
    Label(Field),
}

/// A stretch of a paragraph up to the next ordinal or label.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Source paragraph.
    pub(crate) paragraph: u32,
    /// It begins its paragraph.
    pub(crate) at_start: bool,
    pub(crate) mark: Mark,
    /// The ordinal or label as written.
    pub(crate) lead: String,
    pub(crate) text: String,
    pub(crate) level: Option<u8>,
    /// The mark was not written but understood.
    pub(crate) inferred: bool,
}

/// Cuts paragraphs at their ordinals and labels.
pub(crate) fn cut(paragraphs: &[Paragraph]) -> Vec<Piece> {
    let leads: Vec<Option<Ordinal>> = paragraphs.iter().map(|p| ordinal::read(&p.text)).collect();
    let labels = active_labels(paragraphs, &leads);
    let mut seen = HashMap::new();
    let mut pieces = Vec::new();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let line = Line {
            paragraph,
            lead: leads[i],
            next: &leads[i + 1..leads.len().min(i + 5)],
            labels: &labels,
        };
        line.cut(&mut seen, &mut pieces);
    }
    pieces
}

/// Labels are such where they come again, or where somebody is made responsible; a single
/// 整改措施： is the heading of a section.
fn active_labels(paragraphs: &[Paragraph], leads: &[Option<Ordinal>]) -> HashSet<Field> {
    let mut counts: HashMap<Field, u32> = HashMap::new();
    for (paragraph, lead) in paragraphs.iter().zip(leads) {
        let start = lead.map_or(0, |lead| lead.length);
        let text = &paragraph.text;
        for at in
            std::iter::once(start).chain(boundaries(text, start).filter(|b| b.hard).map(|b| b.at))
        {
            if let Some((field, length)) = field::label(&text[at..]) {
                let lead_in = matches!(field, Field::Problem | Field::Dimension | Field::Number)
                    && (at > start || ordinal::read(&text[at + length..]).is_some());
                *counts.entry(field).or_default() += u32::from(!lead_in);
            }
        }
    }
    let assigned = counts.keys().any(|field| field::is_assignment(*field));
    counts
        .into_iter()
        .filter(|(_, count)| assigned || *count > 1)
        .map(|(field, _)| field)
        .collect()
}

struct Line<'a> {
    paragraph: &'a Paragraph,
    lead: Option<Ordinal>,
    /// Ordinals of the paragraphs that follow.
    next: &'a [Option<Ordinal>],
    labels: &'a HashSet<Field>,
}

#[derive(Debug, Clone, Copy)]
struct Boundary {
    at: usize,
    /// After 。；： or a blank, not just after ，
    hard: bool,
}

impl Line<'_> {
    fn cut(&self, seen: &mut HashMap<Style, u32>, pieces: &mut Vec<Piece>) {
        let text = self.paragraph.text.as_str();
        let mut cuts: Vec<(usize, usize, Mark)> = Vec::new();
        let mut start = 0;
        if let Some(lead) = self.lead {
            cuts.push((0, lead.length, Mark::Item(lead.style, lead.value)));
            start = lead.length;
        }
        if let Some((field, length)) = self.label(&text[start..], true) {
            match cuts.last_mut() {
                Some(cut) if matches!(field, Field::Problem | Field::Dimension) => {
                    cut.1 = start + length;
                }
                _ => cuts.push((start, start + length, Mark::Label(field))),
            }
            start += length;
        }
        if cuts.is_empty() {
            cuts.push((0, 0, Mark::None));
        }
        let opaque =
            matches!(cuts.last(), Some((_, _, Mark::Label(field))) if *field != Field::Problem);
        cuts.extend(self.inner(start, opaque, seen));
        self.push(&cuts, pieces);
        for (_, _, mark) in &cuts {
            if let Mark::Item(style, value) = mark {
                remember(seen, *style, *value);
            }
        }
    }

    fn push(&self, cuts: &[(usize, usize, Mark)], pieces: &mut Vec<Piece>) {
        let text = self.paragraph.text.as_str();
        for (i, (from, to, mark)) in cuts.iter().enumerate() {
            let end = cuts.get(i + 1).map_or(text.len(), |next| next.0);
            pieces.push(Piece {
                paragraph: self.paragraph.number,
                at_start: *from == 0,
                mark: *mark,
                lead: text[*from..*to].to_owned(),
                text: text[*to..end].trim().to_owned(),
                level: self.paragraph.level.filter(|_| i == 0),
                inferred: false,
            });
        }
    }

    fn label(&self, text: &str, at_start: bool) -> Option<(Field, usize)> {
        let (field, length) = field::label(text)?;
        let opens = matches!(field, Field::Problem | Field::Dimension | Field::Number);
        let lead_in = opens && (!at_start || ordinal::read(&text[length..]).is_some());
        (self.labels.contains(&field) && !lead_in).then_some((field, length))
    }

    /// Ordinals and labels inside the paragraph.
    fn inner(
        &self,
        start: usize,
        opaque: bool,
        seen: &HashMap<Style, u32>,
    ) -> Vec<(usize, usize, Mark)> {
        let text = self.paragraph.text.as_str();
        let mut labels = Vec::new();
        let mut candidates = Vec::new();
        for boundary in boundaries(text, start) {
            let rest = &text[boundary.at..];
            if let Some((field, length)) = self
                .label(rest, false)
                .filter(|_| boundary.hard || !labels.is_empty() || opaque)
            {
                labels.push((boundary.at, boundary.at + length, Mark::Label(field)));
            } else if let Some(found) = ordinal::read(rest).filter(|found| {
                boundary.hard || matches!(found.style, Style::Is | Style::Must | Style::Among)
            }) {
                candidates.push((boundary.at, found));
            }
        }
        let limit = labels.first().map_or(text.len(), |label| label.0);
        candidates.retain(|(at, _)| *at < limit);
        if opaque {
            return labels;
        }
        let mut cuts = self.chain(&candidates, seen);
        cuts.extend(labels);
        cuts
    }

    /// Keeps the ordinals that count on; a list inside an item of the same style stays text.
    fn chain(
        &self,
        candidates: &[(usize, Ordinal)],
        seen: &HashMap<Style, u32>,
    ) -> Vec<(usize, usize, Mark)> {
        let mut open: HashMap<Style, u32> = self
            .lead
            .iter()
            .map(|lead| (lead.style, lead.value))
            .collect();
        let mut nested: HashMap<Style, u32> = HashMap::new();
        let mut kept = Vec::new();
        let last: HashMap<(Style, u32), usize> = candidates
            .iter()
            .enumerate()
            .map(|(i, (_, found))| ((found.style, found.value), i))
            .collect();
        for (i, (at, found)) in candidates.iter().enumerate() {
            let comes = |value: u32| {
                last.get(&(found.style, value))
                    .is_some_and(|place| *place > i)
                    || self.follows(found.style, value)
            };
            let before = found.value - 1;
            let accepted = if found.value == 1 {
                let inside = self.lead.is_some_and(|lead| lead.style == found.style)
                    || open
                        .get(&found.style)
                        .is_some_and(|last| comes(last + 1) && comes(2) && *last > 1);
                if inside {
                    nested.insert(found.style, 1);
                }
                !inside && comes(2)
            } else if nested.get(&found.style) == Some(&before)
                && (open.get(&found.style) != Some(&before) || comes(found.value))
            {
                nested.insert(found.style, found.value);
                false
            } else {
                open.get(&found.style) == Some(&before)
                    || (self.lead.is_none() && seen.get(&found.style) == Some(&before))
            };
            if accepted {
                open.insert(found.style, found.value);
                kept.push((*at, at + found.length, Mark::Item(found.style, found.value)));
            }
        }
        kept
    }

    /// Whether one of the next paragraphs begins with the ordinal, before a shallower one does.
    fn follows(&self, style: Style, value: u32) -> bool {
        self.next
            .iter()
            .flatten()
            .find(|found| found.style <= style)
            .is_some_and(|found| found.style == style && found.value == value)
    }
}

/// A shallower ordinal ends what deeper lists had counted.
fn remember(seen: &mut HashMap<Style, u32>, style: Style, value: u32) {
    if style < Style::Nth {
        seen.retain(|other, _| *other < style);
    }
    seen.insert(style, value);
}

/// Places inside a text where an ordinal or label can begin.
fn boundaries(text: &str, start: usize) -> impl Iterator<Item = Boundary> + '_ {
    let mut before: Option<char> = None;
    text[start..].char_indices().filter_map(move |(at, c)| {
        let last = before.replace(c)?;
        let hard = punctuation::is_blank(last)
            || matches!(
                last,
                '。' | '；'
                    | '：'
                    | '！'
                    | '？'
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '”'
                    | '"'
                    | '）'
                    | '…'
                    | '|'
            );
        let soft = matches!(last, '，' | ',' | '、');
        let begins = !punctuation::is_blank(c) && !matches!(c, '。' | '，' | '、' | '；');
        (begins && (hard || soft)).then_some(Boundary {
            at: start + at,
            hard,
        })
    })
}
