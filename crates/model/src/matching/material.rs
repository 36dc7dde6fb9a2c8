//! What of a material may answer a task that came of it, and what of it the task took.

use super::Candidate;
use crate::book::Book;
use crate::draft::{Draft, ProposedMeasure};
use crate::meeting::Document;
use crate::task::Task;

/// A measure of a material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Place in the document's list of measures, from 1.
    pub place: u32,
    /// The measure, whole.
    pub text: String,
    /// File name of the document.
    pub document: String,
    /// Words that speak for it.
    pub words: Vec<String>,
}

/// Pairs of a problem and a measure that are weighed at most: those of ten long materials in one. Of more
/// nothing is proposed.
const PAIRS: usize = 1_000_000;

/// For each problem of a draft the measures that may answer it, best first.
pub fn likely(draft: &Draft) -> Vec<Vec<Candidate>> {
    if draft.problems.len() * draft.measures.len() > PAIRS {
        return vec![Vec::new(); draft.problems.len()];
    }
    let problems: Vec<(&str, &str)> = draft
        .problems
        .iter()
        .map(|p| (p.title.as_str(), p.detail.as_str()))
        .collect();
    let measures: Vec<(&str, &str, &str)> = draft
        .measures
        .iter()
        .map(|m| {
            (
                m.group.as_deref().unwrap_or_default(),
                m.title.as_str(),
                m.detail.as_str(),
            )
        })
        .collect();
    super::link_measures(&problems, &measures)
}

/// A measure as it stands in the document.
pub fn whole(measure: &ProposedMeasure) -> String {
    if measure.detail.is_empty() {
        measure.title.clone()
    } else {
        format!("{}。{}", measure.title, measure.detail)
    }
}

/// The document that a task came of, in its last version.
pub fn document_of<'a>(book: &'a Book, task: &Task) -> Option<&'a Document> {
    let origin = task.origin.as_ref()?;
    let mut last_first = book.documents.iter().rev().map(|(_, document)| document);
    last_first.find(|document| {
        document.name == origin.document
            && document.year == task.year
            && document.subject == task.subject
    })
}

/// The measures of a draft, in its order.
pub fn measures(draft: &Draft, document: &str) -> Vec<Proposal> {
    let measures = draft.measures.iter().zip(1..);
    let measures = measures.map(|(measure, place)| Proposal {
        place,
        text: whole(measure),
        document: document.to_owned(),
        words: Vec::new(),
    });
    measures.collect()
}

/// What of `likely` (of the same draft) is left for a task to decide, best first.
pub fn proposed(
    draft: &Draft,
    likely: &[Vec<Candidate>],
    document: &str,
    task: &Task,
) -> Vec<Proposal> {
    let mut problems = draft.problems.iter();
    let index = problems.position(|problem| problem.title == task.problem);
    let found = index.and_then(|index| likely.get(index));
    let proposals = found.into_iter().flatten().map(|candidate| Proposal {
        place: candidate.index as u32 + 1,
        text: whole(&draft.measures[candidate.index]),
        document: document.to_owned(),
        words: candidate.words.clone(),
    });
    let is_open = |proposal: &Proposal| {
        let mut known = task.measures.iter();
        !known.any(|measure| measure.text == proposal.text)
            && !task.rejected.contains(&proposal.text)
    };
    proposals.filter(is_open).collect()
}

impl Proposal {
    /// Whether it is one of the task's measures.
    pub fn is_in(&self, task: &Task) -> bool {
        task.measures.iter().any(|measure| {
            let taken = measure.origin.as_ref();
            measure.text == self.text
                || taken.is_some_and(|taken| {
                    taken.document == self.document && taken.paragraph == self.place
                })
        })
    }
}
