//! Earlier years' problems that one of this year may repeat (疑似往年问题). A person links them.

use std::collections::{BTreeMap, HashMap};

use super::fault::Fault;
use super::proposals;
use model::card::Card;
use model::matching::{Candidate, Repeats, Wording};
use model::scope::{Order, Scope};
use model::subject::Subject;
use model::task::Task;
use store::Store;

/// An earlier task, and what speaks for its coming again.
pub(crate) struct Earlier {
    pub task: Task,
    pub words: Vec<String>,
}

/// The tasks of a ledger, asked for those that a later problem may repeat.
pub(crate) struct Past {
    /// The newest year first.
    tasks: Vec<Task>,
    asked: BTreeMap<(i32, Subject), Asked>,
}

/// The tasks before a year and of a subject.
struct Asked {
    /// Their places among all.
    places: Vec<usize>,
    /// Those of them that were linked on to a task, by its number.
    later: HashMap<u32, Vec<usize>>,
    /// What they are about.
    repeats: Repeats,
}

impl Past {
    /// Of these tasks; void ones are no problems.
    pub(crate) fn of(mut tasks: Vec<Task>) -> Self {
        tasks.retain(|task| !task.is_void());
        tasks.sort_by_key(|task| (-i64::from(task.year), task.number));
        Self {
            tasks,
            asked: BTreeMap::new(),
        }
    }

    /// The earlier tasks of that subject which a problem of that year may repeat, best first. One that
    /// was linked on is offered as its last link.
    pub(crate) fn repeated(
        &mut self,
        year: i32,
        subject: &Subject,
        problem: &Wording,
    ) -> Vec<Earlier> {
        let tasks = &self.tasks;
        let Asked {
            places,
            later,
            repeats,
        } = self
            .asked
            .entry((year, subject.clone()))
            .or_insert_with(|| {
                let is_earlier = |task: &Task| task.year < year && task.subject == *subject;
                let places = (0..tasks.len()).filter(|place| is_earlier(&tasks[*place]));
                let places: Vec<usize> = places.collect();
                let mut later: HashMap<u32, Vec<usize>> = HashMap::new();
                for at in &places {
                    if let Some(prior) = tasks[*at].prior {
                        later.entry(prior).or_default().push(*at);
                    }
                }
                let wordings: Vec<Wording> = places.iter().map(|at| said(&tasks[*at])).collect();
                Asked {
                    repeats: Repeats::among(&wordings),
                    places,
                    later,
                }
            });
        let mut found: Vec<Earlier> = Vec::new();
        for Candidate { index, words, .. } in repeats.of(problem) {
            let mut task = &tasks[places[index]];
            // Years rise along a chain, so it ends.
            let next = |task: &Task| {
                let later = later.get(&task.number).into_iter().flatten();
                let mut later = later.map(|at| &tasks[*at]);
                later.find(|next| next.year > task.year)
            };
            while let Some(later) = next(task) {
                task = later;
            }
            if found.iter().all(|known| known.task.number != task.number) {
                found.push(Earlier {
                    task: task.clone(),
                    words,
                });
            }
        }
        found
    }
}

/// Tasks of earlier years that this one may repeat, best first.
pub(crate) fn earlier(store: &Store, task: &Task) -> Result<Vec<Earlier>, Fault> {
    if task.prior.is_some() || task.is_void() {
        return Ok(Vec::new());
    }
    let scope = Scope {
        year_until: Some(task.year - 1),
        subject: Some(task.subject.name().to_owned()),
        ..Scope::default()
    };
    let mut past = Past::of(store.tasks(&scope, Order::Number, None)?);
    let mut problem = said(task);
    if problem.measures.is_empty()
        && let Some(likely) = proposals::of(store, task)?.into_iter().next()
    {
        problem.measures = likely.text;
    }
    Ok(past.repeated(task.year, &task.subject, &problem))
}

/// How its people worded it.
pub(crate) fn said(card: &Card) -> Wording {
    let measures = card.measures.iter().map(|measure| measure.text.as_str());
    Wording {
        title: card.problem.clone(),
        detail: card.detail.clone(),
        measures: measures.collect::<Vec<_>>().join("；"),
    }
}
