//! Rules by table, golden file and property, floor by floor.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/dice.rs"]
mod dice;
#[path = "../common/events.rs"]
mod events;
#[path = "../common/marked.rs"]
mod marked;
#[path = "../common/mutation.rs"]
mod mutation;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/old_word.rs"]
mod old_word;
#[path = "../common/player.rs"]
mod player;
#[path = "../common/returned.rs"]
mod returned;
#[path = "../common/without.rs"]
mod without;

mod board;
mod days;
mod documents;
mod erased;
mod frozen_events;
mod growth;
mod handover;
mod institutions;
mod join;
mod matching;
mod packet;
mod report;
mod review;
mod sheet;
mod store;
mod year;
