//! One item of such a text: its line, and what stands beneath it.

use super::Label;
use super::Section;
use super::line::{self, Mark, line_spoken, spoken};
use super::slip::{Slip, SlipKind};
use model::deadline::Deadline;
use model::draft::{DraftTask, Fact};
use office::text::{ordinal, punctuation, sentence};

/// A line with its number.
type Numbered<'a> = (usize, &'a str);

/// An item with what stands beneath it, as written.
pub(super) struct Item<'a> {
    pub(super) line: usize,
    pub(super) section: Section,
    pub(super) head: &'a str,
    pub(super) body: Vec<Numbered<'a>>,
}

impl<'a> Item<'a> {
    /// What it says as two texts: its line, and what stands beneath.
    pub(super) fn text(&self) -> Result<(String, String), Slip> {
        let mut body = self.body.iter();
        if let Some((line, _)) = body.find(|(_, text)| Label::read(text).is_some()) {
            let kind = SlipKind::Misplaced;
            return Err(Slip { line: *line, kind });
        }
        Ok(match Mark::read(self.head) {
            Some((
                Mark {
                    unclaimed: true, ..
                },
                text,
            )) => {
                let (title, rest) = raw(text);
                (title, joined(rest, &self.body))
            }
            Some((_, text)) => (spoken(text), joined(String::new(), &self.body)),
            None => (spoken(self.head), joined(String::new(), &self.body)),
        })
    }

    pub(super) fn fact(&self) -> Result<Fact, Slip> {
        let slip = |line: usize| Slip {
            line,
            kind: SlipKind::Fact,
        };
        if let Some((line, _)) = self.body.first() {
            return Err(slip(*line));
        }
        let row = line::row_spoken(self.head).ok_or_else(|| slip(self.line))?;
        let [name, value, unit] = row;
        Ok(Fact { name, value, unit })
    }

    /// The lines that say who is to mend it, and the others.
    pub(super) fn task(
        &self,
        problem: &str,
    ) -> Result<(Vec<Numbered<'a>>, Option<DraftTask>), Slip> {
        let mut rest = Vec::new();
        let mut task = None;
        for (line, text) in &self.body {
            let Some((label, value)) = Label::read(text) else {
                rest.push((*line, *text));
                continue;
            };
            let task = task.get_or_insert_with(|| bare(problem.to_owned()));
            let value = value.trim_matches(punctuation::is_blank);
            let kind = SlipKind::Twice;
            say(task, label, spoken(value)).map_err(|Known| Slip { line: *line, kind })?;
        }
        Ok((rest, task))
    }
}

/// A task has that already.
struct Known;

fn say(task: &mut DraftTask, label: Label, value: String) -> Result<(), Known> {
    if value.is_empty() {
        return Ok(());
    }
    let field = match label {
        Label::Lead => &mut task.lead,
        Label::Dept => &mut task.dept,
        Label::Owner => &mut task.owner,
        Label::Deadline => {
            let deadline = Deadline::keep(&value, None);
            let known = task.deadline.replace(deadline);
            return known.map_or(Ok(()), |_| Err(Known));
        }
        Label::Measure => {
            task.measures.push(value);
            return Ok(());
        }
        Label::Bare => return Ok(()),
    };
    field.replace(value).map_or(Ok(()), |_| Err(Known))
}

pub(super) fn bare(problem: String) -> DraftTask {
    DraftTask {
        problem,
        ..DraftTask::default()
    }
}

/// A heading; one that was text without a field loses its ordinal.
pub(super) fn heading_spoken(text: &str) -> String {
    match Mark::read(text) {
        Some((_, text)) => punctuation::strip_closing(without_ordinal(&spoken(text))).to_owned(),
        None => spoken(text),
    }
}

/// Text as the document has it: its first sentence without the ordinal, and what follows.
pub(super) fn raw(text: &str) -> (String, String) {
    let text = spoken(text);
    let (title, rest) = sentence::split_first(without_ordinal(&text));
    (title.to_owned(), rest.to_owned())
}

fn without_ordinal(text: &str) -> &str {
    let text = text.trim_matches(punctuation::is_blank);
    let rest = ordinal::read(text).map_or("", |found| &text[found.length..]);
    if rest.is_empty() { text } else { rest }
}

pub(super) fn joined(first: String, body: &[Numbered<'_>]) -> String {
    let first = (!first.is_empty()).then_some(first);
    let body = body.iter().map(|(_, line)| line_spoken(line));
    first.into_iter().chain(body).collect::<Vec<_>>().join("\n")
}
