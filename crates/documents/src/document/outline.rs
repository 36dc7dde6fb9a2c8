//! Pieces → outline: a tree of headings and items by how they are numbered.

use super::pieces::{Mark, Piece};
use crate::vocabulary::label::Field;
use office::text::ordinal::Style;
use office::text::punctuation;

/// A heading or item with everything beneath it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) mark: Mark,
    /// Ordinal or label as written.
    pub(crate) lead: String,
    /// Its own text and the unnumbered paragraphs that follow.
    pub(crate) own: Vec<Span>,
    pub(crate) children: Vec<Node>,
    pub(crate) paragraph: u32,
    /// Its number was not written but understood.
    pub(crate) inferred: bool,
    rank: u32,
}

/// Text of one source paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) paragraph: u32,
    pub(crate) text: String,
    /// It begins a paragraph.
    pub(crate) starts: bool,
}

/// A list that begins again without a heading between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Restart {
    pub(crate) paragraph: u32,
}

impl Node {
    fn new(piece: &Piece, rank: u32) -> Self {
        Self {
            mark: piece.mark,
            lead: piece.lead.clone(),
            own: vec![Span {
                paragraph: piece.paragraph,
                text: piece.text.clone(),
                starts: piece.at_start,
            }],
            children: Vec::new(),
            paragraph: piece.paragraph,
            inferred: piece.inferred,
            rank,
        }
    }

    fn root() -> Self {
        Self {
            mark: Mark::None,
            lead: String::new(),
            own: Vec::new(),
            children: Vec::new(),
            paragraph: 0,
            inferred: false,
            rank: 0,
        }
    }

    /// The text of its first paragraph.
    pub(crate) fn first(&self) -> &str {
        self.own.first().map_or("", |span| span.text.as_str())
    }

    /// How it is numbered.
    pub(crate) fn style(&self) -> Option<Style> {
        match self.mark {
            Mark::Item(style, _) => Some(style),
            _ => None,
        }
    }

    /// Its number.
    pub(crate) fn value(&self) -> Option<u32> {
        match self.mark {
            Mark::Item(_, value) => Some(value),
            _ => None,
        }
    }

    /// The label it stands under.
    pub(crate) fn label(&self) -> Option<Field> {
        match self.mark {
            Mark::Label(field) => Some(field),
            _ => None,
        }
    }

    /// Children that are no labels.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter(|child| child.label().is_none())
    }

    /// All its text, ordinals of what is beneath it kept, one line per source paragraph; without
    /// labelled parts where `plain`.
    pub(crate) fn text(&self, plain: bool) -> String {
        let mut spans: Vec<(bool, String)> = Vec::new();
        self.gather(plain, &mut spans);
        let mut out = String::new();
        for (starts, text) in spans {
            if starts && !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&text);
        }
        out.trim_end().to_owned()
    }

    fn gather(&self, plain: bool, spans: &mut Vec<(bool, String)>) {
        for (i, span) in self.own.iter().enumerate() {
            // The lead of an item has begun the paragraph already.
            spans.push((span.starts && i > 0, span.text.clone()));
        }
        for child in &self.children {
            match child.label() {
                Some(Field::Detail) => {
                    let starts = child.own.first().is_some_and(|span| span.starts);
                    let open = spans
                        .last()
                        .is_some_and(|(_, text)| !punctuation::is_complete(text));
                    spans.push((starts && open, String::new()));
                    child.gather(plain, spans);
                }
                Some(_) if plain => {}
                _ => {
                    let starts = child.own.first().is_some_and(|span| span.starts);
                    spans.push((starts, child.lead.clone()));
                    child.gather(plain, spans);
                }
            }
        }
    }
}

/// Builds the tree; its root has no mark and owns what stands before the first heading.
pub(crate) fn build(pieces: &[Piece]) -> (Node, Vec<Restart>) {
    let mut builder = Builder {
        stack: vec![Node::root()],
        restarts: Vec::new(),
        levels: Levels::of(pieces),
    };
    for piece in pieces {
        builder.add(piece);
    }
    builder.close_to(1);
    let root = builder.stack.pop().unwrap_or_else(Node::root);
    (root, builder.restarts)
}

struct Builder {
    /// From the root to the node under way.
    stack: Vec<Node>,
    restarts: Vec<Restart>,
    levels: Levels,
}

impl Builder {
    fn add(&mut self, piece: &Piece) {
        match piece.mark {
            Mark::None => self.carry_on(piece),
            Mark::Item(style, value) => self.item(piece, style, value),
            Mark::Heading(level) => {
                let rank = self.levels.rank(level);
                self.close_while(|top| top.rank >= rank);
                self.stack.push(Node::new(piece, rank));
            }
            Mark::Label(field) => self.label(piece, field),
        }
    }

