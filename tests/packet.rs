//! Histories handed up and gathered: whole or not at all, and never another than the one recorded.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "packet/altered.rs"]
mod altered;
#[path = "packet/city.rs"]
mod city;
#[path = "common/dice.rs"]
mod dice;
#[path = "packet/gathered.rs"]
mod gathered;
#[path = "packet/hostile.rs"]
mod hostile;
#[path = "common/player.rs"]
mod player;
