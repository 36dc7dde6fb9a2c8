//! Distinct institutions.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::institution::Making;
use crate::tally::Counted;

/// 制度成果 of tasks: one that several tasks of a unit tell of counts once, as what the first of them says.
#[derive(Debug, Clone, Default)]
pub struct Institutions {
    known: HashMap<(Option<String>, String), Making>,
    made: u32,
    revised: u32,
}

impl Institutions {
    pub(super) fn add(&mut self, task: &Counted<'_>) {
        for (kind, name) in &task.institutions {
            let unit = task.unit.map(str::to_owned);
            self.tell((unit, name.clone().into_owned()), *kind);
        }
    }

    fn tell(&mut self, which: (Option<String>, String), kind: Making) {
        if let Entry::Vacant(new) = self.known.entry(which) {
            new.insert(kind);
            match kind {
                Making::Made => self.made += 1,
                Making::Revised => self.revised += 1,
            }
        }
    }

    /// Counts what later tasks tell of too.
    pub(super) fn join(&mut self, later: Self) {
        for (which, kind) in later.known {
            self.tell(which, kind);
        }
    }

    /// 制定
    pub fn made(&self) -> u32 {
        self.made
    }

    /// 修订
    pub fn revised(&self) -> u32 {
        self.revised
    }

    /// All.
    pub fn count(&self) -> u32 {
        self.made + self.revised
    }
}
