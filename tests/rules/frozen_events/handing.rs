//! What hand-overs (交接) and reviews from above (上级复核) added.

use model::digest::Digest;
use model::event::{Change, Event, LedgerEvent, TaskEvent, TextField};
use model::handover::Succession;
use model::review::{Received, Review};

use super::examples::{day, some};

pub(super) fn examples() -> impl Iterator<Item = Event> {
    let on = day("2022-03-12");
    [
        Event::Ledger(LedgerEvent::Succeeded(Succession {
            name: "何平".to_owned(),
            by: "许清".to_owned(),
            on,
        })),
        Event::Task(TaskEvent::Edited(vec![
            Change::Text(TextField::Owner, some("许清")),
            Change::HandedOver {
                from: "何平".to_owned(),
                on,
            },
        ])),
        Event::Ledger(LedgerEvent::Reviewed(Review {
            ledger: "3f2a".to_owned(),
            unit: "A03.12".to_owned(),
            number: 7,
            on,
            accepted: false,
            opinion: some("佐证不足"),
            entry: 5,
            digest: Digest::of(b"5"),
        })),
        Event::Task(TaskEvent::Reviewed(Received {
            on,
            by: "县委组织部".to_owned(),
            accepted: true,
            opinion: None,
            entry: 5,
            digest: Digest::of(b"7"),
        })),
    ]
    .into_iter()
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":42,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"succeeded","data":{"name":"何平","by":"许清","on":"2022-03-12"}}"#,
        "9eb7a304261b15ec",
    ),
    (
        r#"{"sequence":43,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"edited","data":[{"field":"owner","text":"许清"},{"field":"handed_over","text":"何平","day":"2022-03-12"}]}"#,
        "8c43931e92356b39",
    ),
    (
        r#"{"sequence":44,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"review","data":{"ledger":"3f2a","unit":"A03.12","number":7,"on":"2022-03-12","accepted":false,"opinion":"佐证不足","entry":5,"digest":"ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d"}}"#,
        "18e714cd8be26800",
    ),
    (
        r#"{"sequence":45,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"reviewed","data":{"on":"2022-03-12","by":"县委组织部","accepted":true,"entry":5,"digest":"7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451"}}"#,
        "677ae2d7600dd9f7",
    ),
];
