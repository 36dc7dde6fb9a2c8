//! Learns the weights of the document reader (`cargo run --release -p ledger-train`): an averaged structured
//! perceptron over the marked documents of `data/`. The same data give the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::wildcard_imports,
    clippy::too_many_lines,
    reason = "a tool for who builds the reader, with parts shared with the tests"
)]

#[path = "../../../tests/rules/documents/compose.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod compose;
#[path = "../../../tests/common/dice.rs"]
mod dice;
mod headings;
mod known;
mod marked;
#[path = "../../../tests/rules/documents/marks.rs"]
mod marks;
mod mutate;
#[path = "../../../tests/rules/documents/score.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod score;
mod table;
mod tally;
#[path = "../../../tests/rules/documents/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use documents::document::reading::decode::{self, Reading};
use documents::document::reading::label::{Allowed, Label};
use documents::document::{self, reading, written};

use marked::Marked;
use mutate::Dice;
use table::Table;

/// Where the weights stand, from here.
const WEIGHTS: &str = "../documents/src/document/reading/weights.bin";

const ROUNDS: usize = 36;

/// Composed documents a round, from this seed on: the tests compose from 1.
const COMPOSED: usize = 50;
const FIRST: u64 = 1_000_000;

/// Runs that are summed.
const RUNS: u64 = 8;

/// So many of a hundred features are left out at each look.
const DROPPED: usize = 10;

/// By how much what is wrong must lose; more where there are no problems at all.
const MARGIN: i32 = 3;
const MARGIN_NONE: i32 = 10;

/// The last rounds look at the documents as they are, with all features.
const PLAIN: usize = 8;

/// The average begins after these.
const HASTE: usize = 16;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    match args.as_slice() {
        ["score", folder, rest @ ..] => {
            let mut totals = Vec::new();
            let read = |bytes: &[u8], name: &str| document::read(bytes, name).ok();
            let sources = marked::folder(Path::new(folder));
            tally::tell(&sources, !rest.is_empty(), read, &mut totals);
            tally::print(&totals, false);
        }
        ["kept", rest @ ..] => {
            let bytes = std::fs::read(home.join(WEIGHTS)).expect("weights");
            let set = read(&marked::folder(&home.join("data")), &mut Vec::new());
            tell("learned", &set, &table::Bytes(&bytes), !rest.is_empty());
        }
        ["cross", rest @ ..] => cross(home, !rest.is_empty()),
        [] => learn_all(home),
        _ => eprintln!("ledger-train [score FOLDER [show] | kept [show] | cross [show]]"),
    }
}

/// Learns from all data and keeps the weights.
fn learn_all(home: &Path) {
    let sources = marked::folder(&home.join("data"));
    let mut faults = Vec::new();
    let spans: usize = read(&sources, &mut faults)
        .iter()
        .map(|one| one.cut.spans.len())
        .sum();
    for fault in &faults {
        eprintln!("{fault}");
    }
    eprintln!("{} documents, {spans} spans", sources.len());
    let bytes = learned(&sources);
    std::fs::write(home.join(WEIGHTS), &bytes).expect("weights");
    tell(
        "learned",
        &read(&sources, &mut Vec::new()),
        &table::Bytes(&bytes),
        false,
    );
}

/// Paragraphs in which items were read otherwise than meant, those with a doubt, and those with both.
#[derive(Default)]
struct Doubted {
    wrong: usize,
    doubts: usize,
    both: usize,
}

