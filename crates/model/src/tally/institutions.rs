//! Distinct institutions.

use std::collections::HashSet;

use crate::institution::Making;
use crate::tally::Counted;

/// 制度成果 of tasks: one that several tasks of a unit tell of counts once, as what the first of them says.
#[derive(Debug, Clone, Default)]
pub struct Institutions {
    known: HashSet<(Option<String>, String)>,
    made: u32,
    revised: u32,
}

impl Institutions {
    pub(super) fn add(&mut self, task: &Counted<'_>) {
        for (kind, name) in &task.institutions {
            let unit = task.unit.map(str::to_owned);
            if self.known.insert((unit, name.clone().into_owned())) {
                match kind {
                    Making::Made => self.made += 1,
                    Making::Revised => self.revised += 1,
                }
            }
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
