//! The report as the program tells it (JSON), in parts that a page draws.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use model::event::TextField;
use serde::{Deserialize, Serialize};

use super::items::{self, Item};
use crate::reported::Note;

/// Records behind a sentence that are shown; of more nobody looks at each.
const MOST_SHOWN: usize = 40;

/// The report.
pub(super) struct Text {
    /// How many characters are handed in.
    pub(super) characters: u64,
    /// Its parts, in order.
    pub(super) parts: Vec<Part>,
    /// The tasks that it tells of, in order.
    pub(super) tasks: Vec<String>,
    /// What it lacks and what contradicts: the task, and what there is to say.
    pub(super) gaps: Vec<(Option<String>, Note)>,
    /// What of the records it does not tell: the task and the words.
    pub(super) left_out: Vec<(String, String)>,
}

/// A part of the report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Part {
    /// Its title.
    Title(Sentence),
    /// A heading: its level on the page, and its text.
    Heading(u8, Sentence),
    /// A paragraph, and what stands about the tasks that it tells of.
    Paragraph(Vec<Sentence>, Vec<Item>),
    /// Lines of a kind.
    Lines(Cow<'static, str>, Vec<String>),
    /// A table: what stands above it, its columns, its rows.
    Table(String, Vec<String>, Vec<Vec<String>>),
}

/// A sentence with what stands behind it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sentence {
    /// Its name among all of the page.
    pub(super) id: String,
    /// Its text in runs.
    pub(super) runs: Vec<Run>,
    /// The records behind it.
    pub(super) records: Vec<Record>,
}

/// A run of a sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Run {
    /// The text.
    pub(super) text: String,
    /// Whether something is missing here.
    pub(super) is_gap: bool,
    /// Where it is filled.
    pub(super) to: Option<String>,
}

/// A record behind a sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// The task; none where it is the meeting or a count.
    pub(super) task: Option<String>,
    /// What of it.
    pub(super) what: String,
    /// The entry of the history.
    pub(super) entry: Option<u64>,
}

impl Part {
    /// What stands about tasks in it.
    pub(super) fn items(&mut self) -> &mut [Item] {
        match self {
            Self::Paragraph(_, items) => items,
            _ => &mut [],
        }
    }

    /// Its sentences.
    pub(super) fn sentences(&self) -> &[Sentence] {
        match self {
            Self::Paragraph(sentences, _) => sentences,
            _ => &[],
        }
    }
}

impl Sentence {
    /// The tasks behind it.
    pub(super) fn tasks(&self) -> BTreeSet<&str> {
        let records = self.records.iter();
        records
            .filter_map(|record| record.task.as_deref())
            .collect()
    }

    /// The records that are shown, and how many there are besides.
    pub(super) fn shown(&self) -> (&[Record], usize) {
        let (shown, rest) = self.records.split_at(self.records.len().min(MOST_SHOWN));
        (shown, rest.len())
    }

    /// Whether it says no more than what the problem is.
    pub(super) fn is_title(&self) -> bool {
        let title = TextField::Problem.word();
        self.records.iter().all(|record| record.what == title)
    }

    /// Whether it says no more than under which heading the problem stands: run in before the first of them.
    pub(super) fn is_heading(&self) -> bool {
        let headings = [TextField::Dimension.word(), TextField::Theme.word()];
        let mut records = self.records.iter();
        !self.records.is_empty() && records.all(|record| headings.contains(&record.what.as_str()))
    }

    /// Whether it is a person's own wording.
    pub(super) fn is_worded(&self) -> bool {
        let wording = TextField::Wording.word();
        self.records.iter().any(|record| record.what == wording)
    }

    /// What it says, without what is marked as missing.
    pub(super) fn plain(&self) -> String {
        let plain = self.runs.iter().filter(|run| !run.is_gap);
        plain.map(|run| run.text.as_str()).collect()
    }
}

