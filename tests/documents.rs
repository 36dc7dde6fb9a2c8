//! Documents in, drafts out: samples, fixtures, composed documents, hostile files.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::too_many_lines
)]

#[path = "documents/compose.rs"]
mod compose;
#[path = "documents/composed.rs"]
mod composed;
#[path = "common/dice.rs"]
mod dice;
#[path = "common/fuzz.rs"]
mod fuzz;
#[path = "documents/golden.rs"]
mod golden;
#[path = "documents/hostile.rs"]
mod hostile;
#[path = "documents/mutated.rs"]
mod mutated;
#[path = "documents/samples.rs"]
mod samples;
#[path = "documents/score.rs"]
mod score;
#[path = "documents/speed.rs"]
mod speed;
#[path = "documents/unseen.rs"]
mod unseen;
#[path = "documents/words.rs"]
mod words;
