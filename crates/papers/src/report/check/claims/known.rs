//! What the records say: the same claims, read from them.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::report::calendar;
use crate::report::check::claims::plain::plain;
use crate::report::check::claims::scan::{Amount, What, When, tokens};
use crate::report::item::Item;
use model::deadline::Deadline;
use model::draft::Draft;
use model::figure::Quantity;
use model::ledger::Ledger;
use model::task::Task;
use office::text::sentence;

/// The claims of some records.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Clauses as they were recorded.
    clauses: HashSet<String>,
    amounts: HashSet<Amount>,
    days: Vec<When>,
}

/// Marks that end a clause.
pub(super) const CLAUSE_ENDS: [char; 9] = ['，', '；', '：', '。', '！', '？', ',', ';', ':'];

/// A shorter clause is a word, and recorded only where it stands alone.
const CLAUSE: usize = 4;

impl Known {
    /// The records of these tasks, whole.
    pub(super) fn of_items<'a>(items: impl IntoIterator<Item = &'a Item<'a>>) -> Self {
        let mut known = Self::default();
        for item in items {
            known.add_task(item.task);
            for note in &item.notes {
                known.add_count(note.dates.len(), "次");
            }
        }
        known
    }

    /// All that the ledger holds: for what stands outside the section.
    pub(super) fn of_ledger(ledger: &Ledger) -> Self {
        let mut known = Self::default();
        ledger.tasks.iter().for_each(|task| known.add_task(task));
        for recorded in &ledger.drafts {
            known.add_draft(&recorded.draft);
        }
        for meeting in &ledger.book.meetings {
            known.days.extend(meeting.held_on.map(When::day));
            known.add_text(&meeting.title());
            meeting.theme.iter().for_each(|theme| known.add_text(theme));
            for fact in &meeting.figures {
                known.add_text(&format!("{}{}{}", fact.name, fact.value, fact.unit));
            }
            for (_, field) in &meeting.fields {
                known.add_text(field);
            }
        }
        known.days.push(When::day(ledger.today));
        known
    }

    fn add_draft(&mut self, draft: &Draft) {
        for fact in &draft.facts {
            self.add_text(&format!("{}{}{}", fact.name, fact.value, fact.unit));
        }
        for problem in &draft.problems {
            self.add_text(&problem.title);
            self.add_text(&problem.detail);
            problem.examples.iter().for_each(|text| self.add_text(text));
        }
        for cause in &draft.causes {
            self.add_text(&cause.title);
            self.add_text(&cause.detail);
        }
        for measure in &draft.measures {
            self.add_text(&measure.title);
            self.add_text(&measure.detail);
        }
    }

    fn add_task(&mut self, task: &Task) {
        for (_, text) in crate::report::check::texts(task) {
            self.add_text(text);
        }
        let fields = [
            &task.dimension,
            &task.theme,
            &task.source,
            &task.lead,
            &task.dept,
        ];
        fields
            .into_iter()
            .flatten()
            .for_each(|text| self.add_text(text));
        self.add_text(&task.detail);
        task.examples.iter().for_each(|text| self.add_text(text));
        task.deadline.iter().for_each(|due| self.add_deadline(due));
        for measure in &task.measures {
            measure
                .deadline
                .iter()
                .for_each(|due| self.add_deadline(due));
            self.days.extend(measure.done_on.map(When::day));
        }
        for extension in &task.extensions {
            extension.from.iter().for_each(|due| self.add_deadline(due));
            self.add_deadline(&extension.to);
            self.add_text(&extension.reason);
            extension
                .approved_by
                .iter()
                .for_each(|by| self.add_text(by));
            self.days.push(When::day(extension.on));
        }
        for note in task.progress.iter().filter(|note| !note.internal) {
            self.days.push(When::day(note.date));
            let amounts = note.figures.iter().map(Amount::of_figure);
            self.amounts.extend(amounts);
        }
        self.days.extend(task.finished_on().map(When::day));
    }

    fn add_count(&mut self, count: usize, unit: &str) {
        if let Ok(count) = i32::try_from(count) {
            self.amounts
                .insert(Amount::of(Quantity::whole(count), unit));
        }
    }

    pub(super) fn add_day(&mut self, day: NaiveDate) {
        self.days.push(When::day(day));
    }

    fn add_deadline(&mut self, deadline: &Deadline) {
        self.days.extend(days_of(deadline));
    }

    pub(super) fn add_text(&mut self, text: &str) {
        let text = plain(&sentence::lines_as_clauses(text));
        for token in tokens(&text) {
            match token.what {
                What::Day(when) => self.days.push(when),
                What::Number(amount) => {
                    self.amounts.insert(amount);
                }
            }
        }
        let clauses = text.split(CLAUSE_ENDS).filter(|clause| !clause.is_empty());
        self.clauses.extend(clauses.map(str::to_owned));
    }

    pub(super) fn has_amount(&self, amount: &Amount) -> bool {
        amount
            .records()
            .any(|amount| self.amounts.contains(&amount))
    }

    pub(super) fn has_day(&self, when: &When) -> bool {
        self.days.iter().any(|day| when.agrees(day))
    }

    /// Where the sentence stands as it was recorded.
    pub(super) fn recorded(&self, sentence: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for clause in sentence.split(CLAUSE_ENDS) {
            if self.clauses.contains(clause) {
                found.push(start..start + clause.len());
            } else {
                found.extend(self.tail(clause).map(|at| start + at..start + clause.len()));
            }
            let end = start + clause.len();
            start = end + sentence[end..].chars().next().map_or(0, char::len_utf8);
        }
        found
    }

    /// From where a clause is a recorded one behind words of the text's own (因…, 下一步我将…).
    fn tail(&self, clause: &str) -> Option<usize> {
        let starts = clause.char_indices().skip(1).take(LEAD);
        starts.map(|(at, _)| at).find(|at| {
            let rest = &clause[*at..];
            let cuts = clause[..*at].ends_with(|c: char| c.is_ascii_digit());
            !cuts && rest.chars().count() >= CLAUSE && self.clauses.contains(rest)
        })
    }
}

/// So many characters may stand before a recorded clause.
const LEAD: usize = 16;

/// The days that a deadline is told by: with its year, where the text would put it before.
pub(super) fn days_of(deadline: &Deadline) -> Vec<When> {
    let told = calendar::deadline(deadline).unwrap_or_else(|| deadline.phrase.clone());
    let tokens = tokens(&plain(&told)).into_iter();
    let days = tokens.filter_map(|token| match token.what {
        What::Day(when) => Some(when),
        What::Number(_) => None,
    });
    days.chain(deadline.date().map(When::day)).collect()
}
