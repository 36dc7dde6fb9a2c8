//! How sure a reading is: what the best one would lose if a span, or a whole list, were read otherwise.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Shown};
use super::label::{Allowed, Label};
use super::state::State;
use super::weights::Weights;

/// Spans after the last one read otherwise that are weighed anew.
const REACH: usize = 6;

/// Spans of a list that are read otherwise together, at most.
const LIST: usize = 60;

/// The second reading of a span, and what it would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Second {
    /// How it could be read too.
    pub(crate) label: Label,
    /// How much less that is worth; small numbers are doubts.
    pub(crate) margin: i32,
}

/// The second reading of every span.
pub(crate) fn seconds<W: Weights>(
    shown: &Shown<'_>,
    labels: &[Label],
    weights: &W,
) -> Vec<Option<Second>> {
    let weigher = Weigher::of(shown, labels, weights);
    let mut seconds = vec![None; labels.len()];
    for i in 0..labels.len() {
        weigher.settle(&[i], &mut seconds);
    }
    for list in lists(&weigher.evidence, labels) {
        weigher.settle(&list, &mut seconds);
    }
    seconds
}

/// Spans of one label and one form that stand in one section: they are what they are together.
fn lists(evidence: &[Evidence], labels: &[Label]) -> Vec<Vec<usize>> {
    let mut open: BTreeMap<(Label, u32), Vec<usize>> = BTreeMap::new();
    let mut done = Vec::new();
    for (i, (label, one)) in labels.iter().zip(evidence).enumerate() {
        if label.section().is_some() {
            done.extend(std::mem::take(&mut open).into_values());
        }
        if *label != Label::Body || one.ordinal.is_some() {
            let list = open.entry((*label, one.form)).or_default();
            if list.len() < LIST {
                list.push(i);
            }
        }
    }
    done.extend(open.into_values());
    done.retain(|list| list.len() > 1);
    done
}

struct Weigher<'a, W> {
    evidence: Vec<Evidence>,
    labels: &'a [Label],
    weights: &'a W,
    /// What hangs on each span alone, label by label.
    fixed: Vec<[i32; Label::COUNT]>,
    /// The state before each span.
    states: Vec<State>,
    /// What each span is worth as it was read.
    gains: Vec<i32>,
}

impl<'a, W: Weights> Weigher<'a, W> {
    fn of(shown: &Shown<'_>, labels: &'a [Label], weights: &'a W) -> Self {
        let mut weigher = Self {
            evidence: Vec::with_capacity(labels.len()),
            labels,
            weights,
            fixed: Vec::with_capacity(labels.len()),
            states: Vec::with_capacity(labels.len()),
            gains: Vec::with_capacity(labels.len()),
        };
        let mut state = State::default();
        let mut rows = Vec::new();
        for (mut one, label) in shown.all().zip(labels) {
            let mut fixed = [0; Label::COUNT];
            for row in one.rows.drain(..) {
                weights.add(row, &mut fixed);
            }
            one.rows.shrink_to_fit();
            let next = state.step(&one, *label);
            weigher.fixed.push(fixed);
            weigher.evidence.push(one);
            let gain = weigher.gain(weigher.gains.len(), &state, *label, &mut rows);
            weigher.gains.push(gain);
            weigher.states.push(std::mem::replace(&mut state, next));
        }
        weigher
    }

    fn gain(&self, i: usize, state: &State, label: Label, rows: &mut Vec<u32>) -> i32 {
        let one = &self.evidence[i];
        state.shared(one, rows);
        let shared: i32 = rows.iter().map(|row| self.weights.of(*row, label)).sum();
        let own: i32 = state
            .own(one, label)
            .iter()
            .map(|row| self.weights.of(*row, label))
            .sum();
        self.fixed[i][label as usize] + shared + own
    }

    /// Weighs every other label for spans that are read alike; keeps the nearest.
    fn settle(&self, spans: &[usize], seconds: &mut [Option<Second>]) {
        let Some(first) = spans.first() else { return };
        let now = self.labels[*first];
        let mut best: Option<Second> = None;
        for label in Label::ALL.into_iter().filter(|label| differs(now, *label)) {
            if !spans
                .iter()
                .all(|i| super::decode::possible(&self.evidence[*i]).has(label))
            {
                continue;
            }
            let margin = self.loss(spans, label, best.map_or(i32::MAX, |best| best.margin));
            if best.is_none_or(|best| margin < best.margin) {
                best = Some(Second { label, margin });
            }
        }
        let Some(second) = best else { return };
        for i in spans {
            if seconds[*i].is_none_or(|known| second.margin < known.margin) {
                seconds[*i] = Some(second);
            }
        }
    }

    /// What is lost where these spans are read so; weighing ends where more is lost than `most` beyond repair.
    fn loss(&self, spans: &[usize], label: Label, most: i32) -> i32 {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return i32::MAX;
        };
        let mut state = self.states[*first].clone();
        let mut rows = Vec::new();
        let mut loss = 0;
        let mut next = 0;
        for i in *first..self.labels.len().min(last + 1 + REACH) {
            let other = spans.get(next) == Some(&i);
            next += usize::from(other);
            let read = if other { label } else { self.labels[i] };
            if !other && i > *last && state == self.states[i] {
                break;
            }
            loss += self.gains[i] - self.gain(i, &state, read, &mut rows);
            if loss > most.saturating_add(SLACK) {
                return i32::MAX;
            }
            state = state.step(&self.evidence[i], read);
        }
        loss
    }
}

/// What spans further on may still win back.
const SLACK: i32 = 250_000;

/// Whether it makes a difference to what is found: text that stands in no item stays so under any name.
fn differs(now: Label, other: Label) -> bool {
    let idle = Allowed::of(&[Label::Chrome, Label::Lead, Label::Body, Label::Other]);
    now != other && !(idle.has(now) && idle.has(other))
}
