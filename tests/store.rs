//! The store keeps what was decided: the chain, the cache, the queries.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "store/ahead.rs"]
mod ahead;
#[path = "store/chain.rs"]
mod chain;
#[path = "common/player.rs"]
mod player;
#[path = "store/scopes.rs"]
mod scopes;
