//! Such a text → the draft that it says.

use encoding_rs::GB18030;

use super::item::{Item, bare, heading_spoken, joined, raw};
use super::line::{COMMENT, Line, Mark, line_spoken, spoken};
use super::slip::{EditFault, Slip, SlipKind};
use super::{AGAIN, BEGINS, DIGEST, Edited, NAMED, NO_DIMENSION, NO_GROUP, Section, fields};
use crate::document::{bounds, encoding, unreadable};
use model::deadline::{Anchor, Deadline};
use model::digest::Digest;
use model::draft::{
    Cause, Dimension, Draft, LastYearItem, Problem, ProposedMeasure, Statement, Unclaimed,
};
use office::text::{punctuation, sentence};

/// Whether a file is such a text, in whatever encoding an editor left it.
pub fn is_editable(bytes: &[u8]) -> bool {
    let little: Vec<u8> = BEGINS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = BEGINS.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (national, _, _) = GB18030.encode(BEGINS);
    let bytes = bytes.trim_ascii_start();
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let marked = marks.iter().find_map(|mark| bytes.strip_prefix(*mark));
    let text = marked.unwrap_or(bytes);
    let mut all = [BEGINS.as_bytes(), &national, &little, &big].into_iter();
    all.any(|begins| text.starts_with(begins))
}

/// Reads such a text.
pub fn read(bytes: &[u8]) -> Result<Edited, EditFault> {
    unreadable::screen(bytes)?;
    let decoded = encoding::decode(bytes)?;
    bounds::text(&decoded.text)?;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let edited = of_text(&text)?;
    bounds::problems(&edited.draft)?;
    Ok(edited)
}

fn of_text(text: &str) -> Result<Edited, Slip> {
    let slip = |(at, _): (usize, &str), kind| Slip { line: at + 1, kind };
    let blank = |(_, line): &(usize, &str)| line.trim_matches(punctuation::is_blank).is_empty();
    let mut lines = text.lines().enumerate().skip_while(blank);
    let first = lines.next().unwrap_or_default();
    let (sha256, file) = named(first.1).ok_or_else(|| slip(first, SlipKind::First))?;
    let mut reader = Reader::default();
    reader.draft.file = file;
    while let Some(numbered) = lines.next() {
        let line = Line::of(numbered.1);
        if let Line::Comment(text) = line {
            let mut ended = text.split_once(COMMENT.1);
            while ended.is_none() {
                let (_, next) = lines
                    .next()
                    .ok_or_else(|| slip(numbered, SlipKind::Comment))?;
                ended = next.split_once(COMMENT.1);
            }
            let behind = ended.map_or("", |(_, behind)| behind);
            if !behind.trim_matches(punctuation::is_blank).is_empty() {
                return Err(slip(numbered, SlipKind::Comment));
            }
            continue;
        }
        reader.line = numbered.0 + 1;
        reader.take(line)?;
    }
    let draft = reader.finish()?;
    Ok(Edited { sha256, draft })
}

/// The digest and the name of the document, from the first line.
fn named(line: &str) -> Option<(Digest, String)> {
    let rest = line.trim().strip_prefix(BEGINS)?.strip_prefix(DIGEST)?;
    let (digest, name) = rest.split_once(NAMED)?;
    Some((Digest::from_hex(digest.trim())?, spoken(name.trim())))
}

#[derive(Default)]
struct Reader<'a> {
    draft: Draft,
    /// Number of the line at hand.
    line: usize,
    section: Option<Section>,
    /// The dimension or group that items stand under.
    under: Option<String>,
    item: Option<Item<'a>>,
    /// The line before was text without a field.
    quoting: bool,
}

impl<'a> Reader<'a> {
    fn slip(&self, kind: SlipKind) -> Slip {
        Slip {
            line: self.line,
            kind,
        }
    }

    fn take(&mut self, line: Line<'a>) -> Result<(), Slip> {
        let quoting = std::mem::take(&mut self.quoting);
        match line {
            Line::Blank | Line::Comment(_) => {
                self.quoting = quoting;
                Ok(())
            }
            Line::Heading(level, text) => {
                self.close()?;
                self.heading(level, text)
            }
            Line::Quote(text) => {
                self.close()?;
                self.quote(text, quoting)
            }
            Line::Item(head) => {
                self.close()?;
                let section = self
                    .section
                    .filter(|section| *section != Section::Unclaimed);
                let section = section.ok_or_else(|| self.slip(SlipKind::Homeless))?;
                self.item = Some(Item {
                    line: self.line,
                    section,
                    head,
                    body: Vec::new(),
                });
                Ok(())
            }
            Line::Text(text) => match (&mut self.item, self.section) {
                (Some(item), _) => {
                    item.body.push((self.line, text));
                    Ok(())
                }
                (None, None) => fields::read(&mut self.draft, text).map_err(|kind| self.slip(kind)),
                (None, Some(_)) => Err(self.slip(SlipKind::Loose)),
            },
        }
    }

