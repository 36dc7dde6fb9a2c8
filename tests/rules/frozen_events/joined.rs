//! What was added with the joining of copies (合并副本): the entry that says so, and where an entry was made.

use model::digest::{CheckCode, Digest};
use model::event::{Event, LedgerEvent, TaskEvent};
use model::joined::{Decided, Joined};

/// The example that was made in a copy.
pub(super) const REPLAYED: u64 = 48;

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
        decided: vec![
            decided.clone(),
            Decided {
                task: None,
                part: "单位".to_owned(),
                taken: false,
                ..decided
            },
        ],
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
    (
        r#"{"sequence":46,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"joined","data":{"from":"台账 (冲突副本).db","code":"20-f5ca-38f7-48a1-d6ea-f726-b8a4-2fb5-75c3","common":14,"renumbered":[[4,5]],"measures":[[3,2,4]],"decided":[{"task":3,"part":"责任人","ours":"罗珊","theirs":"何平","taken":true},{"part":"单位","ours":"罗珊","theirs":"何平","taken":false}],"lost":["7b50017ae47eca327bf1f92c1afb647811242711589b51de5c6009817d042310"]}}"#,
        "3c40739181fcc403",
    ),
    (
        r#"{"sequence":47,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"joined","data":{"from":"台账 (冲突副本).db","code":"20-f5ca-38f7-48a1-d6ea-f726-b8a4-2fb5-75c3","common":14}}"#,
        "6afe5d2d4e14616a",
    ),
    (
        r#"{"sequence":48,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","origin":{"sequence":17,"batch":15,"when":"2022-03-10T16:20:00+08:00","who":"何平","digest":"4523540f1504cd17100c4835e85b7eefd49911580f8efff0599a8f283be6b9e3"},"kind":"linked","data":{"prior":4}}"#,
        "d0ec4d44bfcf4df4",
    ),
];
