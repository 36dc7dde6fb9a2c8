//! How the problems of a document meet the tasks that are there.

use std::collections::HashSet;

use super::document::What;
use crate::app::files::Reading;
use model::book::Book;
use model::digest::Digest;
use model::matching;
use model::subject::Subject;
use model::task::Task;

/// How one problem meets what is there.
pub(crate) enum Meets {
    /// It becomes a task.
    New,
    /// The task with the same title stays as it is.
    Same(u32),
    /// The task whose wording is similar gets the new wording.
    Reworded(u32),
}

/// Below this likeness two titles are two problems.
const REWORDED: f64 = 0.6;

/// Holds each problem against the tasks of its year and subject.
pub(super) fn meet(
    reading: &Reading,
    places: &[(i32, Subject)],
    tasks: &[Task],
    book: &Book,
) -> What {
    let mut free: Vec<&Task> = tasks.iter().collect();
    let here: HashSet<&(i32, Subject)> = places.iter().collect();
    free.retain(|task| here.iter().any(|place| is_here(task, place)));
    let mut problems: Vec<Option<Meets>> = Vec::new();
    for (problem, place) in reading.draft.problems.iter().zip(places) {
        let mut tasks = free.iter();
        let same = tasks.position(|task| task.problem == problem.title && is_here(task, place));
        problems.push(same.map(|at| {
            let task = free.remove(at);
            // A person who set it right says under which dimension it stands, too.
            let stands = reading.correction.is_none() || task.dimension == problem.dimension;
            // The same title with another text beneath it was edited as well.
            if task.detail == problem.detail && stands {
                Meets::Same(task.number)
            } else {
                Meets::Reworded(task.number)
            }
        }));
    }
    if reading.correction.is_some() && is_only_one_of_its_name(reading, book) {
        by_paragraph(reading, &mut problems, &mut free);
    }
    by_likeness(reading, places, &mut problems, &mut free);
    let name = reading.file_name();
    let missing = free
        .iter()
        .filter(|task| {
            task.origin
                .as_ref()
                .is_some_and(|origin| origin.document == name)
        })
        .map(|task| task.number)
        .collect();
    What::Problems {
        problems: problems.into_iter().flatten().collect(),
        missing,
    }
}

fn is_here(task: &Task, (year, subject): &(i32, Subject)) -> bool {
    task.year == *year && task.subject == *subject
}

/// Problems whose title is near that of a task which no other problem is.
fn by_likeness(
    reading: &Reading,
    places: &[(i32, Subject)],
    problems: &mut [Option<Meets>],
    free: &mut Vec<&Task>,
) {
    let open = problems.iter_mut().zip(places);
    for (problem, (meets, place)) in reading.draft.problems.iter().zip(open) {
        if meets.is_some() {
            continue;
        }
        // Tasks of other places keep theirs, but under no title that is near.
        let titles: Vec<&str> = free
            .iter()
            .map(|task| {
                if is_here(task, place) {
                    &*task.problem
                } else {
                    ""
                }
            })
            .collect();
        let found = matching::near_titles(&[problem.title.as_str()], &titles);
        let best = found.first().and_then(|candidates| candidates.first());
        *meets = Some(match best.filter(|candidate| candidate.score >= REWORDED) {
            Some(candidate) => Meets::Reworded(free.remove(candidate.index).number),
            None => Meets::New,
        });
    }
}

/// Whether the ledger knows no other version of the document: the paragraphs of its tasks are this one's.
fn is_only_one_of_its_name(reading: &Reading, book: &Book) -> bool {
    let (name, digest) = (reading.file_name(), Digest::of(&reading.bytes));
    let mut same_name = book.readings().filter(|known| known.name == name);
    same_name.all(|known| known.sha256 == digest)
}

/// In the reading that a person set right a problem is the task of its paragraph, however it was reworded.
fn by_paragraph(reading: &Reading, problems: &mut [Option<Meets>], free: &mut Vec<&Task>) {
    let name = reading.file_name();
    for (problem, meets) in reading.draft.problems.iter().zip(problems) {
        let is_from = |task: &&Task| {
            let origin = task.origin.as_ref();
            origin.is_some_and(|from| from.document == name && from.paragraph == problem.paragraph)
        };
        if meets.is_none()
            && problem.paragraph > 0
            && let Some(at) = free.iter().position(is_from)
        {
            *meets = Some(Meets::Reworded(free.remove(at).number));
        }
    }
}
