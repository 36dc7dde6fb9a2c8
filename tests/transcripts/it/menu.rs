//! The menu of `ledger` alone in a terminal.

use insta::assert_snapshot;

use crate::office::{MATERIAL, Office};

#[test]
fn the_menu_runs_what_could_have_been_typed() {
    let office = Office::new();
    office.file("材料.txt", MATERIAL);
    let answers =
        "九十九\n1\n没有.txt\n'材料.txt'\n是吗\ny\n3\n99\n没有这几个字\n1\n\n开了会\n\n\n\n0\n";
    let ran = office.answer("", answers);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("已导入：新增 4 项"), "{}", ran.out);
    assert!(ran.out.contains("已记入第 1 项"), "{}", ran.out);
    for said in [
        "1 导入  2 看台账  3 记进展  4 催办  5 销号  6 写报告  7 分解责任  8 采用措施  9 下发  10 回收",
        "11 延期  12 查找  13 统计  14 备份  15 看一项  16 补佐证  17 导出  18 撤销  0 退出",
        "没有“九十九”这一项",
        "没有 没有.txt 这个文件",
        "请输入 y 或 n",
        "没有编号为 99 的任务",
        "没有含“没有这几个字”的任务",
        "下次可以直接输入：ledger import 材料.txt",
        "下次可以直接输入：ledger log 1 开了会",
    ] {
        assert!(ran.err.contains(said), "{said} in\n{}", ran.err);
    }
    // The very lines that were shown do the same.
    let other = Office::new();
    other.file("材料.txt", MATERIAL);
    other.say("import 材料.txt").ok();
    other.say("log 1 开了会").ok();
    assert_eq!(other.say("list").ok(), office.say("list").ok());
}

#[test]
fn files_dropped_on_the_program_are_imported_and_the_menu_follows() {
    let office = Office::new();
    office.file("班子 材料.txt", MATERIAL);
    let line = format!("\"{}\"", office.dropped("班子 材料.txt"));
    let ran = office.answer(&line, "n\n0\n");
    assert!(!office.db().exists(), "{}", ran.err);
    let ran = office.answer(&line, "y\n2\n0\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("已导入：新增 4 项"), "{}", ran.out);
    assert_eq!(ran.err.matches("要做哪一件").count(), 2, "{}", ran.err);
    // What was typed is no drop: nothing follows.
    let ran = office.answer("\"班子 材料.txt\"", "n\n");
    assert!(!ran.err.contains("要做哪一件"), "{}", ran.err);
}

#[test]
fn measures_are_adopted_and_a_report_is_written_from_the_menu() {
    let office = Office::new();
    office.file("材料.txt", MATERIAL);
    let answers = "1\n材料.txt\ny\n8\n1-2\n不清楚\ny\n6\n\n\n2025\n班子\n\n0\n";
    let ran = office.answer("", answers);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("采用措施："), "{}", ran.out);
    for said in [
        "材料里的措施还没有采用：用 ledger link 1-4 --confirm",
        "下次可以直接输入：ledger link 1-2 --confirm\n",
        "台账中没有“2025”的任务",
        "下次可以直接输入：ledger report --year 2022 --subject 班子\n",
    ] {
        assert!(ran.err.contains(said), "{said} in\n{}", ran.err);
    }
}

#[test]
fn what_is_rarely_typed_is_in_the_menu_too() {
    let office = Office::new();
    office.file("班子 材料.txt", MATERIAL);
    // A file dropped on the menu, one task, evidence for it, a list, and all of it taken back.
    let answers = "'班子 材料.txt'\ny\n15\n2\n16\n2\n班子 材料.txt\n17\n台账.csv\n\n\n18\ny\n0\n";
    let ran = office.answer("", answers);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in [
        "已导入：新增 4 项",
        "第 2 项　",
        "第 2 项添了佐证",
        "已撤销第 2 项",
    ] {
        assert!(ran.out.contains(said), "{said} in\n{}{}", ran.out, ran.err);
    }
    assert!(office.path("台账.csv").is_file());
    assert!(
        ran.err
            .contains("下次可以直接输入：ledger export -o 台账.csv"),
        "{}",
        ran.err
    );
}

#[test]
fn forms_go_out_and_come_home_from_the_menu() {
    let mut office = Office::with_material();
    office.on("2022-06-24");
    office.say("edit 1-3 --dept 办公室 --lead 何平").ok();
    // Down, with a slip at the day and at the yes or no; then home, and a report of a kind.
    let answers = "9\n下发\n办公室\n昨天\n7月10日\n好的\ny\n\
        10\n没有.xlsx\n下发\n谁的\n2\n\
        6\n九\n整改方案\n\n\n方案\n0\n";
    let ran = office.answer("", answers);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(office.path("下发/整改填报表-办公室.xlsx").is_file());
    assert_snapshot!(
        ran.err
            .lines()
            .filter_map(|line| Some(line.split_once("下次可以直接输入：")?.1))
            .collect::<Vec<_>>()
            .join("\n"),
        @"
    ledger dispatch --out 下发 --dept 办公室 --return-by 7月10日 --details
    ledger collect 下发 --take ours
    ledger report --kind plan --year 2021 -o 方案.docx
    "
    );
    for said in [
        "日期“昨天”已经过去",
        "请输入 y 或 n",
        "  1　以填报表为准",
        "没有“谁的”这一种，写 1 到 3",
        "  3　整改方案",
        "没有“九”这一种，写 1 到 5",
    ] {
        assert!(ran.err.contains(said), "{said} in\n{}", ran.err);
    }
}
