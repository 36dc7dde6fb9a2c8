//! Paragraphs → pieces: each ordinal or label, at the start of a paragraph or inside it, begins one.

use std::collections::{HashMap, HashSet};

use super::meaning;
use super::paragraph::Paragraph;
use crate::vocabulary::label::{self, Field};
use office::text::ordinal::{self, Ordinal, Style};
use office::text::punctuation;

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
    let leads: Vec<Option<Ordinal>> = (0..paragraphs.len())
        .map(|i| lead(&paragraphs[i..]))
        .collect();
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
        let from = pieces.len();
        line.cut(&mut seen, &mut pieces);
        if let Some(value) = bulleted(paragraphs, &leads, i)
            && let Some(piece) = pieces[from..].first_mut().filter(|p| p.mark == Mark::None)
        {
            piece.mark = Mark::Item(Style::Is, value);
        }
    }
    pieces
}

/// The place of a bulleted paragraph in a list right beneath a heading or a lead-in.
fn bulleted(paragraphs: &[Paragraph], leads: &[Option<Ordinal>], i: usize) -> Option<u32> {
    let is_item = |i: &usize| paragraphs[*i].bullet && leads[*i].is_none();
    if !is_item(&i) {
        return None;
    }
    let before = (0..i).rev().take_while(is_item).count();
    let after = (i + 1..paragraphs.len()).take_while(is_item).count();
    let above = &paragraphs[(i - before).checked_sub(1)?];
    let heads = above.level.is_some() || !punctuation::is_complete(&above.text);
    (heads && before + after > 0).then_some(before as u32 + 1)
}

/// The ordinal of the first paragraph; 首先 is one where 其次 comes after it.
fn lead(paragraphs: &[Paragraph]) -> Option<Ordinal> {
    let text = paragraphs.first()?.text.as_str();
    let goes_on = || paragraphs.iter().take(8).any(|p| p.text.contains("其次"));
    ordinal::read(text).filter(|_| !text.starts_with("首先") || goes_on())
}

/// Labels are such where they come again, or where somebody is made responsible; a single
/// 整改措施： is the heading of a section.
fn active_labels(paragraphs: &[Paragraph], leads: &[Option<Ordinal>]) -> HashSet<Field> {
    let mut counts: HashMap<Field, u32> = HashMap::new();
    for (paragraph, lead) in paragraphs.iter().zip(leads) {
        let start = lead.map_or(0, |lead| lead.length);
        let text = &paragraph.text;
        let starts = std::iter::once((start, true))
            .chain(boundaries(text, start).map(|found| (found.at, found.hard)));
        for (at, hard) in starts {
            if let Some((field, length)) =
                label::label(&text[at..]).filter(|(field, _)| hard || label::is_assignment(*field))
            {
                let lead_in = matches!(field, Field::Problem | Field::Dimension | Field::Number)
                    && (at > start || ordinal::read(&text[at + length..]).is_some());
                *counts.entry(field).or_default() += u32::from(!lead_in);
            }
        }
    }
    let assigned = counts.keys().any(|field| label::is_assignment(*field));
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
    /// After （
    bracket: bool,
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
                text: inner_of_bracket(&text[*to..end], *mark, cuts.get(i + 1)),
                level: self.paragraph.level.filter(|_| i == 0),
                inferred: false,
            });
        }
    }

    fn label(&self, text: &str, at_start: bool) -> Option<(Field, usize)> {
        let (field, length) = label::label(text)?;
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
            let assigns =
                |found: &(Field, usize)| !boundary.bracket || label::is_assignment(found.0);
            if let Some((field, length)) = self
                .label(rest, false)
                .filter(assigns)
                .filter(|_| boundary.hard || !labels.is_empty() || opaque)
            {
                labels.push((boundary.at, boundary.at + length, Mark::Label(field)));
            } else if let Some(found) = ordinal::read(rest).filter(|found| {
                !boundary.bracket
                    && (boundary.hard
                        || matches!(found.style, Style::Is | Style::Must | Style::Among))
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
                !inside && (comes(2) || self.behind_label(*at))
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

    /// 存在问题：一是… or 学习方面。一是… with no 二是 is a list of one.
    fn behind_label(&self, at: usize) -> bool {
        let start = self.lead.map_or(0, |lead| lead.length);
        let text = &self.paragraph.text;
        let labelled = label::label(&text[start..])
            .is_some_and(|(field, length)| field == Field::Problem && start + length == at);
        labelled || meaning::is_dimension(text[start..at].trim())
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

/// The text of a piece; a bracket around labels, （责任领导：…；时限：…）, belongs to none of them.
fn inner_of_bracket(text: &str, mark: Mark, next: Option<&(usize, usize, Mark)>) -> String {
    let mut text = text.trim();
    if matches!(next, Some((_, _, Mark::Label(_)))) {
        text = text.trim_end_matches(['（', '(']);
    }
    let unopened = !text.contains(['（', '(']);
    if matches!(mark, Mark::Label(field) if label::is_assignment(field)) && unopened {
        let bare = punctuation::strip_closing(text);
        text = bare.strip_suffix(['）', ')']).unwrap_or(text);
    }
    text.to_owned()
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
        let bracket = matches!(last, '（' | '(');
        let hard = hard || bracket;
        let soft = matches!(last, '，' | ',' | '、');
        let begins = !punctuation::is_blank(c) && !matches!(c, '。' | '，' | '、' | '；');
        (begins && (hard || soft)).then_some(Boundary {
            at: start + at,
            hard,
            bracket,
        })
    })
}
