//! What the ledger knows of tasks and of the forms that were sent, for those who judge returned ones.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::app::units::UnitNames;
use model::entry::Entry;
use model::task::Task;
use model::unit::UnitId;
use papers::sheet::collect::{LastSent, Ledger};
use store::{FormStanding, HeldUnit, MovedForm, Round, Store};

/// The ledger as the collection asks it. What fails is kept: a row that can't be read is not a row of no
/// task.
pub(super) struct Record<'a> {
    store: &'a Store,
    rounds: Vec<Round>,
    units: Vec<HeldUnit>,
    own: Vec<String>,
    /// Forms that copies of the ledger sent out before they were joined.
    moved: Vec<MovedForm>,
    failed: Cell<Option<store::Error>>,
}

impl<'a> Record<'a> {
    pub(super) fn read(store: &'a Store) -> Result<Self, store::Error> {
        let card = store.book()?.unit;
        let own = card.code.into_iter().chain([card.name]);
        Ok(Self {
            store,
            rounds: store.rounds()?,
            units: store.held_units()?,
            moved: store.moved_forms()?,
            own: own.filter(|name| !name.is_empty()).collect(),
            failed: Cell::new(None),
        })
    }

    /// What failed while it was asked.
    pub(super) fn failed(self) -> Option<store::Error> {
        self.failed.into_inner()
    }

    fn told<T>(&self, result: Result<T, store::Error>) -> Option<T> {
        match result {
            Ok(told) => Some(told),
            Err(store::Error::NoTask { .. }) => None,
            Err(fault) => {
                self.failed.set(Some(fault));
                None
            }
        }
    }

    /// The task as it stood when the form went out.
    fn as_sent(&self, form: &FormStanding, number: u32) -> Option<Task> {
        let sent = form.sent.as_deref().map(DateTime::parse_from_rfc3339);
        let sent = sent.and_then(Result::ok);
        self.of_entries(number, |entry| match (form.kept.entries, sent) {
            // An older program did not note how many entries there were.
            (0, Some(sent)) => entry.stamp.when <= sent,
            (entries, _) => entry.sequence <= entries,
        })
    }

    fn of_entries(&self, number: u32, counts: impl Fn(&Entry) -> bool) -> Option<Task> {
        let entries = self.told(self.store.task_history(number))?.into_iter();
        let entries = entries.map(|recorded| recorded.entry);
        let entries: Vec<Entry> = entries.filter(counts).collect();
        Task::fold(number, &entries)
    }
}

impl Ledger for Record<'_> {
    fn task(&self, number: u32) -> Option<Task> {
        self.told(self.store.task(number))
    }

    fn last_sent(&self, dept: Option<&str>, tasks: &[u32]) -> Option<LastSent> {
        let rounds = self.rounds.iter();
        let mut forms: Vec<(&Round, &FormStanding)> = rounds
            .flat_map(|round| round.forms.iter().map(move |form| (round, form)))
            .filter(|(_, form)| form.unit.is_none() && form.sent.is_some())
            .collect();
        // The sort keeps what went out at once in its order.
        forms.sort_by(|(_, one), (_, other)| one.sent.cmp(&other.sent));
        let last = |fits: &dyn Fn(&FormStanding) -> bool| {
            forms.iter().rev().find(|(_, form)| fits(form)).copied()
        };
        let (round, form) = dept
            .and_then(|dept| last(&|form| form.dept == dept))
            .or_else(|| {
                let holds = |form: &FormStanding, task| form.kept.tasks.contains(task);
                last(&|form| tasks.iter().any(|task| holds(form, task)))
            })?;
        let mut numbers = form.kept.tasks.clone();
        numbers.extend(tasks);
        numbers.sort_unstable();
        numbers.dedup();
        let tasks = numbers.into_iter();
        Some(LastSent {
            round: round.name.clone(),
            dept: form.dept.clone(),
            on: form.sent.as_deref()?.get(..10)?.to_owned(),
            tasks: tasks
                .filter_map(|number| self.as_sent(form, number))
                .collect(),
        })
    }

    fn as_of(&self, number: u32, day: NaiveDate) -> Option<Task> {
        self.of_entries(number, |entry| entry.stamp.when.date_naive() <= day)
    }

    fn collected(&self, form: &str) -> Option<NaiveDateTime> {
        self.told(self.store.form_collected(form)).flatten()
    }

    fn now_called(&self, form: &str, task: u32, measure: Option<u32>) -> (u32, Option<u32>) {
        let moved = self.moved.iter().find(|moved| moved.form == form);
        moved.map_or((task, measure), |moved| moved.now_called(task, measure))
    }

    fn gathered(&self, ledger_id: &str) -> Option<String> {
        let unit = self.units.iter().find(|unit| unit.ledger_id == ledger_id)?;
        let names = UnitNames::read(self.store).ok()?;
        let unit: UnitId = unit.id;
        names
            .all()
            .find(|(id, _)| *id == unit)
            .map(|(_, unit)| unit.called())
    }

    fn own_unit(&self) -> Vec<String> {
        self.own.clone()
    }
}
