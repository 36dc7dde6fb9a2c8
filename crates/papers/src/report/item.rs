//! One task as a text tells it: equal notes joined under their dates, figures summed.

use chrono::NaiveDate;

use documents::lines::names_another_day;
use model::figure::FigureKinds;
use model::ledger::Ledger;
use model::tally::{FigureSums, Total};
use model::task::Task;
use office::text::sentence;

/// A task with what its records add up to.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    pub(crate) task: &'a Task,
    /// Its number in the text, through all headings.
    pub(crate) number: u32,
    pub(crate) notes: Vec<Note>,
    pub(crate) figures: Vec<Total>,
    pub(crate) relapsed: bool,
    /// 反弹 of the same title within the year: told as one with it.
    pub(crate) earlier: Option<&'a Task>,
    pub(crate) overdue: bool,
}

/// Notes of one wording, with their dates.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) text: String,
    /// Empty where the record has no day of its own.
    pub(crate) dates: Vec<NaiveDate>,
}

impl<'a> Item<'a> {
    pub(crate) fn of(task: &'a Task, number: u32, ledger: &Ledger, relapsed: bool) -> Self {
        Self {
            task,
            number,
            notes: notes(task),
            figures: totals([task], &ledger.book.figure_kinds()),
            relapsed,
            earlier: None,
            overdue: task.is_overdue(ledger.today),
        }
    }

    /// The task, and the earlier one that it is told as one with.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = &'a Task> + use<'a> {
        self.earlier.into_iter().chain([self.task])
    }
}

/// What the figures of these tasks come to.
pub(crate) fn totals<'t>(
    tasks: impl IntoIterator<Item = &'t Task>,
    kinds: &FigureKinds,
) -> Vec<Total> {
    let mut sums = FigureSums::default();
    tasks.into_iter().for_each(|task| sums.add_task(task));
    sums.totals(kinds)
}

/// 专题研讨2次
pub(crate) fn clean_figure(sum: &Total) -> String {
    sentence::one_line(&sum.to_string())
}

/// The notes that may be told, in date order; the same text stands once, under all its dates.
fn notes(task: &Task) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for record in task.progress.iter().filter(|record| !record.internal) {
        let line = sentence::lines_as_clauses(&record.text);
        let text = sentence::open_end(&line);
        if text.is_empty() {
            continue;
        }
        let dated = record.entry != task.raised_entry && !names_another_day(text, record.date);
        let day = dated.then_some(record.date);
        match notes.iter_mut().find(|note| note.text == text) {
            Some(note) => {
                note.dates
                    .extend(day.filter(|day| !note.dates.contains(day)));
            }
            None => notes.push(Note {
                text: text.to_owned(),
                dates: day.into_iter().collect(),
            }),
        }
    }
    notes
}
