//! What each floor costs by itself, on invented material: no store, no process, no disk.
//!
//!     cargo bench                        # all of it, some minutes
//!     cargo bench --bench floors -- fold # what has this in its name
//!     cargo test --bench floors          # each once, unmeasured
//!
//! What a command costs, disk and process with it, is measured by `benches/compare`.

mod compose;
#[path = "../../tests/common/dice.rs"]
mod dice;
mod history;
mod material;
mod outline;
mod render;
mod similarity;
mod tally;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    outline::measure(&mut criterion);
    history::measure(&mut criterion);
    tally::measure(&mut criterion);
    compose::measure(&mut criterion);
    render::measure(&mut criterion);
    similarity::measure(&mut criterion);
    criterion.final_summary();
}
