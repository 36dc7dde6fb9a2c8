//! Labels → what the document says: every span goes into one field, is chrome, or is left unclaimed.

use super::block::Block;
use super::found::Found;
use super::label::Label;
use super::span::Span;
use crate::document::aspect;
use crate::document::paragraph::Paragraph;
use crate::vocabulary::label::{self, Field};
use model::draft::{Cause, LastYearItem, Problem, ProposedMeasure, Statement, Unclaimed};
use office::text::{punctuation, sentence};

/// What a document holds, by its labels.
pub(crate) fn gather(
    spans: &[Span],
    labels: &[Label],
    paragraphs: &[Paragraph],
    found: &mut Found,
) -> Sinks {
    let mut gatherer = Gatherer {
        paragraphs,
        found,
        section: None,
        dimension: None,
        rank: None,
        group: None,
        statement: None,
        block: None,
        sinks: Sinks::default(),
    };
    let mut at = 0;
    while at < spans.len() {
        let next = end_of(spans, labels, at);
        let before = gatherer.found.problems.len();
        gatherer.take(&spans[at..next], labels[at]);
        if gatherer.found.problems.len() > before {
            gatherer.sinks.heads.push(at);
        }
        gatherer.sinks.opened.extend((at..next).map(|_| at));
        at = next;
    }
    gatherer.close();
    gatherer.sinks
}

/// Where text went that is in no field.
#[derive(Debug, Default)]
pub(crate) struct Sinks {
    /// Titles, headings of sections, signatures, lead-ins of a few words.
    pub(crate) chrome: Vec<String>,
    /// Everything else.
    pub(crate) unclaimed: Vec<Unclaimed>,
    /// The span that each problem begins with.
    pub(crate) heads: Vec<usize>,
    /// For each span the one that it carries on; itself where it opens something.
    pub(crate) opened: Vec<usize>,
}

/// A span with those that carry it on.
fn end_of(spans: &[Span], labels: &[Label], at: usize) -> usize {
    let carried = spans[at + 1..]
        .iter()
        .zip(&labels[at + 1..])
        .take_while(|(span, label)| {
            **label == Label::Body
                && !span.field.is_some_and(label::is_assignment)
                // A label within a field names another.
                && !(labels[at] == Label::Field && span.field.is_some())
                && (labels[at] != Label::Dimension && labels[at].section().is_none()
                    || span.at == spans[at].at)
        })
        .count();
    at + 1 + carried
}

/// The heading of a group of measures.
struct Group {
    paragraph: u32,
    text: String,
    /// A measure stands under it.
    holds: bool,
}

struct Gatherer<'a> {
    paragraphs: &'a [Paragraph],
    found: &'a mut Found,
    section: Option<Label>,
    dimension: Option<String>,
    /// How the heading of the dimension is numbered.
    rank: Option<u8>,
    group: Option<Group>,
    statement: Option<Statement>,
    block: Option<Block>,
    sinks: Sinks,
}

