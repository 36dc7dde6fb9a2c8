//! Files that are not what they should be.

use insta::assert_snapshot;

use super::{all, refused, said};
use crate::office::{LEDGER, MATERIAL, Office, Ran, started};

#[test]
fn documents_that_cannot_be_read() {
    let office = Office::with_material();
    std::fs::create_dir(office.path("夹")).unwrap();
    office
        .file("图.txt", [0x89, b'P', b'N', b'G', 0, 1, 2, 3, 0, 0])
        .file("空.txt", "");
    let said = all(
        &office,
        1,
        &[
            "import 没有.txt",
            "import 夹",
            "import 图.txt",
            "import 空.txt",
            "attach 1 没有.jpg",
            "attach 1 夹",
            "attach 1 空.txt",
            "close 1 --evidence 没有.jpg",
            "log 1 做了 --evidence 没有.jpg",
        ],
    );
    assert_snapshot!(said, @r#"
    $ ledger import 没有.txt
    错误：文件 没有.txt 不存在
    $ ledger import 夹
    错误：夹 是文件夹，不是文件
    提示：把其中的文件逐个写出来
    $ ledger import 图.txt
    错误：文件 图.txt 是图片，不能直接导入
    提示：可以导入的是 txt、md、docx、doc、odt 和网页文件
    $ ledger import 空.txt
    错误：文件 空.txt 是空的
    $ ledger attach 1 没有.jpg
    错误：文件 没有.jpg 不存在
    $ ledger attach 1 夹
    错误：夹 是文件夹，不是文件
    提示：把其中的文件逐个写出来
    $ ledger attach 1 空.txt
    错误：文件 空.txt 是空的
    $ ledger close 1 --evidence 没有.jpg
    错误：文件 没有.jpg 不存在
    $ ledger log 1 做了 --evidence 没有.jpg
    错误：文件 没有.jpg 不存在
    "#);
}

#[test]
fn evidence_has_a_limit() {
    let office = Office::with_material();
    let file = std::fs::File::create(office.path("录像.mp4")).unwrap();
    file.set_len(51 * 1024 * 1024).unwrap();
    assert_snapshot!(refused(&office, "attach 1 录像.mp4", 1), @r#"
    错误：文件 录像.mp4 有 51 MB，佐证材料每个不超过 50 MB
    "#);
}

#[test]
fn a_ledger_that_is_not_there() {
    let office = Office::new();
    for line in [
        "list",
        "show 1",
        "edit 1 --dept 办公室",
        "history",
        "verify",
        "export",
        "undo",
    ] {
        let said = refused(&office, line, 1);
        assert!(
            said.starts_with("错误：还没有台账：台账.db\n提示："),
            "{line}: {said}"
        );
        assert!(!office.db().exists());
    }
}

#[test]
fn files_that_are_no_ledger() {
    let office = Office::new();
    office.file(LEDGER, "我不是台账，只是一份文字");
    let text = refused(&office, "list", 1);
    let adding = refused(&office, "add 问题", 1);
    office.file(LEDGER, "");
    let empty = refused(&office, "list", 1);
    std::fs::remove_file(office.db()).unwrap();
    std::fs::create_dir(office.db()).unwrap();
    let folder = refused(&office, "list", 1);
    std::fs::remove_dir(office.db()).unwrap();
    office
        .sqlite()
        .execute_batch("create table t (x); pragma user_version = 1")
        .unwrap();
    let foreign = refused(&office, "list", 1);
    assert_snapshot!(text + &adding + &empty + &folder + &foreign, @r"
    错误：台账.db 不是台账文件
    提示：用 --db 指定正确的台账文件
    错误：台账.db 不是台账文件
    提示：用 --db 指定正确的台账文件
    错误：还没有台账：台账.db
    提示：用 ledger import 材料文件 导入对照检查材料，或用 ledger add 登记第一个问题
    错误：台账“台账.db”是文件夹，不是文件
    提示：用 --db 写一个文件的路径，如 --db D:\整改\台账.db
    错误：台账.db 不是台账文件
    提示：用 --db 指定正确的台账文件
    ");
}

#[test]
fn another_programs_database() {
    let office = Office::with_material();
    office
        .sqlite()
        .execute_batch("pragma application_id = 7")
        .unwrap();
    assert_snapshot!(refused(&office, "list", 1), @r#"
    错误：台账.db 不是台账文件
    提示：用 --db 指定正确的台账文件
    "#);
}

#[test]
fn a_newer_schema() {
    let office = Office::with_material();
    office
        .sqlite()
        .execute_batch("alter table unit add column later text; pragma user_version = 99")
        .unwrap();
    for line in ["list", "add 问题", "import 材料.txt", "verify"] {
        assert_eq!(refused(&office, line, 1), NEWER, "{line}");
    }
}

const NEWER: &str = "错误：台账 台账.db 由更新的版本写成（格式99，本程序只认识到格式7），未作任何改动\n提示：请升级本程序后再打开\n";

#[test]
fn an_entry_of_a_newer_version() {
    let office = Office::with_material();
    office
        .sqlite()
        .execute_batch(
            "drop trigger entry_is_never_changed;
            update entry set body = replace(body, '\"kind\":\"raised\"', '\"kind\":\"tweeted\"') where sequence = 2",
        )
        .unwrap();
    let said = refused(&office, "history", 1);
    assert!(
        said.contains("第2条记录（tweeted）由更新的版本写成"),
        "{said}"
    );
}

#[test]
fn a_damaged_file() {
    let office = Office::with_material();
    let mut bytes = office.db_bytes();
    for byte in &mut bytes[4096..] {
        *byte = 0x5A;
    }
    office.file(LEDGER, &bytes);
    let said = refused(&office, "list", 3);
    assert!(
        said.contains("台账 台账.db 读不出来，文件可能已损坏"),
        "{said}"
    );
    // What is cut short.
    let office = Office::with_material();
    let bytes = office.db_bytes();
    office.file(LEDGER, &bytes[..bytes.len() / 2]);
    refused(&office, "verify", 3);
}

#[test]
fn a_busy_ledger() {
    let mut office = Office::with_material();
    office.variable("LEDGER_WAIT", "1");
    let other = office.sqlite();
    other.execute_batch("begin exclusive").unwrap();
    // The file is not read meanwhile: that would end this process's own locks on it.
    let reading = said(&office.say("list"), "list", 1);
    let writing = said(&office.say("log 1 开会"), "log 1 开会", 1);
    assert_eq!(reading, writing);
    assert_snapshot!(reading, @r#"
    错误：台账 台账.db 正被占用，等了很久也没有等到，未作任何改动
    提示：稍后再试；若别的窗口停在询问处，请先答完
    "#);
    other.execute_batch("rollback; begin immediate").unwrap();
    office.say("list").ok();
    assert_eq!(said(&office.say("log 1 开会"), "log", 1), writing);
    other.execute_batch("rollback").unwrap();
    office.say("log 1 开会").ok();
}

#[test]
fn results_that_cannot_be_written() {
    let office = Office::with_material();
    let stdout = |line: &[&str]| {
        let full = std::fs::File::create("/dev/full").expect("/dev/full");
        let mut command = office.ledger();
        Ran::of(command.args(line).stdout(full).output().unwrap())
    };
    for line in [
        &["list"][..],
        &["export"],
        &["report", "--year", "2022"],
        &["show", "1"],
    ] {
        let ran = stdout(line);
        assert_eq!(ran.code, 1, "{line:?} {}", ran.err);
        let last = ran.err.lines().last().unwrap();
        assert_eq!(last, "错误：结果写不出去：写不下，磁盘已满", "{line:?}");
    }
    let ran = office.say("export -o 没有这个文件夹/台账.csv");
    let missing = said(&ran, "export", 1);
    std::fs::create_dir(office.path("夹.csv")).unwrap();
    let folder = said(&office.say("export -o 夹.csv"), "export", 1);
    assert_snapshot!(missing + &folder, @r#"
    错误：文件 没有这个文件夹/台账.csv 不存在
    错误：文件 夹.csv 是文件夹，不是文件
    "#);
    let left: Vec<_> = std::fs::read_dir(office.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let office = Office::with_material();
    let mut command = office.command("bash");
    let started = started().join("' '".as_ref());
    let script = format!(
        "set -o pipefail; '{}' history --format json | true",
        started.to_str().unwrap()
    );
    let ran = Ran::of(command.args(["-c", &script]).output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_document_given_twice_under_another_year_is_a_doubt() {
    let office = Office::new();
    office.file("材料.txt", MATERIAL);
    let ran = office.say("import 材料.txt --year 2020 --dry-run");
    assert!(
        ran.err
            .contains("材料写的是2021年度，按 --year 记入2020年度"),
        "{}",
        ran.err
    );
}
