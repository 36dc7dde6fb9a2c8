//! Several hands at one ledger in PostgreSQL, by the program: commands and pages of two clerks. A private one is
//! started where it is installed.

use std::path::PathBuf;
use std::process::{Command, Output};

use store::{DEFAULT_WAIT, Store};
use tempfile::TempDir;

use crate::common::program::Program;
use crate::engine::Engine;

/// A clerk at a machine of his own.
struct Clerk<'e> {
    engine: &'e Engine,
    role: String,
    home: TempDir,
}

impl<'e> Clerk<'e> {
    fn new(engine: &'e Engine, group: &str) -> Self {
        let (role, home) = (engine.role(group), tempfile::tempdir().expect("a folder"));
        Self { engine, role, home }
    }

    fn says(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
            .args([
                "--db",
                &self.engine.address(&self.role),
                "--actor",
                &self.role,
            ])
            .args(words)
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env_remove("XDG_DATA_HOME")
            .output()
            .expect("the program")
    }

    fn done(&self, words: &[&str]) -> String {
        let done = self.says(words);
        assert!(done.status.success(), "{words:?}: {done:?}");
        String::from_utf8(done.stdout).expect("UTF-8")
    }

    fn refused(&self, words: &[&str], why: &str) {
        let done = self.says(words);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            !done.status.success() && said.contains(why),
            "{words:?}: {said}"
        );
    }
}

/// The working copies that a clerk has.
fn copies(clerk: &Clerk<'_>) -> Vec<PathBuf> {
    let kept = clerk.home.path().join(".local/share/ledger");
    let all = std::fs::read_dir(kept).expect("a folder");
    all.map(|one| one.expect("a file").path()).collect()
}

/// Lets all of these work on the ledger of the first.
fn together(engine: &Engine, clerks: &[&Clerk<'_>]) {
    let sql = "insert into ledger.account select $1::text::name, ledger from ledger.account where role = $2::text::name";
    let [first, others @ ..] = clerks else { return };
    for other in others {
        engine
            .sql("owner")
            .execute(sql, &[&other.role, &first.role])
            .expect("an account");
    }
}

#[test]
fn two_clerks_work_on_one_ledger_and_a_leader_looks() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    let writer = Clerk::new(&engine, "ledger_writer");
    let reader = Clerk::new(&engine, "ledger_reader");
    // Who begins one by himself keeps a second beside that of the others.
    writer.refused(&["list"], "请管理数据库的人把这个账号写进去");
    writer.refused(
        &["add", "理论学习不深入", "--year", "2022"],
        "这个账号不能这样办",
    );
    // A file that was left empty is of no ledger yet.
    let kept = writer.home.path().join(".local/share/ledger");
    let alone = Store::open_or_create(&kept.join("空.db"), DEFAULT_WAIT, || "empty".to_owned());
    drop(alone.expect("a file"));
    keeper.done(&["add", "理论学习不深入", "--year", "2022"]);
    together(&engine, &[&keeper, &writer, &reader]);
    writer.done(&["list"]);
    let copy = copies(&writer)
        .into_iter()
        .find(|file| !file.ends_with("空.db"))
        .expect("a copy");
    std::fs::rename(kept.join("空.db"), copy).expect("a file");
    writer.done(&["log", "1", "开了三次会"]);
    keeper.done(&["log", "1", "补了笔记"]);
    let seen = reader.done(&["show", "1"]);
    assert!(
        seen.contains("开了三次会") && seen.contains("补了笔记") && seen.contains(&writer.role),
        "{seen}"
    );
    reader.refused(&["log", "1", "看过了"], "这个账号不能这样办");
    assert!(!reader.done(&["show", "1"]).contains("看过了"));
    let code = |clerk: &Clerk<'_>| {
        let said = clerk.done(&["verify"]);
        said.lines()
            .find(|line| line.starts_with("校验码"))
            .map(str::to_owned)
            .expect("a code")
    };
    assert_eq!(code(&keeper), code(&writer));
    keeper.refused(&["restore", "没有.db"], "不用文件还原");
    // What the clerk typed wrongly is erased for all of them, in the database too.
    writer.done(&["log", "1", "电话 13800000000"]);
    writer.refused(
        &["expunge", "--entry", "4", "--reason", "写了电话", "-y"],
        "这个账号不能这样办",
    );
    keeper.done(&["expunge", "--entry", "4", "--reason", "写了电话", "-y"]);
    assert!(!writer.done(&["show", "1"]).contains("138"));
    let left = "select count(*) from ledger.entry where body like '%138%'";
    let left: i64 = engine
        .sql("owner")
        .query_one(left, &[])
        .expect("a count")
        .get(0);
    assert_eq!(left, 0);
    assert_eq!(code(&keeper), code(&reader));
}

/// What others keep there is known to a machine that has no copy of it yet, whatever is asked first.
#[test]
fn the_first_command_of_a_new_machine_knows_what_is_there() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    let table = keeper.home.path().join("登记表.csv");
    let rows = "存在问题,责任部门\n窗口办理慢,政务科\n材料多,督查室\n";
    std::fs::write(&table, rows).expect("a file");
    let file = table.to_str().expect("text");
    keeper.done(&["import", file, "--year", "2022", "-y"]);
    keeper.done(&["config", "policy", "strict"]);
    let firsts: [(&[&str], &str); 4] = [
        (&[], "未启动"),
        (&["import", file, "--year", "2022", "-y"], "没有新"),
        (&["config", "policy"], "strict"),
        (&["list"], "窗口办理慢"),
    ];
    for (words, told) in firsts {
        let other = Clerk::new(&engine, "ledger_keeper");
        together(&engine, &[&keeper, &other]);
        let done = other.says(words);
        let said = [done.stdout, done.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains(told), "{words:?}: {said}");
    }
    assert_eq!(keeper.done(&["list"]).matches("材料多").count(), 1);
}

