//! Links that no text proves: `verify` takes none that the history does not name.

use model::digest::Digest;
use rusqlite::Connection;

use crate::office::Office;
use crate::tamper::{TRIGGERS, triggers};

/// The text of the note, and what is left of it.
const NOTE: &str = "身份证号";

/// A ledger with an erased note (entry 3, by 5), and its text from before.
fn erased() -> (Office, String) {
    let mut office = Office::new();
    office.done(
        "init --name 清河区图书馆
        add 借书手续繁琐 --year 2021
        log 1 写了身份证号
        log 1 又开了会",
    );
    let whole = body(&office, 3);
    office.say("expunge --entry 3 --reason 误写 -y").ok();
    (office, whole)
}

fn body(office: &Office, sequence: u32) -> String {
    let sql = "select body from entry where sequence = ?1 and unit = 1";
    office
        .sqlite()
        .query_row(sql, [sequence], |row| row.get(0))
        .unwrap()
}

/// The digests from that entry on reckoned anew.
fn recompute(other: &Connection, from: u32) {
    let sql = "select digest from entry where sequence = ?1";
    let previous: Vec<u8> = other.query_row(sql, [from - 1], |row| row.get(0)).unwrap();
    let mut previous = Digest::from_slice(&previous).unwrap();
    let mut statement = other
        .prepare("select sequence, body from entry where sequence >= ?1 order by id")
        .unwrap();
    let rows = statement.query_map([from], |row| Ok((row.get(0)?, row.get(1)?)));
    let rows: Vec<(i64, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    for (sequence, body) in rows {
        previous = Digest::chained(&previous, &body);
        let sql = "update entry set digest = ?1 where sequence = ?2";
        other.execute(sql, (previous.as_bytes(), sequence)).unwrap();
    }
}

/// What `verify` says after an edit; the packet of such a ledger is none either.
fn found(edit: impl FnOnce(&Connection, &str)) -> String {
    let (office, whole) = erased();
    let other = office.sqlite();
    other.execute_batch(TRIGGERS).unwrap();
    edit(&other, &whole);
    other.execute_batch(&triggers()).unwrap();
    other.close().unwrap();
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert_ne!(office.say("pack -o 上报.ledgerpack").code, 0);
    ran.err
}

fn set_body(other: &Connection, sequence: u32, body: &str) {
    let sql = "update entry set body = ?1 where sequence = ?2";
    assert_eq!(other.execute(sql, (body, sequence)).unwrap(), 1);
}

#[test]
fn as_it_was_erased_it_verifies() {
    let (office, whole) = erased();
    assert!(whole.contains(NOTE));
    assert!(!body(&office, 3).contains(NOTE));
    let told = office.say("verify").ok();
    assert!(
        told.contains("1 条记录的文字按留痕已销毁") && told.contains("第 3 条（见第 5 条）"),
        "{told}"
    );
    office.say("pack -o 上报.ledgerpack").ok();
}

#[test]
fn a_text_put_back() {
    let err = found(|other, whole| set_body(other, 3, whole));
    assert!(
        err.contains("第 3 条记录按留痕已经销毁，文字却还在"),
        "{err}"
    );
}

#[test]
fn other_words_in_the_place_of_the_erased_ones() {
    let err = found(|other, whole| set_body(other, 3, &whole.replace(NOTE, "办结证明")));
    assert!(err.contains("第 3 条记录的摘要对不上"), "{err}");
    // Also where the erasing entry was made to seal just these, and everything after it anew.
    let err = found(|other, whole| {
        let (body, says): (String, String) = (
            whole.replace(NOTE, "办结证明"),
            other
                .query_row("select body from entry where sequence = 5", [], |row| {
                    row.get(0)
                })
                .unwrap(),
        );
        let left: String = other
            .query_row("select body from entry where sequence = 3", [], |row| {
                row.get(0)
            })
            .unwrap();
        let seal = |body: &str| Digest::of(body.as_bytes()).to_string();
        set_body(other, 3, &body);
        set_body(other, 5, &says.replace(&seal(&left), &seal(&body)));
        recompute(other, 5);
    });
    assert!(err.contains("第 3 条记录的摘要对不上"), "{err}");
}

#[test]
fn a_day_or_status_changed_in_what_is_left() {
    let err = found(|other, _| {
        let sql =
            "update entry set body = replace(body, '2022-03-15', '2022-03-14') where sequence = 3";
        assert_eq!(other.execute(sql, []).unwrap(), 1);
    });
    assert!(err.contains("第 3 条记录"), "{err}");
    assert!(err.contains("第 5 条记录说销毁了另一条"), "{err}");
}

#[test]
fn texts_gone_and_nobody_said_so() {
    // Of another entry.
    let err = found(|other, _| {
        let sql =
            "update entry set body = replace(body, '又开了会', '〔已销毁〕') where sequence = 4";
        assert_eq!(other.execute(sql, []).unwrap(), 1);
    });
    assert!(
        err.contains("第 4 条记录的文字没有了，留痕中没有销毁的记录"),
        "{err}"
    );
    // Of the erased one, where the entry that said so is gone.
    let err = found(|other, _| {
        other
            .execute("delete from entry where sequence = 5", [])
            .unwrap();
    });
    assert!(err.contains("第 3 条记录的文字没有了"), "{err}");
}

#[test]
fn two_that_disagree() {
    let err = found(|other, _| {
        let says: String = other
            .query_row("select body from entry where sequence = 5", [], |row| {
                row.get(0)
            })
            .unwrap();
        let other_seal = Digest::of(b"other").to_string();
        let mut parts = says.split("\"body_sha256\":\"");
        let (front, rest) = (parts.next().unwrap(), parts.next().unwrap());
        let again = format!("{front}\"body_sha256\":\"{other_seal}{}", &rest[64..])
            .replace("\"sequence\":5", "\"sequence\":6");
        let sql = "insert into entry select id + 1, unit, 6, task, at, who, kind, ?1, digest
            from entry where sequence = 5";
        other.execute(sql, [again]).unwrap();
        recompute(other, 6);
    });
    assert!(err.contains("第 6 条记录说销毁了另一条"), "{err}");
}
