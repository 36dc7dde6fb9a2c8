//! One task as a text tells it: equal notes joined under their dates, figures summed.

use chrono::NaiveDate;

use crate::report::said::{Record, Said};
use model::figure::Quantity;
use model::tally::{FigureSums, Sum};
use model::task::Task;
use office::text::sentence;

/// A task with what its records add up to.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    pub(crate) task: &'a Task,
    /// Its number in the text, through all headings.
    pub(crate) number: u32,
    pub(crate) notes: Vec<Note>,
    pub(crate) figures: FigureSums,
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
    pub(crate) fn of(task: &'a Task, number: u32, today: NaiveDate, relapsed: bool) -> Self {
        let mut figures = FigureSums::default();
        figures.add_task(task);
        Self {
            task,
            number,
            notes: notes(task),
            figures,
            relapsed,
            overdue: task.is_overdue(today),
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
    pub(crate) fn all_figures(&self) -> Vec<(&Sum, Said)> {
        self.figures
            .as_slice()
            .iter()
            .map(|sum| (sum, self.figure(sum)))
            .collect()
    }

    /// The sums, without those that only count the notes which are told one by one anyway.
    pub(crate) fn figures_beside_notes(&self) -> Vec<(&Sum, Said)> {
        self.figures
            .as_slice()
            .iter()
            .filter(|sum| !self.counts_told_notes(sum))
            .map(|sum| (sum, self.figure(sum)))
            .collect()
    }

    fn figure(&self, sum: &Sum) -> Said {
        let mut said = Said::plain(clean_figure(sum));
        said.records = self
            .contributions(sum)
            .map(|(entry, _)| Record::note(self.task, entry))
            .collect();
        said
    }

    fn contributions<'s>(&'s self, sum: &'s Sum) -> impl Iterator<Item = (u64, Quantity)> + 's {
        let notes = self.task.progress.iter().filter(|note| !note.internal);
        notes.flat_map(move |note| {
            note.figures
                .iter()
                .filter(move |figure| figure.name == sum.name && figure.unit == sum.unit)
                .map(move |figure| (note.entry, figure.value))
        })
    }

    fn counts_told_notes(&self, sum: &Sum) -> bool {
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

/// 专题研讨2次
pub(crate) fn clean_figure(sum: &Sum) -> String {
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
