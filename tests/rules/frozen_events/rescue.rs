//! What was added with the rescue of damaged ledgers: 抢救 and 重建.

use model::digest::{CheckCode, Digest};
use model::event::{Event, LedgerEvent};
use model::handed::{Gathered, Handed};
use model::restored::{Rebuilt, Restored, Salvaged};
use model::unit::UnitId;

use super::examples::some;

pub(super) fn examples() -> impl Iterator<Item = Event> {
    let salvaged = Salvaged {
        restored: Restored {
            from: "台账.db".to_owned(),
            code: CheckCode::read("20-a61c03db7c6f4e77"),
            kept: some("台账-抢救前-20220315-090000.db"),
            replaced: None,
        },
        last: 23,
        lost: vec![Digest::of("照片".as_bytes())],
        shortened: vec![Gathered {
            unit: UnitId(2),
            handed: Handed {
                ledger_id: "一分馆".to_owned(),
                name: "一分馆".to_owned(),
                code: some("A03.12"),
                entries: 4,
                head: Digest::of(b"4"),
            },
        }],
    };
    let whole = Salvaged {
        last: 20,
        lost: Vec::new(),
        shortened: Vec::new(),
        ..salvaged.clone()
    };
    let rebuilt = Rebuilt {
        kept: "台账-重建前-20220315-090000.db".to_owned(),
        places: 3,
        tasks: vec![1, 4],
    };
    let events = [
        LedgerEvent::Salvaged(salvaged),
        LedgerEvent::Salvaged(whole),
        LedgerEvent::Rebuilt(rebuilt),
    ];
    events.into_iter().map(Event::Ledger)
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":39,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"salvaged","data":{"from":"台账.db","code":"20-a61c03db7c6f4e77","kept":"台账-抢救前-20220315-090000.db","last":23,"lost":["7b50017ae47eca327bf1f92c1afb647811242711589b51de5c6009817d042310"],"shortened":[{"unit":2,"ledger":"一分馆","name":"一分馆","code":"A03.12","entries":4,"head":"4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a"}]}}"#,
        "eb8e5cba4ffd5f37",
    ),
    (
        r#"{"sequence":40,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"salvaged","data":{"from":"台账.db","code":"20-a61c03db7c6f4e77","kept":"台账-抢救前-20220315-090000.db","last":20}}"#,
        "a19359de4a9de972",
    ),
    (
        r#"{"sequence":41,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"rebuilt","data":{"kept":"台账-重建前-20220315-090000.db","places":3,"tasks":[1,4]}}"#,
        "558682dcd37d792e",
    ),
];
