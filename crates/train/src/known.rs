//! Documents whose meaning stands beside them: the fixtures with their drafts, and composed ones. The truth is
//! laid along the spans in its order.

use documents::document::reading::label::{Allowed, Label};
use documents::document::reading::{self, Cut};

use crate::marked::Marked;
use crate::score::Truth;

const HEADINGS: [Label; 6] = [
    Label::Problems,
    Label::Causes,
    Label::Measures,
    Label::LastYear,
    Label::Statement,
    Label::Other,
];

fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is still to come of a kind.
struct Queue {
    label: Label,
    titles: Vec<Vec<char>>,
    next: usize,
}

impl Queue {
    fn of(label: Label, titles: impl Iterator<Item = String>) -> Self {
        let titles = titles
            .map(|title| bare(&title))
            .filter(|title| !title.is_empty());
        Self {
            label,
            titles: titles.collect(),
            next: 0,
        }
    }

    /// The title that the span begins, if it is one of the next.
    fn take(&mut self, own: &[char]) -> Option<Vec<char>> {
        let ahead = self.titles.iter().enumerate().skip(self.next).take(3);
        let (at, title) = ahead
            .filter(|(_, title)| own.starts_with(title) || title.starts_with(own) && own.len() > 2)
            .map(|(at, title)| (at, title.clone()))
            .next()?;
        self.next = at + 1;
        Some(title)
    }
}

/// Lays the truth along the spans; `None` where it does not fit whole.
pub(crate) fn known(name: &str, bytes: &[u8], truth: &Truth) -> Option<Marked> {
    let cut = reading::cut(bytes, name)?;
    let mut layer = Layer::of(truth);
    let (mut allowed, mut meant) = (Vec::new(), Vec::new());
    for i in 0..cut.spans.len() {
        let (bits, label) = layer.lay(&cut, i);
        allowed.push(bits);
        meant.push(label);
    }
    let problems = &layer.queues[1];
    (problems.next == problems.titles.len()).then(|| Marked {
        name: name.to_owned(),
        evidence: cut.evidence(),
        cut,
        allowed,
        holds: true,
        meant,
    })
}

/// The truth, and how far it was laid.
struct Layer {
    queues: [Queue; 6],
    details: Vec<Vec<char>>,
    grouped: Vec<bool>,
    fields: Vec<Vec<char>>,
    /// What of a title the last span left open.
    left: Vec<char>,
    item: Option<Label>,
    problem: usize,
}

impl Layer {
    fn of(truth: &Truth) -> Self {
        let measures = &truth.measures;
        let mut groups: Vec<String> = measures.iter().filter_map(|m| m.0.clone()).collect();
        groups.dedup();
        let fields = truth.tasks.iter().filter(|task| task.1 != "measure");
        Self {
            queues: [
                Queue::of(Label::Dimension, dimensions(truth).into_iter()),
                Queue::of(Label::Problem, truth.problems.iter().map(|p| p.1.clone())),
                Queue::of(Label::Cause, truth.causes.iter().cloned()),
                Queue::of(Label::Group, groups.into_iter()),
                Queue::of(Label::Measure, measures.iter().map(|m| m.1.clone())),
                Queue::of(Label::LastItem, truth.last_year.iter().cloned()),
            ],
            details: truth.problems.iter().map(|p| bare(&p.2)).collect(),
            grouped: measures.iter().map(|m| m.0.is_some()).collect(),
            fields: fields.map(|task| bare(&task.2)).collect(),
            left: Vec::new(),
            item: None,
            problem: usize::MAX,
        }
    }

    fn lay(&mut self, cut: &Cut, i: usize) -> (Allowed, Option<Label>) {
        let own = bare(cut.text(i));
        let only = |label| (Allowed::of(&[label]), Some(label));
        if own.is_empty() {
            let idle = Allowed::of(&[Label::Lead, Label::Chrome, Label::Body]);
            return (idle, None);
        }
        if !self.left.is_empty() && self.left.starts_with(&own) {
            self.left.drain(..own.len());
            return only(Label::Body);
        }
        if let Some(label) = self.begins(&own) {
            return only(label);
        }
        if self.fields.contains(&own) && has_label(cut, i) {
            return only(Label::Field);
        }
        if self.item == Some(Label::Problem) && within(&self.details, self.problem, &own) {
            return only(Label::Body);
        }
        let mut labels = vec![Label::Lead, Label::Chrome];
        labels.extend(HEADINGS);
        if self.item.is_some_and(|item| item != Label::Problem) {
            labels.push(Label::Body);
        }
        (Allowed::of(&labels), None)
    }

    /// The label of the title that a span begins.
    fn begins(&mut self, own: &[char]) -> Option<Label> {
        let queues = &mut self.queues;
        let (at, title) = (0..queues.len()).find_map(|at| Some((at, queues[at].take(own)?)))?;
        self.left = title.get(own.len()..).unwrap_or_default().to_vec();
        let taken = queues[at].next - 1;
        let label = match queues[at].label {
            Label::Measure if self.grouped[taken] => Label::Grouped,
            label => label,
        };
        if label == Label::Problem {
            self.problem = taken;
        }
        self.item = Some(label).filter(|label| !matches!(label, Label::Dimension | Label::Group));
        Some(label)
    }
}

fn dimensions(truth: &Truth) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for dimension in truth.problems.iter().filter_map(|p| p.0.clone()) {
        if all.last() != Some(&dimension) {
            all.push(dimension);
        }
    }
    all
}

fn has_label(cut: &Cut, i: usize) -> bool {
    cut.lead(i).contains(['：', ':'])
}

fn within(details: &[Vec<char>], problem: usize, own: &[char]) -> bool {
    details.get(problem).is_some_and(|detail| {
        detail.len() >= own.len() && detail.windows(own.len()).any(|window| window == own)
    })
}
