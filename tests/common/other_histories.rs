//! Generators of what entries say of other entries and of other histories.

use model::erased::Erasure;
use model::handed::{Gathered, Handed};
use model::review::{Received, Review};
use model::unit::UnitId;
use proptest::option::of;
use proptest::prelude::*;

use super::{day, digest, text};

pub(super) fn erasure() -> impl Strategy<Value = Erasure> {
    let elsewhere = of((text(), of(text())));
    (1..999_u64, digest(), digest(), elsewhere, text()).prop_map(
        |(entry, digest, body_sha256, elsewhere, reason)| {
            let (ledger, unit) = elsewhere.unzip();
            Erasure {
                entry,
                digest,
                body_sha256,
                ledger,
                unit: unit.flatten(),
                reason,
            }
        },
    )
}

pub(super) fn gathered() -> impl Strategy<Value = Gathered> {
    (2..99_u32, text(), text(), of(text()), 1..999_u64, digest()).prop_map(
        |(unit, ledger_id, name, code, entries, head)| Gathered {
            unit: UnitId(unit),
            handed: Handed {
                ledger_id,
                name,
                code,
                entries,
                head,
            },
        },
    )
}

pub(super) fn review() -> impl Strategy<Value = Review> {
    let said = (day(), any::<bool>(), of(text()));
    (text(), 1..999_u32, said, 1..999_u64, digest()).prop_map(
        |(unit, number, (on, accepted, opinion), entry, digest)| Review {
            ledger: "3f2a".to_owned(),
            unit,
            number,
            on,
            accepted,
            opinion,
            entry,
            digest,
        },
    )
}

pub(super) fn received() -> impl Strategy<Value = Received> {
    review().prop_map(|review| Received {
        on: review.on,
        by: review.unit,
        accepted: review.accepted,
        opinion: review.opinion,
        entry: review.entry,
        digest: review.digest,
    })
}
