//! No command opens a network connection: every verb runs where each network call is watched.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(target_os = "linux")]

use crate::office::{MATERIAL, Office};

/// A line for each verb at least.
const LINES: &str = "
    init --name 清河区图书馆
    import 材料.txt -y
    add 一件 --year 2021 --measure 去办
    meeting --year 2021 --held-on 2022-01-20
    member 何平 --post 馆长
    list
    show 1
    edit 1 --owner 周敏 --due 年底前 --dept 办公室
    log 1 开了会
    attach 1 照片.jpg
    evidence --out 档案
    link 5 --measure 再办
    remind
    dispatch --out 下发
    collect --status
    submit 1
    return 1 --reason 缺纪要
    close 1 --outcome 改了
    form 1 -o 表
    reopen 1 --reason 看漏
    extend 1 --due 2030年6月底前 --reason 忙
    retract 5 --reason 重复
    undo
    expunge 0123456789 --reason 误传 -y
    report --year 2022
    check --year 2022
    export -o 表.xlsx
    dispatch --out 下发
    collect 表.xlsx -y
    stats
    search 开会
    board -o 图.html
    history
    verify
    backup 副本.db
    restore 副本.db -y
    config policy
    demo 演示
    pack -o 上报.db
    gather 上报.db
    join 副本.db
    review
    clear
    completions bash
    man -o 手册
    --help
";

fn traced(office: &Office, program: &str, args: &[&str]) -> String {
    let mut command = office.command("strace");
    command.args([
        "-f",
        "-qq",
        "-e",
        "trace=network",
        "-o",
        "网络.txt",
        program,
    ]);
    command.args(args).output().unwrap();
    let seen = office.read("网络.txt");
    let calls = seen.lines().filter(|line| !line.contains("--- SIG"));
    calls.map(|line| format!("{line}\n")).collect()
}

#[test]
fn no_verb_touches_the_network() {
    if !crate::crash::traces("no verb touches the network") {
        return;
    }
    let office = Office::new();
    office.file("材料.txt", MATERIAL).file("照片.jpg", "JPG");
    // The watch sees what it is there for.
    let seen = traced(&office, "bash", &["-c", ": <>/dev/udp/127.0.0.1/9"]);
    assert!(seen.contains("socket("), "{seen}");
    let help = office.say("--help").ok();
    let verbs = help.lines().filter_map(|line| {
        let words: Vec<&str> = line.strip_prefix("  ")?.split_whitespace().collect();
        words[0]
            .chars()
            .all(|c| c.is_ascii_lowercase())
            .then(|| words[0])
    });
    for verb in verbs.filter(|verb| *verb != "ledger") {
        let known = LINES
            .lines()
            .any(|line| line.trim().split(' ').next() == Some(verb));
        assert!(known, "{verb} is not watched");
    }
    for line in LINES.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let args: Vec<&str> = line.split(' ').collect();
        let seen = traced(&office, env!("CARGO_BIN_EXE_ledger"), &args);
        assert_eq!(seen, "", "ledger {line}");
    }
    assert!(
        office.say("list").ok().contains("一件"),
        "the lines did something"
    );
}
