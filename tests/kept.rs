//! Ledgers written by every released schema version, kept as they were: each opens, verifies, tells
//! the same history, and can be written on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "common/office.rs"]
mod office;

use office::{LEDGER, Office};

#[test]
fn version_1() {
    let office = Office::new();
    office.file(LEDGER, include_bytes!("kept/v1.db"));
    let told = office.say("verify").ok();
    assert!(told.contains("校验码 11-13bc63f24f3df191"), "{told}");
    assert!(office.say("list").ok().contains("读书笔记写得多、用得少"));
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}