/// The report as the program says it; texts stay where they lie.
#[derive(Deserialize)]
struct Told<'t> {
    characters: u64,
    #[serde(borrow, default)]
    sentences: Vec<ToldSentence<'t>>,
    #[serde(borrow, default)]
    blocks: Vec<ToldBlock<'t>>,
    #[serde(borrow, default)]
    facts: Vec<ToldFacts<'t>>,
    #[serde(borrow, default)]
    gaps: Vec<ToldGap<'t>>,
    #[serde(borrow, default)]
    contradictions: Vec<ToldGap<'t>>,
    #[serde(borrow, default)]
    left_out: Vec<LeftOut<'t>>,
}

#[derive(Deserialize)]
struct ToldSentence<'t> {
    #[serde(borrow)]
    text: Cow<'t, str>,
    #[serde(borrow)]
    marked: Vec<Cow<'t, str>>,
    #[serde(borrow)]
    records: Vec<ToldRecord<'t>>,
}

#[derive(Deserialize)]
struct ToldRecord<'t> {
    #[serde(borrow)]
    task: Option<Cow<'t, str>>,
    #[serde(borrow)]
    what: Cow<'t, str>,
    entry: Option<u64>,
}

#[derive(Deserialize)]
struct ToldBlock<'t> {
    #[serde(borrow)]
    kind: Cow<'t, str>,
    #[serde(default)]
    sentences: usize,
    level: Option<u8>,
    #[serde(default)]
    lines: Vec<String>,
    label: Option<String>,
    title: Option<String>,
    #[serde(default)]
    head: Vec<String>,
    #[serde(default)]
    rows: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct ToldFacts<'t> {
    #[serde(borrow, default)]
    items: Vec<ToldItem<'t>>,
}

#[derive(Deserialize)]
struct ToldItem<'t> {
    #[serde(borrow)]
    task: Cow<'t, str>,
}

#[derive(Deserialize)]
struct ToldGap<'t> {
    #[serde(borrow)]
    task: Option<Cow<'t, str>>,
    #[serde(borrow)]
    what: Cow<'t, str>,
    #[serde(borrow)]
    command: Cow<'t, str>,
}

#[derive(Deserialize)]
struct LeftOut<'t> {
    #[serde(borrow)]
    task: Cow<'t, str>,
    #[serde(borrow)]
    text: Cow<'t, str>,
    #[serde(borrow)]
    because: Cow<'t, str>,
}

impl Text {
    /// Reads it; `None` where no report was written.
    pub(super) fn read(data: &str) -> Option<Self> {
        let told: Told<'_> = serde_json::from_str(data).ok()?;
        let gaps = told.gaps.iter().chain(&told.contradictions);
        let gaps: Vec<(Option<String>, Note)> = gaps
            .map(|gap| {
                let task = gap.task.as_deref().map(str::to_owned);
                (task, items::note(&gap.what, &gap.command))
            })
            .collect();
        let mut by_task: HashMap<Option<&str>, Vec<&Note>> = HashMap::new();
        for (task, note) in &gaps {
            by_task.entry(task.as_deref()).or_default().push(note);
        }
        let sentences = told.sentences.into_iter().enumerate();
        let mut sentences = sentences.map(|(place, said)| sentence(place, said, &by_task));
        let blocks = told.blocks.into_iter();
        let parts = blocks
            .filter_map(|block| part(block, &mut sentences))
            .collect();
        let items = told.facts.into_iter().flat_map(|facts| facts.items);
        let left_out = told.left_out.into_iter();
        Some(Self {
            characters: told.characters,
            parts,
            tasks: items.map(|item| item.task.into_owned()).collect(),
            left_out: left_out
                .map(|left| {
                    let words = format!("{}（{}）", left.text, left.because);
                    (left.task.into_owned(), words)
                })
                .collect(),
            gaps,
        })
    }
}

