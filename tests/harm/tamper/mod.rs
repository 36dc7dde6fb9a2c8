//! Edits made behind the program's back: `verify` finds each, and says where.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod codes;
mod erased;
mod everywhere;
mod far;
mod files;
mod large;
mod receipts;

use std::sync::LazyLock;

use crate::office::{LEDGER, MATERIAL, Office};
use model::digest::Digest;
use rusqlite::{Connection, types::Value};

const TRIGGERS: &str = "drop trigger entry_is_never_changed; drop trigger entry_is_never_removed;
    drop trigger entry_is_never_replaced;";

/// The triggers as the schema has them.
fn triggers() -> String {
    let schema = include_str!("../../../schema.sql");
    let parts: Vec<&str> = schema.split("create trigger").skip(1).collect();
    let ends = parts.iter().map(|part| part.split_once("end;").unwrap().0);
    ends.map(|part| format!("create trigger{part}end;"))
        .collect()
}

/// A ledger with something in every column, and the check code printed from it.
static WHOLE: LazyLock<(Vec<u8>, String)> = LazyLock::new(|| {
    let mut office = Office::new();
    office
        .file("材料.txt", MATERIAL)
        .file("照片.jpg", "JPG")
        .file("纪要.txt", "纪要");
    office.done(
        "init --name 清河区图书馆
        import 材料.txt --source 自查
        add 往年的 --year 2020
        edit 1 --lead 何平 --dept 读者部 --owner 周敏 --co-dept 办公室 --due 6月底前 --theme 学习
        edit 1 --target 用起来 --measure 清单 --note 盯办 --reason 慢 --next 快些 --next-check 9月1日
        link 1 --prior 5
        link 1 --reject 1
        log 1 开了会 --figure 开会=1次
        attach 1 照片.jpg
        extend 1 --due 9月底前 --reason 忙 --approved-by 馆务会
        submit 1
        return 1 --reason 缺纪要
        close 1 --outcome 合意 --verifier 馆务会 --basis 纪要第8号
        reopen 1 --reason 看漏
        close 1 --verifier 馆务会
        edit 1 --wording 已改。
        retract 3 --reason 重复 --into 4
        attach 2 纪要.txt
        config policy strict
        dispatch --out 下发
        backup 副本.db
        dispatch --out 再下发
        backup 副本.db",
    );
    let told = office.say("verify").ok();
    let code = told.lines().find_map(|line| line.strip_prefix("校验码 "));
    (office.db_bytes(), code.expect("a check code").to_owned())
});

fn tampered(edit: impl FnOnce(&Connection)) -> Office {
    let office = Office::new();
    office.file(LEDGER, &WHOLE.0);
    let other = office.sqlite();
    other.execute_batch(TRIGGERS).unwrap();
    other
        .pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    edit(&other);
    // Whoever knows that much puts the guard-rail back.
    other.execute_batch(&triggers()).unwrap();
    other.close().unwrap();
    office
}

/// What `verify` says of the ledger after such an edit; it must find it.
fn found(edit: impl FnOnce(&Connection)) -> String {
    let office = tampered(edit);
    let before = office.db_bytes();
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "");
    assert!(office.db_bytes() == before, "verify changes nothing");
    ran.err
}

/// The same for one statement.
fn found_sql(sql: &str) -> String {
    found(|other| {
        assert!(
            other.execute(sql, []).expect(sql) > 0,
            "{sql} changed nothing"
        );
    })
}

fn columns(table: &str) -> Vec<String> {
    let office = tampered(|_| ());
    let other = office.sqlite();
    let mut statement = other
        .prepare(&format!("select name from pragma_table_info('{table}')"))
        .unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}

/// Another value of the same kind, or one where there was none.
fn other_value(value: &Value) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Text(text) => Value::Text(format!("{text}改")),
        Value::Blob(bytes) => Value::Blob(bytes.iter().map(|byte| !byte).collect()),
        Value::Null | Value::Real(_) => Value::Integer(7),
    }
}

#[test]
fn untouched_it_verifies() {
    let office = tampered(|_| ());
    let told = office.say("verify").ok();
    assert!(
        told.starts_with("台账完好：23 条记录首尾相连，5 项任务与记录一致，4 个文件内容无误。"),
        "{told}"
    );
    let told = office.say(&format!("verify --against {}", WHOLE.1)).ok();
    assert!(told.contains("相符"), "{told}");
}

