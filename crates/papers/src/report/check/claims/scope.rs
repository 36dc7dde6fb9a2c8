//! Against what a sentence is held: the records of its problem, or the tallies of its section.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::report::account::Account;
use crate::report::check::claims::counts::Counts;
use crate::report::check::claims::known::{Known, days_of};
use crate::report::check::claims::plain::plain;
use crate::report::check::claims::scan::{Amount, When};
use crate::report::check::claims::words::{self, Role};
use crate::report::facts::Section;
use crate::report::item::{Item, totals};
use model::deadline::Deadline;
use model::figure::FigureKinds;
use model::ledger::Ledger;
use model::tally::{Reached, Total};
use model::task::{ProgressClass, Task};

/// What may be said in one place.
pub(super) struct Scope<'a> {
    /// The problems that are spoken of.
    pub(super) items: Vec<&'a Item<'a>>,
    pub(super) known: Known,
    /// The first words of each note, with its days.
    notes: HashMap<String, Vec<NaiveDate>>,
    /// What figures come to by the plain form of their names, and the single ones behind them.
    figures: HashMap<String, Vec<Figure>>,
    /// Of a section as a whole.
    pub(super) counts: Option<Counts<'a>>,
    /// Of a dimension of that section: some of them are counted and not named.
    pub(super) group_of: Option<&'a Section<'a>>,
}

/// A figure that a text may give.
struct Figure {
    amount: Amount,
    /// Of all of that name, as the report tells it.
    told: String,
    part: Part,
}

/// What a figure is of those of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All counts or amounts together, or one of them.
    Sum,
    Added,
    /// What a rate or a level was first.
    First,
    /// What it was in between.
    Between,
    /// What it is.
    Latest,
}

/// A number that the records of its name do not have; what they say, and whether that is a sum.
pub(super) struct Other {
    pub(super) name: String,
    pub(super) known: String,
    pub(super) is_sum: bool,
}

impl Part {
    /// Whether it may stand behind those words: 由 the first, 升至 the latest; a total is named for
    /// all, or told as one.
    fn may_stand(self, before: &str, summed: bool) -> bool {
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let (from, to) = (ends(&words::FROM), ends(&words::TO));
        match self {
            Self::Sum => true,
            Self::Added => !summed,
            Self::First => !to,
            Self::Between => !summed && !from && !to,
            Self::Latest => !from,
        }
    }
}

impl<'a> Scope<'a> {
    /// Of some problems by themselves.
    pub(super) fn of_items(ledger: &Ledger, items: Vec<&'a Item<'a>>) -> Self {
        let kinds = ledger.book.figure_kinds();
        let totals = totals(items.iter().map(|item| item.task), &kinds);
        let mut scope = Self {
            known: Known::of_items(items.iter().copied()),
            notes: HashMap::new(),
            figures: HashMap::new(),
            counts: None,
            group_of: None,
            items,
        };
        for item in scope.items.clone() {
            scope.add_account(item, &kinds);
        }
        scope.add_totals(&totals);
        for item in scope.items.clone() {
            scope.add_singles(item, &kinds);
        }
        scope
    }

