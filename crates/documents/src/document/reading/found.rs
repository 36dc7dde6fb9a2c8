//! Everything that a document was found to hold, before it becomes a draft.

use model::deadline::Anchor;
use model::draft::{
    Cause, Dimension, Doubt, DoubtKind, DraftTask, LastYearItem, Problem, ProposedMeasure,
    Statement,
};

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) measures: Vec<ProposedMeasure>,
    pub(crate) last_year: Vec<LastYearItem>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) tasks: Vec<DraftTask>,
    pub(crate) doubts: Vec<Doubt>,
    /// From where deadlines without a year are reckoned.
    pub(crate) anchor: Option<Anchor>,
    /// The paragraphs in which an aspect begins, and those in which a section ends it: a table beneath stands
    /// under it.
    pub(crate) under: Vec<(u32, Option<String>)>,
    /// Headings of sections, for announcements to be compared with.
    pub(crate) sections: u32,
}

impl Found {
    /// The heading as a dimension of the draft, listed once.
    pub(crate) fn dimension(&mut self, heading: &str) -> String {
        if !self.dimensions.iter().any(|known| known.heading == heading) {
            let order = self.dimensions.len() as u32 + 1;
            self.dimensions.push(Dimension {
                order,
                heading: heading.to_owned(),
            });
        }
        heading.to_owned()
    }

    pub(crate) fn doubt(&mut self, paragraph: u32, kind: DoubtKind, message: String) {
        self.doubts.push(Doubt {
            paragraph,
            kind,
            message,
        });
    }
}
