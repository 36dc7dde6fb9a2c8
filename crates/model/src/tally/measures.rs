//! Distinct measures.

use super::counted::Counted;
use crate::matching::mix;
use crate::task::Task;

/// Counts measures, those taken from the same place of a document or worded alike only once per
/// subject. Holds 8 bytes for each instead of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct DistinctMeasures {
    keys: Vec<u64>,
    /// How many of them there were when each stood there once.
    distinct: usize,
}

impl DistinctMeasures {
    pub(super) fn add(&mut self, task: &Counted<'_>) {
        let unit = number_of_unit(task.unit);
        self.keys
            .extend(task.measures.iter().map(|measure| measure ^ unit));
        if self.keys.len() > 2 * self.distinct + 1024 {
            self.settle();
        }
    }

    /// Counts what another counted too.
    pub(super) fn join(&mut self, other: &Self) {
        self.keys.extend_from_slice(&other.keys);
    }

    /// Holds each once; as long as no more comes, they need not be sorted again to be counted.
    #[expect(
        clippy::stable_sort_primitive,
        reason = "what several have settled is sorted in pieces, which only a stable sort merges"
    )]
    pub(super) fn settle(&mut self) {
        if self.keys.len() == self.distinct {
            return;
        }
        self.keys.sort();
        self.keys.dedup();
        self.distinct = self.keys.len();
    }

    pub(super) fn count(&self) -> u32 {
        if self.keys.len() == self.distinct {
            return self.distinct as u32;
        }
        let mut settled = self.clone();
        settled.settle();
        settled.distinct as u32
    }
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