/// Where the clock runs in UTC the text of an entry says `Z`, and the column does not.
#[test]
fn in_every_time_zone_it_verifies() {
    for moment in [
        "2022-03-15T09:00:00Z",
        "2022-03-15T09:00:00+00:00",
        "2022-03-15T09:00:00-05:30",
        "2022-03-15T09:00:00.25+08:00",
    ] {
        let mut office = Office::new();
        office.variable("LEDGER_CLOCK", moment);
        office.say("add 开会多 --year 2021").ok();
        assert!(office.say("verify").ok().contains("台账完好"), "{moment}");
        let other = office.sqlite();
        other.execute_batch(TRIGGERS).unwrap();
        let sql = "update entry set at = replace(at, '09:', '10:')";
        assert_eq!(other.execute(sql, []), Ok(1));
        other.execute_batch(&triggers()).unwrap();
        assert_eq!(office.say("verify").code, 3, "{moment}");
    }
}

#[test]
fn every_column_of_a_task() {
    let columns = columns("task");
    assert!(columns.len() > 40);
    for column in columns {
        let err = found(|other| {
            let sql = format!("select {column} from task where number = 1");
            let value: Value = other.query_row(&sql, [], |row| row.get(0)).unwrap();
            let new = match (&value, column.as_str()) {
                (Value::Null, "prior" | "origin_paragraph" | "merged_into" | "wording_entry") => {
                    Value::Integer(7)
                }
                (Value::Null, _) => Value::Text("[]".to_owned()),
                (_, "id") => Value::Integer((1 << 32) + 99),
                // A row can't name a unit that isn't there.
                (_, "unit") => {
                    other
                        .execute("insert into unit (id, ledger_id) values (2, 'x')", [])
                        .unwrap();
                    Value::Integer(2)
                }
                _ => other_value(&value),
            };
            let sql = format!("update task set {column} = ?1 where number = 1");
            assert_eq!(other.execute(&sql, [new]).unwrap(), 1, "{column}");
        });
        let place = match column.as_str() {
            "id" => "第 1 项任务不见了".to_owned(),
            column => format!("（{column}）与留痕不一致"),
        };
        assert!(err.contains(&place), "{column}: {err}");
    }
}

#[test]
fn tasks_that_vanish_or_appear() {
    assert!(found_sql("delete from task where number = 2").contains("第 2 项任务不见了"));
    let copied = found(|other| {
        let columns = columns("task")
            .into_iter()
            .map(|column| match column.as_str() {
                "id" => "id + 8".to_owned(),
                "number" => "10".to_owned(),
                _ => column,
            });
        let columns: Vec<String> = columns.collect();
        let sql = format!(
            "insert into task select {} from task where number = 2",
            columns.join(", ")
        );
        other.execute(&sql, []).unwrap();
    });
    assert!(copied.contains("第 10 项任务没有任何留痕"), "{copied}");
}

#[test]
fn every_column_of_an_entry() {
    for column in columns("entry") {
        let err = found(|other| {
            let sql = format!("select {column} from entry where sequence = 9");
            let value: Value = other.query_row(&sql, [], |row| row.get(0)).unwrap();
            let new = match column.as_str() {
                "id" => Value::Integer((1 << 32) + 99),
                "unit" => {
                    other
                        .execute("insert into unit (id, ledger_id) values (2, 'x')", [])
                        .unwrap();
                    Value::Integer(2)
                }
                _ => other_value(&value),
            };
            let sql = format!("update entry set {column} = ?1 where sequence = 9");
            assert_eq!(other.execute(&sql, [new]).unwrap(), 1, "{column}");
        });
        let place = match column.as_str() {
            "id" => "第 9 条记录不见了".to_owned(),
            "body" | "digest" => "第 9 条记录的摘要对不上".to_owned(),
            column => format!("（{column}）与正文不一致"),
        };
        assert!(err.contains(&place), "{column}: {err}");
    }
    // An entry of the ledger itself gets a task.
    assert!(
        found_sql("update entry set task = 1 where sequence = 1")
            .contains("第 1 条记录的“任务编号”")
    );
}

#[test]
fn one_byte_of_a_body() {
    let err = found_sql("update entry set body = replace(body, '何平', '何干') where sequence = 8");
    assert!(err.contains("第 8 条记录的摘要对不上"), "{err}");
    let err = found_sql("update entry set body = body || ' ' where sequence = 23");
    assert!(err.contains("第 23 条记录的摘要对不上"), "{err}");
    let err = found_sql("update entry set body = 'x' where sequence = 3");
    assert!(err.contains("第 3 条记录的正文读不出来"), "{err}");
    let err = found_sql("update entry set body = cast(x'FF00' as text) where sequence = 3");
    assert!(err.contains("第 3 条记录的正文读不出来"), "{err}");
}

