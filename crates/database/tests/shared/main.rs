//! A ledger shared in PostgreSQL: a private one is started where it is installed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod apart;
mod engine;
mod hands;
#[path = "../../../../tests/common/player.rs"]
mod player;
mod same;
