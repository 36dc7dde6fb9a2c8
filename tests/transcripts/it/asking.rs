//! A person at the keyboard: the questions, a slip at every one of them.

use insta::assert_snapshot;

use crate::office::{Office, Ran};

/// What was asked and answered with, in the order of the screen: results, then talk.
fn told(ran: &Ran) -> String {
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran.told()
}

/// What is finished waits to be closed before what is still open; whoever mistook a number sees its problem.
#[test]
fn what_is_to_be_closed_is_shown_and_confirmed() {
    let office = Office::with_material();
    office.say("log 4 答复都办完了 --status 已完成").ok();
    let ran = office.answer("close", "意见答复\n\n馆务会\n馆务会纪要第3号\n是吗\ny\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let place = |words: &str| ran.err.find(words).unwrap_or(usize::MAX);
    assert!(place("4　读者意见") < place("1　读书笔记"), "{}", ran.err);
    assert!(
        ran.err
            .contains("下次可以直接输入：ledger close 4 --verifier 馆务会 --basis 馆务会纪要第3号"),
        "{}",
        ran.err
    );
}

#[test]
fn a_measure_is_chosen_from_all_of_the_material() {
    let office = Office::with_material();
    let ran = office.answer("link 1 --confirm", "九\n9\n2\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in ["〔1〕", "〔2〕", "（最像）", "没有“9”这一条"] {
        assert!(ran.err.contains(said), "{said} in\n{}", ran.err);
    }
    assert!(office.say("link 1").ok().contains("第 1 项已采用"));
}

#[test]
fn a_report_in_january_is_that_of_the_year_before() {
    let mut office = Office::with_material();
    office.on("2023-01-10");
    office.say("add 新一年的问题 --year 2022").ok();
    let asked = |office: &Office| office.answer("report", "\n\n\n\n\n").err;
    assert!(asked(&office).contains("（直接回车：2022，写2021年度问题的整改）"));
    office.on("2023-11-10");
    assert!(asked(&office).contains("（直接回车：2023，写2022年度问题的整改）"));
}

#[test]
fn without_a_person_nothing_is_asked() {
    let office = Office::with_material();
    let ran = office.run::<&str>([]);
    assert!(!ran.err.contains("要做哪一件"), "{}", ran.err);
    assert_eq!(office.say("log").code, 2);
    assert_eq!(office.say("edit 3").code, 2);
}

#[test]
fn a_task_is_found_by_some_words_of_its_problem() {
    let office = Office::with_material();
    let ran = office.answer("close", "学习\n1\n学用结合得紧了\n\n\ny\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.err.lines().last().unwrap_or_default();
    assert!(
        line.starts_with("提示：下次可以直接输入：ledger close ")
            && line.ends_with("--outcome 学用结合得紧了"),
        "{line}"
    );
}

#[test]
fn giving_up_changes_nothing() {
    let office = Office::with_material();
    let before = office.db_bytes();
    for (line, answers) in [
        ("log", "q\n"),
        ("log 1", "\n退出\n"),
        ("close", "1\nq\n"),
        ("close", "1\n改好了\n\n\n随便\nn\n"),
        ("link --confirm", "1\nq\n"),
        ("link 1-2 --confirm", "n\n"),
        ("undo", "n\n"),
        ("undo", "随便\nq\n"),
        ("export -o", "q\n"),
        ("edit 2", "办公室\nq\n"),
        ("extend", "1\n改天\n9月底前\nq\n"),
        ("add", "q\n"),
        ("report", "q\n"),
        ("log", ""),
    ] {
        let ran = office.answer(line, answers);
        assert_eq!(ran.code, 1, "{line}: {}", ran.err);
        assert!(ran.err.contains("未作任何改动"), "{line}: {}", ran.err);
    }
    assert!(office.db_bytes() == before);
}

#[test]
fn what_is_missing_is_asked_for() {
    let mut office = Office::with_material();
    let said = told(&office.answer("edit 2", "办公室\n何平\n\n不知道\n6月底前\n"))
        + &told(&office.answer("add", "\n联系群众不够\n\n\n"))
        + &told(&office.answer("attach 1", "没有.jpg\n材料.txt\n"));
    assert_snapshot!(said, @"
    已修改第 2 项
    ! （不办了就输入 q）
    ! 责任部门（直接回车不变） 责任领导（直接回车不变） 责任人（直接回车不变） 整改时限，如 6月底前（直接回车不变） 看不懂时限“不知道”，可写 6月底前、2022年第一季度、2022-06-30、今年底、三个月内、立行立改、长期坚持
    ! 整改时限，如 6月底前（直接回车不变） 提示：用 ledger show 2 查看
    ! 提示：下次可以直接输入：ledger edit 2 --dept 办公室 --lead 何平 --due 6月底前
    已登记第 5 项（记入2021年度）：联系群众不够
    ! （不办了就输入 q）
    ! 登记什么问题？写一句话 不能是空的
    ! 登记什么问题？写一句话 责任部门（直接回车以后再定） 整改时限，如 6月底前（直接回车以后再定） 提示：用 ledger edit 5 --dept 部门 --due 时限 分解责任
    ! 提示：下次可以直接输入：ledger add 联系群众不够
    第 1 项添了佐证“材料.txt”（2 KB，SHA-256 e33c8e1314a876f7…）
    ! （不办了就输入 q）
    ! 哪个文件？可以把文件拖到这里 没有 没有.jpg 这个文件，再写一次，或把文件拖到这里
    ! 哪个文件？可以把文件拖到这里 提示：用 ledger evidence 1 查看这一项的全部佐证材料
    ! 提示：下次可以直接输入：ledger attach 1 材料.txt
    ");
    office.on("2022-12-20");
    let said = told(&office.answer("report", "\n哪年\n\n班子\n情况.pdf\n情况\n"));
    assert!(said.contains("不能写成 .pdf 文件"), "{said}");
    assert!(office.path("情况.docx").is_file(), "{said}");
    assert!(
        said.contains("ledger report --year 2022 --subject 班子 -o 情况.docx"),
        "{said}"
    );
}

#[test]
fn a_note_is_asked_for_with_its_day_figures_and_evidence() {
    let mut office = Office::with_material();
    office.on("2022-06-24");
    let answers = "开了专题学习会，谈心谈话20人次\n明天\n2022-06-30\n6月20日\n二十次\n专题学习=1次、谈心谈话=20人次\n没有.jpg\n材料.txt\n";
    let ran = office.answer("log 1", answers);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("已记入第 1 项（2022年6月20日"),
        "{}",
        ran.out
    );
    for said in [
        "2022-06-25 还没有到，写已经过去的日子",
        "2022-06-30 还没有到",
        "“二十次”不是数据",
        "没有 没有.jpg 这个文件",
        "下次可以直接输入：ledger log 1 开了专题学习会，谈心谈话20人次 --date 6月20日 --figure 专题学习=1次 --figure 谈心谈话=20人次 --evidence 材料.txt",
    ] {
        assert!(ran.err.contains(said), "{said} in\n{}", ran.err);
    }
}

#[test]
fn what_the_line_says_already_is_not_asked() {
    let office = Office::with_material();
    let ran = office.answer("close --outcome 改好了", "1\n\n\ny\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = office.answer("report --kind plan -o 方案.docx", "\n\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("--kind plan -o 方案.docx --year 2021"),
        "{}",
        ran.err
    );
}

#[test]
fn what_holds_for_every_verb_says_nothing_to_be_edited() {
    let office = Office::with_material();
    let ran = office.answer("edit 2 --actor 何平 --quiet", "办公室\n\n\n\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(office.say("show 2").ok().contains("办公室"));
    // What is to be done was said: nothing is asked.
    let ran = office.answer("edit 2 --owner 周敏", "");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn an_import_asks_which_year_and_whose() {
    let office = Office::new();
    office.file(
        "发言.txt",
        "对照检查材料\n一、存在的主要问题\n（一）带头学习方面\n一是学习不够深入。二是调研不多。\n",
    );
    let ran = office.answer("import 发言.txt", "去年\n二〇二一年\n李青\n好\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("“去年”不是年度"), "{}", ran.err);
    let list = office.say("list --subject 李青 --year 2021").ok();
    assert!(list.contains("共2项"), "{list}");
}

#[test]
fn the_same_problem_twice_is_noticed() {
    let office = Office::with_material();
    office.say("add 夜间照明不足").ok();
    let before = office.db_bytes();
    let ran = office.answer("add 夜间照明不足", "什么\nn\n");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第 5 项已经登记过"), "{}", ran.err);
    assert!(office.db_bytes() == before);
    let ran = office.say("add 夜间照明不足。");
    assert!(ran.err.contains("ledger undo"), "{}", ran.err);
    assert!(ran.ok().contains("第 6 项"));
    assert_eq!(
        office
            .say("add 夜间照明不足 --year 2020")
            .err
            .matches("注意")
            .count(),
        0
    );
}

#[test]
fn an_existing_file_is_replaced_only_with_consent() {
    let office = Office::with_material();
    office.file("表.csv", "我的笔记");
    let ran = office.answer("export -o 表.csv", "n\n");
    assert_eq!(ran.code, 1);
    assert_eq!(office.read("表.csv"), "我的笔记");
    assert_eq!(office.answer("export -o 表.csv", "y\n").code, 0);
    assert!(office.read("表.csv").contains("存在问题"));
    // A script has said what it wants; the ledger itself is never written over.
    office.file("表.csv", "旧的");
    office.say("export -o 表.csv").ok();
    assert!(office.read("表.csv").contains("存在问题"));
    let ran = office.say("report --year 2022 --format md -o 台账.db");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("台账文件本身"), "{}", ran.err);
    office.say("verify").ok();
}

#[test]
#[cfg(unix)]
fn a_long_text_is_written_in_an_editor() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut office = Office::with_material();
    office.file(
        "写",
        "#!/bin/sh\nprintf '第一段。\\n第二段。\\n' >> \"$2\"\n",
    );
    let editor = office.path("写");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    office.variable("VISUAL", &format!("{} --wait", editor.display()));
    office.say("edit 1 --editor wording").ok();
    let card = office.say("show 1").ok();
    assert!(
        card.contains("第一段。") && card.contains("第二段。"),
        "{card}"
    );
    assert_eq!(office.say("edit 1-2 --editor wording").code, 2);
    office.variable("VISUAL", "true");
    let ran = office.say("edit 1 --editor 报送表述");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
    office.variable("VISUAL", "没有这个编辑器");
    assert!(office.say("edit 1 --editor note").err.contains("打不开"));
}

#[test]
fn a_name_that_is_nearly_another_is_told() {
    let office = Office::with_material();
    office.say("edit 1 --dept 老干部活动中心").ok();
    let slip = |line: &str| office.say(line).err.contains("写错了用 ledger undo");
    assert!(slip("edit 2-3 --dept 老干部活动中必"));
    assert!(!slip("edit 2-3 --dept 老干部活动中心"));
    assert!(!slip("edit 4 --dept 财务科 --owner 周敏"));
    // Two characters are near to half of all names.
    assert!(!slip("edit 3 --owner 周锐"));
}

#[test]
fn the_next_check_takes_the_words_of_a_deadline() {
    let mut office = Office::with_material();
    office.on("2022-06-30");
    for (words, day) in [("2023年3月底前", "2023-03-31"), ("9月底前", "2022-09-30")] {
        office
            .run(["log", "1", "回头看", "--check", "--next-check", words])
            .ok();
        let card = office.say("show 1").ok();
        assert!(card.contains(&format!("下次检查　{day}")), "{card}");
    }
    let ran = office.run([
        "log",
        "1",
        "回头看",
        "--check",
        "--next-check",
        "2021年底前",
    ]);
    assert!(ran.err.contains("已经过去"), "{}", ran.err);
    let ran = office.run(["log", "1", "回头看", "--check", "--next-check", "长期坚持"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}
