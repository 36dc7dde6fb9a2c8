//! The history: append-only, chained, folded into rows, all or nothing.

use model::digest::{CheckCode, Digest};
use model::event::{Change, LedgerEvent};
use model::event::{Event, TaskEvent, TextField};
use model::status::{Status, StatusKind, Voiding};
use model::task::Task;
use model::unit::UnitId;
use proptest::prelude::*;
use store::{DEFAULT_WAIT, Error, Store};

use crate::player::{Book, day, is_no_task, raised, stamp, steps};

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_the_fold_of_their_entries_and_the_chain_holds(steps in steps(40)) {
        let book = Book::played(&steps);
        let found = book.store.verify().unwrap();
        prop_assert!(found.faults.is_empty(), "{:?}", found.faults);
        let all = book.store.history(0, u32::MAX).unwrap();
        prop_assert_eq!(found.entries, all.len() as u64);
        // The digests are those that anybody can compute from id and bodies.
        let mut head = Digest::genesis("player");
        for (sequence, recorded) in (1..).zip(&all) {
            prop_assert_eq!(recorded.entry.sequence, sequence);
            head = Digest::chained(&head, &recorded.body);
            prop_assert_eq!(recorded.digest, head);
        }
        let code = CheckCode::new(all.len() as u64, &head);
        prop_assert_eq!(book.store.check_code().unwrap(), Some(code));
        for task in book.all() {
            let history = book.store.task_history(task.number).unwrap();
            let entries: Vec<_> = history.into_iter().map(|recorded| recorded.entry).collect();
            prop_assert_eq!(Task::fold(task.number, &entries), Some(task));
        }
    }
}

#[test]
fn triggers_refuse_what_rewrites_history() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    book.raise(raised(2021, "空调太吵"));
    let other = book.sqlite();
    for sql in [
        "update entry set who = '别人' where sequence = 1",
        "update entry set body = body",
        "delete from entry where sequence = 2",
        "delete from entry",
        "insert or replace into entry select * from entry where sequence = 1",
        "insert into entry select id, unit, sequence, task, at, '别人', kind, body, digest from entry",
        "replace into entry (id, unit, sequence, at, who, kind, body, digest)
            select id, 1, 1, 'x', 'x', 'x', 'x', x'00' from entry where sequence = 1",
    ] {
        let refused = other.execute_batch(sql).expect_err(sql).to_string();
        assert!(
            refused.contains("history is append-only"),
            "{sql}: {refused}"
        );
    }
    assert!(book.store.verify().unwrap().faults.is_empty());
}

#[test]
fn an_error_leaves_nothing() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    let before = std::fs::read(book.store.path()).unwrap();
    let failed: Result<(), Error> = book.store.write(&stamp(), |writer| {
        writer.raise(raised(2021, "空调太吵"))?;
        writer.keep(b"bytes")?;
        writer.record_ledger(LedgerEvent::MemberRemoved {
            name: "何平".to_owned(),
        })?;
        assert_eq!(writer.sequence(), 3);
        writer.task(99).map(drop)
    });
    assert!(is_no_task(&failed));
    assert!(std::fs::read(book.store.path()).unwrap() == before);
    assert_eq!(book.store.sequence().unwrap(), 1);
    assert_eq!(book.store.bytes(&Digest::of(b"bytes")).unwrap(), None);
    assert_eq!(book.raise(raised(2021, "空调太吵")), 2);
}

#[test]
fn numbers_are_never_used_again() {
    let mut book = Book::new();
    for number in 1..=3 {
        assert_eq!(book.raise(raised(2021, "座位不够")), number);
    }
    let voiding = Voiding {
        on: day(400),
        reason: "重复".to_owned(),
        into: None,
    };
    book.record(3, TaskEvent::Voided(voiding));
    assert_eq!(book.raise(raised(2021, "空调太吵")), 4);
    assert_eq!(book.store.task_count().unwrap(), 4);
    let path = book.store.path().to_owned();
    drop(book.store);
    let mut again = Store::open(&path, DEFAULT_WAIT).unwrap();
    let number = again
        .write(&stamp(), |writer| writer.raise(raised(2021, "又一个")))
        .unwrap();
    assert_eq!(number, 5);
}

#[test]
fn one_command_is_one_batch() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    book.store
        .write(&stamp(), |writer| {
            writer.raise(raised(2021, "空调太吵"))?;
            writer.raise(raised(2021, "灯不亮"))
        })
        .unwrap();
    let all = book.store.history(0, 9).unwrap();
    let batches: Vec<_> = all.iter().map(|recorded| recorded.entry.batch).collect();
    assert_eq!(batches, [None, None, Some(2)]);
}

