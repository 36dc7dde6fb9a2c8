//! What else schema 5 added: entries whose texts were erased.

use model::digest::Digest;
use model::entry::Seals;
use model::erased::Erasure;
use model::event::{Event, LedgerEvent};

pub(super) fn examples() -> impl Iterator<Item = (Seals, Event)> {
    let own = Erasure {
        entry: 5,
        digest: Digest::of("原来的".as_bytes()),
        body_sha256: Digest::of("留下的".as_bytes()),
        ledger: None,
        unit: None,
        reason: "写进了证件号".to_owned(),
    };
    let of_a_unit = Erasure {
        entry: 8,
        ledger: Some("0123456789abcdef".to_owned()),
        unit: Some("A03".to_owned()),
        ..own.clone()
    };
    let events = [own, of_a_unit].map(|erasure| Event::Ledger(LedgerEvent::EntryErased(erasure)));
    events.into_iter().map(|event| (Seals::default(), event))
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":37,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"entry_erased","data":{"entry":5,"digest":"0b4cb00228b2813a4621961c431d6e758311272a6f54b3981399844e3255774a","body_sha256":"d0c780510adc261756134a7a7245ee5c37ee8e69c22e0907b780c127146f4eaa","reason":"写进了证件号"}}"#,
        "6fa6acad06935dac",
    ),
    (
        r#"{"sequence":38,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"entry_erased","data":{"entry":8,"digest":"0b4cb00228b2813a4621961c431d6e758311272a6f54b3981399844e3255774a","body_sha256":"d0c780510adc261756134a7a7245ee5c37ee8e69c22e0907b780c127146f4eaa","ledger":"0123456789abcdef","unit":"A03","reason":"写进了证件号"}}"#,
        "7444609902052393",
    ),
];
