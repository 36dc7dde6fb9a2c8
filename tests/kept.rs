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

#[test]
fn an_older_ledger_is_kept_as_it_was_before_it_is_brought_to_the_present_schema() {
    let office = Office::new();
    office.file(LEDGER, include_bytes!("kept/v1.db"));
    office.say("list").ok();
    let stem = LEDGER.trim_end_matches(".db");
    let kept = rusqlite::Connection::open(office.path(&format!("{stem}-升级前-1.db"))).unwrap();
    for (db, version, units) in [(&kept, 1, "unit"), (&office.sqlite(), 2, "unit_living")] {
        let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("pragma user_version"), version);
        assert_eq!(number("select count(*) from entry"), 11);
        let objects = format!("select count(*) from sqlite_schema where name = '{units}'");
        assert_eq!(number(&objects), 1);
    }
}
