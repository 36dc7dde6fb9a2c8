//! The page from outside: who gets in, what gets in, what comes out, how it ends.

#[path = "../common/mod.rs"]
mod common;
#[path = "../../../../tests/common/engine.rs"]
mod engine;

mod accounts;
mod admission;
mod downloads;
mod ends;
mod forms;
mod house;
mod import;
mod kept;
mod measures;
mod pushing;
mod requests;
mod rows;
mod shared;
mod slow;
mod waits;
