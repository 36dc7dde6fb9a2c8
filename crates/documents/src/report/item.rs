//! One task as a text tells it: equal notes joined under their dates, figures summed.

use chrono::NaiveDate;

use crate::report::said::{Record, Said};
use model::figure::{Figure, FigureKinds, Quantity, name_key};
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
    pub(crate) overdue: bool,
}

/// Notes of one wording, with their dates.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) text: String,
    /// Empty where the record has no day of its own.
    pub(crate) dates: Vec<NaiveDate>,
    pub(crate) entries: Vec<u64>,
    pub(crate) has_figures: bool,
}

impl<'a> Item<'a> {
    pub(crate) fn of(task: &'a Task, number: u32, ledger: &Ledger, relapsed: bool) -> Self {
        Self {
            task,
            number,
            notes: notes(task),
            figures: totals([task], &ledger.book.figure_kinds()),
            relapsed,
            overdue: task.is_overdue(ledger.today),
        }
    }

    /// Nobody recorded what was done, nor why nothing was.
    pub(crate) fn is_untold(&self) -> bool {
        self.notes.is_empty()
            && self.figures.is_empty()
            && self.task.reason.is_none()
            && self.task.outcome.is_none()
    }

    /// The sums with the notes behind them.
    pub(crate) fn all_figures(&self) -> Vec<(&Total, Said)> {
        self.figures
            .iter()
            .map(|sum| (sum, self.figure(sum)))
            .collect()
    }

    /// The sums, without those that only count the notes which are told one by one anyway.
    pub(crate) fn figures_beside_notes(&self) -> Vec<(&Total, Said)> {
        self.figures
            .iter()
            .filter(|sum| !self.counts_told_notes(sum))
            .map(|sum| (sum, self.figure(sum)))
            .collect()
    }

    fn figure(&self, sum: &Total) -> Said {
        let mut said = Said::plain(clean_figure(sum));
        said.records = self
            .contributions(sum)
            .map(|(entry, _)| Record::note(self.task, entry))
            .collect();
        said
    }

    fn contributions<'s>(&'s self, sum: &'s Total) -> impl Iterator<Item = (u64, Quantity)> + 's {
        let notes = self.task.progress.iter().filter(|note| !note.internal);
        notes.flat_map(move |note| {
            note.figures
                .iter()
                .filter(move |figure| counts(sum, figure))
                .map(move |figure| (note.entry, figure.value))
        })
    }

    fn counts_told_notes(&self, sum: &Total) -> bool {
        let mut told: Vec<usize> = Vec::new();
        for (entry, value) in self.contributions(sum) {
            let place = self
                .notes
                .iter()
                .position(|note| note.entries.contains(&entry));
            match place {
                Some(place) if value == Quantity::whole(1) && !told.contains(&place) => {
                    told.push(place);
                }
                _ => return false,
            }
        }
        told.len() > 1
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

/// Whether the figure is one of those behind the total.
fn counts(total: &Total, figure: &Figure) -> bool {
    figure.unit == total.unit && name_key(&figure.name) == name_key(&total.name)
}

/// 专题研讨2次
pub(crate) fn clean_figure(sum: &Total) -> String {
    sentence::one_line(&sum.to_string())
}

/// The notes that may be told, in date order; the same text stands once, under all its dates.
fn notes(task: &Task) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for record in task.progress.iter().filter(|record| !record.internal) {
        let line = sentence::one_line(&record.text);
        let text = sentence::open_end(&line);
        if text.is_empty() {
            continue;
        }
        let day = (record.entry != task.raised_entry).then_some(record.date);
        match notes.iter_mut().find(|note| note.text == text) {
            Some(note) => {
                note.dates
                    .extend(day.filter(|day| !note.dates.contains(day)));
                note.entries.push(record.entry);
                note.has_figures |= !record.figures.is_empty();
            }
            None => notes.push(Note {
                text: text.to_owned(),
                dates: day.into_iter().collect(),
                entries: vec![record.entry],
                has_figures: !record.figures.is_empty(),
            }),
        }
    }
    notes
}
