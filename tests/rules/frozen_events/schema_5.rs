//! What schema 5 added: entries seal the receipts and the kept files.

use model::digest::Digest;
use model::entry::{Seal, Seals};
use model::event::{Event, TaskEvent};

pub(super) fn examples() -> impl Iterator<Item = (Seals, Event)> {
    let seal = |last, of: &str| {
        Some(Seal {
            last,
            head: Digest::of(of.as_bytes()),
        })
    };
    let seals = [
        Seals {
            receipts: seal(4, "收发"),
            files: None,
        },
        Seals {
            receipts: seal(6, "备份"),
            files: seal(3, "佐证"),
        },
    ];
    let event = || Event::Task(TaskEvent::Linked { prior: 3 });
    seals.into_iter().map(move |seals| (seals, event()))
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":35,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","receipts":[4,"3247d723f7a360869aea7c43d6e67e47efe397c8eddb454354f0518dd22a3653"],"kind":"linked","data":{"prior":3}}"#,
        "cc63c503ad3f2dd8",
    ),
    (
        r#"{"sequence":36,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","receipts":[6,"70e372abbae5f619b7e4987ad1f48103f10060cc48f5333d37cdbade10051a5b"],"files":[3,"a0cf60ec97a806bdfa31b80bd33f09d2f2408de62e9415cd0a3fd267ece3daf3"],"kind":"linked","data":{"prior":3}}"#,
        "2e1040b20867244f",
    ),
];
