//! Tasks made on another thread before they are written, and tasks read before they are asked for.

use std::time::Duration;

use model::event::{Progressed, Registered, TaskEvent};
use model::scope::Scope;
use model::task::Task;
use store::{DEFAULT_WAIT, Error, Store, Writer};

use crate::player::{Book, day, raised, stamp};

fn since(place: i32) -> Vec<TaskEvent> {
    let noted = |text: &str| {
        TaskEvent::Progressed(Box::new(Progressed {
            on: day(30),
            text: text.to_owned(),
            ..Progressed::default()
        }))
    };
    ["换了灯", "添了座位"]
        .map(noted)
        .into_iter()
        .take(place as usize % 3)
        .collect()
}

fn all(count: i32) -> impl Iterator<Item = (Registered, Vec<TaskEvent>)> {
    (0..count).map(|place| {
        let title = format!("第{place}间的灯不亮");
        (raised(2019 + place % 4, &title), since(place))
    })
}

fn one_by_one(writer: &mut Writer<'_>) -> Result<u32, Error> {
    for (raised, since) in all(40) {
        let number = writer.raise(raised)?;
        for event in since {
            writer.record(number, event)?;
        }
    }
    writer.raise(raised(2022, "最后一个"))
}

#[test]
fn what_is_prepared_ahead_is_what_is_written_one_by_one() {
    let (mut one, mut other) = (Book::new(), Book::new());
    one.store.write(&stamp(), one_by_one).unwrap();
    let last = other.store.write_many(0, &stamp(), |writer| {
        let mut tail = writer.tail();
        let ahead = std::thread::spawn(move || -> Vec<_> {
            all(40)
                .map(|(raised, since)| tail.raise(raised, since))
                .collect()
        });
        for prepared in ahead.join().unwrap() {
            writer.put(&prepared)?;
        }
        writer.raise(raised(2022, "最后一个"))
    });
    assert_eq!(last.unwrap(), 41);
    let entries = |book: &Book| {
        let all = book.store.history(0, u32::MAX).unwrap();
        all.into_iter()
            .map(|recorded| (recorded.body, recorded.digest))
            .collect::<Vec<_>>()
    };
    assert!(entries(&one).len() > 60);
    assert!(entries(&one) == entries(&other));
    assert!(one.all() == other.all());
    assert!(other.store.verify().unwrap().faults.is_empty());
}

#[test]
fn what_was_prepared_from_another_end_is_refused() {
    let mut book = Book::new();
    let done: Result<(), Error> = book.store.write(&stamp(), |writer| {
        let prepared = writer.tail().raise(raised(2021, "座位不够"), Vec::new());
        writer.put(&prepared)?;
        assert!(matches!(writer.put(&prepared), Err(Error::Changed)));
        writer.raise(raised(2021, "空调太吵"))?;
        let late = writer.tail().raise(raised(2021, "灯不亮"), Vec::new());
        writer.raise(raised(2021, "门关不上"))?;
        assert!(matches!(writer.put(&late), Err(Error::Changed)));
        Ok(())
    });
    done.unwrap();
    assert_eq!(book.all().len(), 3);
    assert!(book.store.verify().unwrap().faults.is_empty());
}

/// A ledger of so many tasks.
fn with(count: i32) -> Book {
    let mut book = Book::new();
    book.store
        .write_many(0, &stamp(), |writer| {
            let mut tail = writer.tail();
            all(count).try_for_each(|(raised, since)| writer.put(&tail.raise(raised, since)))
        })
        .unwrap();
    book
}

#[test]
fn tasks_read_ahead_are_those_of_the_pages() {
    let book = with(2_300);
    for years in [Vec::new(), vec![2020], vec![1999]] {
        let scope = Scope {
            years,
            ..Scope::default()
        };
        let pages: Vec<Task> = book.store.pages(&scope).flat_map(Result::unwrap).collect();
        let mut ahead = Vec::new();
        let take = |page: &mut [Task]| {
            ahead.extend_from_slice(page);
            Ok::<_, Error>(())
        };
        book.store.read_ahead(&scope, take).unwrap();
        assert_eq!(ahead.len(), pages.len());
        assert!(ahead == pages);
    }
}

#[test]
fn who_takes_no_more_ends_the_reading() {
    let mut book = with(2_300);
    let mut pages = 0;
    let ended = book.store.read_ahead(&Scope::default(), |_| {
        pages += 1;
        if pages == 2 {
            Err(Error::DiskFull)
        } else {
            Ok(())
        }
    });
    assert!(matches!(ended, Err(Error::DiskFull)));
    assert_eq!(pages, 2);
    assert_eq!(book.raise(raised(2021, "座位不够")), 2_301);
}

#[test]
fn a_writer_who_waits_does_not_end_the_reading() {
    let book = with(8_000);
    let path = book.store.path().to_owned();
    let mut writing = None;
    let mut read = 0;
    let take = |page: &mut [Task]| {
        if read == 0 {
            let path = path.clone();
            writing = Some(std::thread::spawn(move || {
                let mut other = Store::open(&path, DEFAULT_WAIT)?;
                other.write(&stamp(), |writer| writer.raise(raised(2021, "座位不够")))
            }));
            // From here on the writer waits, and lets nobody begin to read.
            std::thread::sleep(Duration::from_millis(300));
        }
        read += page.len();
        Ok::<_, Error>(())
    };
    book.store.read_ahead(&Scope::default(), take).unwrap();
    assert_eq!(read, 8_000);
    assert_eq!(writing.unwrap().join().unwrap().unwrap(), 8_001);
}
