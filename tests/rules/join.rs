//! Two copies of one ledger that went on apart join to the same tasks whichever way round, but for the
//! numbers; nothing is lost, and joining again adds nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use model::digest::Digest;
use model::entry::Recorded;
use model::event::{Event, LedgerEvent, TaskEvent};
use model::join::{Conflict, Whose};
use model::review::Review;
use model::task::Task;
use proptest::prelude::*;
use store::{DEFAULT_WAIT, Store};

use crate::player::{Book, Step, stamp, steps};

/// A copy of a ledger in a folder of its own.
fn copied(book: &Book) -> Book {
    let copy = Book::new();
    let path = copy.store.path().to_owned();
    let folder = copy.folder;
    drop(copy.store);
    std::fs::copy(book.store.path(), &path).unwrap();
    let store = Store::open(&path, DEFAULT_WAIT).unwrap();
    Book { folder, store }
}

/// Whose a conflict is, the same whichever side asks: by its task and part alone.
fn chosen(conflict: &Conflict, theirs_is_b: bool) -> Whose {
    let name = format!("{:?}{}", conflict.task, conflict.part);
    let b_holds = Digest::of(name.as_bytes()).as_bytes()[0].is_multiple_of(2);
    if b_holds == theirs_is_b {
        Whose::Theirs
    } else {
        Whose::Ours
    }
}

/// Joins; how many entries it made.
fn join(ours: &mut Book, theirs: &Book, theirs_is_b: bool) -> u64 {
    let histories = ours.store.compared(&theirs.store).unwrap();
    let plan = histories.plan(&|conflict| Some(chosen(conflict, theirs_is_b)));
    assert!(plan.open().next().is_none());
    if plan.steps.is_empty() && plan.conflicts.is_empty() {
        return 0;
    }
    let head = histories.ours.head.0;
    let done = ours
        .store
        .join(&stamp(), &theirs.store, &plan, (head, "副本.db"))
        .unwrap();
    let found = ours.store.verify().unwrap();
    assert_eq!(found.faults, [], "{plan:#?}");
    done.last - head
}

/// A task without what counts entries and numbers.
fn bare(book: &Book, task: &Task) -> String {
    let mut task = task.clone();
    let named = |number: u32| {
        book.store
            .task(number)
            .map(|task| task.problem.clone())
            .ok()
    };
    let measures: BTreeMap<u32, String> = task
        .measures
        .iter()
        .map(|measure| (measure.key, measure.text.clone()))
        .collect();
    let prior = task.prior.take().map(named);
    (task.number, task.raised_entry, task.last_entry) = (0, 0, 0);
    task.progress.iter_mut().for_each(|note| note.entry = 0);
    task.evidence.iter_mut().for_each(|piece| piece.entry = 0);
    let wording = task.wording.take().map(|wording| wording.text);
    // Told by the newest note that was there when the outcome was typed.
    let told = std::mem::take(&mut task.outcome_institutions).into_iter();
    let mut told: Vec<String> = told.map(|told| told.institution.to_string()).collect();
    task.reopenings
        .iter_mut()
        .for_each(|one| one.outcome = None);
    task.latest_on = None;
    let notes = std::mem::take(&mut task.progress).into_iter();
    let mut notes: Vec<String> = notes
        .map(|mut note| {
            let measure = note.measure.take();
            let measure = measure.map(|key| measures.get(&key).cloned().unwrap_or_default());
            format!("{measure:?} {note:?}")
        })
        .collect();
    let mut pieces: Vec<String> = task
        .evidence
        .drain(..)
        .map(|one| format!("{one:?}"))
        .collect();
    let mut held: Vec<String> = std::mem::take(&mut task.measures)
        .into_iter()
        .map(|mut measure| {
            measure.key = 0;
            format!("{measure:?}")
        })
        .collect();
    for list in [
        &mut notes,
        &mut pieces,
        &mut held,
        &mut told,
        &mut task.rejected,
    ] {
        list.sort();
    }
    format!("{task:#?}\n{prior:?} {wording:?}\n{notes:#?}\n{pieces:#?}\n{held:#?}\n{told:?}")
}

/// Every task, without numbers, in an order of its own.
fn tasks(book: &Book) -> Vec<String> {
    let mut all: Vec<String> = book.all().iter().map(|task| bare(book, task)).collect();
    all.sort();
    all
}

/// The same of those that count.
fn living(book: &Book) -> Vec<String> {
    let all = book.all();
    let living = all.iter().filter(|task| !task.is_void());
    let mut all: Vec<String> = living.map(|task| bare(book, task)).collect();
    all.sort();
    all
}

