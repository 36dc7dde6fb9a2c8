//! How long a section takes; run with `cargo test --release --test rules -- --ignored speed`.

use std::time::{Duration, Instant};

use office::docx::Profile;
use papers::report::{self, Options, Phrases, Style, render};

use crate::report::generator::sized;

fn taken(count: u32) -> Duration {
    let ledger = sized(7, count);
    let phrases = Phrases::builtin();
    let slowest = [Style::Itemized, Style::Thematic, Style::Brief].map(|style| {
        let options = Options {
            year: 2022,
            style: Some(style),
            annex: true,
            ..Options::default()
        };
        let start = Instant::now();
        let report = report::write(&ledger, &options, &phrases).expect("a report");
        let bytes = render::docx(&report, &Profile::default()).len() + render::text(&report).len();
        assert!(bytes > 0);
        start.elapsed()
    });
    slowest.into_iter().max().unwrap_or_default()
}

#[test]
#[ignore = "a measurement, for release builds: scripts/speed.sh runs it"]
fn speed() {
    for (count, limit) in [(100, 30), (10_000, 1_000)] {
        let taken = taken(count);
        println!("{count} tasks: {taken:?}");
        assert!(taken <= Duration::from_millis(limit), "{count}: {taken:?}");
    }
}
