//! A problem of a draft in the words that a person gives it.

use model::draft::{Dimension, Draft};
use office::text::sentence;

/// What a person says of one problem; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewording {
    /// Its title.
    pub title: Option<String>,
    /// Its detail.
    pub detail: Option<String>,
    /// Its dimension; an empty one is none.
    pub dimension: Option<String>,
}

/// Gives a problem of a draft other words; who is to mend it stays with it.
pub fn reword(draft: &mut Draft, at: usize, said: &Rewording) {
    let Some(known) = draft.problems.get(at).map(|problem| problem.title.clone()) else {
        return;
    };
    if let Some(title) = said.title.as_ref().filter(|title| !title.trim().is_empty()) {
        let before = &draft.problems[..at];
        let count = before
            .iter()
            .filter(|problem| problem.title == known)
            .count();
        let mut tasks = draft.tasks.iter_mut().filter(|task| task.problem == known);
        if let Some(task) = tasks.nth(count) {
            task.problem.clone_from(title);
        }
        draft.problems[at].title.clone_from(title);
    }
    if let Some(dimension) = &said.dimension {
        let heading = Some(dimension.clone()).filter(|heading| !heading.trim().is_empty());
        if let Some(heading) = &heading {
            add_dimension(draft, at, heading);
        }
        draft.problems[at].dimension = heading;
    }
    let problem = &mut draft.problems[at];
    if let Some(detail) = &said.detail {
        problem.detail.clone_from(detail);
    }
    let (title, detail) = (&problem.title, &problem.detail);
    problem.examples = sentence::examples(&format!("{title}。{detail}"));
}

/// A new dimension stands behind the one of the problem before.
fn add_dimension(draft: &mut Draft, problem: usize, heading: &str) {
    let place = |heading: &str| {
        let mut known = draft.dimensions.iter();
        known.position(|known| known.heading == heading)
    };
    if place(heading).is_some() {
        return;
    }
    let mut before = draft.problems[..problem].iter().rev();
    let before = before.find_map(|problem| place(problem.dimension.as_deref()?));
    let added = Dimension {
        order: 0,
        heading: heading.to_owned(),
    };
    draft
        .dimensions
        .insert(before.map_or(0, |at| at + 1), added);
    for (dimension, order) in draft.dimensions.iter_mut().zip(1..) {
        dimension.order = order;
    }
}
