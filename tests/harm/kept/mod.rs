//! Ledgers written by every released schema version, kept as they were: each opens, verifies, tells
//! the same history, and can be written on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::office::{LEDGER, MATERIAL, Office};
use model::digest::Digest;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

const V1: &[u8] = include_bytes!("v1.db");
const V2: &[u8] = include_bytes!("v2.db");
const V3: &[u8] = include_bytes!("v3.db");
const V4: &[u8] = include_bytes!("v4.db");
const V5: &[u8] = include_bytes!("v5.db");
const V6: &[u8] = include_bytes!("v6.db");
/// Its check code as it was printed then, with 64 bits: it stands for ever.
const V1_CODE: &str = "11-13bc63f24f3df191";
const V2_CODE: &str = "25-025f433736c49c02";
const V3_CODE: &str = "26-602dc8912e0790ca";
const V4_CODE: &str = "27-f9a657fa8470e3ae";
/// One of the present length.
const V5_CODE: &str = "27-1fb3-d02c-3e63-3ac4-c416-31fa-33b6-fa5f";
const V6_CODE: &str = "27-a0bb-73c2-f8c0-5866-da31-ee74-93e6-5ef8";

fn kept(bytes: &[u8]) -> Office {
    let office = Office::new();
    office.file(LEDGER, bytes);
    office
}

/// A short code of before is still checked, and said to be weak.
fn stands(office: &Office, code: &str) {
    let ran = office.say(&format!("verify --against {code}"));
    assert!(ran.err.contains("较早的短校验码，只有64位"), "{}", ran.err);
    let told = ran.ok();
    assert!(told.contains(&format!("校验码 {code} 相符")), "{told}");
    let long = told.lines().find_map(|line| line.strip_prefix("校验码 "));
    assert_eq!(long.map(str::len), Some(2 + 8 * 5), "{told}");
    let ran = office.say(&format!("verify --against {}", long.unwrap()));
    assert!(!ran.err.contains("短校验码"), "{}", ran.err);
    ran.ok();
}

