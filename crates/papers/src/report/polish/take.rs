//! A polished sheet read back: which blocks were rewritten, and what is doubtful of them.

use std::collections::HashMap;

use super::judge::{self, Doubt};
use super::marker::{self, Marker};
use super::{ENTRIES, Told, told};
use crate::report::facts;
use crate::report::options::Options;
use crate::report::phrases::Phrases;
use crate::report::{ReportFault, no_tasks};
use model::ledger::Ledger;
use office::text::{sentence, width};

/// What a sheet brings back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Polished {
    /// Blocks that were changed, in the order of the section.
    pub rewritten: Vec<Rewritten>,
    /// How many stand as they were written.
    pub unchanged: usize,
    /// What is wrong with markers and blocks.
    pub slips: Vec<Slip>,
}

/// A block that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// Number of the task.
    pub number: u32,
    /// Its code.
    pub task: String,
    /// Number of the marker's paragraph, from 1.
    pub paragraph: usize,
    /// The new wording, on one line.
    pub text: String,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
}

/// Why a block brings nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// A task of the section has no marker.
    Missing {
        /// Its code.
        task: String,
    },
    /// A task has several markers; none of its blocks is read.
    Repeated {
        /// Its code.
        task: String,
        /// The paragraphs of its markers.
        paragraphs: Vec<usize>,
    },
    /// A marker names a task that is not of this section.
    Unknown {
        /// The code that it names.
        task: String,
        /// Its paragraph.
        paragraph: usize,
    },
    /// Nothing is left below the marker.
    Emptied {
        /// Code of the task.
        task: String,
        /// The marker's paragraph.
        paragraph: usize,
    },
}

impl Slip {
    /// Whether something stands in the file that could not be read.
    pub fn loses_text(&self) -> bool {
        matches!(self, Self::Repeated { .. } | Self::Unknown { .. })
    }
}

/// A marker with the paragraphs below it.
struct Found<'p> {
    paragraph: usize,
    marker: Marker<'p>,
    texts: Vec<&'p str>,
}

impl Found<'_> {
    /// Its paragraphs joined.
    fn text(&self, title: &str) -> String {
        let ran_in = self.marker.text(title).into_iter();
        let texts: Vec<&str> = ran_in.chain(self.texts.iter().copied()).collect();
        sentence::printable(&sentence::one_line(&texts.join("\n")))
    }
}

/// Reads a sheet back, held against what the ledger tells now.
pub fn take(
    ledger: &Ledger,
    options: &Options,
    phrases: &Phrases,
    paragraphs: &[String],
) -> Result<Polished, ReportFault> {
    let sections = facts::sections(ledger, options);
    let Some(section) = sections.first() else {
        return Err(no_tasks(ledger, options, options.year - 1));
    };
    let told = told(ledger, options, phrases, section);
    let mut polished = Polished::default();
    let mut found = by_task(paragraphs);
    let entries = entries(paragraphs);
    let mut read: Vec<(&Told<'_>, Option<Found<'_>>)> = Vec::new();
    for told in &told {
        let task = told.item.task.code();
        let mut own = found.remove(&task).unwrap_or_default();
        if own.len() > 1 {
            let paragraphs = own.iter().map(|found| found.paragraph).collect();
            polished.slips.push(Slip::Repeated { task, paragraphs });
            continue;
        }
        let own = own.pop();
        if own.is_none() {
            polished.slips.push(Slip::Missing { task });
        }
        read.push((told, own));
    }
    for (place, (told, own)) in read.iter().enumerate() {
        let Some(own) = own else { continue };
        let lost = match read.get(place + 1) {
            Some((next, None)) => Some(next.item.task.code()),
            _ => None,
        };
        block(ledger, told, own, (entries, lost), &mut polished);
    }
    let mut unknown: Vec<(usize, String)> = Vec::new();
    for (task, all) in found {
        unknown.extend(all.iter().map(|found| (found.paragraph, task.clone())));
    }
    unknown.sort_unstable();
    let slips = unknown
        .into_iter()
        .map(|(paragraph, task)| Slip::Unknown { task, paragraph });
    polished.slips.extend(slips);
    Ok(polished)
}

/// What one block brings; `lost` is the next task where its marker is gone.
fn block(
    ledger: &Ledger,
    told: &Told<'_>,
    found: &Found<'_>,
    (entries, lost): (Option<u64>, Option<String>),
    polished: &mut Polished,
) {
    let task = told.item.task;
    let text = found.text(&told.title());
    let now = told.line();
    let paragraph = found.paragraph;
    if text.is_empty() && !now.is_empty() {
        let task = task.code();
        polished.slips.push(Slip::Emptied { task, paragraph });
        return;
    }
    if marker::same(&text, &now) || found.marker.stands_above(&text) {
        polished.unchanged += 1;
        return;
    }
    let mut doubts = judge::doubts(ledger, told, &now, &text);
    // What came since matters where the ledger tells it: not a wording taken from this sheet before.
    let spoken_since = task.wording.is_some() && !task.wording_is_stale();
    let news = entries.is_some_and(|entries| task.last_entry > entries);
    if news && !spoken_since && !found.marker.stands_above(&now) {
        doubts.push(Doubt::Older);
    }
    if found.texts.len() > 1 {
        doubts.extend(lost.map(Doubt::Swallowed));
    }
    polished.rewritten.push(Rewritten {
        number: task.number,
        task: task.code(),
        paragraph,
        text,
        doubts,
    });
}

/// Every marker with what stands below it, by the task that it names.
fn by_task(paragraphs: &[String]) -> HashMap<String, Vec<Found<'_>>> {
    let mut all: Vec<Found<'_>> = Vec::new();
    for (place, paragraph) in paragraphs.iter().enumerate() {
        match (marker::read(paragraph), all.last_mut()) {
            (Some(marker), _) => all.push(Found {
                paragraph: place + 1,
                marker,
                texts: Vec::new(),
            }),
            (None, Some(open)) => open.texts.push(paragraph),
            (None, None) => {}
        }
    }
    let mut by_task: HashMap<String, Vec<Found<'_>>> = HashMap::new();
    for found in all {
        let code = found.marker.code.clone();
        by_task.entry(code).or_default().push(found);
    }
    by_task
}

/// How many entries the ledger had when the sheet was written, where it still says so.
fn entries(paragraphs: &[String]) -> Option<u64> {
    let head = paragraphs
        .iter()
        .take_while(|paragraph| marker::read(paragraph).is_none());
    let numbers = head.filter_map(|paragraph| {
        let narrow = width::narrow_all(paragraph);
        let (_, after) = narrow.split_once(ENTRIES.0)?;
        after.split_once(ENTRIES.1)?.0.trim().parse().ok()
    });
    numbers.last()
}
