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
    let groups: Vec<String> = truth
        .measures
        .iter()
        .filter_map(|(group, _)| group.clone())
        .collect();
    let mut once = groups.clone();
    once.dedup();
    let mut queues = [
        Queue::of(Label::Dimension, dimensions(truth).into_iter()),
        Queue::of(Label::Problem, truth.problems.iter().map(|p| p.1.clone())),
        Queue::of(Label::Cause, truth.causes.iter().cloned()),
        Queue::of(Label::Group, once.into_iter()),
        Queue::of(
            Label::Measure,
            truth.measures.iter().map(|(_, title)| title.clone()),
        ),
        Queue::of(Label::LastItem, truth.last_year.iter().cloned()),
    ];
    let details: Vec<Vec<char>> = truth.problems.iter().map(|p| bare(&p.2)).collect();
    let grouped: Vec<bool> = truth
        .measures
        .iter()
        .map(|(group, _)| group.is_some())
        .collect();
    let fields: Vec<Vec<char>> = truth
        .tasks
        .iter()
        .filter(|t| t.1 != "measure")
        .map(|t| bare(&t.2))
        .collect();
    let (mut allowed, mut meant) = (Vec::new(), Vec::new());
    let mut left: Vec<char> = Vec::new();
    let (mut item, mut problem) = (None, usize::MAX);
    for i in 0..cut.spans.len() {
        let own = bare(cut.text(i));
        let (bits, label) = if own.is_empty() {
            (
                Allowed::of(&[Label::Lead, Label::Chrome, Label::Body]),
                None,
            )
        } else if !left.is_empty() && left.starts_with(&own) {
            left.drain(..own.len());
            (Allowed::of(&[Label::Body]), Some(Label::Body))
        } else if let Some((at, title)) =
            (0..queues.len()).find_map(|at| Some((at, queues[at].take(&own)?)))
        {
            left = title.get(own.len()..).unwrap_or_default().to_vec();
            let label = match queues[at].label {
                Label::Measure if grouped[queues[at].next - 1] => Label::Grouped,
                label => label,
            };
            if label == Label::Problem {
                problem = queues[at].next - 1;
            }
            item = Some(label).filter(|label| !matches!(label, Label::Dimension | Label::Group));
            (Allowed::of(&[label]), Some(label))
        } else if fields.iter().any(|field| *field == own) && has_label(&cut, i) {
            (Allowed::of(&[Label::Field]), Some(Label::Field))
        } else if item == Some(Label::Problem) && within(&details, problem, &own) {
            (Allowed::of(&[Label::Body]), Some(Label::Body))
        } else {
            let mut labels = vec![Label::Lead, Label::Chrome];
            labels.extend(HEADINGS);
            if item.is_some_and(|item| item != Label::Problem) {
                labels.push(Label::Body);
            }
            (Allowed::of(&labels), None)
        };
        allowed.push(bits);
        meant.push(label);
    }
    let fits = queues[1].next == queues[1].titles.len();
    fits.then(|| Marked {
        name: name.to_owned(),
        evidence: cut.evidence(),
        cut,
        allowed,
        holds: true,
        meant,
    })
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
