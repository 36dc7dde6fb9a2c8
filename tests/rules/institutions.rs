//! 制度成果 of a task: what its entries carry, and what older ones are taken to say.

use chrono::NaiveDate;
use model::card::Card;
use model::entry::{Entry, Seals, Stamp};
use model::event::{Change, Event, Progressed, Registered, TaskEvent, TextField};
use model::institution::{Institution, Making};
use model::status::{Basis, Closure};
use model::subject::Subject;
use model::task::Task;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn noted(on: &str, text: &str) -> Progressed {
    Progressed {
        on: day(on),
        text: text.to_owned(),
        ..Progressed::default()
    }
}

fn event(noted: Progressed) -> TaskEvent {
    TaskEvent::Progressed(Box::new(noted))
}

fn outcome(text: &str) -> TaskEvent {
    let text = Some(text.to_owned());
    TaskEvent::Edited(vec![Change::Text(TextField::Outcome, text)])
}

fn folded(card: Card, events: impl IntoIterator<Item = TaskEvent>) -> Task {
    let raised = TaskEvent::Raised(Box::new(Registered::fresh(day("2022-01-26"), card)));
    let entries: Vec<Entry> = (1..)
        .zip([raised].into_iter().chain(events))
        .map(|(sequence, event)| Entry {
            sequence,
            task: Some(1),
            stamp: Stamp {
                when: chrono::DateTime::parse_from_rfc3339("2022-12-15T09:00:00+08:00")
                    .expect("an hour"),
                who: "周敏".to_owned(),
                clock_set: false,
            },
            batch: None,
            seals: Seals::default(),
            origin: None,
            event: Event::Task(event),
        })
        .collect();
    Task::fold(1, &entries).expect("a task")
}

fn card() -> Card {
    Card::new(2021, Subject::Team, "书车不到村".to_owned())
}

/// `2 2022-03-01 制定《…》` each, by the entry that says it.
fn told(task: &Task) -> Vec<String> {
    let told = task.institutions().into_iter();
    told.map(|told| format!("{} {} {}", told.entry, told.date, told.institution))
        .collect()
}

#[test]
fn entries_carry_them_and_older_ones_are_read() {
    let carried = |institutions| Progressed {
        institutions: Some(institutions),
        ..noted("2022-03-02", "印发《书车规定》")
    };
    let named = Institution {
        name: "借阅规则".to_owned(),
        number: None,
        kind: Making::Revised,
    };
    for (note, expected) in [
        (
            noted("2022-03-02", "印发《书车规定》"),
            vec!["2 2022-03-02 制定《书车规定》"],
        ),
        (carried(Vec::new()), vec![]),
        (
            carried(vec![named.clone()]),
            vec!["2 2022-03-02 修订《借阅规则》"],
        ),
        (
            Progressed {
                internal: true,
                ..carried(vec![named])
            },
            vec![],
        ),
    ] {
        assert_eq!(told(&folded(card(), [event(note)])), expected);
    }
}

#[test]
fn a_decided_note_carries_what_its_text_tells() {
    let task = folded(card(), []);
    let decided = |note| match task.log(note, day("2022-12-31")) {
        Ok(TaskEvent::Progressed(noted)) => noted.institutions,
        other => panic!("{other:?}"),
    };
    let carried = decided(noted("2022-03-02", "修订《书车规定》")).expect("one");
    assert_eq!(carried[0].to_string(), "修订《书车规定》");
    assert_eq!(decided(noted("2022-03-02", "开了会")), None);
    let none = Progressed {
        institutions: Some(Vec::new()),
        ..noted("2022-03-02", "修订《书车规定》")
    };
    assert_eq!(decided(none), Some(Vec::new()));
}

#[test]
fn each_name_once_where_it_is_told_first() {
    let task = folded(
        card(),
        [
            event(noted(
                "2022-09-01",
                "《书车规定》（图发〔2022〕7号）印发执行",
            )),
            event(noted("2022-03-02", "制定《书车规定》")),
            outcome("修订《书车规定》，出台《借阅规则》"),
        ],
    );
    assert_eq!(
        told(&task),
        [
            "3 2022-03-02 制定《书车规定》",
            "4 2022-09-01 制定《借阅规则》"
        ]
    );
    assert_eq!(
        task.institutions()[0].institution.number.as_deref(),
        Some("图发〔2022〕7号")
    );
}

#[test]
fn an_outcome_belongs_to_its_day() {
    let said_on = TaskEvent::Edited(vec![
        Change::Text(TextField::Outcome, Some("出台《借阅规则》".to_owned())),
        Change::SaidOn(day("2022-06-01")),
    ]);
    let closed = TaskEvent::Closed {
        closure: Closure {
            on: day("2022-10-08"),
            verifier: None,
            basis: Basis::Verified(None),
        },
        outcome: Some("出台《借阅规则》".to_owned()),
    };
    let registered = Card {
        outcome: Some("出台《借阅规则》".to_owned()),
        ..card()
    };
    for (card, events, expected) in [
        (card(), vec![said_on], "2 2022-06-01 制定《借阅规则》"),
        (card(), vec![closed], "2 2022-10-08 制定《借阅规则》"),
        (
            card(),
            vec![outcome("出台《借阅规则》")],
            "2 2022-01-26 制定《借阅规则》",
        ),
        (registered, vec![], "1 2022-01-26 制定《借阅规则》"),
    ] {
        assert_eq!(told(&folded(card, events)), [expected]);
    }
    let emptied = folded(card(), [outcome("出台《借阅规则》"), outcome("书车到村")]);
    assert_eq!(told(&emptied), [""; 0]);
}

#[test]
fn what_a_form_said_again_takes_its_place() {
    let said = |text: &str| {
        event(Progressed {
            submission: Some("5d41".to_owned()),
            ..noted("2022-03-02", text)
        })
    };
    let task = folded(card(), [said("印发《书车规定》"), said("印发《借阅规则》")]);
    assert_eq!(told(&task), ["3 2022-03-02 制定《借阅规则》"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed: a name stands in the text, and what is read is written and read back.
    #[test]
    fn names_are_the_texts_own(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "制定", "修订", "印发", "《", "》", "〈", "〉", "考勤", "办法", "制度", "、", "和", "，", "。", "（", "）",
            "号", "〔2023〕", "试行", "关于印发", "的通知", "修订稿", "等", "3项", "审议通过", "已", "将", "拟", "计划",
            " ", "a", "\u{e000}", "对", "施行", "后的", "\n",
        ]),
        0..14,
    )) {
        let text = parts.concat();
        // Signs of nobody's are passed over as blanks are.
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{e000}').collect();
        for institution in model::institution::read(&text) {
            let name: String = institution.name.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert!(!name.is_empty() && plain.contains(&name), "{text}: {institution}");
            let written = serde_json::to_string(&institution).unwrap();
            prop_assert_eq!(serde_json::from_str::<Institution>(&written).unwrap(), institution);
        }
    }
}
