//! What was added with the joining of copies (合并副本): the entry that says so, and where an entry was made.

use model::digest::{CheckCode, Digest};
use model::event::{Event, LedgerEvent, TaskEvent};
use model::joined::{Decided, Joined};

/// The example that was made in a copy.
pub(super) const REPLAYED: u64 = 44;

pub(super) fn examples() -> impl Iterator<Item = Event> {
    let decided = Decided {
        task: Some(3),
        part: "责任人".to_owned(),
        ours: "罗珊".to_owned(),
        theirs: "何平".to_owned(),
        taken: true,
    };
    let joined = Joined {
        from: "台账 (冲突副本).db".to_owned(),
        code: CheckCode::new(20, &Digest::of(b"20")),
        common: 14,
        renumbered: vec![(4, 5)],
        measures: vec![(3, 2, 4)],
        decided: vec![decided.clone(), Decided { task: None, part: "单位".to_owned(), taken: false, ..decided }],
        lost: vec![Digest::of("照片".as_bytes())],
    };
    let bare = Joined {
        renumbered: Vec::new(),
        measures: Vec::new(),
        decided: Vec::new(),
        lost: Vec::new(),
        ..joined.clone()
    };
    let events = [
        Event::Ledger(LedgerEvent::Joined(joined)),
        Event::Ledger(LedgerEvent::Joined(bare)),
        Event::Task(TaskEvent::Linked { prior: 4 }),
    ];
    events.into_iter()
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
];
