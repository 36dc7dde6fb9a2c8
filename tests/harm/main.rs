//! What goes wrong around the program: killed, full, damaged, hostile, crowded.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/dice.rs"]
mod dice;
#[path = "../common/mutation.rs"]
mod mutation;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/old_word.rs"]
mod old_word;
#[path = "../common/returned.rs"]
mod returned;
#[path = "../common/without.rs"]
mod without;

mod crash;
mod flips;
mod fuzz;
mod hands;
mod hostile;
#[cfg(unix)]
mod inputs;
mod kept;
mod network;
#[cfg(unix)]
mod places;
mod salvage;
mod tamper;
