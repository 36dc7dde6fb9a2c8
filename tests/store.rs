//! The store keeps what was decided: the chain, the cache, the queries.

#[path = "store/chain.rs"]
mod chain;
#[path = "common/player.rs"]
mod player;
#[path = "store/scopes.rs"]
mod scopes;