/// A part, which takes its sentences from those that come next.
fn part(block: ToldBlock<'_>, sentences: &mut impl Iterator<Item = Sentence>) -> Option<Part> {
    let own: Vec<Sentence> = sentences.take(block.sentences).collect();
    Some(match block.kind.as_ref() {
        "title" => Part::Title(own.into_iter().next()?),
        "heading" => {
            let level = block.level.unwrap_or(1).clamp(1, 4);
            // Above it stand the page's own heading and that of the text.
            Part::Heading(level + 2, own.into_iter().next()?)
        }
        "paragraph" => Part::Paragraph(own, Vec::new()),
        kind @ ("addressee" | "annexes" | "signature") => {
            Part::Lines(kind.to_owned().into(), block.lines)
        }
        "table" => {
            let (label, title) = (block.label, block.title);
            let above = format!(
                "{} {}",
                label.unwrap_or_default(),
                title.unwrap_or_default()
            );
            Part::Table(above.trim().to_owned(), block.head, block.rows)
        }
        _ => return None,
    })
}

fn sentence(
    place: usize,
    said: ToldSentence<'_>,
    gaps: &HashMap<Option<&str>, Vec<&Note>>,
) -> Sentence {
    let records = said.records.into_iter().map(|record| Record {
        task: record.task.map(Cow::into_owned),
        what: record.what.into_owned(),
        entry: record.entry,
    });
    let mut sentence = Sentence {
        id: format!("records-{place}"),
        runs: Vec::new(),
        records: records.collect(),
    };
    let marked: Vec<&str> = said.marked.iter().map(AsRef::as_ref).collect();
    let mut own: Vec<&Note> = Vec::new();
    if !marked.is_empty() {
        let tasks = sentence.tasks();
        let of_none = tasks.is_empty().then_some(None);
        let keys = tasks.into_iter().map(Some).chain(of_none);
        own.extend(keys.filter_map(|task| gaps.get(&task)).flatten());
    }
    let runs = runs(&said.text, &marked, &own);
    sentence.runs = runs;
    sentence
}

/// The text in runs; in what is marked as missing each thing leads to where it is filled.
fn runs(text: &str, marked: &[&str], gaps: &[&Note]) -> Vec<Run> {
    let run = |text: &str, is_gap, to| Run {
        text: text.to_owned(),
        is_gap,
        to,
    };
    let (mut runs, mut rest) = (Vec::new(), text);
    for mark in marked {
        let Some(at) = rest.find(mark) else { continue };
        runs.push(run(&rest[..at], false, None));
        let mut left = *mark;
        // The one that stands first is linked first.
        while let Some((at, note)) = gaps
            .iter()
            .filter_map(|note| Some((left.find(&note.what)?, note)))
            .min_by_key(|(at, _)| *at)
        {
            let end = at + note.what.len();
            runs.push(run(&left[..at], true, None));
            runs.push(run(&left[at..end], true, note.to.clone()));
            left = &left[end..];
        }
        runs.push(run(left, true, None));
        rest = &rest[at + mark.len()..];
    }
    runs.push(run(rest, false, None));
    runs.retain(|run| !run.text.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_leads_to_where_it_is_filled() {
        let note = |what: &str, to: &str| Note {
            what: what.to_owned(),
            way: Vec::new(),
            to: Some(to.to_owned()),
        };
        let (reason, next) = (note("未启动原因", "/a"), note("下一步", "/b"));
        let mark = "〔待补：未启动原因、下一步〕";
        let text = format!("未按期启动{mark}。");
        let runs = runs(&text, &[mark], &[&next, &reason]);
        let told: Vec<(&str, bool, Option<&str>)> = runs
            .iter()
            .map(|run| (run.text.as_str(), run.is_gap, run.to.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("未按期启动", false, None),
                ("〔待补：", true, None),
                ("未启动原因", true, Some("/a")),
                ("、", true, None),
                ("下一步", true, Some("/b")),
                ("〕", true, None),
                ("。", false, None),
            ]
        );
    }
}
