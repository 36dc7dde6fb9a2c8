//! Places that can't be written: read-only files and folders, a full disk, a database.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use super::said;
use crate::office::{LEDGER, MATERIAL, Office, Ran};

/// Runs the ledger as nobody, who can't write what is read-only; root could.
fn as_nobody(office: &Office, line: &[&str]) -> Ran {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n");
    let binary = env!("CARGO_BIN_EXE_ledger");
    let mut command = if is_root {
        // Root's folders are closed to others: nobody gets the program in the office's own.
        // Copied by another process: one forked here meanwhile would hold the file open.
        let copied = Command::new("cp")
            .arg(binary)
            .arg(office.path("ledger"))
            .status();
        assert!(copied.is_ok_and(|status| status.success()));
        let mut command = office.command("setpriv");
        command.args([
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "./ledger",
        ]);
        command
    } else {
        office.command(binary)
    };
    Ran::of(
        command
            .args(line)
            .output()
            .expect("the ledger runs as nobody"),
    )
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_ledger() {
    let office = Office::with_material();
    mode(office.folder(), 0o777);
    mode(&office.db(), 0o444);
    let before = office.db_bytes();
    let listed = as_nobody(&office, &["list"]);
    assert_eq!(listed.code, 0, "reading needs no writing: {}", listed.err);
    let ran = as_nobody(&office, &["log", "1", "开会"]);
    assert_snapshot!(said(&ran, "log 1 开会", 1), @"
    错误：台账 台账.db 所在的文件或文件夹不能写入，未作任何改动
    提示：检查文件和文件夹的权限，或用 --db 换一个位置
    ");
    assert!(office.db_bytes() == before);
}

#[test]
fn an_old_ledger_that_can_not_be_brought_to_the_present_schema() {
    let office = Office::new();
    office.file("台账.db", include_bytes!("../../../harm/kept/v1.db"));
    mode(&office.db(), 0o666);
    mode(office.folder(), 0o755);
    let in_the_folder = as_nobody(&office, &["list"]);
    mode(office.folder(), 0o777);
    mode(&office.db(), 0o444);
    let the_file = as_nobody(&office, &["list"]);
    assert_eq!(said(&in_the_folder, "list", 1), said(&the_file, "list", 1));
    assert_snapshot!(said(&the_file, "list", 1), @"
    错误：台账 台账.db 由较早的版本写成（格式1），要先升级才能打开，可是文件或文件夹不能写入，未作任何改动
    提示：把它拷到能写的地方，再用 --db 指定；或由能写入的人打开一次
    ");
    assert!(office.db_bytes() == include_bytes!("../../../harm/kept/v1.db"));
    let checked = as_nobody(&office, &["verify"]);
    assert_eq!(
        checked.code, 0,
        "checking needs no writing: {}",
        checked.err
    );
}

#[test]
fn a_read_only_folder() {
    let office = Office::with_material();
    mode(&office.db(), 0o666);
    std::fs::create_dir(office.path("锁")).unwrap();
    std::fs::rename(office.db(), office.path("锁/台账.db")).unwrap();
    mode(office.folder(), 0o755);
    mode(&office.path("锁"), 0o555);
    let before = std::fs::read(office.path("锁/台账.db")).unwrap();
    let writing = as_nobody(&office, &["--db", "锁/台账.db", "log", "1", "开会"]);
    let creating = as_nobody(&office, &["--db", "锁/新的.db", "add", "问题"]);
    let exporting = as_nobody(
        &office,
        &["--db", "锁/台账.db", "export", "-o", "锁/表.csv"],
    );
    mode(&office.path("锁"), 0o755);
    let told = said(&writing, "锁/台账.db", 1)
        + &said(&creating, "锁/新的.db", 1)
        + &said(&exporting, "锁/表.csv", 1);
    assert_snapshot!(told, @"
    错误：台账 锁/台账.db 所在的文件或文件夹不能写入，未作任何改动
    提示：检查文件和文件夹的权限，或用 --db 换一个位置
    错误：台账 锁/新的.db 所在的文件或文件夹不能写入，未作任何改动
    提示：检查文件和文件夹的权限，或用 --db 换一个位置
    错误：文件 锁/表.csv 没有权限读写
    ");
    assert!(std::fs::read(office.path("锁/台账.db")).unwrap() == before);
    assert!(!office.path("锁/新的.db").exists());
}

#[test]
fn a_device_is_written_into_and_a_link_is_not_followed() {
    let office = Office::with_material();
    office.file("别人的.csv", "别人的");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, office.path(name)).unwrap();
    office.say("export -o /dev/null").ok();
    let device = std::fs::metadata("/dev/null").unwrap();
    assert!(!device.is_file(), "the device is still one");
    assert!(
        office
            .say("export -o /dev/stdout")
            .ok()
            .contains("存在问题")
    );
    // Anybody can put a link there, to a device too.
    link("/dev/null", "空.csv");
    office.say("export -o 空.csv").ok();
    assert!(office.read("空.csv").contains("存在问题"));
    link("别人的.csv", "表.csv");
    office.say("export -o 表.csv").ok();
    assert_eq!(office.read("别人的.csv"), "别人的");
    assert!(office.read("表.csv").contains("存在问题"));
}

#[test]
fn a_closed_ledger() {
    let office = Office::with_material();
    mode(office.folder(), 0o755);
    mode(&office.db(), 0o000);
    let ran = as_nobody(&office, &["list"]);
    assert_snapshot!(said(&ran, "list", 1), @r#"
    错误：台账 台账.db 打不开
    提示：检查路径和权限，或用 --db 换一个位置
    "#);
}

/// A file system of its own, mounted while the value lives.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let options = ["-t", "tmpfs", "-o", "size=320k", "tmpfs"];
        let mounted = Command::new("mount").args(options).arg(at).status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk() {
    let office = Office::new();
    let place = office.path("盘");
    let Some(_disk) = SmallDisk::mount(&place) else {
        println!("not tested: this account may not mount a small file system");
        return;
    };
    office
        .file("材料.txt", MATERIAL)
        .file("大.bin", vec![7; 400 * 1024]);
    let db = format!("盘/{LEDGER}");
    office.run(["--db", &db, "import", "材料.txt"]).ok();
    let before = std::fs::read(office.path(&db)).unwrap();
    let ran = office.run(["--db", &db, "attach", "1", "大.bin"]);
    assert_snapshot!(said(&ran, &db, 1), @"
    错误：磁盘已满，台账 盘/台账.db 未作任何改动
    提示：腾出空间后再执行一次
    ");
    assert!(std::fs::read(office.path(&db)).unwrap() == before);
    std::fs::write(place.join("填"), vec![0; 320 * 1024]).unwrap_err();
    let ran = office.run(["--db", &db, "export", "-o", "盘/表.csv"]);
    assert_snapshot!(said(&ran, "盘/表.csv", 1), @r#"
    错误：文件 盘/表.csv 写不下，磁盘已满
    "#);
    assert!(!place.join("表.csv").exists());
    let ran = office.run(["--db", "盘/新.db", "add", "问题"]);
    assert_snapshot!(said(&ran, "盘/新.db", 1), @r#"
    错误：磁盘已满，台账 盘/新.db 未作任何改动
    提示：腾出空间后再执行一次
    "#);
    std::fs::remove_file(place.join("填")).unwrap();
    office.run(["--db", &db, "verify"]).ok();
    office.run(["--db", &db, "log", "1", "有地方了"]).ok();
}

#[test]
fn a_database_is_for_the_other_program() {
    let mut office = Office::new();
    let named = office.say("--db postgres://zhou:secret@db/books list");
    assert_snapshot!(said(&named, "ledger-desk", 2), @"
    错误：ledger 不连数据库，共用的台账用 ledger-desk 打开
    提示：把这一行的 ledger 换成 ledger-desk
    ");
    office.variable("LEDGER_SHARED", "postgres://zhou:secret@db/books");
    assert_eq!(office.say("list").err, named.err);
    assert!(!named.err.contains("secret"));
}
