//! The reading of a document: spans that may begin anything, evidence for each, one choice over the whole
//! by a model that was learned from marked documents (`crates/train`), and what the labels hold.

mod block;
pub mod decode;
pub mod evidence;
pub(crate) mod found;
pub(crate) mod gather;
pub mod label;
mod lists;
mod margin;
mod mark;
mod sense;
pub mod span;
mod state;
pub mod weights;
mod whole;

use std::collections::BTreeMap;

use super::closing::is_closing;
use super::dress::{Dress, Meaning};
use super::paragraph::Paragraph;
use super::{contents, join, table, unbounded};
use crate::register::Maps;
use evidence::{Evidence, Shown};
use found::Found;
use gather::Sinks;
use label::{Allowed, Label};
use model::draft::{Doubt, DoubtKind, Draft};
use span::Span;
use weights::{Kept, Weights};

/// What problems must be worth more than no problems.
const LEAD: i64 = 130_000;

/// Documents with more problems than these surely list them.
const FEW: usize = 15;

/// A second reading that costs less is a doubt (`docs/quality/reading.md` has how often it is right).
const NEAR: i32 = 110_000;

/// Spans beyond which nobody reads doubts one by one.
const MANY: usize = 10_000;

/// A reading without problems.
const NONE: Allowed =
    Allowed(Allowed::ANY.0 & !(1 << Label::Problem as u32 | 1 << Label::Dimension as u32));

/// A document cut into spans, before anything is chosen.
#[derive(Debug)]
pub struct Cut {
    /// Its spans.
    pub spans: Vec<Span>,
    paragraphs: Vec<Paragraph>,
    /// What the unit says that each paragraph is, where it says so.
    said: Vec<Option<Meaning>>,
    /// Which paragraphs only close the document.
    closing: Vec<bool>,
    /// What a person says of single spans; goes before everything else.
    settled: Settled,
}

/// What a person says that spans are, by their places from 0.
pub type Settled = BTreeMap<usize, Allowed>;

impl Cut {
    /// Cuts paragraphs; what the unit says of lines in its own dress is no choice.
    pub(crate) fn of(paragraphs: Vec<Paragraph>, dresses: &[Dress]) -> Self {
        let said =
            |paragraph: &Paragraph| dresses.iter().find_map(|dress| dress.of(&paragraph.text));
        Self {
            said: paragraphs.iter().map(said).collect(),
            closing: paragraphs.iter().map(|one| is_closing(&one.text)).collect(),
            spans: span::cut(&paragraphs),
            paragraphs,
            settled: Settled::new(),
        }
    }

    /// The same where a person said what single spans are.
    pub(crate) fn settled(self, settled: Settled) -> Self {
        Self { settled, ..self }
    }

    /// What a span may be.
    fn allowed(&self, i: usize) -> Allowed {
        if let Some(settled) = self.settled.get(&i) {
            return *settled;
        }
        let span = &self.spans[i];
        if self.closing.get(span.at).copied().unwrap_or_default() {
            return Allowed::of(&[Label::Chrome]);
        }
        let Some(meaning) = self.said.get(span.at).copied().flatten() else {
            return Allowed::ANY;
        };
        match meaning {
            Meaning::Nothing => Allowed::of(&[Label::Chrome]),
            _ if !span.at_start() => Allowed::of(&[Label::Body]),
            Meaning::Dimension => Allowed::of(&[Label::Dimension]),
            Meaning::Problem => Allowed::of(&[Label::Problem]),
        }
    }

    /// What speaks for each span.
    pub fn evidence(&self) -> Vec<Evidence> {
        Shown::of(&self.spans, &self.paragraphs).all().collect()
    }

    /// The best reading by the weights that the program brings.
    pub(crate) fn read(&self) -> Vec<Label> {
        self.read_by(&Kept)
    }

