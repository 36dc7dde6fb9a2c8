//! The chain of receipts: what was sent, came back, was backed up.

use rusqlite::types::Value;

use crate::office::{LEDGER, Office};
use crate::tamper::{columns, found, found_sql, other_value};

#[test]
fn every_column_of_a_receipt() {
    for (id, kind) in [(1, "sent"), (2, "backup"), (3, "sent"), (4, "backup")] {
        for column in columns("receipt") {
            let err = found(|other| {
                let sql = format!("select {column} from receipt where id = {id}");
                let value: Value = other.query_row(&sql, [], |row| row.get(0)).unwrap();
                let new = match column.as_str() {
                    "id" => Value::Integer(id + 90),
                    _ => other_value(&value),
                };
                let sql = format!("update receipt set {column} = ?1 where id = {id}");
                assert_eq!(other.execute(&sql, [new]).unwrap(), 1, "{kind} {column}");
            });
            assert!(err.contains("收发和备份的登记"), "{kind} {column}: {err}");
        }
    }
    let err = found_sql("update receipt set digest = null where id = 2");
    assert!(err.contains("第 2 条收发和备份的登记"), "{err}");
    let err = found_sql("update receipt set digest = x'00' where id = 4");
    assert!(err.contains("第 4 条收发和备份的登记"), "{err}");
    let err = found_sql("update receipt set sheet = cast(x'FF00' as text) where id = 3");
    assert!(err.contains("第 3 条收发和备份的登记"), "{err}");
}

#[test]
fn receipts_removed_inserted_and_swapped() {
    for id in 1..4 {
        let err = found_sql(&format!("delete from receipt where id = {id}"));
        let next = format!("第 {} 条收发和备份的登记", id + 1);
        assert!(err.contains(&next), "{id}: {err}");
    }
    let err = found_sql(
        "insert into receipt select 9, at, kind, dept, sheet, detail, digest from receipt where id = 4",
    );
    assert!(err.contains("第 9 条收发和备份的登记"), "{err}");
    let err = found_sql(
        "insert into receipt select 0, at, kind, dept, sheet, detail, null from receipt where id = 1",
    );
    assert!(err.contains("第 1 条收发和备份的登记"), "{err}");
    let err = found_sql(
        "update receipt set (dept, sheet, detail, at, digest) =
            (select dept, sheet, detail, at, digest from receipt r where r.id = 4 - receipt.id)
        where id in (1, 3)",
    );
    assert!(err.contains("第 1 条收发和备份的登记"), "{err}");
}

/// Those of before schema 2 kept no digest: they get theirs with the present schema, and the next entry
/// seals them.
#[test]
fn receipts_of_before_they_were_chained() {
    let old = |edit: &str| {
        let office = Office::new();
        office.file(LEDGER, include_bytes!("../kept/v1.db"));
        let sql = "insert into receipt (at, kind, dept, sheet, detail)
            values ('2022-03-15T09:00:00+08:00', 'sent', '读者部', '表.xlsx', '2项')";
        office.sqlite().execute(sql, []).unwrap();
        office.say("edit 1 --dept 办公室").ok();
        office.say("dispatch --out 下发").ok();
        office.say("verify").ok();
        office.sqlite().execute(edit, []).unwrap();
        office.say("verify")
    };
    for edit in [
        "update receipt set dept = '办公室' where id = 1",
        "delete from receipt where id = 1",
    ] {
        let ran = old(edit);
        assert_eq!(ran.code, 3, "{edit}: {}", ran.out);
        assert!(
            ran.err.contains("条收发和备份的登记对不上"),
            "{edit}: {}",
            ran.err
        );
    }
}
