//! What the program writes: who may read it, and that it lands where it was meant to.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::office::Office;

/// Every command that leaves files, into folders of its own.
const WRITERS: [&str; 17] = [
    "export -o 出/表.csv",
    "export -o 出/表.xlsx",
    "export -o 出/表.json",
    "export -o 出/表.jsonl",
    "export --list summary --year 2021 -o 出/汇总.xlsx",
    "export --template 出/表.xlsx -o 出/填好.xlsx",
    "stats --format csv -o 出/数.csv",
    "stats --common --format json -o 出/共性.json",
    "stats --by unit --format csv -o 出/单位.csv",
    "board -o 出/图.html",
    "report --year 2022 -o 出/文.docx",
    "report --year 2022 --draft 出/底稿.md",
    "form 1 -o 新/表",
    "dispatch --out 新/下发",
    "remind --letter 新/信 --ics 出/历.ics",
    "pack -o 出/包.ledgerpack --with-evidence",
    "evidence --out 新/佐证",
];

fn office() -> Office {
    let mut office = Office::with_material();
    office.file("照片.jpg", "JPG");
    office.done(
        "init --name 清河区图书馆
        attach 1 照片.jpg
        edit 1 --dept 办公室 --due 3月31日
        log 1 开了会
        @2022-04-20",
    );
    std::fs::create_dir(office.path("出")).unwrap();
    office
}

/// Every file and folder beneath, with its mode.
fn modes(folder: &Path) -> Vec<(PathBuf, bool, u32)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let known = std::fs::symlink_metadata(&path).unwrap();
        let mode = known.permissions().mode() & 0o777;
        if known.is_dir() {
            all.extend(modes(&path));
        }
        all.push((path, known.is_dir(), mode));
    }
    all
}

fn written(office: &Office) -> Vec<(PathBuf, bool, u32)> {
    let mut all = modes(&office.path("新"));
    all.extend(modes(&office.path("出")));
    all
}

#[test]
fn what_is_written_is_its_owners_alone() {
    let office = office();
    // What is replaced may have been open to others.
    office.file("出/图.html", "旧");
    for line in WRITERS {
        office.say(line).ok();
    }
    let all = written(&office);
    assert!(all.len() >= 22, "{all:?}");
    for (path, is_folder, mode) in all {
        let expected = if is_folder { 0o700 } else { 0o600 };
        assert_eq!(mode, expected, "{}: {mode:o}", path.display());
    }
    office.say("--db 新的/里面/台账.db init --name 新馆").ok();
    office.say("backup 新的/备份.db").ok();
    for (path, is_folder, mode) in modes(&office.path("新的")) {
        let expected = if is_folder { 0o700 } else { 0o600 };
        assert_eq!(mode, expected, "{}: {mode:o}", path.display());
    }
}

#[test]
fn what_is_shared_is_as_the_system_has_it() {
    let office = office();
    office.say("config 文件 shared").ok();
    assert_eq!(office.say("config files").ok(), "共用\n");
    for line in WRITERS {
        office.say(line).ok();
    }
    office.file("出/别的程序写的", "");
    let plain = modes(&office.path("出"));
    let plain = plain
        .iter()
        .find(|(path, ..)| path.ends_with("别的程序写的"));
    let plain = plain.unwrap().2;
    for (path, is_folder, mode) in written(&office) {
        assert!(is_folder || mode == plain, "{}: {mode:o}", path.display());
    }
    let ledger = std::fs::metadata(office.db()).unwrap();
    assert_eq!(ledger.permissions().mode() & 0o777, 0o600);
    office.say("config files 自用").ok();
    office.say("board -o 出/图.html").ok();
    let board = std::fs::metadata(office.path("出/图.html")).unwrap();
    assert_eq!(board.permissions().mode() & 0o777, 0o600);
    assert_eq!(office.say("config files 别的").code, 2);
}

/// Puts links to `away` under every name that is in the folder, folders' names too.
fn plant(folder: &Path, away: &Path, folders: bool) -> u32 {
    let mut planted = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !folders {
            planted += plant(&path, away, false);
        } else {
            if path.is_dir() {
                std::fs::remove_dir_all(&path).unwrap();
                std::os::unix::fs::symlink(away, &path).unwrap();
            } else {
                std::fs::remove_file(&path).unwrap();
                std::os::unix::fs::symlink(away.join("别人的"), &path).unwrap();
            }
            planted += 1;
        }
    }
    planted
}

#[test]
fn no_planted_link_is_followed() {
    let office = office();
    std::fs::create_dir(office.path("别处")).unwrap();
    office.file("别处/别人的", "别人的");
    for line in WRITERS {
        office.say(line).ok();
    }
    let away = office.path("别处");
    // The form that is filled stays one: it is read, not written.
    std::fs::copy(office.path("出/表.xlsx"), office.path("空表.xlsx")).unwrap();
    assert!(plant(&office.path("新"), &away, false) + plant(&office.path("出"), &away, false) > 15);
    for line in WRITERS {
        let line = line.replace("--template 出/表.xlsx", "--template 空表.xlsx");
        office.say(&line).ok();
    }
    for (path, ..) in written(&office) {
        let known = std::fs::symlink_metadata(&path).unwrap();
        assert!(!known.is_symlink(), "{}", path.display());
    }
    assert_eq!(office.read("别处/别人的"), "别人的");
    assert_eq!(std::fs::read_dir(&away).unwrap().count(), 1);
}

#[test]
fn a_link_in_the_place_of_a_folder_is_refused() {
    let office = office();
    std::fs::create_dir(office.path("别处")).unwrap();
    office.say("evidence --out 新/佐证").ok();
    assert_eq!(
        plant(&office.path("新/佐证"), &office.path("别处"), true),
        1
    );
    let ran = office.say("evidence --out 新/佐证");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("是一个链接或文件，不是文件夹"),
        "{}",
        ran.err
    );
    assert_eq!(std::fs::read_dir(office.path("别处")).unwrap().count(), 0);
}

#[test]
fn a_planted_pipe_is_not_waited_for() {
    let office = office();
    office.say("evidence --out 新/佐证").ok();
    let (file, ..) = modes(&office.path("新/佐证"))
        .into_iter()
        .find(|(path, ..)| path.extension().is_some_and(|ending| ending == "jpg"))
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&file).status();
    assert!(made.unwrap().success());
    let mut command = office.command("timeout");
    let ended = command
        .args([
            "20",
            env!("CARGO_BIN_EXE_ledger"),
            "evidence",
            "--out",
            "新/佐证",
        ])
        .status();
    assert!(ended.unwrap().success());
    assert_eq!(std::fs::read(&file).unwrap(), b"JPG");
}
