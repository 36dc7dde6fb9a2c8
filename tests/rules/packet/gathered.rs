//! What comes in is what was recorded elsewhere; what contradicts it stays aside.

use model::event::{Event, LedgerEvent};
use model::task::Task;
use model::unit::{UnitCard, UnitId};
use proptest::prelude::*;
use store::{Error, Halt, NotTaken, Taken, Writer};

use crate::packet::city::{City, Failed, History, pack};
use crate::player::{Book, raised, stamp, steps};

fn named(steps: &[crate::player::Step]) -> Book {
    let mut book = Book::new();
    book.record_ledger(LedgerEvent::UnitNamed(UnitCard {
        name: "清河区图书馆".to_owned(),
        code: Some("A03".to_owned()),
        ..UnitCard::default()
    }));
    for step in steps {
        book.step(*step);
    }
    book
}

/// The tasks of the unit as the city holds them, but for the unit's code.
fn held(city: &City) -> Vec<Task> {
    let unit = city.unit("A03");
    let numbers = 1..;
    numbers
        .map_while(|number| city.store.task_in(unit, number).unwrap())
        .map(|task| {
            assert_eq!(task.unit.as_deref(), Some("A03"));
            Task { unit: None, ..task }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_packed_and_gathered_is_the_same_history(first in steps(30), then in steps(30)) {
        let mut book = named(&first);
        let mut city = City::new();
        let packet = pack(&book.store, UnitId::OWN);
        prop_assert_eq!(&pack(&book.store, UnitId::OWN), &packet, "the same bytes");
        prop_assert_eq!(city.gather(&packet).unwrap(), Taken::New);
        city.assert_whole();
        prop_assert_eq!(held(&city), book.all());
        prop_assert_eq!(&pack(&city.store, city.unit("A03")), &packet);
        let before = book.store.sequence().unwrap();
        for step in &then {
            book.step(*step);
        }
        let by = book.store.sequence().unwrap() - before;
        let longer = pack(&book.store, UnitId::OWN);
        let expected = match by {
            0 => Taken::Same { beyond: 0 },
            by => Taken::Extended { by, was: None },
        };
        prop_assert_eq!(city.gather(&longer).unwrap(), expected);
        city.assert_whole();
        prop_assert_eq!(held(&city), book.all());
        prop_assert_eq!(&pack(&city.store, city.unit("A03")), &longer);
        // Again, and the older one again: nothing changes.
        let sequence = city.store.sequence().unwrap();
        prop_assert_eq!(city.gather(&longer).unwrap(), Taken::Same { beyond: 0 });
        prop_assert_eq!(city.gather(&packet).unwrap(), Taken::Same { beyond: by });
        prop_assert_eq!(city.store.sequence().unwrap(), sequence);
    }
}

pub(crate) const CARD: (&str, Option<&str>) = ("东街图书馆", Some("A04"));

#[test]
fn a_history_that_differs_is_kept_aside_and_may_be_accepted() {
    let mut city = City::new();
    let old = History::new("east", CARD, &["座位不够", "空调太吵"]);
    assert_eq!(city.gather(&old.packet()).unwrap(), Taken::New);
    let mut new = History::new("east", CARD, &["座位不够", "灯不亮"]);
    assert_eq!(
        city.gather(&new.packet()).unwrap(),
        Taken::Diverged { at: 3 }
    );
    assert!(city.set_aside(&new, 3), "it was not kept yet");
    assert!(!city.set_aside(&new, 3), "it is kept once");
    // The one aside grows with what comes later, and takes no part in anything.
    new.raise("门不严");
    assert!(city.set_aside(&new, 3));
    assert_eq!(city.store.units().unwrap().len(), 2);
    city.assert_whole();
    let problem = |city: &City, number| {
        let task = city.store.task_in(city.unit("A04"), number).unwrap();
        task.map(|task| task.card.problem)
    };
    assert_eq!(problem(&city, 2).as_deref(), Some("空调太吵"));
    assert_eq!(city.replace("A04", &new).unwrap(), new.handed.entries);
    city.assert_whole();
    assert_eq!(problem(&city, 2).as_deref(), Some("灯不亮"));
    assert_eq!(problem(&city, 3).as_deref(), Some("门不严"));
    assert_eq!(pack(&city.store, city.unit("A04")), new.packet());
    let aside: Vec<_> = city.store.units().unwrap();
    let reasons: Vec<_> = aside.iter().map(|unit| unit.aside.as_deref()).collect();
    assert_eq!(reasons, [Some("replaced"), None]);
    // The old one is refused now, and is known already.
    assert_eq!(
        city.gather(&old.packet()).unwrap(),
        Taken::Diverged { at: 3 }
    );
    assert!(!city.set_aside(&old, 3));
    for wrong in ["A05", "A04"] {
        let refused = city.replace(wrong, &new);
        assert!(
            matches!(refused, Err(Halt::Refused(NotTaken::NothingToReplace))),
            "{wrong}: {refused:?}"
        );
    }
    city.assert_whole();
}

#[test]
fn a_ledger_begun_anew_under_the_same_code_needs_consent() {
    let mut city = City::new();
    let old = History::new("east", CARD, &["座位不够"]);
    city.gather(&old.packet()).unwrap();
    let new = History::new("east again", CARD, &["空调太吵"]);
    match city.gather(&new.packet()) {
        Err(Halt::Refused(NotTaken::CodeTaken {
            code,
            name,
            ledger_id,
        })) => {
            assert_eq!((&*code, &*name, &*ledger_id), ("A04", "东街图书馆", "east"));
        }
        other => panic!("{other:?}"),
    }
    city.assert_whole();
    city.replace("A04", &new).unwrap();
    city.assert_whole();
    assert_eq!(pack(&city.store, city.unit("A04")), new.packet());
}

#[test]
fn a_unit_may_change_its_name_and_code() {
    let mut city = City::new();
    let mut unit = History::new("east", CARD, &["座位不够"]);
    city.gather(&unit.packet()).unwrap();
    unit.name(("东街分馆", Some("A03.4")));
    let taken = city.gather(&unit.packet()).unwrap();
    let was = Some("A04".to_owned());
    assert_eq!(taken, Taken::Extended { by: 1, was });
    city.assert_whole();
    assert_eq!(city.store.unit_by_code("A04").unwrap(), None);
    let units = city.store.units().unwrap();
    assert_eq!(units[0].name, "东街分馆");
    // Not into a code that another unit has.
    let other = History::new("west", ("西街图书馆", Some("A05")), &[]);
    city.gather(&other.packet()).unwrap();
    unit.name(("东街分馆", Some("A05")));
    let refused = city.gather(&unit.packet());
    assert!(
        matches!(refused, Err(Halt::Refused(NotTaken::CodeTaken { .. }))),
        "{refused:?}"
    );
    city.assert_whole();
}

#[test]
fn the_own_unit_and_nobody_are_refused() {
    let mut city = City::new();
    city.store
        .write(&stamp(), |writer| writer.raise(raised(2021, "座位不够")))
        .unwrap();
    let own = pack(&city.store, UnitId::OWN);
    let refused = city.gather(&own);
    assert!(matches!(refused, Err(Halt::Refused(NotTaken::Own))));
    let nobody = History::new("nobody", ("", None), &["空调太吵"]);
    let refused = city.gather(&nobody.packet());
    assert!(matches!(refused, Err(Halt::Refused(NotTaken::Nameless))));
    // A name stands for the code that was not given.
    let named = History::new("named", ("北街图书馆", None), &["空调太吵"]);
    assert_eq!(city.gather(&named.packet()).unwrap(), Taken::New);
    let task = city.store.task_in(city.unit("北街图书馆"), 1).unwrap();
    assert_eq!(task.unwrap().code(), "北街图书馆-1");
    city.assert_whole();
}

#[test]
fn a_unit_comes_whole_or_not_at_all_and_again_completes() {
    let mut city = City::new();
    let unit = |n: usize| {
        let (id, code) = (format!("unit {n}"), format!("B{n}"));
        History::new(&id, ("某馆", Some(&code)), &["座位不够", "空调太吵"])
    };
    city.gather(&unit(1).packet()).unwrap();
    let second = unit(2);
    let mut cut = second
        .entries()
        .take(2)
        .chain([Err(Failed::Store(Error::Busy))]);
    let stopped = city.take(&second.handed, &mut cut);
    assert!(matches!(
        stopped,
        Err(Halt::Failed(Failed::Store(Error::Busy)))
    ));
    city.assert_whole();
    assert_eq!(city.store.units().unwrap().len(), 1);
    let all = (1..=3).map(|n| city.gather(&unit(n).packet()).unwrap());
    let all: Vec<Taken> = all.collect();
    assert_eq!(all, [Taken::Same { beyond: 0 }, Taken::New, Taken::New]);
    city.assert_whole();
}

#[test]
fn in_one_transaction_each_stands_by_itself() {
    let mut city = City::new();
    let unit = |n: usize| {
        let (id, code) = (format!("unit {n}"), format!("B{n}"));
        History::new(&id, ("某馆", Some(&code)), &["座位不够", "空调太吵"])
    };
    let none = &mut |_: &mut Writer<'_>, _| Ok(());
    let all = city.store.gather(&stamp(), |gatherer| {
        (1..=3)
            .map(|n| {
                let unit = unit(n);
                let broken = (n == 2).then_some(Err(Failed::Store(Error::Busy)));
                let mut entries = unit.entries().take(2).chain(broken);
                let mut whole = unit.entries();
                let entries: &mut dyn Iterator<Item = _> = match n {
                    2 => &mut entries,
                    _ => &mut whole,
                };
                gatherer.take(&unit.handed, entries, none).is_ok()
            })
            .collect::<Vec<_>>()
    });
    assert_eq!(all.unwrap(), [true, false, true]);
    city.assert_whole();
    let units = city.store.units().unwrap();
    let codes: Vec<_> = units
        .iter()
        .filter_map(|unit| unit.code.as_deref())
        .collect();
    assert_eq!(codes, ["B1", "B3"]);
    let entries = city.store.history(0, 9).unwrap();
    let batches: Vec<_> = entries
        .iter()
        .map(|recorded| recorded.entry.batch)
        .collect();
    assert_eq!(batches, [None, None]);
}

#[test]
fn ten_thousand_units() {
    const UNITS: usize = 10_000;
    let mut city = City::new();
    let none = &mut |_: &mut Writer<'_>, _| Ok(());
    city.store
        .gather(&stamp(), |gatherer| {
            for n in 0..UNITS {
                let (id, code) = (format!("unit {n}"), format!("C{}.{}", n / 100, n % 100));
                let unit = History::new(&id, ("某馆", Some(&code)), &["座位不够"]);
                let taken = gatherer.take(&unit.handed, &mut unit.entries(), none);
                assert_eq!(taken.unwrap(), Taken::New, "{code}");
            }
        })
        .unwrap();
    let found = city.store.verify().unwrap();
    assert!(found.faults.is_empty(), "{:?}", &found.faults[..1]);
    assert_eq!(found.units as usize, UNITS);
    let task = city.store.task_in(city.unit("C99.99"), 1).unwrap();
    assert_eq!(task.unwrap().code(), "C99.99-1");
}

#[test]
fn more_tasks_than_are_held_at_once() {
    let mut book = named(&[]);
    for n in 0..5_000 {
        book.store
            .write(&stamp(), |writer| {
                writer.raise(raised(2021, &format!("第{n}个问题")))
            })
            .unwrap();
    }
    // Entries that come to the first task after its row was written.
    let submitted = model::event::TaskEvent::Submitted {
        on: crate::player::day(400),
        outcome: None,
    };
    book.record(1, submitted);
    let mut city = City::new();
    let taken = city.gather(&pack(&book.store, UnitId::OWN)).unwrap();
    assert_eq!(taken, Taken::New);
    city.assert_whole();
    assert_eq!(held(&city), book.all());
}

#[test]
fn what_a_unit_erased_is_erased_here_too() {
    let mut city = City::new();
    let mut unit = History::new("east", CARD, &["座位不够"]);
    let bytes = b"JPG";
    let digest = model::digest::Digest::of(bytes);
    let attached = model::event::Attached {
        on: crate::player::day(400),
        name: "照片.jpg".to_owned(),
        size: 3,
        sha256: digest,
    };
    let attached = model::event::TaskEvent::Attached(attached);
    unit.add(Some(1), Event::Task(attached));
    let mut kept = 0;
    let mut keep = |writer: &mut Writer<'_>, at| {
        let wanted = writer.attached(at)?;
        assert!(wanted.contains(&(digest, 3)));
        writer.keep(bytes)?;
        kept += 1;
        Ok::<_, Failed>(())
    };
    let taken = city.store.gather(&stamp(), |gatherer| {
        gatherer.take(&unit.handed, &mut unit.entries(), &mut keep)
    });
    assert_eq!(taken.unwrap().unwrap(), Taken::New);
    assert_eq!(kept, 1);
    city.assert_whole();
    assert_eq!(
        city.store.bytes(&digest).unwrap().as_deref(),
        Some(&bytes[..])
    );
    unit.add(
        None,
        Event::Ledger(LedgerEvent::Expunged {
            sha256: digest,
            reason: "误传".to_owned(),
        }),
    );
    city.gather(&unit.packet()).unwrap();
    assert_eq!(city.store.bytes(&digest).unwrap(), None);
    city.assert_whole();
}
