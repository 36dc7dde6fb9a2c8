//! Plays random work on a ledger through the library: every change is decided by the model and
//! written by the store, as the verbs do it.

#![allow(dead_code, reason = "each test binary uses its own part")]

use chrono::{Days, NaiveDate};
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::decide::{Closing, Policy, Refusal};
use model::digest::Digest;
use model::entry::Stamp;
use model::event::{
    Attached, Change, Event, LedgerEvent, Progressed, Registered, TaskEvent, TextField,
};
use model::figure::Figure;
use model::handover::Succession;
use model::meeting::{Meeting, YEARLY};
use model::review::Review;
use model::status::{StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Measure, Task};
use proptest::prelude::*;
use store::{DEFAULT_WAIT, Error, Store};
use tempfile::TempDir;

/// One thing that somebody tries; a refusal leaves everything as it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    what: u8,
    which: u8,
    variant: u8,
    day: u16,
}

impl From<(u8, u8, u8, u16)> for Step {
    fn from((what, which, variant, day): (u8, u8, u8, u16)) -> Self {
        Self {
            what,
            which,
            variant,
            day,
        }
    }
}

/// Between one and `most` steps.
pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (
        0..20_u8,
        any::<u8>(),
        any::<u8>(),
        (0..80_u16).prop_map(|tens| tens * 10),
    )
        .prop_map(Step::from);
    proptest::collection::vec(step, 1..=most)
}

/// A ledger in a folder of its own.
pub(crate) struct Book {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
}

impl Book {
    pub(crate) fn new() -> Self {
        // In memory where there is such a place: thousands of synced writes take their time.
        let memory = std::path::Path::new("/dev/shm");
        let folder = match tempfile::tempdir_in(memory) {
            Ok(folder) => folder,
            Err(_) => tempfile::tempdir().expect("a folder"),
        };
        let path = folder.path().join("台账.db");
        let store = Store::open_or_create(&path, DEFAULT_WAIT, || "player".to_owned()).unwrap();
        Self { folder, store }
    }

    pub(crate) fn played(steps: &[Step]) -> Self {
        let mut book = Self::new();
        for step in steps {
            book.step(*step);
        }
        book
    }

