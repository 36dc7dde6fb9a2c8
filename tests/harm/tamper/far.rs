//! What is far off, lost whole, or misnamed: told once, at once, and never gone on from.

use std::time::{Duration, Instant};

use crate::flips;
use crate::office::{LEDGER, Office};
use crate::tamper::{WHOLE, found, tampered};

/// However far away a row is put, what lies between is one fault, not one a number.
#[test]
fn a_row_from_far_away_is_told_at_once() {
    let entry = |sequence: &str| {
        format!(
            "insert into entry select (1 << 32) + {sequence}, 1, {sequence}, task, at, who, kind, body, digest
            from entry where sequence = 9"
        )
    };
    for sql in [
        entry("4000000000"),
        entry("4294967295"),
        "update task set id = (1 << 32) + 4000000000, number = 4000000000 where number = 4".to_owned(),
        "update receipt set id = 9000000000000000000 where id = 4".to_owned(),
        "update receipt set id = -9000000000000000000 where id = 1".to_owned(),
        "update blob set id = 9000000000000000000 where id = 1".to_owned(),
        "update blob set id = -1 where id = 1".to_owned(),
        "insert into unit values (2147483647, 'x', null, '远', '2022-03-15T09:00:00+08:00', null, 0, 0, null)".to_owned(),
        "update unit set receipts = 9223372036854775807, files = 9223372036854775807".to_owned(),
        "update unit set receipts = -1, files = -1".to_owned(),
    ] {
        let begun = Instant::now();
        let err = found(|other| assert_eq!(other.execute(&sql, []), Ok(1), "{sql}"));
        assert!(err.lines().count() < 16 && err.len() < 6_000, "{sql}: {err}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}

/// What can't be numbered any more is not entered under a number of others.
#[test]
fn after_the_last_number_nothing_is_entered() {
    let office = tampered(|other| {
        other
            .execute_batch(
                "insert into entry select (1 << 32) + 4294967295, 1, 4294967295, task, at, who, kind, body, digest
                from entry where sequence = 9",
            )
            .unwrap();
    });
    let before = office.db_bytes();
    assert_eq!(office.say("log 2 又开了会").code, 3);
    assert!(office.db_bytes() == before);
}

/// The same damage told thousands of times is counted, not kept.
#[test]
fn very_many_faults_are_counted() {
    let err = found(|other| {
        let columns = crate::tamper::columns("task");
        let columns = columns.iter().map(|column| match column.as_str() {
            "id" => "id + n.x".to_owned(),
            "number" => "number + n.x".to_owned(),
            name => name.to_owned(),
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        let sql = format!(
            "insert into task with n(x) as (select 10 union all select x + 1 from n where x < 3009)
            select {columns} from task, n where number = 2"
        );
        assert_eq!(other.execute(&sql, []), Ok(3000));
    });
    assert!(err.contains("共 3000 处（列出前 20 处）"), "{err}");
    assert!(err.lines().count() < 30, "{err}");
}

/// A page of the file that is zeroed, or reads like that of an empty table: who writes is refused, and
/// nothing is entered after what is not there.
#[test]
fn nothing_is_written_after_a_lost_page() {
    let (office, whole) = flips::whole();
    let connection = office.sqlite();
    let root = |name: &str| -> usize {
        let sql = "select rootpage from sqlite_schema where name = $1";
        let root: i64 = connection.query_row(sql, [name], |row| row.get(0)).unwrap();
        usize::try_from(root).unwrap()
    };
    for name in ["unit", "entry", "blob", "receipt", "task", "entry_of_task"] {
        let page = (root(name) - 1) * 4096;
        let leaf = if name == "entry_of_task" { 10 } else { 13 };
        for empty in [false, true] {
            let mut lost = whole.clone();
            lost[page..page + 4096].fill(0);
            if empty {
                lost[page] = leaf;
                lost[page + 5] = 16;
            }
            office.file(LEDGER, &lost).file("新.txt", "新的佐证");
            for line in [
                "add 又一件 --year 2021",
                "log 2 又开了会",
                "config policy standard",
                "member 何平",
                "attach 2 新.txt",
                "dispatch --out 再下发",
                "backup 又一份.db",
            ] {
                let ran = office.say(line);
                assert_ne!(ran.code, 0, "{name} {empty} {line}: {}", ran.out);
                assert!(
                    office.db_bytes() == lost,
                    "{name} {empty} {line}: {}",
                    ran.err
                );
                // Where the row of the task itself is gone, that is what is said.
                let gone = ran.err.contains("没有编号为") || ran.err.contains("没有要下发");
                assert!(ran.code == 3 || gone, "{name} {empty} {line}: {}", ran.err);
            }
            assert_eq!(office.say("verify").code, 3, "{name} {empty}");
        }
    }
}

/// The head of the file names another version than its tables have: that is said, not that a newer
/// program is needed, and nothing is brought to another schema.
#[test]
fn a_version_that_was_altered_is_called_so() {
    let altered = |bytes: &[u8], said: i64, has: i64| {
        let office = Office::new();
        office.file(LEDGER, bytes);
        office
            .sqlite()
            .pragma_update(None, "user_version", said)
            .unwrap();
        let before = office.db_bytes();
        for line in ["verify", "list", "log 2 又开了会"] {
            let ran = office.say(line);
            let told = format!("文件头的版本号被改动过（写着格式{said}，里面是格式{has}）");
            assert!(ran.err.contains(&told), "{said} {line}: {}", ran.err);
            assert_eq!(ran.code, 3, "{said} {line}");
            assert!(office.db_bytes() == before, "{said} {line}");
        }
    };
    for said in [-1, 0, 1, 6, 8, 99] {
        altered(&WHOLE.0, said, 7);
    }
    for said in [5, 7] {
        altered(include_bytes!("../kept/v6.db"), said, 6);
    }
    for said in [4, 6] {
        altered(include_bytes!("../kept/v5.db"), said, 5);
    }
    for said in [0, 1, 3, 5] {
        altered(include_bytes!("../kept/v4.db"), said, 4);
    }
    altered(include_bytes!("../kept/v1.db"), 2, 1);
}