#[test]
fn a_preview_that_is_out_of_date_is_refused() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    let refused: Result<(), Error> = book.store.write(&stamp(), |writer| writer.expect(0));
    assert!(matches!(refused, Err(Error::Changed)));
    let fine: Result<(), Error> = book.store.write(&stamp(), |writer| writer.expect(1));
    assert!(fine.is_ok());
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_and_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    let mode = std::fs::metadata(book.store.path())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let pragma = |name: &str| -> String {
        let sql = format!("select cast({name} as text) from pragma_{name}");
        book.sqlite().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(pragma("journal_mode"), "delete");
    assert_eq!(pragma("user_version"), "7");
    assert_eq!(pragma("application_id"), i64::from(0x4C45_4447).to_string());
    let files = std::fs::read_dir(book.folder.path()).unwrap().count();
    assert_eq!(files, 1, "at rest there is nothing beside the ledger");
}

#[test]
fn what_is_withdrawn_has_no_effect_but_stays() {
    let mut book = Book::new();
    let number = book.raise(raised(2021, "座位不够"));
    let set = |value: &str| {
        TaskEvent::Edited(vec![Change::Text(TextField::Lead, Some(value.to_owned()))])
    };
    book.record(number, set("何平"));
    let second = book.record(number, set("罗珊"));
    let on = day(400);
    let submitted = book.record(number, TaskEvent::Submitted { on, outcome: None });
    assert_eq!(
        book.store.task(number).unwrap().status,
        Status::Applied { on }
    );
    for entry in [submitted, second] {
        book.record(
            number,
            TaskEvent::Withdrawn {
                entry,
                reason: "记错".to_owned(),
            },
        );
    }
    let task = book.store.task(number).unwrap();
    assert_eq!(task.status.kind(), StatusKind::NotStarted);
    assert_eq!(task.lead.as_deref(), Some("何平"));
    assert_eq!(task.latest_on, None);
    assert_eq!(task.last_entry, 6);
    assert_eq!(book.store.task_history(number).unwrap().len(), 6);
    assert!(book.store.verify().unwrap().faults.is_empty());
}

#[test]
fn a_file_that_grows_while_it_is_read_is_refused() {
    let mut book = Book::new();
    for said in [2, 4] {
        let refused = book.store.write(&stamp(), |writer| {
            writer.keep_file(&mut &b"JPG"[..], std::path::Path::new("照片.jpg"), said)
        });
        assert!(matches!(refused, Err(Error::FileChanged(_))), "{said}");
    }
    let digest = book
        .store
        .write(&stamp(), |writer| {
            // The same bytes are kept once, whatever way they come.
            let streamed =
                writer.keep_file(&mut &b"JPG"[..], std::path::Path::new("照片.jpg"), 3)?;
            assert_eq!(writer.keep(b"JPG")?, streamed);
            let path = std::path::Path::new("另一张.jpg");
            assert_eq!(writer.keep_file(&mut &b"JPG"[..], path, 3)?, streamed);
            Ok::<_, Error>(streamed)
        })
        .unwrap();
    assert_eq!(digest, Digest::of(b"JPG"));
    assert_eq!(
        book.store.bytes(&digest).unwrap().as_deref(),
        Some(&b"JPG"[..])
    );
    let mut copied = Vec::new();
    assert!(book.store.copy_bytes(&digest, &mut copied).unwrap());
    assert_eq!(copied, b"JPG");
    let count: u32 = book
        .sqlite()
        .query_row("select count(*) from blob", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
}

#[test]
fn every_entry_reads_back_as_it_was_recorded() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位“不够”\n\\"));
    let recorded = book.store.history(0, 1).unwrap().remove(0);
    assert_eq!(recorded.entry.stamp, stamp());
    let Event::Task(TaskEvent::Raised(read)) = recorded.entry.event else {
        panic!("a raised task");
    };
    assert_eq!(*read, raised(2021, "座位“不够”\n\\"));
}

/// What no packet could hold is refused where it is entered, not when it is handed up.
#[test]
fn an_entry_that_no_packet_could_hold_is_not_recorded() {
    let mut book = Book::new();
    let number = book.raise(raised(2021, "座位不够"));
    let longest = usize::try_from(model::packet::LONGEST_ENTRY).unwrap();
    let detail = |length: usize| {
        TaskEvent::Edited(vec![Change::Text(
            TextField::Detail,
            Some("x".repeat(length)),
        )])
    };
    let refused = book
        .store
        .write(&stamp(), |writer| writer.record(number, detail(longest)));
    assert!(
        matches!(refused, Err(Error::EntryTooLong(_))),
        "{refused:?}"
    );
    assert_eq!(book.store.sequence().unwrap(), 1);
    book.record(number, detail(longest - 1000));
    let mut packet = model::packet::PacketWriter::begin(
        std::io::Cursor::new(Vec::new()),
        &book.store.handed(UnitId::OWN).unwrap().unwrap(),
        0,
    )
    .unwrap();
    for recorded in book.store.history(0, 9).unwrap() {
        packet.entry(&recorded.body).unwrap();
    }
    packet.finish().unwrap();
}