    /// Another SQLite client on the same file.
    pub(crate) fn sqlite(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store.path()).expect("a database")
    }

    /// Records an event, decided already.
    pub(crate) fn record(&mut self, number: u32, event: TaskEvent) -> u64 {
        self.store
            .write(&stamp(), |writer| writer.record(number, event))
            .unwrap()
    }

    pub(crate) fn raise(&mut self, raised: Registered) -> u32 {
        self.store
            .write(&stamp(), |writer| writer.raise(raised))
            .unwrap()
    }

    pub(crate) fn step(&mut self, step: Step) {
        let count = self.store.task_count().unwrap();
        if step.what < 4 || count == 0 {
            self.raise(some_task(step));
            return;
        }
        let number = u32::from(step.which) % count + 1;
        let task = self.store.task(number).unwrap();
        match step.what {
            4 => return self.attach(&task, step),
            5 => return self.undo(),
            6 => return self.ledger_event(step),
            _ => {}
        }
        let prior = self
            .store
            .task(u32::from(step.variant) % count + 1)
            .unwrap();
        if let Ok(event) = decide(&task, &prior, step) {
            self.record(number, event);
        }
    }

    fn attach(&mut self, task: &Task, step: Step) {
        if task.is_void() {
            return;
        }
        let bytes = vec![step.variant; usize::from(step.day) + 1];
        let number = task.number;
        self.store
            .write(&stamp(), |writer| {
                let size = bytes.len() as u64;
                let path = std::path::Path::new("照片.jpg");
                let sha256 = writer.keep_file(&mut bytes.as_slice(), path, size)?;
                let piece = Attached {
                    on: day(step.day),
                    name: "照片.jpg".to_owned(),
                    size,
                    sha256,
                };
                writer.record(number, TaskEvent::Attached(piece))
            })
            .unwrap();
    }

    /// Takes back the last entry, where `undo` would.
    pub(crate) fn undo(&mut self) {
        let last = self.store.sequence().unwrap();
        let recorded = self.store.history(last.saturating_sub(1), 1).unwrap();
        let Some(entry) = recorded.first().map(|recorded| &recorded.entry) else {
            return;
        };
        let reason = "撤销".to_owned();
        match (&entry.event, entry.task) {
            (
                Event::Task(TaskEvent::Withdrawn { .. } | TaskEvent::Raised(_))
                | Event::Ledger(LedgerEvent::Withdrawn { .. }),
                _,
            ) => {}
            (Event::Task(_), Some(number)) => {
                let entry = entry.sequence;
                self.record(number, TaskEvent::Withdrawn { entry, reason });
            }
            _ => {
                let entry = entry.sequence;
                self.record_ledger(LedgerEvent::Withdrawn { entry, reason });
            }
        }
    }

    fn ledger_event(&mut self, step: Step) {
        let person =
            |offset: u8| PEOPLE[usize::from(step.which.wrapping_add(offset) % 3)].to_owned();
        self.record_ledger(match step.variant % 5 {
            0 => LedgerEvent::Configured {
                key: "policy".to_owned(),
                value: (step.day.is_multiple_of(2)).then(|| "strict".to_owned()),
            },
            1 => LedgerEvent::Reviewed(Review {
                ledger: "5d41402abc4b2a76".to_owned(),
                unit: "A01".to_owned(),
                number: u32::from(step.which % 3) + 1,
                on: day(step.day),
                accepted: step.day.is_multiple_of(20),
                opinion: pick(&["成效没有数据"], step.which),
                entry: 5,
                digest: Digest::of(b"looked at"),
            }),
            2 => LedgerEvent::Succeeded(Succession {
                name: person(0),
                by: person(1),
                on: day(step.day),
            }),
            _ => LedgerEvent::MeetingSet(Meeting {
                year: 2019 + i32::from(step.which % 3),
                kind: YEARLY.to_owned(),
                held_on: Some(day(step.day)),
                ..Meeting::default()
            }),
        });
    }

    pub(crate) fn record_ledger(&mut self, event: LedgerEvent) -> u64 {
        self.store
            .write(&stamp(), |writer| writer.record_ledger(event))
            .unwrap()
    }

    /// Every task, void ones too.
    pub(crate) fn all(&self) -> Vec<Task> {
        let numbers = 1..=self.store.task_count().unwrap();
        numbers
            .map(|number| self.store.task(number).unwrap())
            .collect()
    }
}

/// The clerk at a set clock.
pub(crate) fn stamp() -> Stamp {
    Stamp {
        when: chrono::DateTime::parse_from_rfc3339("2022-03-15T09:00:00+08:00").unwrap(),
        who: "周敏".to_owned(),
        clock_set: true,
    }
}

/// Day number `offset` from the start of 2021.
pub(crate) fn day(offset: u16) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 1, 1).unwrap() + Days::new(offset.into())
}

/// A bare task of that year.
pub(crate) fn raised(year: i32, problem: &str) -> Registered {
    begun(Card::new(year, Subject::Team, problem.to_owned()))
}

fn begun(card: Card) -> Registered {
    Registered::fresh(NaiveDate::from_ymd_opt(card.year, 12, 31).unwrap(), card)
}

/// A deadline in the words of people, for a task of that year.
pub(crate) fn due(year: i32, variant: u8) -> Option<Deadline> {
    let phrases = [
        "6月底前",
        "年底前",
        "长期坚持",
        "立行立改",
        "第一季度",
        "2022-03-31",
    ];
    let phrase = phrases.get(usize::from(variant) % 8)?;
    let anchor = Anchor {
        year,
        held_on: None,
    };
    Some(Deadline::resolve(phrase, Some(anchor)).expect("a deadline"))
}

fn pick(words: &[&str], variant: u8) -> Option<String> {
    words
        .get(usize::from(variant) % (words.len() + 1))
        .map(|word| (*word).to_owned())
}

const DEPTS: [&str; 3] = ["办公室", "读者部", "流动部_%"];
const PEOPLE: [&str; 3] = ["何平", "罗珊", "周敏"];

