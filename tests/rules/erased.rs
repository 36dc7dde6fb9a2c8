//! Whatever people typed is gone from an erased entry, whatever stood in which field; what is left reads
//! back and folds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use model::book::Book;
use model::digest::Digest;
use model::entry::{Entry, Seals, Stamp};
use model::erased::{ERASED, erase, is_erased, texts};
use model::event::codec::{self, Chain};
use model::event::{Event, LedgerEvent, TaskEvent};
use model::task::Task;
use proptest::prelude::*;
use serde_json::Value;

fn entry(sequence: u64, event: Event) -> Entry {
    Entry {
        sequence,
        task: matches!(event, Event::Task(_)).then_some(1),
        stamp: Stamp {
            when: DateTime::parse_from_rfc3339("2022-03-15T09:00:00+08:00").unwrap(),
            who: "周敏".to_owned(),
            clock_set: false,
        },
        batch: None,
        seals: Seals::default(),
        origin: None,
        event,
    }
}

/// Keys of the written form whose texts are no words of people. Kept here by hand, so that a new one in the
/// program is a decision that is made twice.
const STRUCTURE: [&str; 21] = [
    "lost",
    "on",
    "day",
    "done_on",
    "status_on",
    "next_check",
    "held_on",
    "term",
    "status",
    "approx",
    "field",
    "sha256",
    "draft",
    "digest",
    "body_sha256",
    "head",
    "ledger",
    "replaced",
    "submission",
    "code",
    "key",
];
/// Keys that hold words in these kinds of entries only.
const WORDS: [(&str, &str); 2] = [("value", "setting"), ("kind", "meeting")];

/// Every text of an event with a marker behind it, where its form lets it have one.
fn marked(event: &Event, marker: &str) -> Option<Event> {
    fn mark(kind: &str, key: &str, value: &mut Value, marker: &str) {
        let mut only = WORDS.iter().filter(|(known, _)| *known == key);
        let is_words = only.next().is_none_or(|(_, known)| *known == kind);
        match value {
            Value::String(text) if is_words && !STRUCTURE.contains(&key) => text.push_str(marker),
            Value::Array(all) => all.iter_mut().for_each(|one| mark(kind, key, one, marker)),
            Value::Object(fields) => {
                fields
                    .iter_mut()
                    .for_each(|(key, one)| mark(kind, key, one, marker));
            }
            _ => {}
        }
    }
    let mut written = serde_json::to_value(event).unwrap();
    mark(event.kind(), "", &mut written["data"], marker);
    let task = if matches!(event, Event::Task(_)) {
        r#""task":1,"#
    } else {
        ""
    };
    let body = format!(
        r#"{{"sequence":1,{task}"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"{}","data":{}}}"#,
        event.kind(),
        written["data"]
    );
    codec::read(&body).ok().map(|entry| entry.event)
}

