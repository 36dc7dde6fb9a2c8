//! The choice: the best labels for all spans of a document together, by beam search. Ties go by the order of
//! the labels, so the same bytes give the same reading everywhere.

use std::borrow::Borrow;

use super::evidence::{Evidence, Row};
use super::label::{Allowed, Label};
use super::state::State;
use super::weights::Weights;

/// Readings that are kept at each span.
const BEAM: usize = 24;

/// As many in a document of more spans than `LONG`, which takes its time by the number of them.
const NARROW: usize = 4;
const LONG: usize = 2_000;

/// Of them with one open section at most: a heading shows late what it was worth.
const ALIKE: usize = 6;

/// What text can't become in the middle of an item's paragraph.
const IDLE: Allowed = Allowed(1 << Label::Chrome as u32 | 1 << Label::Lead as u32);

/// A reading: a label for each span, and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// A label for each span.
    pub labels: Vec<Label>,
    /// What they are worth together.
    pub score: i64,
    /// What each step was worth.
    pub steps: Vec<i32>,
}

struct Partial {
    score: i64,
    state: State,
    /// Place of the step in the trail.
    step: usize,
}

struct Step {
    before: usize,
    label: Label,
    gain: i32,
}

/// Labels that may follow: what makes no sense by itself is no candidate.
pub(super) fn possible(evidence: &Evidence) -> Allowed {
    if evidence.bare_label {
        return Allowed::of(&[
            Label::Chrome,
            Label::Lead,
            Label::Problems,
            Label::Causes,
            Label::Measures,
            Label::LastYear,
            Label::Statement,
            Label::Other,
            Label::Dimension,
        ]);
    }
    if evidence.filled {
        return Allowed::ANY;
    }
    Allowed::of(&[Label::Chrome, Label::Lead, Label::Body])
}

/// The best reading among those that `allowed` leaves, if it leaves any; `bonus` is added where a span is
/// read so.
pub fn best<W: Weights, E: Borrow<Evidence>>(
    evidence: impl Iterator<Item = E>,
    weights: &W,
    allowed: impl Fn(usize) -> Allowed,
    bonus: impl Fn(usize, Label) -> i32,
) -> Reading {
    let width = if evidence.size_hint().0 > LONG {
        NARROW
    } else {
        BEAM
    };
    let mut trail: Vec<Step> = Vec::new();
    let mut beam = vec![Partial {
        score: 0,
        state: State::default(),
        step: usize::MAX,
    }];
    for (i, one) in evidence.enumerate() {
        let one = one.borrow();
        let mut fixed = [0; Label::COUNT];
        for row in &one.rows {
            weights.add(*row, &mut fixed);
        }
        for label in Label::ALL {
            fixed[label as usize] += bonus(i, label);
        }
        let asked = allowed(i);
        let open = Allowed(asked.0 & possible(one).0);
        let open = if open.0 == 0 { asked } else { open };
        let grown = grow(&beam, one, weights, &fixed, open);
        beam = keep(&beam, one, grown, width, &mut trail);
    }
    walk(&trail, beam.first())
}

/// A reading that goes on with one more span: its score, which of the beam it carries on, the label, its gain.
type Grown = (i64, usize, Label, i32);

/// Every reading of the beam with every label, the best first.
fn grow<W: Weights>(
    beam: &[Partial],
    one: &Evidence,
    weights: &W,
    fixed: &[i32; Label::COUNT],
    allowed: Allowed,
) -> Vec<Grown> {
    let mut shared: Vec<Row> = Vec::with_capacity(32);
    let mut grown = Vec::with_capacity(beam.len() * Label::COUNT);
    for (at, partial) in beam.iter().enumerate() {
        let mut scores = *fixed;
        partial.state.shared(one, &mut shared);
        for row in &shared {
            weights.add(*row, &mut scores);
        }
        let owns = partial.state.owns(one);
        let within = one.is_plain() && partial.state.in_item();
        let open = Allowed(allowed.0 & !(u32::from(within) * IDLE.0));
        let open = if open.0 == 0 { allowed } else { open };
        for label in Label::ALL.into_iter().filter(|label| open.has(*label)) {
            let own = owns[label as usize].iter();
            let own: i32 = own.map(|row| weights.of(*row, label)).sum();
            let gain = scores[label as usize] + own;
            grown.push((partial.score + i64::from(gain), at, label, gain));
        }
    }
    grown.sort_by(|a: &Grown, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    grown
}

/// The best of them, and not too many alike.
fn keep(
    beam: &[Partial],
    one: &Evidence,
    grown: Vec<Grown>,
    width: usize,
    trail: &mut Vec<Step>,
) -> Vec<Partial> {
    let mut next: Vec<Partial> = Vec::with_capacity(width);
    for (score, at, label, gain) in grown {
        let state = beam[at].state.step(one, label);
        // Two readings that remember the same go on alike: the better one is enough.
        let section = state.section();
        let alike = next.iter().filter(|other| other.state.section() == section);
        if alike.count() >= ALIKE || next.iter().any(|other| other.state == state) {
            continue;
        }
        trail.push(Step {
            before: beam[at].step,
            label,
            gain,
        });
        next.push(Partial {
            score,
            state,
            step: trail.len() - 1,
        });
        if next.len() == width {
            break;
        }
    }
    next
}

fn walk(trail: &[Step], last: Option<&Partial>) -> Reading {
    let mut reading = Reading {
        labels: Vec::new(),
        score: last.map_or(0, |partial| partial.score),
        steps: Vec::new(),
    };
    let mut at = last.map_or(usize::MAX, |partial| partial.step);
    while let Some(step) = trail.get(at) {
        reading.labels.push(step.label);
        reading.steps.push(step.gain);
        at = step.before;
    }
    reading.labels.reverse();
    reading.steps.reverse();
    reading
}

/// Calls back for every feature of a reading, with its place and label.
pub fn features(evidence: &[Evidence], labels: &[Label], mut tell: impl FnMut(usize, Row, Label)) {
    let mut state = State::default();
    let mut shared = Vec::new();
    for (i, (one, label)) in evidence.iter().zip(labels).enumerate() {
        state.shared(one, &mut shared);
        for row in one
            .rows
            .iter()
            .chain(&shared)
            .copied()
            .chain(state.own(one, *label))
        {
            tell(i, row, *label);
        }
        state = state.step(one, *label);
    }
}