    /// Of the problems of a dimension together.
    pub(super) fn of_group(
        ledger: &Ledger,
        section: &'a Section<'a>,
        items: &'a [Item<'a>],
    ) -> Self {
        Self {
            group_of: Some(section),
            ..Self::of_items(ledger, items.iter().collect())
        }
    }

    /// What the section tells of an item in words of its own joining: frames, sums, figures at their
    /// clauses.
    fn add_account(&mut self, item: &Item<'_>, kinds: &FigureKinds) {
        let account = match item.earlier {
            Some(earlier) => Account::of_both(earlier, item.task, kinds),
            None => Account::of(item.task, kinds),
        };
        for deed in account.spans.iter().flat_map(|span| &span.deeds) {
            deed.clauses
                .iter()
                .for_each(|clause| self.known.add_text(&clause.text));
        }
        let effects = account.spans.iter().filter_map(|span| span.effect.as_ref());
        for clause in effects.flat_map(|effect| &effect.clauses) {
            self.known.add_text(clause);
        }
        let finished = account
            .spans
            .iter()
            .filter_map(|span| span.reopened.as_ref());
        let days = finished.flat_map(|known| [known.finished_on, known.relapsed_on]);
        days.flatten().for_each(|day| self.known.add_day(day));
    }

    /// Of a section as a whole, or of its older problems.
    pub(super) fn of_section(ledger: &'a Ledger, section: &'a Section<'a>, older: bool) -> Self {
        let mut known = Known::default();
        let main = section.groups.iter().flat_map(|group| &group.items);
        let (tally, items): (_, Vec<&Item<'_>>) = if older {
            (&section.older_tally, section.older.iter().collect())
        } else {
            (&section.tally, main.collect())
        };
        let headings = section
            .groups
            .iter()
            .filter_map(|group| group.heading.as_ref());
        let settings = ledger.book.settings.values();
        let unit = &ledger.book.unit;
        let names = [Some(&unit.name), unit.party.as_ref(), unit.team.as_ref()];
        let texts = headings.chain(settings).chain(names.into_iter().flatten());
        texts.for_each(|text| known.add_text(text));
        known.add_text(&section.meeting);
        let meeting = ledger.book.meeting(section.meeting_year);
        meeting
            .and_then(|meeting| meeting.held_on)
            .iter()
            .for_each(|day| known.add_day(*day));
        let mut scope = Self {
            items,
            known,
            notes: HashMap::new(),
            figures: HashMap::new(),
            counts: Some(Counts {
                section,
                tally,
                today: ledger.today,
                year: section.meeting_year + 1,
            }),
            group_of: None,
        };
        scope.add_totals(&tally.figures().totals(&ledger.book.figure_kinds()));
        scope
    }

    /// Sums of all; a rate or a level is its problem's own.
    fn add_totals(&mut self, totals: &[Total]) {
        for total in totals {
            if let Reached::Sum(sum) = total.value {
                let amount = Amount::measured(sum, &total.unit);
                self.add_figure(&total.name, amount, total.to_string(), Part::Sum);
            }
        }
        let levels: Vec<&Total> = self.items.iter().flat_map(|item| &item.figures).collect();
        for total in levels {
            if let Reached::Level { from, to } = total.value {
                let told = || total.to_string();
                let latest = Amount::measured(to, &total.unit);
                self.add_figure(&total.name, latest, told(), Part::Latest);
                let first = Amount::measured(from.unwrap_or(to), &total.unit);
                self.add_figure(&total.name, first, told(), Part::First);
            }
        }
    }

    fn add_figure(&mut self, name: &str, amount: Amount, told: String, part: Part) {
        let figure = Figure { amount, told, part };
        self.figures.entry(plain(name)).or_default().push(figure);
    }

    fn add_singles(&mut self, item: &Item<'_>, kinds: &FigureKinds) {
        for note in item.task.progress.iter().filter(|note| !note.internal) {
            for figure in &note.figures {
                let is_added = kinds.of(figure).is_summed();
                let part = if is_added { Part::Added } else { Part::Between };
                let amount = Amount::of_figure(figure);
                self.add_figure(&figure.name, amount, figure.to_string(), part);
            }
        }
        for note in &item.notes {
            let text = plain(&note.text);
            let first = text
                .split(super::known::CLAUSE_ENDS)
                .next()
                .unwrap_or_default();
            let days = self.notes.entry(first.to_owned()).or_default();
            days.extend(&note.dates);
        }
    }

    /// Whether a figure of the records is named right before that number, and what it should be
    /// where it is another.
    pub(super) fn figure(
        &self,
        before: &str,
        amount: &Amount,
        summed: bool,
    ) -> Option<Result<(), Other>> {
        let mut ends = before.char_indices().map(|(at, _)| &before[at..]);
        let named = ends.find_map(|name| self.figures.get_key_value(name));
        let (name, figures) = named.or_else(|| self.figure_in(before, amount))?;
        let told = |figure: &&Figure| figure.part.may_stand(before, summed);
        let mut told_figures = figures.iter().filter(told);
        if told_figures.any(|figure| amount.records().any(|record| record == figure.amount)) {
            return Some(Ok(()));
        }
        let alike = |figure: &&Figure| {
            let is_whole = matches!(figure.part, Part::Sum | Part::Latest);
            is_whole && figure.amount.unit == amount.unit
        };
        let other = figures.iter().find(alike).or(figures.first())?;
        Some(Err(Other {
            name: name.clone(),
            known: other.told.clone(),
            is_sum: other.part == Part::Sum,
        }))
    }

    /// The figure whose name stands last in the clause before the number, counted in its unit
    /// (专题学习开展了4次).
    fn figure_in(&self, before: &str, amount: &Amount) -> Option<(&String, &Vec<Figure>)> {
        let clause = before.rsplit(super::known::CLAUSE_ENDS).next()?;
        let found = self.figures.iter().filter_map(|(name, figures)| {
            let of_unit = figures
                .iter()
                .any(|figure| figure.amount.unit == amount.unit);
            let at = clause.rfind(name.as_str()).filter(|_| of_unit)?;
            Some((at + name.len(), name, figures))
        });
        let last = found.max_by_key(|(end, name, _)| (*end, name.len()))?;
        Some((last.1, last.2))
    }

    /// The days of the note that those words begin, if they do.
    pub(super) fn note(&self, clause: &str) -> Option<&[NaiveDate]> {
        self.notes
            .get(clause)
            .map(Vec::as_slice)
            .filter(|days| !days.is_empty())
    }

    /// The days that may stand in that role; `None` where any day of the records may.
    pub(super) fn days(&self, role: Role) -> Option<Vec<When>> {
        let of = |deadlines: Vec<&Deadline>| deadlines.into_iter().flat_map(days_of).collect();
        if let Some(counts) = &self.counts {
            let open = self.items.iter().map(|item| item.task);
            let open = open.filter(|task| task.standing() == Some(ProgressClass::InProgress));
            return match role {
                Role::DueNow => Some(of(open.filter_map(|task| task.deadline.as_ref()).collect())),
                role => counts.days(role),
            };
        }
        let tasks = self.items.iter().map(|item| item.task);
        let days: Vec<When> = match role {
            Role::Finished => {
                let again = tasks.clone().flat_map(|task| &task.reopenings);
                let again = again.filter_map(|reopening| reopening.finished_on);
                let earlier = self.items.iter().filter_map(|item| item.earlier);
                let now = tasks.chain(earlier).filter_map(Task::finished_on);
                now.chain(again).map(When::day).collect()
            }
            Role::DueBefore => {
                let extensions = tasks.flat_map(|task| &task.extensions);
                of(extensions
                    .filter_map(|extension| extension.from.as_ref())
                    .collect())
            }
            Role::DueNow => of(tasks
                .flat_map(|task| {
                    let measures = task
                        .measures
                        .iter()
                        .filter_map(|measure| measure.deadline.as_ref());
                    let granted = task.extensions.last().map(|extension| &extension.to);
                    task.deadline.iter().chain(granted).chain(measures)
                })
                .collect()),
            Role::Reckoned | Role::Since => return None,
        };
        Some(days)
    }
}
