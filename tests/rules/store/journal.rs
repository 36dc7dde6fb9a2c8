//! The journal beside the file: who has the file open that a restore set aside can take it for his own.

use std::path::PathBuf;

use crate::player::{Book, raised, stamp};
use store::{DEFAULT_WAIT, Store};

fn journal(book: &Book) -> PathBuf {
    let mut name = book.store.path().as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

/// Where it is gone at the end of a change, the change stands in the file: it is said to be made, and it is.
#[cfg(unix)]
#[test]
fn a_change_whose_journal_is_gone_is_made() {
    let mut book = Book::new();
    book.raise(raised(2021, "座位不够"));
    let path = journal(&book);
    let number = book.store.write(&stamp(), |writer| {
        let number = writer.raise(raised(2021, "灯太暗"))?;
        assert!(path.exists(), "a change has a journal");
        std::fs::remove_file(&path).unwrap();
        Ok::<_, store::Error>(number)
    });
    assert_eq!(number.unwrap(), 2);
    let again = Store::open(book.store.path(), DEFAULT_WAIT).unwrap();
    assert_eq!(again.task(2).unwrap().problem, "灯太暗");
    assert_eq!(again.verify().unwrap().faults, []);
    // The same connection goes on.
    assert_eq!(book.raise(raised(2021, "门口没有坡道")), 3);
    assert_eq!(book.store.verify().unwrap().faults, []);
}
