//! The program from outside: what it says, writes and asks, command by command.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/office.rs"]
mod office;
#[path = "../common/returned.rs"]
mod returned;

mod it;
mod readme;