    /// The best reading. A document whose problems are hardly better than none lists none: news and speeches
    /// have lists too.
    pub fn read_by<W: Weights>(&self, weights: &W) -> Vec<Label> {
        let shown = Shown::of(&self.spans, &self.paragraphs);
        let best = decode::best(shown.all(), weights, |i| self.allowed(i), |_, _| 0);
        let problems = best.labels.iter().filter(|label| **label == Label::Problem);
        let said = !self.settled.is_empty() || self.said.iter().any(Option::is_some);
        if said || !(1..=FEW).contains(&problems.count()) {
            return best.labels;
        }
        let without = decode::best(shown.all(), weights, |_| NONE, |_, _| 0);
        let sure = best.score - without.score >= LEAD;
        if sure { best.labels } else { without.labels }
    }

    /// A doubt for each paragraph that could nearly as well be read otherwise.
    pub fn doubts<W: Weights>(&self, labels: &[Label], weights: &W) -> Vec<Doubt> {
        let mut doubts: Vec<Doubt> = Vec::new();
        if self.spans.len() > MANY {
            return doubts;
        }
        let shown = Shown::of(&self.spans, &self.paragraphs);
        let seconds = margin::seconds(&shown, labels, weights);
        let near = (0..)
            .zip(seconds)
            .filter_map(|(i, second): (usize, _)| Some((i, second?)));
        let open = |i: usize| self.allowed(i) == Allowed::ANY;
        for (i, second) in near.filter(|(i, second)| second.margin < NEAR && open(*i)) {
            let paragraph = self.spans[i].paragraph;
            if doubts
                .last()
                .is_some_and(|last| last.paragraph == paragraph)
            {
                continue;
            }
            let text: String = self.text(i).trim().chars().take(20).collect();
            let (read, other) = (labels[i].word(), second.label.word());
            if read == other || text.is_empty() {
                continue;
            }
            doubts.push(Doubt {
                paragraph,
                kind: DoubtKind::Reading,
                message: format!("“{text}”读作{read}，也可能是{other}"),
            });
        }
        doubts
    }

    /// What its labels say of the document.
    pub(crate) fn gather(&self, labels: &[Label], found: &mut Found) -> Sinks {
        gather::gather(&self.spans, labels, &self.paragraphs, found)
    }

    /// Each span with its whole text and its label.
    pub(crate) fn told<'a>(
        &'a self,
        labels: &'a [Label],
    ) -> impl Iterator<Item = (&'a Span, &'a str, Label)> {
        let spans = self.spans.iter().zip(labels);
        spans.map(|(span, label)| (span, span.all(&self.paragraphs), *label))
    }

    /// The text of a span behind its ordinal and label.
    pub fn text(&self, i: usize) -> &str {
        self.spans[i].text(&self.paragraphs)
    }

    /// What of its paragraph stands before that text.
    pub fn lead(&self, i: usize) -> &str {
        let span = &self.spans[i];
        let from = span.whole.start;
        &self.paragraphs[span.at].text[from..from + span.lead]
    }
}

/// The items of a document by any weights, without its tables: what is learned from is measured so.
pub fn items<W: Weights>(cut: &Cut, weights: &W) -> Draft {
    let mut found = Found::default();
    cut.gather(&cut.read_by(weights), &mut found);
    Draft {
        dimensions: found.dimensions,
        problems: found.problems,
        causes: found.causes,
        measures: found.measures,
        last_year: found.last_year,
        tasks: found.tasks,
        ..Draft::default()
    }
}

/// Cuts a document as the reader does; `None` where it can't be read.
pub fn cut(bytes: &[u8], name: &str) -> Option<Cut> {
    let source = unbounded(bytes, name).ok()?;
    let mut untabled = table::untable(source.blocks, &Maps::default());
    let lines = std::mem::take(&mut untabled.lines);
    let (paragraphs, _) = contents::drop(join::join(lines));
    Some(Cut::of(paragraphs, &[]))
}
