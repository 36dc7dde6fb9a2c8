//! 进展情况: a period of this year's tasks. Each task is told once: newly finished, late, due next
//! or moved on.

use chrono::{Datelike, NaiveDate};

use crate::report::calendar;
use crate::report::cited_text::{CitedText, Record};
use crate::report::compose::Composer;
use crate::report::documents::Maker;
use crate::report::item::Item;
use crate::report::phrases::{Key, Voice};
use model::tally::{DUE_SOON_DAYS, Tally};
use model::task::Task;

/// The tasks of one part of the document.
struct PeriodPart<'a> {
    title: Key,
    tasks: Vec<&'a Task>,
    /// Only the notes of the period are told.
    period_only: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn progress(&mut self) {
        let title = self.say(Key::ProgressTitle, [("会议", self.meeting())]);
        self.head(title);
        let today = self.ledger.today;
        let since = self
            .options
            .since
            .or_else(|| today.with_day(1))
            .unwrap_or(today);
        let section = self.section;
        let composer = Composer::new(self.ledger, self.options, self.phrases, section);
        let mut sentences = vec![self.period_opening(), composer.opening_standings()];
        sentences.push(self.period(since));
        self.paragraph(sentences);
        let mut number = 0;
        let mut place = 0;
        for part in self.period_parts(since) {
            if part.tasks.is_empty() {
                continue;
            }
            place += 1;
            let title = self.say(part.title, []);
            self.heading(1, place, &title);
            for task in part.tasks {
                number += 1;
                self.period_item(task, number, part.period_only.then_some(since));
            }
        }
        self.foot();
    }

    fn period_opening(&self) -> CitedText {
        let tally = &self.section.tally;
        let who = match self.voice() {
            Voice::Team => CitedText::with(
                self.ledger.book.unit.team_name(),
                Record::general("班子称谓"),
            ),
            Voice::Person => self.say(Key::Myself, []),
        };
        let count = |count: u32, name| CitedText::with(count.to_string(), Record::general(name));
        let measures = match tally.measures() {
            0 => CitedText::default(),
            measures => self.say(
                Key::OpeningMeasures,
                [("措施数", count(measures, "措施数"))],
            ),
        };
        let slots = [
            ("会议", self.meeting()),
            ("对象", who),
            ("问题数", count(tally.counts().total, "问题数")),
            ("措施", measures),
        ];
        self.say(Key::ProgressOpening, slots)
    }

    /// How many were finished in the period, and how many became late.
    fn period(&self, since: NaiveDate) -> CitedText {
        let today = self.ledger.today;
        let tasks = || self.tasks();
        let finished = Tally::of(today, tasks().filter(|task| finished_since(task, since)));
        let late = Tally::of(today, tasks().filter(|task| late_since(task, since, today)));
        let counted = |key, slot: &'static str, tally: &Tally, name| {
            let number = tally.counts().total;
            let said = CitedText::with(number.to_string(), Record::general(name));
            (number > 0).then(|| self.say(key, [(slot, said)]))
        };
        let changes = [
            counted(Key::ProgressPeriodFinished, "完成", &finished, "新完成"),
            counted(Key::ProgressPeriodLate, "逾期", &late, "新增逾期"),
        ];
        let mut changes = CitedText::join(changes.into_iter().flatten(), "，");
        if changes.is_empty() {
            changes = self.say(Key::ProgressPeriodNone, []);
        }
        let slots = [
            ("起", CitedText::plain(calendar::full(since))),
            ("止", CitedText::plain(calendar::full(today))),
            ("变化", changes),
        ];
        self.say(Key::ProgressPeriod, slots)
    }

    fn tasks(&self) -> impl Iterator<Item = &'a Task> + use<'a> {
        let section = self.section;
        let items = section.groups.iter().flat_map(|group| &group.items);
        items.map(|item| item.task)
    }

    fn period_parts(&self, since: NaiveDate) -> Vec<PeriodPart<'a>> {
        let today = self.ledger.today;
        let mut parts = [
            (Key::ProgressFinished, false),
            (Key::ProgressLate, false),
            (Key::ProgressDue, false),
            (Key::ProgressMoving, true),
        ]
        .map(|(title, period_only)| PeriodPart {
            title,
            tasks: Vec::new(),
            period_only,
        });
        for task in self.tasks() {
            let moved = task
                .progress
                .iter()
                .any(|note| !note.internal && note.date >= since);
            let due_soon = task
                .days_left(today)
                .is_some_and(|days| (0..=DUE_SOON_DAYS).contains(&days));
            let place = if finished_since(task, since) {
                0
            } else if task.is_overdue(today) {
                1
            } else if due_soon {
                2
            } else if moved {
                3
            } else {
                continue;
            };
            parts[place].tasks.push(task);
        }
        parts.into()
    }

    fn period_item(&mut self, task: &Task, number: u32, only_since: Option<NaiveDate>) {
        let trimmed = only_since.map(|since| {
            let mut trimmed = task.clone();
            trimmed.progress.retain(|note| note.date >= since);
            trimmed
        });
        let told = trimmed.as_ref().unwrap_or(task);
        let item = Item::of(told, number, self.ledger, false);
        let mut composer = Composer::new(self.ledger, self.options, self.phrases, self.section);
        let sentences = composer.item_alone(&item);
        composer.lacking(std::iter::once(task));
        self.gaps.append(&mut composer.gaps);
        self.contradictions.append(&mut composer.contradictions);
        self.paragraph(sentences);
    }
}

fn finished_since(task: &Task, since: NaiveDate) -> bool {
    task.finished_on().is_some_and(|day| day >= since)
}

fn late_since(task: &Task, since: NaiveDate, today: NaiveDate) -> bool {
    task.is_overdue(today) && task.due().is_some_and(|due| due >= since)
}
