//! Distinct measures.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::task::Task;

/// Counts measures, those taken from the same place of a document or worded alike only once per
/// subject. Holds 16 bytes for each instead of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct DistinctMeasures(HashSet<[u64; 2]>);

impl DistinctMeasures {
    pub(super) fn add(&mut self, task: &Task) {
        for measure in &task.measures {
            let key = match &measure.origin {
                Some(origin) => (Some(origin), None),
                None => (None, Some(measure.text.trim().trim_end_matches('。'))),
            };
            self.0.insert([0_u8, 1].map(|salt| {
                let mut hasher = DefaultHasher::new();
                (salt, &task.unit, task.year, &task.subject, key).hash(&mut hasher);
                hasher.finish()
            }));
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.0.len() as u32
    }
}
