//! Generators of what entries say of other entries and of other histories.

use model::erased::Erasure;
use model::handed::{Gathered, Handed};
use model::unit::UnitId;
use proptest::option::of;
use proptest::prelude::*;

use super::{digest, text};

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