fn some_task(step: Step) -> Registered {
    let year = 2019 + i32::from(step.which % 3);
    let (a, b, c) = (step.variant, step.variant / 4, step.variant / 16);
    let subject = match step.which % 4 {
        0 => Subject::Person("罗珊".to_owned()),
        _ => Subject::Team,
    };
    begun(Card {
        dimension: pick(&["带头学习方面", "带头服务100%方面"], a),
        detail: pick(&["去过“两次”", "\\反斜杠"], b).unwrap_or_default(),
        source: pick(&["自查", "征求意见"], c),
        lead: pick(&PEOPLE, a),
        dept: pick(&DEPTS, b),
        owner: pick(&PEOPLE, c),
        co_depts: pick(&DEPTS, c).into_iter().collect(),
        deadline: due(year, a),
        measures: (1..=u32::from(b % 3))
            .map(|key| measure(key, step))
            .collect(),
        ..Card::new(year, subject, format!("问题{}", step.day))
    })
}

fn measure(key: u32, step: Step) -> Measure {
    Measure {
        key,
        text: format!("措施{}“引号”", step.day),
        dept: pick(&DEPTS, step.variant / 2),
        ..Measure::default()
    }
}

fn decide(task: &Task, prior: &Task, step: Step) -> Result<TaskEvent, Refusal> {
    let (on, variant) = (day(step.day), step.variant);
    let today = day(790);
    match step.what {
        7..=9 => task.log(progressed(step), today),
        10 => task.edit(vec![
            Change::Text(
                TextField::ALL[usize::from(variant) % 13 + 1],
                pick(&DEPTS, variant / 3),
            ),
            Change::CoDepts(pick(&DEPTS, variant).into_iter().collect()),
        ]),
        11 => task.edit(vec![
            Change::Measure(measure(task.next_measure_key(), step)),
            Change::Deadline(due(task.year, variant)),
            Change::NextCheck((variant.is_multiple_of(2)).then_some(on)),
        ]),
        12 => match task.measures.first() {
            Some(first) if variant.is_multiple_of(2) => {
                task.edit(vec![Change::MeasureDropped(first.key)])
            }
            _ => {
                let text = format!("措施{}", step.day);
                let is_again = task.rejected.contains(&text);
                let again = is_again.then_some(Refusal::NothingChanges);
                again.map_or(Ok(TaskEvent::ProposalRejected { text }), Err)
            }
        },
        13 => task.submit(on, pick(&["好了"], variant), Policy::Standard),
        14 if variant.is_multiple_of(2) => task.return_with(on, "缺纪要".to_owned()),
        14 => task.reopen(on, "看漏了".to_owned()),
        15 | 16 => {
            let closing = Closing {
                on,
                verifier: "馆务会".to_owned(),
                basis: pick(&["纪要"], variant),
                outcome: pick(&["合意"], variant / 2),
            };
            task.close(closing, Policy::Standard)
        }
        17 => {
            let deadline = due(task.year + 1, variant).ok_or(Refusal::NoDeadline)?;
            task.extend(
                on,
                deadline,
                "车坏了".to_owned(),
                pick(&["馆务会"], variant),
            )
        }
        18 if variant < 64 => task.void(Voiding {
            on,
            reason: "重复".to_owned(),
            into: None,
        }),
        18 => task.link_prior(prior),
        _ => {
            let notes = task.progress.iter().map(|note| note.entry);
            let entries = notes.chain(task.evidence.iter().map(|piece| piece.entry));
            let entry = entries.last().unwrap_or(1);
            task.retract_entry(entry, "记错".to_owned())
        }
    }
}

fn progressed(step: Step) -> Progressed {
    let variant = step.variant;
    let statuses = [
        StatusKind::InProgress,
        StatusKind::MostlyDone,
        StatusKind::Done,
    ];
    Progressed {
        on: day(step.day),
        text: pick(
            &["开了会date", "跑了\"一\"趟", "", "修订《出车规定》"],
            variant,
        )
        .unwrap_or_default(),
        measure: (variant.is_multiple_of(3)).then_some(1),
        measure_done: variant.is_multiple_of(6),
        figures: Figure::read(&format!("出车={}.5次", variant % 7))
            .into_iter()
            .collect(),
        status: statuses.get(usize::from(variant / 8) % 6).copied(),
        reason: pick(&["路未修通"], variant / 3),
        next_step: pick(&["补跑"], variant / 5),
        check: variant.is_multiple_of(5),
        next_check: (variant.is_multiple_of(5)).then(|| day(step.day + 30)),
        internal: variant.is_multiple_of(7),
        submission: pick(&["5d41402abc4b2a76"], variant / 2),
        institutions: None,
        told: None,
    }
}

/// What the store says of a task that it does not have.
pub(crate) fn is_no_task<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::NoTask { .. }))
}
