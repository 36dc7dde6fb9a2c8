//! Many hands at once: no number twice, no chain broken, nothing of what was acknowledged lost.

use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use model::digest::Digest;
use store::Error;
use store::shared::{Reached, Row, Shared, SharedFault};

use crate::engine::Engine;
use crate::player::{raised, stamp};

/// Changes of each hand; more by `LEDGER_HANDS_CHANGES`.
fn changes() -> usize {
    let named = std::env::var("LEDGER_HANDS_CHANGES").ok();
    named.and_then(|text| text.parse().ok()).unwrap_or(25)
}

fn ledger(engine: &Engine, role: &str) -> String {
    let mut book = engine.ledger(role);
    book.raise(raised(2021, "第一项"));
    book.store.ledger_id().unwrap()
}

/// Hands that each raise tasks in that ledger; what they were told.
fn at_work(engine: &Engine, role: &str, ledger_id: &str, hands: usize) -> BTreeSet<u32> {
    let told = thread::scope(|scope| {
        let hands: Vec<_> = (0..hands)
            .map(|hand| {
                scope.spawn(move || {
                    let mut copy = engine.copy(role, ledger_id);
                    let each = (0..changes()).map(|nth| {
                        let problem = format!("第{hand}人第{nth}项");
                        let raised = raised(2021, &problem);
                        copy.raise(raised)
                    });
                    each.collect::<Vec<u32>>()
                })
            })
            .collect();
        hands
            .into_iter()
            .map(|hand| hand.join().unwrap())
            .collect::<Vec<_>>()
    });
    let count: usize = told.iter().map(Vec::len).sum();
    let numbers: BTreeSet<u32> = told.into_iter().flatten().collect();
    assert_eq!(numbers.len(), count, "a number was given twice");
    numbers
}

/// What `scripts/database-speed.sh` reads.
fn told(what: &str, begun: Instant, count: usize) {
    let each = begun.elapsed().as_secs_f64() * 1000.0 / count as f64;
    println!("{what}，每笔 {each:.2} 毫秒");
}

fn check(engine: &Engine, role: &str, ledger_id: &str, numbers: &BTreeSet<u32>) {
    let copy = engine.copy(role, ledger_id);
    assert_eq!(copy.store.task_count().unwrap() as usize, numbers.len() + 1);
    assert_eq!(copy.store.verify().unwrap().faults, []);
}

/// A connection that goes when the change is committed, before anybody is told.
#[derive(Debug)]
struct CutOff(Box<dyn Shared>);

impl Shared for CutOff {
    fn ledger(&mut self) -> Result<Option<String>, SharedFault> {
        self.0.ledger()
    }

    fn reached(&mut self, ledger_id: &str) -> Result<Option<Reached>, SharedFault> {
        self.0.reached(ledger_id)
    }

    fn begin(&mut self, ledger_id: &str, genesis: &Digest) -> Result<Reached, SharedFault> {
        self.0.begin(ledger_id, genesis)
    }

    fn since(
        &mut self,
        ledger_id: &str,
        copy: &Reached,
        each: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.0.since(ledger_id, copy, each)
    }

    fn put(&mut self, changes: u64, row: Row) -> Result<(), SharedFault> {
        self.0.put(changes, row)
    }

    fn finish(&mut self, reached: &Reached) -> Result<(), SharedFault> {
        self.0.finish(reached)?;
        Err(SharedFault::Unknown("cut off".into()))
    }

    fn abandon(&mut self) {
        self.0.abandon();
    }
}

#[test]
fn what_was_committed_there_and_not_here_comes_with_the_next_command() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let role = engine.role("ledger_keeper");
    let mut book = engine.ledger(&role);
    book.raise(raised(2021, "第一项"));
    let connected = || engine.database(&role).connect(&|| ()).unwrap();
    book.store.share(Box::new(CutOff(connected()))).unwrap();
    let done = book.store.write(&stamp(), |writer| {
        writer.raise(raised(2021, "断的时候记的"))
    });
    assert!(
        matches!(done, Err(Error::Shared(SharedFault::Unknown(_)))),
        "{done:?}"
    );
    assert_eq!(book.store.task_count().unwrap(), 1);
    book.store.share(connected()).unwrap();
    assert_eq!(book.store.task(2).unwrap().problem, "断的时候记的");
    assert_eq!(book.raise(raised(2021, "再一项")), 3);
    assert_eq!(book.store.verify().unwrap().faults, []);
}

#[test]
fn eight_hands_at_one_ledger() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let role = engine.role("ledger_keeper");
    let ledger_id = ledger(&engine, &role);
    let begun = Instant::now();
    let numbers = at_work(&engine, &role, &ledger_id, 8);
    told("8人1本", begun, numbers.len());
    check(&engine, &role, &ledger_id, &numbers);
}

#[test]
fn eighty_hands_at_ten_ledgers() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let ledgers: Vec<(String, String)> = (0..10)
        .map(|_| {
            let role = engine.role("ledger_keeper");
            let ledger_id = ledger(&engine, &role);
            (role, ledger_id)
        })
        .collect();
    let begun = Instant::now();
    let done = thread::scope(|scope| {
        let engine = &engine;
        let all: Vec<_> = ledgers
            .iter()
            .map(|(role, ledger_id)| scope.spawn(move || at_work(engine, role, ledger_id, 8)))
            .collect();
        all.into_iter()
            .map(|one| one.join().unwrap())
            .collect::<Vec<_>>()
    });
    told("80人10本", begun, done.iter().map(BTreeSet::len).sum());
    for ((role, ledger_id), numbers) in ledgers.iter().zip(&done) {
        check(&engine, role, ledger_id, numbers);
    }
}
