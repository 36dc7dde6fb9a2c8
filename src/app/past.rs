//! Earlier years' problems that one of this year may repeat (疑似往年问题). A person links them.

use std::collections::{BTreeMap, HashMap};

use super::fault::Fault;
use super::proposals;
use model::card::Card;
use model::matching::{Candidate, Repeats, Wording};
use model::scope::{Order, Scope};
use model::subject::Subject;
use model::task::Task;
use store::{AsOf, Store};

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

/// Earlier tasks that one is compared with at most, those of the newest years first: to read the texts of
/// more takes longer than anybody waits to see one task.
pub(crate) const MOST: usize = 2000;

/// Tasks of earlier years that this one may repeat.
#[derive(Default)]
pub(crate) struct Likely {
    /// The best first.
    pub earlier: Vec<Earlier>,
    /// There are more than it was compared with.
    pub is_cut: bool,
}

/// Tasks of earlier years that this one may repeat, best first.
pub(crate) fn earlier(store: &Store, task: &Task) -> Result<Likely, Fault> {
    if task.prior.is_some() || task.is_void() {
        return Ok(Likely::default());
    }
    let mut tasks = newest_before(store, task)?;
    let is_cut = tasks.len() > MOST;
    tasks.truncate(MOST);
    let mut past = Past::of(tasks);
    let mut problem = said(task);
    if problem.measures.is_empty()
        && let Some(likely) = proposals::of(store, task)?.into_iter().next()
    {
        problem.measures = likely.text;
    }
    Ok(Likely {
        earlier: past.repeated(task.year, &task.subject, &problem),
        is_cut,
    })
}

/// The tasks of that subject of the years before, the newest year first; one more than are compared where
/// there are more.
fn newest_before(store: &Store, task: &Task) -> Result<Vec<Task>, Fault> {
    let (mut tasks, mut year) = (Vec::new(), task.year);
    while tasks.len() <= MOST
        && let Some(before) = store.year_before(year)?
    {
        year = before;
        let scope = Scope {
            years: vec![year],
            subject: Some(task.subject.name().to_owned()),
            ..Scope::default()
        };
        let left = (MOST + 1 - tasks.len()) as u32;
        tasks.extend(if task.subject == Subject::Team {
            // Most are the team's: the index of the year has the first of them.
            store.tasks(&scope, Order::Number, Some(left))?
        } else {
            let keys = store.chosen(&scope, AsOf::PRESENT, Order::Number, Some(left))?;
            store.tasks_of(&keys)?
        });
    }
    Ok(tasks)
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