#[test]
fn version_1() {
    let office = kept(V1);
    let told = office.say("verify").ok();
    assert!(told.contains("台账完好"), "{told}");
    stands(&office, V1_CODE);
    assert!(office.db_bytes() == V1, "looking at it leaves it as it was");
    assert!(office.say("list").ok().contains("读书笔记写得多、用得少"));
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

/// What [`V6`] was made of, on the day this schema came (those before without what they knew nothing of): `LEDGER_KEEP=FILE cargo test --test harm kept`
/// writes such a file of the present schema.
const LINES: &str = "init --name 清河区图书馆 --team 馆领导班子
    import 材料.txt --source 自查
    add 往年的 --year 2020
    meeting --year 2021 --held-on 2022-01-20
    member 何平 --post 馆长 --order 1
    edit 1 --external XC-2022-017
    edit 1-2 --lead 何平 --dept 读者部 --owner 周敏 --due 6月底前 --measure 列出清单
    dispatch --out 下发
    backup 备份/副本.db
    @2022-04-01
    log 1 开了会 --figure 开会=30余次
    log 1 印发《读书笔记办法》，开会讲了一遍 --told 印发《读书笔记办法》
    attach 1 照片.jpg
    attach 2 误传.txt
    extend 2 --due 9月底前 --reason 忙 --approved-by 馆务会
    submit 1 --outcome 用起来了
    return 1 --reason 缺纪要
    close 1 --outcome 《借阅规则》修订完成 --verifier 馆务会 --basis 纪要第8号
    edit 1 --wording 已改。
    retract 3 --reason 重复 --into 4
    link 1 --prior 5
    config policy strict
    backup 备份/副本.db
    restore 备份/副本.db -y
    log 2 开了两次会
    expunge 误传 --reason 误传 -y
    backup 备份/副本.db";

#[test]
fn a_ledger_worth_keeping_is_made_and_whole() {
    let mut office = Office::new();
    let wrong = "误传";
    office
        .file("材料.txt", MATERIAL)
        .file("照片.jpg", "JPG")
        .file("误传.txt", wrong);
    std::fs::create_dir(office.path("备份")).unwrap();
    let digest = model::digest::Digest::of(wrong.as_bytes()).to_string();
    office.done(&LINES.replace("expunge 误传", &format!("expunge {digest}")));
    assert!(office.say("verify").ok().contains("台账完好"));
    if let Some(target) = std::env::var_os("LEDGER_KEEP") {
        std::fs::write(target, office.db_bytes()).unwrap();
    }
}

#[test]
fn version_2() {
    let office = kept(V2);
    let ran = office.say("verify");
    assert!(
        ran.err.contains("最近一份备份（2022年4月1日 09:00）已不在"),
        "{}",
        ran.err
    );
    let told = ran.ok();
    assert!(told.contains("台账完好"), "{told}");
    stands(&office, V2_CODE);
    assert!(told.contains("另有 1 个文件的内容按留痕已销毁"), "{told}");
    let history = office.say("history").ok();
    for what in ["还原：用备份 副本.db", "销毁内容", "延期至9月底前", "会议"] {
        assert!(history.contains(what), "{what}: {history}");
    }
    assert!(office.say("collect --status").ok().contains("读者部"));
    assert!(office.say("show 1").ok().contains("照片.jpg"));
    office.say("evidence --out 佐证").ok();
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

#[test]
fn version_3() {
    let office = kept(V3);
    let told = office.say("verify").ok();
    assert!(told.contains("台账完好"), "{told}");
    stands(&office, V3_CODE);
    let shown = office.say("show 1").ok();
    for what in ["XC-2022-017", "开会30余次"] {
        assert!(shown.contains(what), "{what}: {shown}");
    }
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

#[test]
fn version_4() {
    let mut office = kept(V4);
    office.on("2022-04-02");
    let told = office.say("verify").ok();
    assert!(told.contains("台账完好"), "{told}");
    stands(&office, V4_CODE);
    let shown = office.say("show 1").ok();
    for what in [
        "制定《读书笔记办法》",
        "报送：印发《读书笔记办法》",
        "修订《借阅规则》",
    ] {
        assert!(shown.contains(what), "{what}: {shown}");
    }
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

#[test]
fn version_5() {
    let mut office = kept(V5);
    office.on("2022-04-02");
    let told = office.say("verify").ok();
    assert!(told.contains("台账完好"), "{told}");
    let told = office.say(&format!("verify --against {V5_CODE}")).ok();
    assert!(told.contains(&format!("校验码 {V5_CODE} 相符")), "{told}");
    // What counts need was not kept then: it is made of what there is, past days too.
    for (line, told) in [
        ("stats", "个问题"),
        ("list --dept 读者部 --sort changed", "读书笔记写得多"),
        (
            "--today 2022-03-20 list --status 已销号",
            "没有符合条件的任务",
        ),
    ] {
        let ran = office.say(line).ok();
        assert!(ran.contains(told), "{line}: {ran}");
    }
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

#[test]
fn version_6() {
    let mut office = kept(V6);
    office.on("2022-08-02");
    let told = office.say(&format!("verify --against {V6_CODE}")).ok();
    assert!(told.contains(&format!("校验码 {V6_CODE} 相符")), "{told}");
    // Whom to urge was not kept then.
    let told = office.say("remind --idle 60").ok();
    for what in ["60天以上没有进展", "123天没有进展"] {
        assert!(told.contains(what), "{what}: {told}");
    }
    office.say("log 2 又开了会").ok();
    office.say("verify").ok();
}

/// Notes and outcomes written before schema 4 tell of institutions too: the step reads them into the rows.
#[test]
fn older_notes_tell_of_institutions() {
    let mut office = kept(V3);
    office.on("2022-04-02");
    let (sequence, digest) = office
        .sqlite()
        .query_row(
            "select sequence, digest from entry order by id desc limit 1",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)),
        )
        .unwrap();
    let data = r#""kind":"progressed","data":{"on":"2022-04-01","text":"制定《书车办法》"}"#;
    let outcome = r#""kind":"edited","data":[{"field":"outcome","text":"修订《借阅规则》"}]"#;
    let mut previous = Digest::from_slice(&digest).unwrap();
    for (sequence, data) in (sequence + 1..).zip([data, outcome]) {
        let when = "2022-04-01T09:00:00+08:00";
        let body =
            format!(r#"{{"sequence":{sequence},"task":2,"when":"{when}","who":"周敏",{data}}}"#);
        previous = Digest::chained(&previous, &body);
        let kind = if data == outcome {
            "edited"
        } else {
            "progressed"
        };
        let entry = params![
            (1_i64 << 32) + sequence,
            sequence,
            when,
            kind,
            body,
            previous.as_bytes()
        ];
        office
            .sqlite()
            .execute(
                "insert into entry (id, unit, sequence, task, at, who, kind, body, digest)
                    values ($1, 1, $2, 2, $3, '周敏', $4, $5, $6)",
                entry,
            )
            .unwrap();
    }
    // As the program of that schema left the row.
    office
        .sqlite()
        .execute_batch(&format!(
            r#"update task set outcome = '修订《借阅规则》', last_entry = {}, progress = json_insert(progress, '$[#]',
                json('{{"entry":{},"date":"2022-04-01","text":"制定《书车办法》"}}')) where number = 2"#,
            sequence + 2,
            sequence + 1,
        ))
        .unwrap();
    office.say("verify").ok();
    let shown = office.say("show 2").ok();
    let told = "制度成果　制定《书车办法》（2022-04-01）、修订《借阅规则》（2022-04-01）";
    assert!(shown.contains(told), "{shown}");
}

/// Every table, index and trigger with its text, and every column of each.
fn schema(db: &Connection) -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    for sql in [
        "select type, name, tbl_name, sql from sqlite_schema order by type, name",
        "select t.name, c.* from sqlite_schema t, pragma_table_xinfo(t.name) c
            where t.type = 'table' order by t.name, c.cid",
        "select t.name, i.* from sqlite_schema t, pragma_index_xinfo(t.name) i
            where t.type = 'index' order by t.name, i.seqno",
        "select t.name, f.* from sqlite_schema t, pragma_foreign_key_list(t.name) f
            where t.type = 'table' order by t.name, f.id, f.seq",
        "select * from pragma_user_version",
        "select * from pragma_application_id",
    ] {
        let mut statement = db.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..columns).map(|i| row.get(i)).collect())
            .unwrap();
        all.extend(rows.collect::<Result<Vec<Vec<Value>>, _>>().unwrap());
    }
    all
}

