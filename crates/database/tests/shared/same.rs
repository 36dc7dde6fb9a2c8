//! Whatever hands do on their working copies, all of them end with the same ledger, and so does a new copy.

use proptest::prelude::*;
use rusqlite::types::Value;

use crate::engine::Engine;
use crate::player::{Book, Step, steps};

/// All rows of a working copy, the folded ones too.
fn rows(book: &Book) -> Vec<(String, Vec<Vec<Value>>)> {
    let file = book.sqlite();
    let tables = ["unit", "entry", "blob", "receipt", "task", "standing"];
    let all = tables.map(|table| {
        let mut statement = file
            .prepare(&format!("select * from {table} order by id"))
            .unwrap();
        let count = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..count).map(|place| row.get(place)).collect())
            .unwrap();
        (table.to_owned(), rows.map(Result::unwrap).collect())
    });
    all.into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_hands_and_a_new_copy_have_the_same(
        first in steps(10), turns in proptest::collection::vec((0..3_usize, steps(4)), 1..8),
    ) {
        let Some(engine) = Engine::start() else { return Ok(()) };
        let role = engine.role("ledger_keeper");
        let mut one = Book::new();
        // A ledger that is there already moves in with its whole history.
        for step in &first {
            one.step(*step);
        }
        let ledger_id = one.store.ledger_id().unwrap();
        one.store.share(engine.database(&role).connect(&|| ()).unwrap()).unwrap();
        one.store.move_in().unwrap();
        let mut hands = vec![one, engine.copy(&role, &ledger_id), engine.copy(&role, &ledger_id)];
        for (hand, steps) in &turns {
            for step in steps {
                play(&mut hands[*hand], *step);
            }
        }
        hands.push(engine.copy(&role, &ledger_id));
        let mut seen: Option<Vec<_>> = None;
        for hand in &mut hands {
            hand.store.catch_up().unwrap();
            prop_assert_eq!(hand.store.verify().unwrap().faults, []);
            let rows = rows(hand);
            if let Some(seen) = &seen {
                prop_assert_eq!(seen, &rows);
            }
            seen = Some(rows);
        }
    }
}

/// What a hand does is decided on what it sees.
fn play(hand: &mut Book, step: Step) {
    hand.store.catch_up().unwrap();
    hand.step(step);
}
