//! The store keeps what was decided: the chain, the cache, the queries.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod ahead;
mod chain;
mod journal;
mod scopes;
mod standing;
mod texts;