impl Doubted {
    fn add(&mut self, one: &Marked, kept: &table::Bytes<'_>) {
        let labels = one.cut.read_by(kept);
        let item = |label: Label| {
            !matches!(
                label,
                Label::Chrome | Label::Lead | Label::Body | Label::Other
            )
        };
        let spans = one.cut.spans.iter().zip(&labels).enumerate();
        let wrong: BTreeSet<u32> = spans
            .filter(|(i, (_, label))| {
                let meant = one.meant[*i].is_some_and(item);
                !one.allowed[*i].has(**label) && (meant || item(**label))
            })
            .map(|(_, (span, _))| span.paragraph)
            .collect();
        let doubts = one.cut.doubts(&labels, kept);
        let doubts: BTreeSet<u32> = doubts.iter().map(|doubt| doubt.paragraph).collect();
        self.wrong += wrong.len();
        self.doubts += doubts.len();
        self.both += wrong.intersection(&doubts).count();
    }
}

/// The fixtures of the tests with their drafts.
fn fixtures() -> Vec<Marked> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rules/documents/fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e != "json"))
        .collect();
    files.sort();
    let read = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let golden = std::fs::read_to_string(path.with_extension("json")).ok()?;
        let draft = written::from_json(&serde_json::from_str(&golden).ok()?)?;
        known::known(&name, &std::fs::read(path).ok()?, &score::Truth::of(&draft))
    };
    files.iter().filter_map(|path| read(path)).collect()
}

/// Each file of the data is read by weights that were learned from the others: what one hand wrote is never
/// learned from where it is measured.
fn cross(home: &Path, show: bool) {
    let files = marked::files(&home.join("data"));
    let (mut totals, mut doubted) = (Vec::new(), Doubted::default());
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2)
            .map(|half| {
                let files = &files;
                scope.spawn(move || {
                    let mut learned_here = Vec::new();
                    for held in (half..files.len())
                        .step_by(2)
                        .filter(|held| new(&files[*held]))
                    {
                        let rest: Vec<(String, String)> = files
                            .iter()
                            .enumerate()
                            .filter(|(i, _)| *i != held)
                            .flat_map(|(_, file)| marked::documents(file))
                            .collect();
                        learned_here.push((held, learned(&rest)));
                    }
                    learned_here
                })
            })
            .collect();
        let mut all: Vec<(usize, Vec<u8>)> = runs
            .into_iter()
            .flat_map(|run| run.join().expect("a run"))
            .collect();
        all.sort();
        for (held, bytes) in all {
            let kept = table::Bytes(&bytes);
            let read = |bytes: &[u8], name: &str| {
                reading::cut(bytes, name).map(|cut| reading::items(&cut, &kept))
            };
            tally::tell(&marked::documents(&files[held]), show, read, &mut totals);
            for (head, body) in marked::documents(&files[held]) {
                if let Some(one) = marked::marked(&head, &body, &mut Vec::new()) {
                    doubted.add(&one, &kept);
                }
            }
        }
    });
    tally::print(&totals, true);
    tally::sum(&totals);
    let Doubted {
        wrong,
        doubts,
        both,
    } = doubted;
    println!(
        "paragraphs: {wrong} read otherwise, {both} of them under a doubt, of {doubts} doubts"
    );
}

/// Whether a file marks its headings too: such files were written by one hand each.
fn new(file: &str) -> bool {
    file.contains("{sp|")
}

fn read(sources: &[(String, String)], faults: &mut Vec<String>) -> Vec<Marked> {
    sources
        .iter()
        .filter_map(|(head, body)| marked::marked(head, body, faults))
        .collect()
}

/// The sum of what several runs learn, each with its own order and mutations: what one of them owes to chance
/// goes under.
fn learned(sources: &[(String, String)]) -> Vec<u8> {
    let seeds: Vec<u64> = (1..=RUNS).collect();
    // Two at a time: each is the same whoever runs beside it.
    let mut tables = Vec::new();
    for pair in seeds.chunks(2) {
        std::thread::scope(|scope| {
            let runs: Vec<_> = pair
                .iter()
                .map(|seed| scope.spawn(|| run(sources, *seed).averages()))
                .collect();
            tables.extend(runs.into_iter().map(|run| run.join().expect("a run")));
        });
    }
    table::bytes(&tables)
}

