//! Slips that have only one meaning are understood; others get a guess.

use crate::office::{MATERIAL, Office};

/// Both lines say the same.
fn same(office: &Office, typed: &str, meant: &str) {
    let (typed_ran, meant_ran) = (office.say(typed), office.say(meant));
    assert_eq!(meant_ran.code, 0, "{meant}: {}", meant_ran.err);
    assert_eq!(typed_ran.told(), meant_ran.told(), "{typed}");
}

#[test]
fn forms_of_one_line() {
    let office = Office::with_material();
    for (typed, meant) in [
        ("list ——year 2021", "list --year 2021"),
        ("list —year 2021年", "list --year 2021"),
        ("list －－年度＝二〇二一", "list --year 2021"),
        ("list --年度=2021", "list --year 2021"),
        ("list --Year ２０２１年度", "list --year 2021"),
        ("ＬＩＳＴ", "list"),
        ("台账 --项数 ２", "list --limit 2"),
        ("show 第2项", "show 2"),
        ("2", "show 2"),
        ("２", "show 2"),
        ("show 二", "show 2"),
        ("list --format ＪＳＯＮ", "list --format json"),
        ("help list", "list --help"),
        ("帮助", "--help"),
        ("form 1、2 -o 一", "form 1,2 -o 一"),
        ("form 1－3 -o 一", "form 1-3 -o 一"),
        ("form 第1项和第3项 -o 一", "form 1 3 -o 一"),
        ("form 一至三 -o 一", "form 1-3 -o 一"),
        ("form 1—2项 -o 一", "form 1-2 -o 一"),
    ] {
        same(&office, typed, meant);
    }
}

#[test]
fn a_text_that_begins_with_a_dash_stays_a_text() {
    let office = Office::with_material();
    assert!(
        office
            .say("add ——年底前没有做完")
            .ok()
            .contains("——年底前没有做完")
    );
    assert!(office.say("log 1 —开了会").ok().contains("已记入第 1 项"));
    assert!(office.say("show 1").ok().contains("—开了会"));
}

#[test]
fn a_file_dropped_on_the_program_is_imported() {
    let office = Office::new();
    office
        .file("班子 材料.txt", MATERIAL)
        .file("个人.txt", "李青2021年度民主生活会个人对照检查材料\n一、存在的问题\n（一）带头学习方面\n一是学得不深。\n");
    let ran = office.run(["班子 材料.txt", "个人.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(office.say("list").ok().contains("共5项"));
    let ran = office.say("没有.docx");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("没有“没有.docx”这个文件"), "{}", ran.err);
}

#[test]
fn what_was_probably_meant() {
    let mut office = Office::with_material();
    office.done(
        "edit 1 --dept 办公室 --lead 何平 --owner 周敏 --source 自查
         edit 2 --dept 读者部",
    );
    for (typed, guess) in [
        ("台帐", "台账"),
        ("消号 1", "销号"),
        ("ls", "list"),
        ("删除 3", "retract"),
        ("lits", "list"),
        ("list --deptt 办公室", "--dept"),
        ("list --责任部们 办公室", "--责任部门"),
        (
            "list --dept 办公市",
            "没有责任部门“办公市”，是不是 办公室？",
        ),
        ("list --lead 何萍", "是不是 何平？"),
        ("stats --owner 周闵", "是不是 周敏？"),
        ("list --dept 后勤", "台账中有：办公室、读者部"),
        ("list --theme 甲", "--help"),
        ("list --year 2019", "台账中有这些年度：2021"),
        ("export --dimension 带头读书", "没有所属方面"),
        ("remind --source 自察", "是不是 自查？"),
        ("board --dept 办公厅 -o 图.html", "是不是 办公室？"),
        ("show 40", "本台账共有 4 项"),
        (
            "list --sort 大小",
            "可选：number 编号、due 时限、changed 最近变动",
        ),
    ] {
        let ran = office.say(typed);
        assert!(ran.err.contains(guess), "{typed}: {}", ran.err);
    }
}

#[test]
fn a_list_of_long_problems_can_be_read() {
    let mut office = Office::new();
    let long = "推进重点工作时统筹不够，存在重部署轻落实的情况".repeat(20);
    office.run(["add", &long, "--year", "2021"]).ok();
    for columns in [80, 100, 200] {
        office.columns(columns);
        let list = office.say("list").ok();
        assert!(list.lines().count() <= 4 + 3 + 1, "{columns}\n{list}");
        assert!(list.contains('…'), "{list}");
    }
    assert!(office.say("show 1").ok().contains(&long));
}

#[test]
fn what_was_finished_late_is_marked() {
    let mut office = Office::with_material();
    office.done(
        "edit 1-2 --due 2022-02-28
         close 1 --outcome 好 --date 2022-02-20
         close 2 --outcome 好 --date 2022-03-10",
    );
    let list = office.say("list --columns 编号,剩余").ok();
    assert_eq!(list.matches("超期10天").count(), 1, "{list}");
    assert!(office.say("show 2").ok().contains("超期10天完成"));
    assert!(!office.say("show 1").ok().contains("超期"));
}

#[test]
fn a_day_that_has_passed_shows_the_ledger_as_it_stood() {
    let mut office = Office::with_material();
    office.done(
        "edit 1 --due 2022-03-31
         @2022-05-10
         log 1 做了一件
         close 1 --outcome 好",
    );
    let then = office
        .say("--today 2022-04-15 list --columns 编号,状态,剩余 --limit 1")
        .ok();
    assert!(
        then.contains("未启动") && then.contains("逾期15天"),
        "{then}"
    );
    assert!(
        office
            .say("--today 2022-04-15 list --overdue")
            .ok()
            .contains("共1项")
    );
    let card = office.say("--today 2022-04-15 show 1").ok();
    assert!(
        card.contains("未启动") && !card.contains("进展情况"),
        "{card}"
    );
    assert!(office.say("list --overdue").ok().contains("没有符合条件"));
}
