//! The registers that stand in a document: what their rows say of its problems.

use std::collections::BTreeSet;

use super::Wishes;
use crate::app::files::Reading;
use chrono::NaiveDate;
use documents::register::{self, Setting};
use model::book::Book;
use model::card::Card;
use model::draft::{Draft, Problem};
use model::event::{Registered, TaskEvent};
use model::scope::Scope;
use model::subject::Subject;
use model::task::{Measure, Origin};

impl Reading {
    /// The year and the subject that a problem belongs to: those of its row, else of the document.
    pub(super) fn place(&self, index: usize, setting: &Setting<'_>) -> (i32, Subject) {
        self.row(index).map_or_else(
            || (setting.year, setting.subject.clone()),
            |row| (setting.year_of(row), setting.subject_of(row)),
        )
    }
}

/// What the rows of a document's registers do not say by themselves.
pub(super) fn setting<'a>(
    year: i32,
    subject: &'a Subject,
    book: &'a Book,
    wishes: &Wishes,
) -> Setting<'a> {
    Setting {
        on: NaiveDate::default(),
        file: "",
        year,
        year_wins: wishes.year.is_some(),
        subject,
        book,
    }
}

/// The tasks of these years, each named once.
pub(super) fn years_of(places: &[(i32, Subject)]) -> Scope {
    let years: BTreeSet<i32> = places.iter().map(|(year, _)| *year).collect();
    Scope {
        years: years.into_iter().collect(),
        ..Scope::default()
    }
}

/// The number that a register in the document gives a problem.
pub(super) fn code(reading: &Reading, index: usize) -> Option<&str> {
    reading.row(index)?.code.as_deref()
}

/// The first event of a problem's task, and what its row in a register tells besides.
pub(super) fn raised(
    reading: &Reading,
    wishes: &Wishes,
    setting: &Setting<'_>,
    index: usize,
) -> (Registered, Vec<TaskEvent>) {
    let draft = &reading.draft;
    let problem = &draft.problems[index];
    let (raised, events) = match reading.row(index) {
        Some(row) => register::raise(row, setting),
        None => (of_block(draft, problem, setting), Vec::new()),
    };
    let card = Card {
        dimension: problem.dimension.clone(),
        problem: problem.title.clone(),
        detail: problem.detail.clone(),
        examples: problem.examples.clone(),
        source: raised.card.source.or_else(|| wishes.source.clone()),
        origin: Some(Origin {
            document: setting.file.to_owned(),
            paragraph: problem.paragraph,
        }),
        ..raised.card
    };
    let raised = Registered { card, ..raised };
    (raised, events)
}

/// A problem of running text, with the people and the deadline that stand beneath it.
fn of_block(draft: &Draft, problem: &Problem, setting: &Setting<'_>) -> Registered {
    let mut tasks = draft.tasks.iter();
    let with = tasks.find(|task| task.problem == problem.title);
    let measures = with.map(|task| task.measures.as_slice());
    let card = Card {
        measures: (1..)
            .zip(measures.unwrap_or_default())
            .map(|(key, text)| Measure {
                key,
                text: text.clone(),
                ..Measure::default()
            })
            .collect(),
        lead: with.and_then(|task| task.lead.clone()),
        dept: with.and_then(|task| task.dept.clone()),
        owner: with.and_then(|task| task.owner.clone()),
        deadline: with.and_then(|task| task.deadline.clone()),
        ..Card::new(setting.year, setting.subject.clone(), String::new())
    };
    Registered::fresh(setting.on, card)
}
