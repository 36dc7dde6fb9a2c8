//! Review from above: what comes down opens again what it returns, once; what the unit made of it is read from
//! its history.

use model::decide::{Closing, Policy, Refusal};
use model::digest::Digest;
use model::entry::Entry;
use model::event::{Progressed, TaskEvent};
use model::review::{Answer, Received, Review};
use model::status::{StatusKind, Voiding};
use model::task::Task;
use proptest::prelude::*;

use crate::player::{Book, day, raised, stamp, steps};

fn entries(book: &Book, number: u32) -> Vec<Entry> {
    let history = book.store.task_history(number).unwrap();
    history.into_iter().map(|recorded| recorded.entry).collect()
}

fn review(task: &Task, accepted: bool) -> Review {
    Review {
        ledger: "player".to_owned(),
        unit: "A01".to_owned(),
        number: task.number,
        on: day(700),
        accepted,
        opinion: Some("佐证不足".to_owned()),
        entry: task.last_entry,
        digest: Digest::of(b"state"),
    }
}

fn of() -> Digest {
    Digest::of(b"review")
}

fn received(review: &Review) -> Received {
    Received {
        on: review.on,
        by: "县委组织部".to_owned(),
        accepted: review.accepted,
        opinion: review.opinion.clone(),
        entry: review.entry,
        digest: of(),
    }
}

/// Records what comes down as one command.
fn take(book: &mut Book, task: &Task, review: &Review) -> Result<Vec<u64>, Refusal> {
    let events = task.receive(&entries(book, task.number), received(review))?;
    let number = task.number;
    let recorded = book.store.write(&stamp(), |writer| {
        let events = events.into_iter();
        events.map(|event| writer.record(number, event)).collect()
    });
    let recorded: Result<Vec<u64>, store::Error> = recorded;
    Ok(recorded.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_returned_is_open_again_and_nothing_comes_twice(
        steps in steps(20),
        accepted in any::<bool>(),
    ) {
        let mut book = Book::played(&steps);
        for before in book.all() {
            let kind = before.status.kind();
            let said = review(&before, accepted);
            let Ok(recorded) = take(&mut book, &before, &said) else {
                prop_assert_eq!(kind, StatusKind::Void);
                continue;
            };
            let after = book.store.task(before.number).unwrap();
            let waits = matches!(kind, StatusKind::Closed | StatusKind::Applied);
            prop_assert_eq!(recorded.len(), if waits && !accepted { 2 } else { 1 });
            if accepted || !waits {
                prop_assert_eq!(&after.status, &before.status);
            } else {
                prop_assert!(after.status.kind().is_open(), "{:?}", after.status);
            }
            let known = entries(&book, before.number);
            let again = after.receive(&known, received(&said));
            prop_assert_eq!(again, Err(Refusal::NothingChanges));
            let since = said.since(&of(), &after, &known);
            prop_assert_eq!(since.answer, Answer::Received);
            prop_assert!(!since.is_changed);
        }
        prop_assert!(book.store.verify().unwrap().faults.is_empty());
    }
}

#[test]
fn the_answer_is_read_from_the_history() {
    let mut book = Book::new();
    let number = book.raise(raised(2021, "问题"));
    let close = |task: &Task| {
        let closing = Closing {
            on: day(500),
            verifier: "馆务会".to_owned(),
            basis: None,
            outcome: None,
        };
        task.close(closing, Policy::Standard).unwrap()
    };
    let event = close(&book.store.task(number).unwrap());
    book.record(number, event);
    let looked_at = book.store.task(number).unwrap();
    let said = review(&looked_at, false);
    let answer = |book: &Book| {
        let task = book.store.task(number).unwrap();
        let since = said.since(&of(), &task, &entries(book, number));
        (since.answer, since.is_changed)
    };
    assert_eq!(answer(&book), (Answer::Unsent, false));
    let recorded = take(&mut book, &looked_at, &said).unwrap();
    assert_eq!(answer(&book), (Answer::Received, false));
    let note = Progressed {
        on: day(710),
        text: "补了统计表".to_owned(),
        ..Progressed::default()
    };
    let event = book
        .store
        .task(number)
        .unwrap()
        .log(note, day(790))
        .unwrap();
    book.record(number, event);
    assert_eq!(answer(&book), (Answer::Working, true));
    let event = close(&book.store.task(number).unwrap());
    book.record(number, event);
    assert_eq!(answer(&book), (Answer::Finished, true));
    // Taken back, it is as if it had never come.
    let reason = "撤销".to_owned();
    let entry = recorded[0];
    book.record(number, TaskEvent::Withdrawn { entry, reason });
    assert_eq!(answer(&book).0, Answer::Unsent);
    let task = book.store.task(number).unwrap();
    assert!(
        task.receive(&entries(&book, number), received(&said))
            .is_ok()
    );
}

#[test]
fn only_what_is_finished_is_accepted_and_nothing_void_is_reviewed() {
    let mut book = Book::new();
    let number = book.raise(raised(2021, "问题"));
    let task = book.store.task(number).unwrap();
    assert!(task.may_be_reviewed(true).is_err());
    assert!(task.may_be_reviewed(false).is_ok());
    let event = task.submit(day(500), None, Policy::Standard).unwrap();
    book.record(number, event);
    let task = book.store.task(number).unwrap();
    assert!(task.may_be_reviewed(true).is_ok());
    let voiding = Voiding {
        on: day(510),
        reason: "重复".to_owned(),
        into: None,
    };
    let event = task.void(voiding).unwrap();
    book.record(number, event);
    let task = book.store.task(number).unwrap();
    assert!(task.may_be_reviewed(true).is_err() && task.may_be_reviewed(false).is_err());
}
