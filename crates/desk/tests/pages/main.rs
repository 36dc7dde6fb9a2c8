//! The pages as a clerk uses them: what is filled in becomes what the ledger holds.

#[expect(dead_code, reason = "others use the rest")]
#[path = "../common/mod.rs"]
mod common;

mod assigning;
mod noting;
mod office;
mod tasks;
mod two_at_once;
mod verbs;
