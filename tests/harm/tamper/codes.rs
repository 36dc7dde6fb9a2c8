//! Check codes of before: a chain that was reckoned anew does not match them.

use model::digest::Digest;
use rusqlite::Connection;

use crate::office::Office;
use crate::tamper::{WHOLE, tampered};

/// Recomputes every digest, as somebody who knows the rule would.
fn recompute(other: &Connection) {
    let id: String = other
        .query_row("select ledger_id from unit where id = 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    let mut previous = Digest::genesis(&id);
    let mut statement = other
        .prepare("select sequence, body, digest from entry order by id")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let rows: Vec<(i64, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    for (sequence, body) in rows {
        previous = Digest::chained(&previous, &body);
        let sql = "update entry set digest = ?1 where sequence = ?2";
        other.execute(sql, (previous.as_bytes(), sequence)).unwrap();
    }
}

/// Plain `verify` can't know; the code that was printed before does.
fn against(office: &Office) -> String {
    office.say("verify").ok();
    let ran = office.say(&format!("verify --against {}", WHOLE.1));
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    ran.err
}

#[test]
fn a_chain_recomputed_after_an_edit() {
    let office = tampered(|other| {
        other
            .execute_batch(
                "update entry set body = replace(body, '缺纪要', '缺名单') where kind = 'returned';
                update task set returns = replace(returns, '缺纪要', '缺名单');",
            )
            .unwrap();
        recompute(other);
    });
    assert!(against(&office).contains("被改写过"));
}

#[test]
fn a_chain_cut_at_its_end() {
    let office = tampered(|other| {
        other
            .execute("delete from entry where sequence = 23", [])
            .unwrap();
    });
    let err = against(&office);
    assert!(err.contains("印出时有 23 条记录，现在只有 22 条"), "{err}");
    // Cut and written on, it is as long as before and still not the same.
    office.say("member 何平").ok();
    assert!(against(&office).contains("被改写过"));
}

#[test]
fn what_was_added_later_stands_on_the_same_history() {
    let office = tampered(|_| ());
    office.say("log 2 又开了会").ok();
    let told = office.say(&format!("verify --against {}", WHOLE.1)).ok();
    assert!(told.contains("当时的 23 条记录至今未被改动"), "{told}");
}