fn run(sources: &[(String, String)], seed: u64) -> Table {
    let train = read(sources, &mut Vec::new());
    let mut table = Table::default();
    let mut composed = FIRST + seed * 10_000;
    let mut dice = Dice(seed);
    let bodies: Vec<&str> = sources.iter().map(|(_, body)| body.as_str()).collect();
    let mut set = train;
    for round in 0..ROUNDS {
        if round == HASTE {
            table.restart();
        }
        let mut updates = 0;
        let mut order: Vec<usize> = (0..set.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, dice.below(i + 1));
        }
        for at in &order {
            let dropped = if round < ROUNDS - PLAIN { DROPPED } else { 0 };
            updates += usize::from(learn(&set[*at], &mut table, &mut dice, dropped));
        }
        if round + 1 == ROUNDS {
            eprintln!("run {seed}: in the last round {updates} documents were read otherwise");
        }
        set = sources
            .iter()
            .filter_map(|(head, body)| {
                let body = if round + 1 < ROUNDS - PLAIN && dice.chance(75) {
                    mutate::mutate(body, &bodies, &mut dice)
                } else {
                    body.clone()
                };
                marked::marked(head, &body, &mut Vec::new())
            })
            .collect();
        // They are few, and must stay read.
        set.extend(fixtures());
        set.extend(fixtures());
        for _ in 0..COMPOSED {
            composed += 1;
            let made = compose::compose(composed);
            set.extend(known::known(&made.name, &made.bytes, &made.truth));
        }
    }
    table
}

fn tell(name: &str, set: &[Marked], kept: &table::Bytes<'_>, show: bool) {
    let (mut right, mut all) = (0, 0);
    for one in set {
        let reading = decode::best(one.evidence.iter(), kept, |_| Allowed::ANY, |_, _| 0);
        for (i, label) in reading.labels.iter().enumerate() {
            all += 1;
            let ok = one.allowed[i].has(*label);
            right += usize::from(ok);
            if !ok && show {
                let text: String = one.cut.text(i).chars().take(40).collect();
                let (lead, meant) = (one.cut.lead(i), one.meant[i]);
                let paragraph = one.cut.spans[i].paragraph;
                println!(
                    "{} {paragraph}: {label:?} for {meant:?}: {lead}{text}",
                    one.name
                );
            }
        }
    }
    eprintln!("{name}: {right} of {all} spans");
}

/// Reads a document; where it is read otherwise than meant, what was meant gains and what was read loses.
fn learn(one: &Marked, table: &mut Table, dice: &mut Dice, dropped: usize) -> bool {
    table.tick();
    // Words are forgotten at random, so that no word alone decides.
    let mut evidence = one.evidence.clone();
    for one in &mut evidence {
        one.rows.retain(|_| !dice.chance(dropped));
    }
    let evidence = &evidence;
    let allowed = |i: usize| one.allowed[i];
    let any = |_: usize| Allowed::ANY;
    // What is wrong must lose by a margin.
    // Where there are no problems at all a false one costs most.
    let margin = if one.holds { MARGIN } else { MARGIN_NONE };
    let cost = |i: usize, label: Label| if one.allowed[i].has(label) { 0 } else { margin };
    let found = decode::best(evidence.iter(), table, any, cost);
    if right(&found, one) {
        return false;
    }
    let meant = decode::best(evidence.iter(), table, allowed, |_, _| 0);
    if !right(&meant, one) || meant.score > found.score {
        return false;
    }
    decode::features(evidence, &meant.labels, |_, row, label| {
        table.change(row, label, 1);
    });
    decode::features(evidence, &found.labels, |_, row, label| {
        table.change(row, label, -1);
    });
    true
}

fn right(reading: &Reading, one: &Marked) -> bool {
    reading
        .labels
        .iter()
        .zip(&one.allowed)
        .all(|(label, allowed)| allowed.has(*label))
}