#[test]
fn an_older_schema_becomes_exactly_the_present_one() {
    let new = Office::new();
    new.say("add 一件 --year 2021").ok();
    let new = schema(&new.sqlite());
    assert!(new.len() > 60, "{}", new.len());
    for bytes in [V1, V2, V3, V4, V5, V6] {
        let old = kept(bytes);
        old.say("list").ok();
        assert_eq!(schema(&old.sqlite()), new);
    }
}

fn upgraded(number: &str) -> String {
    let stem = LEDGER.trim_end_matches(".db");
    format!("{stem}-升级前-1{number}.db")
}

#[test]
fn an_older_ledger_is_kept_as_it_was_before_it_is_brought_to_the_present_schema() {
    let office = kept(V1);
    let ran = office.say("list");
    let told = format!(
        "台账已升级到本版本的格式，升级前的原样留在 {}",
        upgraded("")
    );
    assert!(ran.err.contains(&told), "{}", ran.err);
    assert_eq!(office.say("list").err, "", "told once");
    let before = Connection::open(office.path(&upgraded(""))).unwrap();
    for (db, version) in [(&before, 1), (&office.sqlite(), 7)] {
        let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("pragma user_version"), version);
        assert_eq!(number("select count(*) from entry"), 11);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let kept = std::fs::metadata(office.path(&upgraded(""))).unwrap();
        assert_eq!(kept.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_was_kept_before_another_upgrade_stays() {
    let office = kept(V1);
    office.file(&upgraded(""), "另一个文件");
    office.say("list").ok();
    assert_eq!(office.read(&upgraded("")), "另一个文件");
    let second = std::fs::read(office.path(&upgraded("-2"))).unwrap();
    // The same once more, as after an upgrade that was cut short: one copy of it is enough.
    office.file(LEDGER, V1);
    office.say("list").ok();
    assert!(std::fs::read(office.path(&upgraded("-2"))).unwrap() == second);
    assert!(!office.path(&upgraded("-3")).exists());
}

#[test]
fn an_older_backup_is_gone_back_to_and_stays_as_it_was() {
    let office = Office::new();
    office.file("旧备份.db", V1);
    office.say("add 新台账的事 --year 2021").ok();
    office.say("restore 旧备份.db -y").ok();
    assert!(office.say("verify").ok().contains("12 条记录首尾相连"));
    assert!(std::fs::read(office.path("旧备份.db")).unwrap() == V1);
    let names = std::fs::read_dir(office.folder()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!names.collect::<String>().contains("升级前"));
}

#[test]
fn two_that_upgrade_at_once() {
    let office = kept(V1);
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
            command.args(["log", "2", "开会", "--quiet"]);
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(office.say("verify").ok().contains("15 条记录首尾相连"));
    assert!(!office.path(&upgraded("-2")).exists());
}

/// Packets of the format before, and of the present one: they are taken for ever. The oldest stand in
/// `tests/fuzz_corpus/packets`.
#[test]
fn packets_of_every_format() {
    let office = Office::new();
    office
        .file("三.ledgerpack", include_bytes!("v3.ledgerpack"))
        .file("四.ledgerpack", include_bytes!("v4.ledgerpack"));
    office
        .say("--actor 何平 init --name 清河区图书馆 --code B01")
        .ok();
    office.say("gather 三.ledgerpack 四.ledgerpack").ok();
    for code in ["A03-1", "A04-1"] {
        let shown = office.say(&format!("show {code}")).ok();
        for what in ["座位不够", "制定《座位管理办法》", "照片.jpg", "座位够了"]
        {
            assert!(shown.contains(what), "{code} {what}: {shown}");
        }
    }
    let told = office.say("verify").ok();
    assert!(told.contains("汇总来的 2 份留痕"), "{told}");
    // What came along is sealed: it can't be taken away any more.
    let other = office.sqlite();
    assert_eq!(other.execute("delete from blob", []), Ok(1));
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.err.contains("存入的第 1 个文件被删去"), "{}", ran.err);
}
