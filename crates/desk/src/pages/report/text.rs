//! The report as the program tells it (JSON), in parts that a page draws.

use std::collections::{BTreeSet, HashMap};

use model::event::TextField;
use serde_json::Value;

use super::items::{self, Item, Note};

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
pub(super) enum Part {
    /// Its title.
    Title(Sentence),
    /// A heading: its level on the page, and its text.
    Heading(u8, Sentence),
    /// A paragraph, and what stands about the tasks that it tells of.
    Paragraph(Vec<Sentence>, Vec<Item>),
    /// Lines of a kind.
    Lines(&'static str, Vec<String>),
    /// A table: what stands above it, its columns, its rows.
    Table(String, Vec<String>, Vec<Vec<String>>),
}

/// A sentence with what stands behind it.
pub(super) struct Sentence {
    /// Its name among all of the page.
    pub(super) id: String,
    /// Its text in runs.
    pub(super) runs: Vec<Run>,
    /// The records behind it.
    pub(super) records: Vec<Record>,
}

/// A run of a sentence.
pub(super) struct Run {
    /// The text.
    pub(super) text: String,
    /// Whether something is missing here.
    pub(super) is_gap: bool,
    /// Where it is filled.
    pub(super) to: Option<String>,
}

/// A record behind a sentence.
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

/// A list in a value.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A text in a value.
pub(super) fn words(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn lines(value: &Value) -> Vec<String> {
    let cells = value.as_array().into_iter().flatten();
    cells
        .map(|cell| cell.as_str().unwrap_or_default().to_owned())
        .collect()
}

impl Text {
    /// Reads it; `None` where no report was written.
    pub(super) fn read(data: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(data).ok()?;
        let gaps = list(&value, "gaps")
            .iter()
            .chain(list(&value, "contradictions"));
        let gaps: Vec<(Option<String>, Note)> = gaps
            .map(|gap| (gap["task"].as_str().map(str::to_owned), items::note(gap)))
            .collect();
        let mut by_task: HashMap<Option<&str>, Vec<&Note>> = HashMap::new();
        for (task, note) in &gaps {
            by_task.entry(task.as_deref()).or_default().push(note);
        }
        let sentences = list(&value, "sentences").iter().enumerate();
        let mut sentences = sentences.map(|(place, said)| sentence(place, said, &by_task));
        let blocks = list(&value, "blocks").iter();
        let parts = blocks
            .filter_map(|block| part(block, &mut sentences))
            .collect();
        let facts = list(&value, "facts").iter();
        let told = facts.flat_map(|facts| list(facts, "items"));
        let left_out = list(&value, "left_out").iter();
        Some(Self {
            characters: value["characters"].as_u64()?,
            parts,
            tasks: told.map(|item| words(item, "task")).collect(),
            left_out: left_out
                .map(|left| {
                    let why = words(left, "because");
                    (
                        words(left, "task"),
                        format!("{}（{why}）", words(left, "text")),
                    )
                })
                .collect(),
            gaps,
        })
    }
}

/// A part, which takes its sentences from those that come next.
fn part(block: &Value, sentences: &mut impl Iterator<Item = Sentence>) -> Option<Part> {
    let count = block["sentences"].as_u64().unwrap_or_default() as usize;
    let own: Vec<Sentence> = sentences.take(count).collect();
    Some(match block["kind"].as_str()? {
        "title" => Part::Title(own.into_iter().next()?),
        "heading" => {
            let level = block["level"].as_u64().unwrap_or(1).clamp(1, 4) as u8;
            // Above it stand the page's own heading and that of the text.
            Part::Heading(level + 2, own.into_iter().next()?)
        }
        "paragraph" => Part::Paragraph(own, Vec::new()),
        "addressee" => Part::Lines("addressee", lines(&block["lines"])),
        "annexes" => Part::Lines("annexes", lines(&block["lines"])),
        "signature" => Part::Lines("signature", lines(&block["lines"])),
        "table" => {
            let above = format!("{} {}", words(block, "label"), words(block, "title"));
            let rows = list(block, "rows").iter().map(lines).collect();
            Part::Table(above.trim().to_owned(), lines(&block["head"]), rows)
        }
        _ => return None,
    })
}

fn sentence(place: usize, said: &Value, gaps: &HashMap<Option<&str>, Vec<&Note>>) -> Sentence {
    let records = list(said, "records").iter().map(|record| Record {
        task: record["task"].as_str().map(str::to_owned),
        what: words(record, "what"),
        entry: record["entry"].as_u64(),
    });
    let mut sentence = Sentence {
        id: format!("records-{place}"),
        runs: Vec::new(),
        records: records.collect(),
    };
    let text = words(said, "text");
    let marked: Vec<&str> = list(said, "marked")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut own: Vec<&Note> = Vec::new();
    if !marked.is_empty() {
        let tasks = sentence.tasks();
        let of_none = tasks.is_empty().then_some(None);
        let keys = tasks.into_iter().map(Some).chain(of_none);
        own.extend(keys.filter_map(|task| gaps.get(&task)).flatten());
    }
    let runs = runs(&text, &marked, &own);
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