    fn heading(&mut self, level: usize, text: &str) -> Result<(), Slip> {
        match (level, self.section) {
            (2, _) => {
                let section = Section::of(text).ok_or_else(|| self.slip(SlipKind::Heading))?;
                self.section = Some(section);
                self.under = None;
            }
            (3, Some(Section::Problems)) => self.dimension(text),
            (3, Some(Section::Measures)) => {
                self.under = (text != NO_GROUP).then(|| heading_spoken(text));
            }
            (3, Some(section)) => return Err(self.slip(SlipKind::Subheading(section))),
            _ => return Err(self.slip(SlipKind::Heading)),
        }
        Ok(())
    }

    fn dimension(&mut self, text: &str) {
        if text == NO_DIMENSION {
            self.under = None;
            return;
        }
        let (text, again) = match text.strip_suffix(AGAIN) {
            Some(stem) => (stem, true),
            None => (text, false),
        };
        let heading = heading_spoken(text);
        if !again {
            self.draft.dimensions.push(Dimension {
                order: self.draft.dimensions.len() as u32 + 1,
                heading: heading.clone(),
            });
        }
        self.under = Some(heading);
    }

    fn quote(&mut self, text: &str, quoting: bool) -> Result<(), Slip> {
        if text.is_empty() {
            self.quoting = quoting;
            return Ok(());
        }
        match (Mark::read(text), self.draft.unclaimed.last_mut()) {
            (Some((mark, text)), _) => self.draft.unclaimed.push(Unclaimed {
                paragraph: mark.paragraph,
                text: line_spoken(text),
            }),
            (None, Some(last)) if quoting => {
                last.text.push('\n');
                last.text.push_str(&line_spoken(text));
            }
            (None, _) => return Err(self.slip(SlipKind::Unmarked)),
        }
        self.quoting = true;
        Ok(())
    }

    /// Takes in the item at hand.
    fn close(&mut self) -> Result<(), Slip> {
        let Some(item) = self.item.take() else {
            return Ok(());
        };
        match item.section {
            Section::Facts => self.draft.facts.push(item.fact()?),
            Section::Problems => self.problem(&item)?,
            Section::Causes => {
                let (title, detail) = item.text()?;
                self.draft.causes.push(Cause { title, detail });
            }
            Section::Measures => {
                let (title, detail) = item.text()?;
                let group = self.under.clone();
                let measure = ProposedMeasure {
                    group,
                    title,
                    detail,
                };
                self.draft.measures.push(measure);
            }
            Section::LastYear => {
                let (heading, text) = item.text()?;
                self.draft.last_year.push(LastYearItem { heading, text });
            }
            Section::Statements => {
                let (title, text) = item.text()?;
                self.draft.statements.push(Statement { title, text });
            }
            Section::Tasks => {
                let (rest, task) = item.task(&spoken(item.head))?;
                if let Some((line, _)) = rest.first() {
                    let kind = SlipKind::NotATask;
                    return Err(Slip { line: *line, kind });
                }
                self.draft
                    .tasks
                    .push(task.unwrap_or_else(|| bare(spoken(item.head))));
            }
            Section::Unclaimed => {}
        }
        Ok(())
    }

    fn problem(&mut self, item: &Item<'_>) -> Result<(), Slip> {
        let (paragraph, title, rest) = match Mark::read(item.head) {
            Some((mark, text)) if !mark.unclaimed => (mark.paragraph, spoken(text), String::new()),
            Some((mark, text)) => {
                let (title, rest) = raw(text);
                (mark.paragraph, title, rest)
            }
            // A person wrote it, or brought it from another part.
            None => {
                let (title, rest) = raw(item.head);
                (0, title, rest)
            }
        };
        if title.trim_matches(punctuation::is_blank).is_empty() {
            let kind = SlipKind::NoTitle;
            return Err(Slip {
                line: item.line,
                kind,
            });
        }
        let (body, task) = item.task(&title)?;
        let detail = joined(rest, &body);
        self.draft.problems.push(Problem {
            number: self.draft.problems.len() as u32 + 1,
            dimension: self.under.clone(),
            examples: sentence::examples(&format!("{title}。{detail}")),
            title,
            detail,
            paragraph,
        });
        self.draft.tasks.extend(task);
        Ok(())
    }

    fn finish(mut self) -> Result<Draft, Slip> {
        self.close()?;
        let mut draft = self.draft;
        draft.unclaimed.sort_by_key(|unclaimed| unclaimed.paragraph);
        let anchor = draft.year.map(Anchor::of);
        let tasks = draft.tasks.iter_mut();
        for deadline in tasks.filter_map(|task| task.deadline.as_mut()) {
            *deadline = Deadline::keep(&deadline.phrase, anchor);
        }
        Ok(draft)
    }
}