fn history(book: &Book) -> Vec<Recorded> {
    book.store.history(0, u32::MAX).unwrap()
}

/// Two copies that went on apart.
fn apart(common: &[Step], ours: &[Step], theirs: &[Step]) -> (Book, Book) {
    let one = Book::played(common);
    let mut two = copied(&one);
    let mut one = one;
    for step in ours {
        one.step(*step);
    }
    for step in theirs {
        two.step(*step);
    }
    (one, two)
}

/// Takes back a join as `undo` does, the last entry first.
fn undo(book: &mut Book, first: u64) {
    let reason = || "撤销上一步操作".to_owned();
    for recorded in history(book).into_iter().rev() {
        let entry = recorded.entry;
        if entry.sequence < first {
            break;
        }
        let sequence = entry.sequence;
        match (&entry.event, entry.task) {
            (Event::Task(TaskEvent::Raised(_)), Some(number)) => {
                let voiding = model::status::Voiding {
                    on: crate::player::day(700),
                    reason: reason(),
                    into: None,
                };
                book.record(number, TaskEvent::Voided(voiding));
            }
            (Event::Task(_), Some(number)) => {
                let (entry, reason) = (sequence, reason());
                book.record(number, TaskEvent::Withdrawn { entry, reason });
            }
            _ => {
                let (entry, reason) = (sequence, reason());
                book.record_ledger(LedgerEvent::Withdrawn { entry, reason });
            }
        }
    }
}

/// Joins two copies either way round; what differs is a failure.
fn both_ways(common: &[Step], ours: &[Step], theirs: &[Step]) -> Result<(), TestCaseError> {
    let (mut a, mut b) = apart(common, ours, theirs);
    let (kept_a, kept_b) = (copied(&a), copied(&b));
    join(&mut a, &kept_b, true);
    join(&mut b, &kept_a, false);
    prop_assert_eq!(tasks(&a).join("\n"), tasks(&b).join("\n"));
    let book = |book: &Book| {
        let book = book.store.book().unwrap();
        // What was said of a unit's task last is what counts.
        let reviews = book
            .reviews
            .into_iter()
            .map(|(_, review)| (review.number, review));
        let reviews: BTreeMap<u32, Review> = reviews.collect();
        let mut successions = book.successions;
        successions.sort_by(|one, other| one.name.cmp(&other.name));
        (
            book.unit,
            book.settings,
            book.meetings,
            book.members,
            reviews,
            successions,
        )
    };
    prop_assert_eq!(book(&a), book(&b));
    // Again nothing comes, from either side, whoever joined whom.
    let before = (a.store.sequence().unwrap(), b.store.sequence().unwrap());
    prop_assert_eq!(join(&mut a, &kept_b, true), 0);
    prop_assert_eq!(join(&mut b, &kept_a, false), 0);
    let tasks_before = tasks(&a);
    join(&mut a, &b, true);
    prop_assert_eq!(tasks(&a), tasks_before);
    prop_assert_eq!(before.1, b.store.sequence().unwrap());
    Ok(())
}

type Drawn = [(u8, u8, u8, u16)];

