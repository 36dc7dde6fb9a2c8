//! Every text of a task: kept in its column, walked, and found by a search where one looks for it.

use model::scope::Scope;
use model::task::{Searched, Task, TextPlace};
use office::text::needle::Words;

use crate::marked::{self, NAME};
use crate::player::Book;

/// The tasks, and the ledger that keeps them.
fn tasks() -> (Book, Vec<Task>) {
    let mut book = Book::new();
    let numbers = marked::record(&mut book.store, NAME);
    let tasks = numbers.map(|number| book.store.task(number).unwrap());
    (book, tasks.into())
}

#[test]
fn a_row_keeps_every_field() {
    let (book, tasks) = tasks();
    // Nothing is empty in the first but what it can't have.
    let shown = format!("{:?}", tasks[0]);
    let empty = shown.replace("unit: None", "").replace("term: None", "");
    assert!(!empty.contains("None") && !empty.contains("[]"), "{shown}");
    for task in tasks {
        let history = book.store.task_history(task.number).unwrap();
        let entries: Vec<_> = history.into_iter().map(|one| one.entry).collect();
        assert_eq!(Task::fold(task.number, &entries), Some(task));
    }
    assert_eq!(book.store.verify().unwrap().faults, []);
}

#[test]
fn a_walk_comes_to_every_text() {
    for mut task in tasks().1 {
        task.unit = Some(NAME.to_owned());
        let mut seen = Vec::new();
        task.texts(|place, text| {
            assert!(text.contains(NAME), "{place:?}: {text}");
            seen.push(place);
        });
        let mut rewritten = Vec::new();
        task.texts_mut(|place, text| {
            "某".clone_into(text);
            rewritten.push(place);
        });
        assert_eq!(seen, rewritten);
        // What a walk passes by still names somebody.
        let left = format!("{task:?}");
        assert!(!left.contains(NAME), "{left}");
    }
}

#[test]
fn a_search_looks_where_it_says() {
    let (book, tasks) = tasks();
    let mut looked = Vec::new();
    for task in &tasks {
        let outcome = task.outcome.as_deref().unwrap_or_default();
        task.texts(|place, text| {
            // An outcome is searched, and what was read in it stands there.
            if place == TextPlace::Institution && outcome.contains(text) {
                return;
            }
            let scope = Scope {
                with_void: true,
                ..Scope::default()
            };
            let found = book.store.search(&scope, &Words::read(text), 9).unwrap();
            let numbers: Vec<u32> = found.tasks.iter().map(|task| task.number).collect();
            let looks = place.searched();
            let expected: &[u32] = if looks.is_some() { &[task.number] } else { &[] };
            assert_eq!(numbers, expected, "{place:?}");
            // The condition of a list says the same.
            let scope = Scope {
                text: Some(text.to_owned()),
                ..scope
            };
            assert_eq!(book.store.count(&scope).unwrap() as usize, expected.len());
            looked.extend(looks);
        });
    }
    assert!(Searched::ALL.iter().all(|what| looked.contains(what)));
}
