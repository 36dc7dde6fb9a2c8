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
        // One's own unit has no code.
        let unit = task.unit.map_or(0, |unit| number(0, unit.as_bytes()));
        self.keys
            .extend(task.measures.iter().map(|measure| measure ^ unit));
        if self.keys.len() > 2 * self.distinct + 1024 {
            self.keys.sort_unstable();
            self.keys.dedup();
            self.distinct = self.keys.len();
        }
    }

    pub(super) fn count(&self) -> u32 {
        let mut keys = self.keys.clone();
        keys.sort_unstable();
        keys.dedup();
        keys.len() as u32
    }
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
