//! What is said, and by which records: the pieces that sentences are built of.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use model::event::TextField;
use model::task::Task;
use office::text::sentence;

/// A record behind a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Code of the task; `None` for counts, meetings and settings.
    pub task: Option<String>,
    /// Which field, note or count.
    pub what: Cow<'static, str>,
    /// Sequence of the entry, for notes.
    pub entry: Option<u64>,
}

impl Record {
    /// A field of a task.
    pub fn of(task: &Task, what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            task: Some(task.code()),
            what: what.into(),
            entry: None,
        }
    }

    /// A note of a task.
    pub fn note(task: &Task, entry: u64) -> Self {
        Self {
            entry: Some(entry),
            ..Self::of(task, "进展")
        }
    }

    /// A count, a meeting's field or a setting.
    pub fn general(what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            task: None,
            what: what.into(),
            entry: None,
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(task) = &self.task {
            write!(f, "{task}·")?;
        }
        f.write_str(&self.what)?;
        match self.entry {
            Some(entry) => write!(f, "#{entry}"),
            None => Ok(()),
        }
    }
}

/// Whether a run of text is to be marked for the clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Ordinary text.
    Plain,
    /// Something is missing or doubtful here.
    Gap,
}

/// A run of text marked alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it is marked.
    pub mark: Mark,
}

/// A clause or sentence with the records behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CitedText {
    /// Its text.
    pub runs: Vec<Run>,
    /// What it was made from.
    pub records: Vec<Record>,
    met: Met,
}

/// The records of a text that has very many, to be found at once. It says nothing that they do not say.
#[derive(Debug, Clone, Default)]
struct Met {
    records: HashSet<Record>,
    /// How many of the text's records are among them: they are only ever added to.
    first: usize,
}

impl PartialEq for Met {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Met {}

/// Up to so many are looked through one by one.
const FEW: usize = 32;

impl CitedText {
    /// Recorded text, on one line and without its closing mark.
    pub(crate) fn recorded(text: &str, record: Record) -> Self {
        let line = sentence::one_line(text);
        Self::with(sentence::open_end(&line), record)
    }

    /// A text field of a task; `None` when empty.
    pub(crate) fn field(task: &Task, field: TextField) -> Option<Self> {
        let said = Self::recorded(task.text(field)?, Record::of(task, field.word()));
        (!said.is_empty()).then_some(said)
    }

    /// Ready text with its record.
    pub(crate) fn with(text: impl Into<String>, record: Record) -> Self {
        let mut said = Self::plain(text);
        said.records.push(record);
        said
    }

    /// Text that needs no record of its own: an ordinal, a date put before a record.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        let mut said = Self::default();
        said.push_text(&text.into(), Mark::Plain);
        said
    }

    /// The same text marked for the clerk.
    pub(crate) fn marked(self) -> Self {
        let mut said = Self::default();
        said.push_text(&self.text(), Mark::Gap);
        said.records = self.records;
        said
    }

    /// The same with words put in at that byte of its text.
    pub(crate) fn insert(&self, at: usize, words: &Self) -> Self {
        let mut said = Self::default();
        let mut passed = 0;
        let mut put = false;
        for run in &self.runs {
            let here = at
                .checked_sub(passed)
                .filter(|here| !put && *here <= run.text.len());
            match here {
                Some(here) => {
                    said.push_text(&run.text[..here], run.mark);
                    said.push(words);
                    said.push_text(&run.text[here..], run.mark);
                    put = true;
                }
                None => said.push_text(&run.text, run.mark),
            }
            passed += run.text.len();
        }
        said.records.extend(self.records.iter().cloned());
        said
    }

    /// The text without its marks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Puts another piece after this one.
    pub(crate) fn push(&mut self, other: &Self) {
        for run in &other.runs {
            self.push_text(&run.text, run.mark);
        }
        for record in &other.records {
            if !self.has(record) {
                self.records.push(record.clone());
            }
        }
    }

    fn has(&mut self, record: &Record) -> bool {
        if self.records.len() <= FEW {
            return self.records.contains(record);
        }
        let met = &mut self.met;
        let new = self.records.iter().skip(met.first);
        met.records.extend(new.cloned());
        met.first = self.records.len();
        met.records.contains(record)
    }

    /// Puts a phrase's words after this; where the record before them has ended its sentence with
    /// a mark of its own, theirs is left out.
    pub(crate) fn push_words(&mut self, words: &str) {
        let last = self.runs.last().map(|run| run.text.as_str());
        let ended = last.is_some_and(sentence::ends_sentence);
        let words = match words.strip_prefix(['。', '，', '；']) {
            Some(rest) if ended => rest,
            _ => words,
        };
        self.push_text(words, Mark::Plain);
    }

    fn push_text(&mut self, text: &str, mark: Mark) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.mark == mark => run.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                mark,
            }),
        }
    }

    /// These pieces with a mark between each two.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>, mark: &str) -> Self {
        let mut joined = Self::default();
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            if !joined.is_empty() {
                joined.push_words(mark);
            }
            joined.push(&piece);
        }
        joined
    }

    /// Whether a sentence ends inside it.
    pub(crate) fn has_inner_stop(&self) -> bool {
        self.runs
            .iter()
            .any(|run| run.text.contains(['。', '！', '？']))
    }
}