/// What such players found before, as small as it got: states, notes of one form, measures, deadlines and hand-overs
/// that went another way on one side.
#[rustfmt::skip]
const FOUND: &[(&Drawn, &Drawn, &Drawn)] = &[
        (&[(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 4, 0)], &[(13, 83, 0, 0), (4, 0, 0, 0), (14, 32, 72, 0)], &[(15, 11, 186, 0)]),
        (&[(0, 0, 0, 0), (6, 65, 52, 0)], &[(6, 0, 0, 0)], &[(6, 55, 132, 0), (6, 144, 237, 0)]),
        (&[(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 27, 0)], &[(13, 113, 134, 0), (14, 119, 12, 0)], &[(0, 0, 0, 0), (15, 250, 126, 0)]),
        (&[(0, 0, 0, 0), (12, 0, 0, 520)], &[(12, 0, 0, 520)], &[(0, 0, 0, 0)]),
        (&[(0, 0, 0, 0), (7, 0, 13, 0)], &[(19, 0, 0, 0)], &[(7, 0, 20, 0), (0, 0, 0, 0), (7, 32, 124, 0)]),
        (&[(0, 0, 0, 0), (12, 0, 0, 130)], &[(12, 0, 0, 130), (0, 0, 0, 0)], &[(0, 0, 0, 0)]),
        (&[(0, 0, 99, 0), (0, 0, 0, 0), (7, 62, 10, 0), (0, 0, 0, 0)], &[(19, 108, 0, 0), (7, 159, 152, 0)], &[(0, 0, 0, 0)]),
        (&[(0, 0, 72, 0), (7, 0, 76, 0)], &[(5, 0, 0, 0)], &[(0, 0, 0, 0), (0, 0, 0, 0), (7, 120, 172, 0), (0, 0, 0, 0)]),
        (&[(0, 0, 83, 0), (15, 0, 0, 0)], &[(0, 0, 0, 0), (14, 20, 31, 0), (0, 0, 0, 0)], &[(14, 0, 71, 0), (7, 0, 8, 0), (0, 0, 0, 0)]),
        (&[(0, 0, 19, 0), (7, 0, 0, 0)], &[(7, 0, 97, 0), (7, 0, 44, 0)], &[(15, 0, 0, 0)]),
        (&[(0, 0, 0, 0), (0, 0, 0, 0), (7, 55, 121, 0), (0, 0, 0, 0)], &[(0, 0, 0, 0), (7, 29, 49, 0), (0, 0, 0, 0)], &[(19, 190, 0, 0), (0, 0, 0, 260), (3, 102, 108, 0)]),
        (&[(0, 0, 4, 0), (0, 0, 0, 0), (0, 0, 0, 0), (7, 144, 24, 0), (0, 0, 0, 0)], &[(0, 0, 0, 0), (19, 65, 0, 0)], &[(7, 152, 144, 0)]),
        (&[(0, 0, 0, 0)], &[(0, 0, 0, 0), (11, 74, 0, 10), (0, 0, 0, 0), (18, 66, 0, 0)], &[(11, 0, 0, 0)]),
        (&[(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)], &[(7, 83, 244, 0), (0, 0, 0, 0), (7, 86, 25, 0)], &[(0, 0, 0, 0), (0, 0, 0, 0), (15, 237, 0, 0)]),
        (&[(0, 0, 0, 0)], &[(7, 0, 146, 0), (0, 0, 0, 0)], &[(0, 0, 0, 0), (7, 20, 8, 0), (0, 0, 0, 0), (7, 78, 92, 0)]),
        (&[(0, 0, 0, 0), (0, 0, 0, 0), (7, 109, 121, 0), (0, 0, 0, 0), (0, 0, 0, 0)], &[(19, 93, 0, 0)], &[(0, 0, 0, 0), (7, 76, 121, 0)]),
        (&[(0, 0, 0, 0), (7, 0, 25, 0)], &[(19, 0, 0, 0), (0, 0, 0, 0)], &[(7, 0, 1, 0), (0, 0, 0, 0)]),
        (&[(0, 0, 0, 0), (0, 0, 34, 0), (0, 0, 0, 0), (11, 25, 48, 0)], &[(17, 136, 0, 0)], &[(5, 0, 0, 0)]),
        (&[(0, 0, 246, 0)], &[(11, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (18, 128, 0, 0)], &[(11, 0, 0, 10)]),
        (&[(0, 0, 43, 0)], &[(7, 0, 2, 0), (0, 0, 0, 0)], &[(0, 0, 0, 0), (7, 2, 20, 0), (0, 0, 0, 0), (7, 108, 172, 0)]),
        (&[(0, 0, 10, 0), (12, 0, 2, 0)], &[(5, 0, 0, 0), (12, 0, 44, 0)], &[(0, 0, 0, 0)]),
        (&[(0, 0, 250, 0), (7, 0, 72, 0)], &[(6, 0, 0, 0), (19, 0, 0, 0)], &[(7, 0, 240, 0)]),
        (&[(0, 0, 19, 0)], &[(10, 0, 86, 0)], &[(7, 0, 100, 0), (7, 0, 40, 0), (15, 0, 0, 0)]),
        (&[(0, 0, 0, 0), (6, 8, 67, 0), (6, 7, 212, 0)], &[(6, 177, 232, 0), (0, 0, 0, 0)], &[(0, 0, 0, 0)]),
];

#[test]
fn what_was_found_before_is_the_same_either_way() {
    for (place, (common, ours, theirs)) in FOUND.iter().enumerate() {
        let [common, ours, theirs] = [common, ours, theirs].map(|steps| {
            let steps = steps.iter().copied();
            steps.map(Step::from).collect::<Vec<_>>()
        });
        if let Err(fault) = both_ways(&common, &ours, &theirs) {
            panic!("{place}: {fault}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whichever_way_round_the_tasks_are_the_same(
        common in steps(14), ours in steps(14), theirs in steps(14),
    ) {
        both_ways(&common, &ours, &theirs)?;
    }

    #[test]
    fn nothing_is_lost_and_what_was_there_stays(
        common in steps(12), ours in steps(12), theirs in steps(12),
    ) {
        let (mut a, b) = apart(&common, &ours, &theirs);
        let (before, there) = (a.all(), b.all());
        let held = history(&a);
        let histories = a.store.compared(&b.store).unwrap();
        let since = histories.theirs.since.clone();
        let plan = histories.plan(&|conflict| Some(chosen(conflict, true)));
        let decided = plan.conflicts.len();
        join(&mut a, &b, true);
        let now = history(&a);
        prop_assert_eq!(&now[..held.len()], &held[..]);
        // Every note, file and return that stands on either side stands, unless a person decided about it.
        let texts = |tasks: &[Task]| {
            let notes = tasks.iter().flat_map(|task| &task.progress);
            let notes = notes.filter(|note| note.submission.is_none() && !note.text.is_empty());
            let notes = notes.map(|note| format!("{} {} {:?}", note.date, note.text, note.figures));
            let files = tasks.iter().flat_map(|task| &task.evidence).map(|one| one.sha256.to_string());
            notes.chain(files).collect::<Vec<_>>()
        };
        let taken_back = now.iter().chain(&since).any(|one| one.entry.event.kind() == "withdrawn");
        if !taken_back {
            let all = texts(&a.all());
            for text in texts(&before).iter().chain(&texts(&there)) {
                prop_assert!(all.contains(text), "{}", text);
            }
        }
        let raised = |entries: &[Recorded]| entries.iter().filter(|one| one.entry.event.kind() == "raised").count();
        prop_assert_eq!(a.all().len(), raised(&held) + raised(&since));
        // What came from the copy says so, and when it was made there.
        let joined = now.iter().find_map(|one| match &one.entry.event {
            Event::Ledger(LedgerEvent::Joined(joined)) => Some(joined.clone()),
            _ => None,
        });
        if let Some(joined) = joined {
            prop_assert_eq!(joined.decided.len(), decided);
            for one in now.iter().filter(|one| one.entry.origin.is_some()) {
                let origin = one.entry.origin.as_ref().unwrap();
                let mut first = since.iter().chain(&held);
                let made = first.find(|one| one.digest == origin.digest).unwrap();
                prop_assert_eq!(origin.sequence, made.entry.sequence);
                prop_assert_eq!(&origin.who, &made.entry.stamp.who);
                prop_assert_eq!(one.entry.event.kind(), made.entry.event.kind());
            }
        }
    }

    #[test]
    fn taken_back_it_was_never_there_and_can_come_again(
        common in steps(10), ours in steps(10), theirs in steps(10),
    ) {
        let (mut a, b) = apart(&common, &ours, &theirs);
        let (before, first) = (living(&a), a.store.sequence().unwrap() + 1);
        join(&mut a, &b, true);
        let joined = living(&a);
        undo(&mut a, first);
        prop_assert_eq!(living(&a).join("\n"), before.join("\n"));
        prop_assert_eq!(a.store.verify().unwrap().faults, []);
        join(&mut a, &b, true);
        prop_assert_eq!(living(&a).join("\n"), joined.join("\n"));
    }

    #[test]
    fn a_copy_that_went_on_brings_only_what_is_new(
        common in steps(10), ours in steps(8), theirs in steps(8), later in steps(6),
    ) {
        let (mut a, mut b) = apart(&common, &ours, &theirs);
        join(&mut a, &b, true);
        let told: Vec<Digest> = history(&a).iter().map(Recorded::id).collect();
        for step in &later {
            b.step(*step);
        }
        let size = history(&a).len();
        join(&mut a, &b, true);
        let now = history(&a);
        let gone: Vec<u64> = now.iter().filter_map(|one| match &one.entry.event {
            Event::Task(TaskEvent::Withdrawn { entry, .. }) => Some(*entry),
            _ => None,
        }).collect();
        for one in &now[size..] {
            // What was taken back for a part of it is told again without that part.
            let was = told.iter().rposition(|id| *id == one.id());
            prop_assert!(was.is_none_or(|place| gone.contains(&now[place].entry.sequence)));
        }
        prop_assert_eq!(join(&mut a, &b, true), 0);
    }
}
