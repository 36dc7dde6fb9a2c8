//! A ledger shared in PostgreSQL: a private one is started where it is installed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what was not tried is told"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "how much is tried comes from outside"
)]

mod apart;
mod books;
mod ciphered;
#[path = "../../../../tests/common/engine.rs"]
mod engine;
mod hands;
#[path = "../../../../tests/common/player.rs"]
mod player;
mod same;
