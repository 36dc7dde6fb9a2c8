//! Composed documents: the proxy for documents that nobody has seen.

use documents::document;

use super::compose::compose;
use super::score::{Score, Truth};

/// Set to a number to compose more, and to see what failed.
const MORE: &str = "LEDGER_COMPOSED";

#[test]
fn composed_documents_are_read() {
    let more = std::env::var(MORE).ok();
    let count: u64 = more.as_deref().and_then(|n| n.parse().ok()).unwrap_or(300);
    let mut total = Score::default();
    let mut shown = 0;
    for seed in 1..=count {
        let composed = compose(seed);
        let draft = document::read(&composed.bytes, &composed.name).unwrap();
        let found = Truth::of(&draft);
        let score = Score::of(&composed.truth, &found);
        let wrong = score
            .parts()
            .iter()
            .any(|(name, counts)| *name != "details" && counts.f1() < 1.0);
        if wrong && more.is_some() && shown < 12 {
            shown += 1;
            println!("---- {seed} {:?}", composed.variants);
            show_difference(&composed.truth, &found);
        }
        total.add(&score);
    }
    total.print("composed");
    for (name, counts) in total.parts() {
        let bar = if name == "details" { 0.97 } else { 0.985 };
        assert!(counts.f1() >= bar, "{name}: {:.4}", counts.f1());
    }
}

fn show_difference(meant: &Truth, found: &Truth) {
    let lines = |truth: &Truth| {
        let mut lines = vec![format!("year {:?} {:?}", truth.year, truth.kind)];
        lines.extend(
            truth
                .problems
                .iter()
                .map(|p| format!("P {} | {}", p.1, p.0.clone().unwrap_or_default())),
        );
        lines.extend(truth.causes.iter().map(|c| format!("C {c}")));
        lines.extend(
            truth
                .measures
                .iter()
                .map(|m| format!("M {:?} {}", m.0, m.1)),
        );
        lines.extend(truth.last_year.iter().map(|l| format!("L {l}")));
        lines.extend(truth.tasks.iter().map(|t| format!("T {t:?}")));
        lines
    };
    let (meant, found) = (lines(meant), lines(found));
    for line in meant.iter().filter(|line| !found.contains(line)).take(8) {
        println!("  - {line}");
    }
    for line in found.iter().filter(|line| !meant.contains(line)).take(8) {
        println!("  + {line}");
    }
}