#[test]
fn a_working_copy_that_can_not_be_gone_on_from_is_made_anew() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    keeper.done(&["add", "理论学习不深入", "--year", "2022"]);
    let copy = copies(&keeper).remove(0);
    // Somebody went on in the copy itself.
    let alone = Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
        .args(["--db".as_ref(), copy.as_os_str()])
        .args(["add", "自己记的", "--year", "2022"])
        .output()
        .expect("the program");
    assert!(alone.status.success(), "{alone:?}");
    let done = keeper.says(&["add", "调研不够", "--year", "2022"]);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        done.status.success() && said.contains("对不上1.db"),
        "{said}"
    );
    let seen = keeper.done(&["list"]);
    assert!(
        seen.contains("调研不够") && !seen.contains("自己记的"),
        "{seen}"
    );
    // And the disk lost what was in it.
    std::fs::write(&copy, "x".repeat(5000)).expect("a file");
    let seen = keeper.done(&["list"]);
    assert!(
        seen.contains("理论学习不深入") && seen.contains("调研不够"),
        "{seen}"
    );
    assert_eq!(copies(&keeper).len(), 3);
}

#[test]
fn a_ledger_that_was_kept_alone_moves_in() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    let alone = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        let command = command
            .args(["--db", "台账.db", "--actor", "周敏"])
            .args(words);
        let done = command
            .current_dir(keeper.home.path())
            .output()
            .expect("the program");
        assert!(done.status.success(), "{done:?}");
    };
    alone(&["add", "理论学习不深入", "--year", "2022"]);
    std::fs::write(keeper.home.path().join("纪要.txt"), "纪要".repeat(700_000)).expect("a file");
    alone(&["attach", "1", "纪要.txt"]);
    let moves = || {
        Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
            .args([
                "database",
                "move-in",
                &engine.address(&keeper.role),
                "--db",
                "台账.db",
            ])
            .current_dir(keeper.home.path())
            .output()
            .expect("the program")
    };
    let said = moves();
    assert!(said.status.success(), "{said:?}");
    assert!(moves().status.success(), "twice is once");
    let other = Clerk::new(&engine, "ledger_writer");
    together(&engine, &[&keeper, &other]);
    assert!(other.done(&["show", "1"]).contains("纪要.txt"));
    other.done(&["evidence", "--out", "佐证"]);
    assert!(other.done(&["verify"]).contains("1 个文件内容无误"));
}

#[test]
fn a_page_shows_what_another_clerk_did() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    keeper.done(&["add", "理论学习不深入", "--year", "2022"]);
    let other = Clerk::new(&engine, "ledger_writer");
    together(&engine, &[&keeper, &other]);
    let address = engine.address(&other.role);
    let place = tempfile::tempdir().expect("a folder");
    let home = place.path().to_string_lossy().into_owned();
    let program = Program::at(place, &[("LEDGER_DB", &address), ("HOME", &home)]);
    let session = program.session();
    let seen = session.get("/tasks").text();
    assert!(seen.contains("理论学习不深入"), "{seen}");
    keeper.done(&["add", "调研不够", "--year", "2022"]);
    assert!(session.get("/tasks").text().contains("调研不够"));
}

#[test]
fn what_is_wrong_with_the_address_is_told() {
    let Some(engine) = Engine::start() else {
        return;
    };
    let keeper = Clerk::new(&engine, "ledger_keeper");
    let address = engine.address(&keeper.role);
    let elsewhere = address.replace("/t", "/none");
    let stranger = engine.address("nobody_at_all");
    for (address, why) in [
        (elsewhere.as_str(), "没有叫这个名称的数据库"),
        (stranger.as_str(), "不让这个账号进去"),
        ("postgres:zhou", "地址看不懂"),
        ("postgres://", "数据库"),
    ] {
        let done = Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
            .args(["--db", address, "list"])
            .env("HOME", keeper.home.path())
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            !done.status.success() && said.contains(why),
            "{address}: {said}"
        );
    }
    // What is typed wrongly is answered in the clerk's words.
    for words in [
        &["database"][..],
        &["database", "make"],
        &["database", "move-in"],
    ] {
        let done = Command::new(env!("CARGO_BIN_EXE_ledger-desk"))
            .args(words)
            .output();
        let done = done.expect("the program");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            said.contains("写法：") && !said.contains("Usage"),
            "{words:?}: {said}"
        );
        assert_eq!(done.status.code(), Some(2));
    }
    let helps = [
        &["serve", "--help"][..],
        &["database", "--help"],
        &["database", "make", "--help"],
        &["database", "move-in", "--help"],
    ];
    for words in helps {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ledger-desk"));
        let done = command.args(words).output().expect("the program");
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(said.contains("用法：") && done.status.success(), "{said}");
        assert!(
            !said.contains("OPTIONS") && !said.contains("Print"),
            "{said}"
        );
    }
}
