//! Hand-over: what is open falls to another from that day on; nothing else changes, and nothing before.

use chrono::Days;
use model::card::Card;
use model::entry::Entry;
use model::event::{Registered, TaskEvent};
use model::handover::{Role, Succession};
use model::measure::Measure;
use model::status::{Status, StatusKind};
use model::subject::Subject;
use model::task::Task;
use proptest::prelude::*;

use crate::player::{Book, day, steps};

const FROM: &str = "何平";
const TO: &str = "许清";

fn entries(book: &Book, number: u32) -> Vec<Entry> {
    let history = book.store.task_history(number).unwrap();
    history.into_iter().map(|recorded| recorded.entry).collect()
}

/// The same task, whatever was recorded last.
fn alike(task: &Task) -> Task {
    Task {
        last_entry: 0,
        latest_on: None,
        ..task.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_is_open_changes_hands_and_only_from_that_day_on(
        steps in steps(24),
        offset in 0..800_u16,
    ) {
        let mut book = Book::played(&steps);
        let on = day(offset);
        for before in book.all() {
            let number = before.number;
            let roles = before.roles_of(FROM);
            let past = on.max(before.raised_on) - Days::new(1);
            let then = Task::fold_until(number, &entries(&book, number), past).unwrap();
            let decided = before.hand_over(FROM, TO, on);
            let stays = before.is_own_of(FROM)
                || matches!(before.status.kind(), StatusKind::Closed | StatusKind::Void)
                || roles.is_empty();
            prop_assert_eq!(decided.is_err(), stays, "{:?}", before);
            let Ok(event) = decided else { continue };
            let entry = book.record(number, event);
            let after = book.store.task(number).unwrap();
            prop_assert_eq!(after.roles_of(FROM), vec![]);
            prop_assert_eq!(after.roles_of(TO), roles);
            prop_assert_eq!(&after.status, &before.status);
            let then_now = Task::fold_until(number, &entries(&book, number), past).unwrap();
            prop_assert_eq!(alike(&then_now), alike(&then));
            let reason = "撤销".to_owned();
            book.record(number, TaskEvent::Withdrawn { entry, reason });
            let back = book.store.task(number).unwrap();
            prop_assert_eq!(alike(&back), alike(&before));
        }
        prop_assert!(book.store.verify().unwrap().faults.is_empty());
    }
}

fn task(lead: &str, owner: &str, measures: [(&str, bool); 2]) -> Task {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let measures = (1..).zip(measures).map(|(key, (owner, is_done))| Measure {
        key,
        text: "措施".to_owned(),
        owner: text(owner),
        done_on: is_done.then(|| day(400)),
        ..Measure::default()
    });
    let card = Card {
        lead: text(lead),
        owner: text(owner),
        measures: measures.collect(),
        ..Card::new(2021, Subject::Team, "问题".to_owned())
    };
    Task::raised(1, 1, Registered::fresh(day(370), card))
}

#[test]
fn every_role_changes_hands_and_what_is_done_does_not() {
    let none = [("", false), ("", false)];
    for (task, roles, lead, owner, measures) in [
        (
            task("何平", "周敏", none),
            vec![Role::Lead],
            "许清",
            "周敏",
            ["", ""],
        ),
        (
            task("何平", "周敏、何 平", none),
            vec![Role::Lead, Role::Owner],
            "许清",
            "周敏、许清",
            ["", ""],
        ),
        (
            task("罗珊", "周敏", [("何平", true), ("何平", false)]),
            vec![Role::Measure(2)],
            "罗珊",
            "周敏",
            ["何平", "许清"],
        ),
        (
            task("许清、何平", "", none),
            vec![Role::Lead],
            "许清",
            "",
            ["", ""],
        ),
    ] {
        assert_eq!(task.roles_of(FROM), roles);
        for status in [
            Status::NotStarted,
            Status::MostlyDone,
            Status::Done { on: day(420) },
            Status::Applied { on: day(430) },
        ] {
            let mut now = Task {
                status,
                ..task.clone()
            };
            now.apply(2, &now.hand_over(FROM, TO, day(440)).unwrap());
            assert_eq!(now.lead.as_deref().unwrap_or_default(), lead);
            assert_eq!(now.owner.as_deref().unwrap_or_default(), owner);
            let owners = now.measures.iter().map(|one| one.owner.as_deref());
            let owners: Vec<&str> = owners.map(Option::unwrap_or_default).collect();
            assert_eq!(owners, measures);
        }
    }
}

#[test]
fn who_takes_over_last_is_the_successor() {
    let succession = |name: &str, by: &str| Succession {
        name: name.to_owned(),
        by: by.to_owned(),
        on: day(400),
    };
    let mut book = Book::new();
    for (name, by, expected) in [
        ("何平", "罗珊", [Some("罗珊"), None, None]),
        ("罗珊", "周敏", [Some("周敏"), Some("周敏"), None]),
        // Who takes over is there again.
        ("周敏", "何平", [None, Some("何平"), Some("何平")]),
    ] {
        book.record_ledger(model::event::LedgerEvent::Succeeded(succession(name, by)));
        let folded = book.store.book().unwrap();
        let found = ["何平", "罗珊", "周敏"].map(|name| {
            let last = folded.successor_of(name);
            last.map(|one| one.by.clone())
        });
        assert_eq!(found, expected.map(|by| by.map(str::to_owned)), "{name}");
    }
    book.undo();
    let folded = book.store.book().unwrap();
    assert_eq!(folded.successor_of("何平").unwrap().by, "周敏");
}