    fn carry_on(&mut self, piece: &Piece) {
        if let Some(top) = self.stack.last_mut() {
            top.own.push(Span {
                paragraph: piece.paragraph,
                text: piece.text.clone(),
                starts: piece.at_start,
            });
        }
    }

    fn item(&mut self, piece: &Piece, style: Style, value: u32) {
        let rank = rank(style);
        let open = self
            .stack
            .iter()
            .rposition(|node| node.style() == Some(style));
        let label = self
            .stack
            .iter()
            .rposition(|node| node.label().is_some_and(|field| field != Field::Problem));
        match open {
            Some(at)
                if self.stack[at].value().is_some_and(|last| value > last)
                    || label.is_none_or(|label| label < at) =>
            {
                if self.stack[at].value().is_some_and(|last| value <= last)
                    && !self.stack[at].inferred
                {
                    self.restarts.push(Restart {
                        paragraph: piece.paragraph,
                    });
                }
                self.close_to(at);
            }
            None if value == 1 && label.is_none() => {
                let inner = matches!(style, Style::Arabic | Style::ParenArabic | Style::Circled);
                let within = self
                    .stack
                    .last()
                    .is_some_and(|top| top.rank >= LEAF && top.label().is_none());
                if !(inner && within) {
                    self.close_while(|top| top.rank > rank && top.label().is_none());
                }
            }
            None if label.is_none() => self.close_while(|top| top.rank >= rank),
            Some(_) | None => {
                // A list under a label belongs to it, unless its numbers are those of headings.
                if let Some(label) = label.filter(|_| rank <= rank_of_headings()) {
                    self.close_to(label);
                    self.close_while(|top| top.rank >= rank);
                }
            }
        }
        self.stack.push(Node::new(piece, rank));
    }

    fn label(&mut self, piece: &Piece, field: Field) {
        let problem = self
            .stack
            .iter()
            .rposition(|node| node.label() == Some(Field::Problem));
        let other = self
            .stack
            .iter()
            .position(|node| node.label().is_some_and(|field| field != Field::Problem));
        match (field, problem, other) {
            (Field::Problem, Some(at), _) | (_, _, Some(at)) => self.close_to(at),
            _ => {}
        }
        self.stack.push(Node::new(piece, LABEL));
    }

    /// Closes the open nodes from the given depth on.
    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth.max(1) {
            let Some(node) = self.stack.pop() else { return };
            if let Some(parent) = self.stack.last_mut() {
                parent.children.push(node);
            }
        }
    }

    fn close_while(&mut self, test: impl Fn(&Node) -> bool) {
        while self.stack.len() > 1 && self.stack.last().is_some_and(&test) {
            self.close_to(self.stack.len() - 1);
        }
    }
}

/// Rank of the items that hold no headings: 一是, 第一，
const LEAF: u32 = 60;

/// Rank of labels: within every item.
const LABEL: u32 = 90;

fn rank(style: Style) -> u32 {
    match style {
        Style::Part => 5,
        Style::Chinese => 10,
        Style::ParenChinese => 20,
        Style::Arabic => 30,
        Style::ParenArabic => 40,
        Style::Circled => 50,
        Style::Named | Style::Nth | Style::Among | Style::Is => LEAF,
        Style::Must => 65,
    }
}

fn rank_of_headings() -> u32 {
    rank(Style::ParenChinese)
}

/// Where headings without numbers stand among those with numbers, by their levels.
struct Levels {
    numbered: Vec<(u8, u32)>,
}

impl Levels {
    fn of(pieces: &[Piece]) -> Self {
        let mut numbered: Vec<(u8, u32)> = pieces
            .iter()
            .filter_map(|piece| match (piece.level, piece.mark) {
                (Some(level), Mark::Item(style, _)) => Some((level, rank(style))),
                _ => None,
            })
            .collect();
        numbered.sort_unstable();
        numbered.dedup();
        Self { numbered }
    }

    fn rank(&self, level: u8) -> u32 {
        if let Some((_, rank)) = self.numbered.iter().find(|(other, _)| *other == level) {
            return *rank;
        }
        let above = self
            .numbered
            .iter()
            .filter(|(other, _)| *other < level)
            .map(|(_, rank)| *rank)
            .max();
        let below = self
            .numbered
            .iter()
            .filter(|(other, _)| *other > level)
            .map(|(_, rank)| *rank)
            .min();
        match (above, below) {
            (Some(above), _) => above + u32::from(level.min(4)),
            (None, Some(below)) => below.saturating_sub(u32::from(9 - level.min(8))).max(1),
            (None, None) => 5 + u32::from(level.min(9)) * 2,
        }
    }
}
