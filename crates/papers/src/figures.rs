//! Figures for programs, the same in every JSON.

use serde_json::{Value, json};

use model::tally::{Measured, Reached, Total};

/// `value` is the sum of a count or an amount and the latest of a rate or a level, null where several
/// problems have one of their own; `from` is the first of a rate or level that changed.
pub(crate) fn total_json(total: &Total) -> Value {
    let text = |measured: Measured| measured.value.to_string();
    let number = total.number();
    let from = match total.value {
        Reached::Level { from, .. } => from,
        Reached::Sum(_) | Reached::Apart { .. } => None,
    };
    json!({
        "name": total.name,
        "value": number.map(text),
        "unit": total.unit,
        "kind": total.kind.code(),
        "approx": number.and_then(|number| number.approx).map(model::figure::Approx::word),
        "from": from.map(text),
    })
}
