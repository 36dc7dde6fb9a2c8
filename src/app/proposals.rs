//! Proposed links: what of a document may answer a task; what earlier task it may repeat: `past.rs`.
//! Nothing here is a fact until a person decides.

use super::assemble;
use super::fault::Fault;
use model::draft::{Draft, ProposedMeasure};
use model::matching::{self, Candidate};
use model::scope::{Order, Scope};
use model::task::Task;
use store::Store;

/// A measure of the document that may answer the task.
pub(crate) struct Proposal {
    /// Place in the document's list of measures, from 1.
    pub place: u32,
    /// The measure, whole.
    pub text: String,
    /// File name of the document.
    pub document: String,
    /// Words that speak for it.
    pub words: Vec<String>,
}

/// What the task's own document proposes, best first; decided ones left out.
pub(crate) fn of(store: &Store, task: &Task) -> Result<Vec<Proposal>, Fault> {
    let Some((document, draft)) = draft_of(store, task)? else {
        return Ok(Vec::new());
    };
    let Some(index) = draft
        .problems
        .iter()
        .position(|problem| problem.title == task.problem)
    else {
        return Ok(Vec::new());
    };
    let candidates = for_draft(&draft);
    let found = candidates.into_iter().nth(index).unwrap_or_default();
    Ok(found
        .into_iter()
        .map(|candidate| Proposal {
            place: candidate.index as u32 + 1,
            text: whole(&draft.measures[candidate.index]),
            document: document.clone(),
            words: candidate.words,
        })
        .filter(|proposal| {
            let known = task
                .measures
                .iter()
                .any(|measure| measure.text == proposal.text);
            !known && !task.rejected.contains(&proposal.text)
        })
        .collect())
}

/// Pairs of a problem and a measure that are weighed at most: those of ten long materials in one. Of more
/// nothing is proposed.
const PAIRS: usize = 1_000_000;

/// For each problem of a draft the measures that may answer it, best first.
pub(crate) fn for_draft(draft: &Draft) -> Vec<Vec<Candidate>> {
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
    matching::link_measures(&problems, &measures)
}

/// The measures of a task's document, proposed or not, in its order; `None` for a task that came of
/// none.
pub(crate) fn measures(store: &Store, task: &Task) -> Result<Option<Vec<Proposal>>, Fault> {
    let Some((document, draft)) = draft_of(store, task)? else {
        return Ok(None);
    };
    let measures = draft.measures.iter().zip(1..);
    let measures = measures.map(|(measure, place)| Proposal {
        place,
        text: whole(measure),
        document: document.clone(),
        words: Vec::new(),
    });
    Ok(Some(measures.collect()))
}

/// The tasks of that year and subject, among which a document's measures are shared out.
pub(crate) fn beside(store: &Store, task: &Task) -> Result<Vec<Task>, Fault> {
    let scope = Scope {
        years: vec![task.year],
        subject: Some(task.subject.name().to_owned()),
        ..Scope::default()
    };
    Ok(store.tasks(&scope, Order::Number, None)?)
}

impl Proposal {
    /// Whether it is one of the task's measures.
    pub(crate) fn is_in(&self, task: &Task) -> bool {
        task.measures.iter().any(|measure| {
            let taken = measure.origin.as_ref();
            measure.text == self.text
                || taken.is_some_and(|taken| {
                    taken.document == self.document && taken.paragraph == self.place
                })
        })
    }
}

fn draft_of(store: &Store, task: &Task) -> Result<Option<(String, Draft)>, Fault> {
    let Some(origin) = &task.origin else {
        return Ok(None);
    };
    let book = store.book()?;
    let document = book
        .documents
        .iter()
        .rev()
        .map(|(_, document)| document)
        .find(|document| {
            document.name == origin.document
                && document.year == task.year
                && document.subject == task.subject
        });
    let Some(document) = document else {
        return Ok(None);
    };
    Ok(assemble::draft(store, document)?.map(|draft| (document.name.clone(), draft)))
}

/// A measure as it stands in the document.
pub(crate) fn whole(measure: &ProposedMeasure) -> String {
    if measure.detail.is_empty() {
        measure.title.clone()
    } else {
        format!("{}。{}", measure.title, measure.detail)
    }
}