impl Gatherer<'_> {
    fn take(&mut self, spans: &[Span], label: Label) {
        let Some(first) = spans.first() else { return };
        let (paragraph, text) = (first.paragraph, self.text(spans));
        if label.section().is_some() {
            self.found.under.push((paragraph, None));
            self.open(spans, label, &text);
            return;
        }
        match label {
            Label::Dimension => {
                self.end_block();
                self.rank = first.ordinal.map(|found| found.style);
                let heading = heading(&text);
                let known = self
                    .found
                    .dimensions
                    .iter()
                    .any(|known| known.heading == heading);
                if known {
                    self.sinks.chrome.push(heading.to_owned());
                }
                self.found.under.push((paragraph, Some(heading.to_owned())));
                self.dimension = Some(self.found.dimension(heading));
                self.behind_heading(&text, heading);
            }
            Label::Problem => self.problem(paragraph, &text),
            Label::Cause => {
                let (title, detail) = split(&text);
                self.found.causes.push(Cause { title, detail });
            }
            Label::Group => {
                self.end_group();
                self.group = Some(Group {
                    paragraph,
                    text,
                    holds: false,
                });
            }
            Label::Grouped | Label::Measure => self.measure(first, label, &text),
            Label::LastItem => {
                let (heading, text) = split(&text);
                self.found.last_year.push(LastYearItem { heading, text });
            }
            Label::Field => {
                let found = &mut *self.found;
                let taken = match (&mut self.block, first.field) {
                    (Some(block), Some(field)) => block.assign(field, &text, paragraph, found),
                    _ => false,
                };
                if !taken {
                    self.leave(paragraph, &text);
                }
            }
            _ => self.rest(spans, label),
        }
    }

    /// The text of an item: its own, and what carries it on with its ordinals, one line a paragraph.
    fn text(&self, spans: &[Span]) -> String {
        let mut text = String::new();
        for (i, span) in spans.iter().enumerate() {
            if i == 0 {
                text.push_str(span.text(self.paragraphs));
                continue;
            }
            let goes_on = span.field == Some(Field::Detail) && punctuation::is_complete(&text);
            if span.at_start() && !goes_on {
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
            // 具体表现：… carries a problem on, without its label.
            let told = match span.field {
                Some(Field::Detail) => span.text(self.paragraphs),
                _ => span.all(self.paragraphs),
            };
            text.push_str(told);
        }
        text.trim().to_owned()
    }

    fn open(&mut self, spans: &[Span], label: Label, text: &str) {
        self.end_block();
        self.end_group();
        self.end_statement();
        self.section = Some(label);
        if !self.is_within(&spans[0]) {
            self.dimension = None;
        }
        if spans.first().is_some_and(Span::at_start) {
            self.found.sections += 1;
        }
        let paragraph = spans[0].paragraph;
        if label == Label::Statement {
            let (title, text) = split(text);
            self.statement = Some(Statement { title, text });
        } else {
            let (title, rest) = split(text);
            self.sinks.chrome.push(title);
            self.leave(paragraph, &rest);
        }
    }

    /// 1.存在问题 2.原因 beneath （一）学习方面 stand within that dimension.
    fn is_within(&self, span: &Span) -> bool {
        match (self.rank, span.ordinal) {
            (Some(rank), Some(own)) => own.style > rank,
            (_, None) => span.bare_label,
            (None, Some(_)) => false,
        }
    }

    /// What a heading has behind its aspect: 主要有：
    fn behind_heading(&mut self, text: &str, heading: &str) {
        let from = text
            .find(heading)
            .map_or(text.len(), |at| at + heading.len());
        let rest = text[from..].trim_start_matches(|c: char| !c.is_alphanumeric());
        if !rest.is_empty() {
            self.sinks.chrome.push(rest.to_owned());
        }
    }

    fn problem(&mut self, paragraph: u32, text: &str) {
        self.end_block();
        let (title, detail) = split(text);
        if title.is_empty() {
            self.leave(paragraph, text);
            return;
        }
        let examples = sentence::examples(&format!("{title}。{detail}"));
        self.block = Some(Block::of(&title));
        self.found.problems.push(Problem {
            number: 0,
            dimension: self.dimension.clone(),
            title,
            detail,
            examples,
            paragraph,
        });
    }

    fn measure(&mut self, first: &Span, label: Label, text: &str) {
        let whole = self.section != Some(Label::Measures) || self.block.is_some();
        let texts = if first.field == Some(Field::Measure) && whole {
            office::text::items::split(text)
        } else {
            vec![text.to_owned()]
        };
        let group = if label == Label::Grouped {
            self.heading_of_group()
        } else {
            if self.group.as_ref().is_some_and(|group| !group.holds) {
                self.end_group();
            }
            None
        };
        for text in texts {
            let (title, detail) = split(&text);
            if title.is_empty() {
                continue;
            }
            if let Some(block) = &mut self.block {
                block.measure(&text);
            }
            self.found.measures.push(ProposedMeasure {
                group: group.clone(),
                title,
                detail,
            });
        }
    }

    /// Text of no item: into the statement that is open, or left where people see it.
    fn rest(&mut self, spans: &[Span], label: Label) {
        let paragraph = spans[0].paragraph;
        let text: String = spans.iter().map(|span| span.all(self.paragraphs)).collect();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if label != Label::Chrome
            && let Some(statement) = &mut self.statement
        {
            if !statement.text.is_empty() && spans[0].at_start() {
                statement.text.push('\n');
            }
            statement.text.push_str(text);
            return;
        }
        if label == Label::Chrome || leads_in(text) {
            self.sinks.chrome.push(text.to_owned());
        } else {
            self.leave(paragraph, text);
        }
    }

    fn leave(&mut self, paragraph: u32, text: &str) {
        let text = text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        match self.sinks.unclaimed.last_mut() {
            Some(last) if last.paragraph == paragraph => last.text.push_str(text),
            _ => self.sinks.unclaimed.push(Unclaimed {
                paragraph,
                text: text.to_owned(),
            }),
        }
    }

    fn end_block(&mut self) {
        if let Some(task) = self.block.take().and_then(Block::task) {
            self.found.tasks.push(task);
        }
    }

    /// A heading under which no measure stands is one itself.
    fn end_group(&mut self) {
        if let Some(group) = self.group.take().filter(|group| !group.holds) {
            let (title, detail) = split(&group.text);
            self.found.measures.push(ProposedMeasure {
                group: None,
                title,
                detail,
            });
        }
    }

    /// The heading of the group that a measure stands under; what it says besides is in no field.
    fn heading_of_group(&mut self) -> Option<String> {
        let group = self.group.as_mut()?;
        let (heading, rest) = split(&group.text);
        let (first, paragraph) = (!group.holds, group.paragraph);
        group.holds = true;
        if first {
            self.leave(paragraph, &rest);
        }
        Some(heading)
    }

    fn end_statement(&mut self) {
        self.found.statements.extend(self.statement.take());
    }

    fn close(&mut self) {
        self.end_block();
        self.end_group();
        self.end_statement();
    }
}

fn split(text: &str) -> (String, String) {
    let (title, detail) = sentence::split_first(text);
    (title.to_owned(), detail.to_owned())
}

/// The heading of a dimension: without the signs around it, a count behind it and what only leads in.
fn heading(text: &str) -> &str {
    let text = punctuation::strip_closing(text).trim_end_matches(['—', '-', '–', '：']);
    let inner = [('【', '】'), ('〔', '〕'), ('「', '」'), ('[', ']')]
        .iter()
        .find_map(|(begin, end)| text.strip_prefix(*begin)?.split_once(*end))
        .map_or(text, |(inner, _)| inner);
    let heading = aspect::heading(inner).unwrap_or(inner);
    let uncounted = heading
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '（' | '('))
        .filter(|(at, _)| {
            let inside = &heading[*at..];
            inside
                .chars()
                .any(|c| c.is_ascii_digit() || office::text::numeral::is_counting(c))
                && inside.chars().count() <= 8
        })
        .map_or(heading, |(at, _)| &heading[..at]);
    punctuation::strip_closing(uncounted)
}

/// A few words that end in ：, or 现将有关情况报告如下.
fn leads_in(text: &str) -> bool {
    let count = text.chars().count();
    let announces = punctuation::strip_closing(text).ends_with("如下");
    count <= 6 || (count <= 40 && text.ends_with(['：', ':'])) || (count <= 200 && announces)
}