#[test]
fn entries_removed() {
    assert!(found_sql("delete from entry where sequence = 1").contains("第 1 条记录不见了"));
    assert!(found_sql("delete from entry where sequence = 12").contains("第 12 条记录不见了"));
    // The last entry concerns a task: its row tells.
    let err = found_sql("delete from entry where sequence > 21");
    assert!(err.contains("第 2 项任务的"), "{err}");
    let err = found_sql("delete from entry");
    assert!(err.contains("第 1 项任务没有任何留痕"), "{err}");
}

#[test]
fn a_gap_is_told_once_however_wide() {
    let err = found_sql("delete from entry where sequence between 4 and 7");
    assert!(err.contains("第 4 至 7 条记录不见了"), "{err}");
    // An entry from far away: told at once, and not number by number.
    let far = "insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
        select (unit << 32) + 4000000000, unit, 4000000000, task, at, who, kind, body, digest
        from entry where sequence = 9";
    let begun = std::time::Instant::now();
    let err = found_sql(far);
    assert!(err.contains("第 24 至 3999999999 条记录不见了"), "{err}");
    assert_eq!(err.matches("不见了").count(), 1, "{err}");
    assert!(err.len() < 4_000, "{err}");
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn entries_swapped() {
    let err = found(|other| {
        other
            .execute_batch(
                "update entry set id = id + 1000 where sequence = 9;
                update entry set id = id - 1 where sequence = 10;
                update entry set id = id - 999 where id % 1000000 > 1000 and sequence = 9;",
            )
            .unwrap();
    });
    assert!(err.contains("第 9 条记录"), "{err}");
    let err = found(|other| {
        other
            .execute_batch(
                "create temp table two as select sequence, body, digest from entry where sequence in (9, 10);
                update entry set (body, digest) = (select body, digest from two where two.sequence = 19 - entry.sequence)
                where sequence in (9, 10);",
            )
            .unwrap();
    });
    assert!(err.contains("第 9 条记录的摘要对不上"), "{err}");
}

#[test]
fn entries_inserted() {
    let copy = "insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
        select id + 15, unit, sequence + 15, task, at, who, kind, body, digest from entry where sequence = 9";
    let err = found_sql(copy);
    assert!(err.contains("第 24 条记录的摘要对不上"), "{err}");
    // Between two others: those behind move up.
    let err = found(|other| {
        other
            .execute_batch(
                "update entry set id = id + 100, sequence = sequence + 100 where sequence >= 9;
                update entry set id = id - 99, sequence = sequence - 99 where sequence >= 109;
                insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
                select id - 1, unit, 9, task, at, who, kind, body, digest from entry where sequence = 10;",
            )
            .unwrap();
    });
    assert!(err.contains("第 10 条记录"), "{err}");
}

#[test]
fn kept_bytes() {
    let photo = &Digest::of(b"JPG").to_string()[..16];
    let changed = found_sql("update blob set bytes = x'4A5048' where size = 3");
    assert!(
        changed.contains(&format!("文件 {photo}… 的内容被改动过")),
        "{changed}"
    );
    let removed = found_sql("delete from blob where size = 3");
    assert!(
        removed.contains(&format!("文件 {photo}… 的内容不见了")),
        "{removed}"
    );
    let emptied = found_sql("update blob set bytes = null where size = 3");
    assert!(
        emptied.contains(&format!("文件 {photo}… 的内容不见了")),
        "{emptied}"
    );
    let renamed = found_sql("update blob set sha256 = x'00' where size = 3");
    assert!(renamed.contains("没有任何留痕"), "{renamed}");
    assert!(
        renamed.contains(&format!("文件 {photo}… 的内容不见了")),
        "{renamed}"
    );
}

#[test]
fn the_guard_rail_taken_away() {
    let office = tampered(|_| ());
    office.sqlite().execute_batch(TRIGGERS).unwrap();
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.err.contains("entry_is_never_changed"), "{}", ran.err);
}

#[test]
fn an_index_that_leaves_a_row_out() {
    let err = found(|other| {
        other
            .execute_batch(
                "pragma writable_schema = on;
                update sqlite_schema set sql = replace(sql, 'task (unit, year', 'task (unit, due')
                where name = 'task_by_year';",
            )
            .unwrap();
    });
    assert!(err.contains("task_by_year"), "{err}");
}

#[test]
fn the_ledgers_own_id() {
    let err = found_sql("update unit set ledger_id = 'another'");
    assert!(err.contains("第 1 条记录的摘要对不上"), "{err}");
}
