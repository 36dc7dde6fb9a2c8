//! Distinct measures.

use super::counted::Counted;
use crate::matching::mix;
use crate::task::Task;

/// Counts measures, those taken from the same place of a document or worded alike only once per
/// subject. Holds 8 bytes for each instead of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct DistinctMeasures {
    /// The first `distinct` of them ascending, each once; behind them those that came since.
    keys: Vec<u64>,
    distinct: usize,
}

/// So many times as many keys as are known to differ are kept before they are looked through.
const ROOM: usize = 4;

impl DistinctMeasures {
    pub(super) fn add(&mut self, task: &Counted<'_>) {
        let unit = number_of_unit(task.unit);
        self.keys
            .extend(task.measures.iter().map(|measure| measure ^ unit));
        if self.keys.len() > ROOM * self.distinct + 1024 {
            self.settle();
        }
    }

    /// Counts what another counted too.
    pub(super) fn join(&mut self, other: &Self) {
        let are_settled = self.is_settled() && other.is_settled();
        // A few are cheaper put behind, for each union goes through all.
        if are_settled && other.distinct > self.distinct / 8 {
            self.keys = union(&self.keys, &other.keys);
            self.distinct = self.keys.len();
        } else {
            self.keys.extend_from_slice(&other.keys);
        }
    }

    /// Holds each once; as long as no more comes, they need not be looked through again to be counted.
    pub(super) fn settle(&mut self) {
        if self.is_settled() {
            return;
        }
        let (settled, new) = self.keys.split_at_mut(self.distinct);
        new.sort_unstable();
        if settled.is_empty() {
            self.keys.dedup();
        } else {
            self.keys = union(settled, new);
        }
        self.distinct = self.keys.len();
    }

    fn is_settled(&self) -> bool {
        self.keys.len() == self.distinct
    }

    pub(super) fn count(&self) -> u32 {
        if self.is_settled() {
            return self.distinct as u32;
        }
        let mut settled = self.clone();
        settled.settle();
        settled.distinct as u32
    }
}

/// What stands in either, ascending, each once; both are ascending.
fn union(mut one: &[u64], mut other: &[u64]) -> Vec<u64> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    // Without a branch: which of the two is less can't be foreseen.
    while let (Some(first), Some(second)) = (one.first(), other.first()) {
        all.push(*first.min(second));
        let (takes_one, takes_other) = (first <= second, second <= first);
        one = &one[usize::from(takes_one)..];
        other = &other[usize::from(takes_other)..];
    }
    all.extend_from_slice(one);
    all.extend_from_slice(other);
    all.dedup();
    all
}

/// A number that tells a unit from others; one's own has no code.
pub(super) fn number_of_unit(unit: Option<&str>) -> u64 {
    unit.map_or(0, |unit| number(0, unit.as_bytes()))
}

/// Numbers that tell the measures of a task from others of its unit; the same on every machine, for they
/// are kept.
pub(super) fn keys(task: &Task) -> impl Iterator<Item = u64> {
    let whose = number(task.year as u64, task.subject.name().as_bytes());
    let measures = task.measures.iter();
    measures.map(move |measure| match &measure.origin {
        Some(origin) => {
            let place = whose ^ (1 + u64::from(origin.paragraph));
            number(place, origin.document.as_bytes())
        }
        None => number(whose, measure.text.trim().trim_end_matches('。').as_bytes()),
    })
}

/// A number that tells these bytes from others.
fn number(seed: u64, bytes: &[u8]) -> u64 {
    let mut sum = mix(seed ^ bytes.len() as u64);
    for piece in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..piece.len()].copy_from_slice(piece);
        sum = mix(sum ^ u64::from_le_bytes(word));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_counts_once_whoever_counted_it_and_whenever() {
        let of = |keys: std::ops::Range<u64>| DistinctMeasures {
            keys: keys.clone().chain(keys).map(mix).collect(),
            distinct: 0,
        };
        let mut one = of(0..3_000);
        assert_eq!(one.count(), 3_000);
        one.settle();
        assert_eq!(one.count(), 3_000);
        one.join(&of(2_000..5_000));
        assert_eq!(one.count(), 5_000);
        one.settle();
        one.join(&DistinctMeasures::default());
        assert_eq!(one.count(), 5_000);
        assert_eq!(DistinctMeasures::default().count(), 0);
    }
}