/// What came from another unit's history says only why in own words.
fn is_taken_over(event: &Event) -> bool {
    matches!(event.kind(), "gathered" | "set_aside" | "replaced")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_left_and_what_is_left_is_an_entry(event in crate::events::any()) {
        const MARKER: &str = "隐语口令";
        prop_assume!(!is_taken_over(&event));
        let marked = marked(&event, MARKER).expect("texts may say anything");
        let whole = entry(7, marked);
        let left = erase(&whole).unwrap();
        let body = codec::write(&left);
        prop_assert!(!body.contains(MARKER), "{}", body);
        if codec::write(&whole).contains(MARKER) {
            prop_assert!(texts(&whole).iter().any(|text| text.contains(MARKER)));
        }
        prop_assert_eq!(codec::read(&body).unwrap(), left.clone());
        prop_assert_eq!(is_erased(&left), left != whole);
        prop_assert_eq!(left.event.kind(), whole.event.kind());
        prop_assert_eq!((left.sequence, left.task, &left.stamp), (7, whole.task, &whole.stamp));
        // Nor is a number that was told of something left without it.
        if let Event::Task(TaskEvent::Progressed(noted)) = &left.event {
            prop_assert!(noted.figures.is_empty());
        }
    }

    #[test]
    fn what_was_erased_folds_and_says_nothing(events in prop::collection::vec(crate::events::any(), 1..12)) {
        let left: Vec<Entry> = (1..).zip(events)
            .map(|(at, event)| erase(&entry(at, event)).unwrap())
            .collect();
        let book = Book::fold(&left);
        let held = [&book.unit.name].into_iter().chain(book.settings.values());
        prop_assert!(!held.chain(book.members.iter().map(|member| &member.name)).any(|text| text.contains(ERASED)));
        if let Some(task) = Task::fold(1, &left) {
            for text in [&task.dept, &task.lead, &task.owner, &task.outcome, &task.reason, &task.next_step] {
                prop_assert!(text.is_none());
            }
            prop_assert!(task.progress.is_empty() && task.wording.is_none() && task.co_depts.is_empty());
            prop_assert!(task.institutions().is_empty());
        }
    }
}

/// A chain of three of which the second is erased by the third.
fn chain(
    erasure: impl FnOnce(&mut model::erased::Erasure),
    body: impl FnOnce(&Entry) -> String,
) -> Result<(), String> {
    let note = |text: &str| {
        Event::Task(TaskEvent::ProposalRejected {
            text: text.to_owned(),
        })
    };
    let (first, second) = (entry(1, note("甲")), entry(2, note("乙")));
    let mut whole = Chain::of("链");
    whole.link(&codec::write(&first));
    let digest = whole.link(&codec::write(&second));
    let left = body(&second);
    let mut says = model::erased::Erasure {
        entry: 2,
        digest,
        body_sha256: Digest::of(left.as_bytes()),
        ledger: None,
        unit: None,
        reason: "误写".to_owned(),
    };
    erasure(&mut says);
    let mut chain = Chain::of("链");
    let fault = |fault: codec::CodecFault| fault.to_string();
    chain.next(codec::write(&first)).map_err(fault)?;
    chain.kept(digest, left).map_err(fault)?;
    chain
        .next(codec::write(&entry(
            3,
            Event::Ledger(LedgerEvent::EntryErased(says)),
        )))
        .map_err(fault)?;
    match chain.first_unsaid() {
        None => Ok(()),
        Some(at) => Err(format!("{at} unsaid")),
    }
}

/// An entry without texts can't be said to be erased, whatever it says now.
#[test]
fn what_has_no_texts_was_not_erased() {
    let linked = entry(2, Event::Task(TaskEvent::Linked { prior: 3 }));
    assert_eq!(erase(&linked), Ok(linked.clone()));
    assert!(!is_erased(&linked) && texts(&linked).is_empty());
    assert!(chain(|_| {}, |_| codec::write(&linked)).is_err());
}

#[test]
fn a_link_is_given_only_where_a_later_entry_says_just_that() {
    let erased = |entry: &Entry| codec::write(&erase(entry).unwrap());
    assert_eq!(chain(|_| {}, erased), Ok(()));
    // Of another history, of a whole entry, with another digest or another rest.
    assert_eq!(
        chain(|says| says.ledger = Some("别的".to_owned()), erased),
        Err("2 unsaid".to_owned())
    );
    assert!(chain(|says| says.entry = 1, erased).is_err());
    assert!(chain(|says| says.digest = Digest::of(b"1"), erased).is_err());
    assert!(chain(|says| says.body_sha256 = Digest::of(b"1"), erased).is_err());
    // Whole, while it is said to be erased; and other words in the place of the erased ones.
    assert!(chain(|_| {}, codec::write).is_err());
    let other = |entry: &Entry| codec::write(entry).replace('乙', "丙");
    assert!(chain(|_| {}, other).is_err());
}
