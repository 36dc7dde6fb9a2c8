//! list, show, history, and `ledger` alone.

use insta::assert_snapshot;

use crate::office::Office;

pub(super) fn office() -> Office {
    let mut office = Office::with_material();
    office.done(
        "edit 1 --dept 办公室 --lead 何平 --owner 周敏 --due 2022-03-01 --source 自查
        edit 2 --dept 读者部 --lead 罗珊 --due 2022-04-01
        edit 3 --dept 流动部 --lead 罗珊 --due 长期坚持 --measure 每月排班公示
        log 1 拟好了清单
        close 4 --outcome 三天内答复 --verifier 馆务会
        add 个人学习不系统 --subject 罗珊 --year 2020 --due 立行立改",
    );
    office
}

#[test]
fn list_fits_eighty_columns() {
    let told = office().columns(80).tell("list");
    assert_snapshot!(told, @r#"
    $ ledger list
    ┌──────┬──────┬────────┬──────────────────────┬──────────┬──────────┬──────────┐
    │ 编号 ┆ 年度 ┆ 对象   ┆ 存在问题             ┆ 责任部门 ┆ 状态     ┆ 剩余     │
    ╞══════╪══════╪════════╪══════════════════════╪══════════╪══════════╪══════════╡
    │ 1    ┆ 2021 ┆ 班子   ┆ 读书笔记写得多、用得 ┆ 办公室   ┆ 正在推进 ┆ 逾期14天 │
    │      ┆      ┆        ┆ 少                   ┆          ┆          ┆          │
    │ 2    ┆ 2021 ┆ 班子   ┆ 理论辅导形式单一     ┆ 读者部   ┆ 未启动   ┆ 余17天   │
    │ 3    ┆ 2021 ┆ 班子   ┆ 流动书车跑得不勤     ┆ 流动部   ┆ 未启动   ┆ 长期     │
    │ 4    ┆ 2021 ┆ 班子   ┆ 读者意见答复慢       ┆          ┆ 已销号   ┆          │
    │ 5    ┆ 2020 ┆ 罗珊   ┆ 个人学习不系统       ┆          ┆ 未启动   ┆ 立行立改 │
    └──────┴──────┴────────┴──────────────────────┴──────────┴──────────┴──────────┘
    共5项：已完成整改1项，正在推进1项，长期坚持1项，尚未启动2项；其中逾期1项，30天内到期1项，待分解1项。
    "#);
}

#[test]
fn list_fits_two_hundred_columns() {
    let told = office().columns(200).tell("list");
    assert_snapshot!(told, @r#"
    $ ledger list
    ┌──────┬──────┬────────┬────────────────────────┬────────────────────────┬──────────┬──────────┬────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 年度 ┆ 对象   ┆ 所属方面               ┆ 存在问题               ┆ 责任领导 ┆ 责任部门 ┆ 责任人 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪══════╪════════╪════════════════════════╪════════════════════════╪══════════╪══════════╪════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 2021 ┆ 班子   ┆ 带头学习贯彻新思想方面 ┆ 读书笔记写得多、用得少 ┆ 何平     ┆ 办公室   ┆ 周敏   ┆ 2022-03-01 ┆ 正在推进 ┆ 逾期14天 │
    │ 2    ┆ 2021 ┆ 班子   ┆ 带头学习贯彻新思想方面 ┆ 理论辅导形式单一       ┆ 罗珊     ┆ 读者部   ┆        ┆ 2022-04-01 ┆ 未启动   ┆ 余17天   │
    │ 3    ┆ 2021 ┆ 班子   ┆ 带头服务基层读者方面   ┆ 流动书车跑得不勤       ┆ 罗珊     ┆ 流动部   ┆        ┆ 长期坚持   ┆ 未启动   ┆ 长期     │
    │ 4    ┆ 2021 ┆ 班子   ┆ 带头服务基层读者方面   ┆ 读者意见答复慢         ┆          ┆          ┆        ┆            ┆ 已销号   ┆          │
    │ 5    ┆ 2020 ┆ 罗珊   ┆                        ┆ 个人学习不系统         ┆          ┆          ┆        ┆ 立行立改   ┆ 未启动   ┆ 立行立改 │
    └──────┴──────┴────────┴────────────────────────┴────────────────────────┴──────────┴──────────┴────────┴────────────┴──────────┴──────────┘
    共5项：已完成整改1项，正在推进1项，长期坚持1项，尚未启动2项；其中逾期1项，30天内到期1项，待分解1项。
    "#);
}

#[test]
fn every_line_of_a_table_is_equally_wide() {
    let mut office = office();
    office.done("add 标点、“引号”与ABC１２３混排，很长很长的问题，一行放不下的时候要在格子里折行，折了以后右边的线仍旧对得齐");
    for columns in [40, 60, 80, 100, 137, 200] {
        office.columns(columns);
        for command in ["list", "history", "show 1", "evidence", "config"] {
            let out = office.say(command).ok();
            let lines = out
                .lines()
                .filter(|line| line.starts_with(['┌', '│', '╞', '├', '└']));
            let widths: Vec<usize> = lines.map(unicode_width::UnicodeWidthStr::width).collect();
            assert!(
                widths.windows(2).all(|pair| pair[0] == pair[1]),
                "{command} {columns}\n{out}"
            );
            let wide = widths.first().copied().unwrap_or_default();
            assert!(
                wide <= columns.into() || columns < 60,
                "{command} {columns}\n{out}"
            );
        }
    }
}

#[test]
fn list_filters_sorts_limits_and_chooses_columns() {
    let told = office().tell(
        "list --overdue --columns 编号,时限,剩余
        list --due-within 30 --columns 编号,时限,剩余
        list --status 已销号 --columns 编号,状态
        list --subject 罗珊 --columns 编号,对象
        list --year 2021 --lead 罗珊 --columns 编号,责任领导
        list --term 长期坚持 --columns 编号,措施
        list --text 排班 --columns 编号
        list --unfilled --columns 编号,责任部门,时限
        list --sort 时限 --limit 2 --columns 编号,时限
        list --sort changed --limit 2 --columns 编号
        list --dept 没有这个部门",
    );
    assert_snapshot!(told, @"
    $ ledger list --overdue --columns 编号,时限,剩余
    ┌──────┬────────────┬──────────┐
    │ 编号 ┆ 整改时限   ┆ 剩余     │
    ╞══════╪════════════╪══════════╡
    │ 1    ┆ 2022-03-01 ┆ 逾期14天 │
    └──────┴────────────┴──────────┘
    共1项：正在推进1项；其中逾期1项。
    $ ledger list --due-within 30 --columns 编号,时限,剩余
    ┌──────┬────────────┬──────────┐
    │ 编号 ┆ 整改时限   ┆ 剩余     │
    ╞══════╪════════════╪══════════╡
    │ 2    ┆ 2022-04-01 ┆ 余17天   │
    └──────┴────────────┴──────────┘
    共1项：尚未启动1项；其中30天内到期1项。
    $ ledger list --status 已销号 --columns 编号,状态
    ┌──────┬──────────┐
    │ 编号 ┆ 状态     │
    ╞══════╪══════════╡
    │ 4    ┆ 已销号   │
    └──────┴──────────┘
    共1项：已完成整改1项；其中待分解1项。
    $ ledger list --subject 罗珊 --columns 编号,对象
    ┌──────┬────────┐
    │ 编号 ┆ 对象   │
    ╞══════╪════════╡
    │ 5    ┆ 罗珊   │
    └──────┴────────┘
    共1项：尚未启动1项。
    $ ledger list --year 2021 --lead 罗珊 --columns 编号,责任领导
    ┌──────┬──────────┐
    │ 编号 ┆ 责任领导 │
    ╞══════╪══════════╡
    │ 2    ┆ 罗珊     │
    │ 3    ┆ 罗珊     │
    └──────┴──────────┘
    共2项：长期坚持1项，尚未启动1项；其中30天内到期1项。
    $ ledger list --term 长期坚持 --columns 编号,措施
    ┌──────┬──────────────┐
    │ 编号 ┆ 整改措施     │
    ╞══════╪══════════════╡
    │ 3    ┆ 每月排班公示 │
    └──────┴──────────────┘
    共1项：长期坚持1项。
    $ ledger list --text 排班 --columns 编号
    ┌──────┐
    │ 编号 │
    ╞══════╡
    │ 3    │
    └──────┘
    共1项：长期坚持1项。
    $ ledger list --unfilled --columns 编号,责任部门,时限
    ┌──────┬──────────┬────────────┐
    │ 编号 ┆ 责任部门 ┆ 整改时限   │
    ╞══════╪══════════╪════════════╡
    │ 4    ┆          ┆            │
    └──────┴──────────┴────────────┘
    共1项：已完成整改1项；其中待分解1项。
    $ ledger list --sort 时限 --limit 2 --columns 编号,时限
    ┌──────┬────────────┐
    │ 编号 ┆ 整改时限   │
    ╞══════╪════════════╡
    │ 1    ┆ 2022-03-01 │
    │ 2    ┆ 2022-04-01 │
    └──────┴────────────┘
    共2项：正在推进1项，尚未启动1项；其中逾期1项，30天内到期1项。
    ! 只列出了前 2 项，去掉 --limit 看全部
    $ ledger list --sort changed --limit 2 --columns 编号
    ┌──────┐
    │ 编号 │
    ╞══════╡
    │ 5    │
    │ 4    │
    └──────┘
    共2项：已完成整改1项，尚未启动1项；其中待分解1项。
    ! 只列出了前 2 项，去掉 --limit 看全部
    $ ledger list --dept 没有这个部门
    没有符合条件的任务。
    ! 提示：没有责任部门“没有这个部门”，台账中有：办公室、流动部、读者部
    ");
}

#[test]
fn list_as_json_has_the_agreed_keys() {
    let out = office().say("list --format json").ok();
    let tasks: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = tasks[0].as_object().unwrap();
    let keys: Vec<&String> = first.keys().collect();
    assert_eq!(
        keys,
        [
            "number",
            "code",
            "unit",
            "year",
            "subject",
            "dimension",
            "problem",
            "detail",
            "examples",
            "source",
            "theme",
            "measures",
            "target",
            "lead",
            "dept",
            "owner",
            "co_depts",
            "term",
            "deadline",
            "deadline_text",
            "next_check",
            "days_left",
            "overdue",
            "status",
            "status_text",
            "outcome",
            "reason",
            "next_step",
            "wording",
            "note",
            "closed_on",
            "verifier",
            "prior",
            "external",
            "institutions",
            "origin",
            "progress",
            "evidence"
        ]
    );
    assert_eq!(first["days_left"], -14);
    assert_eq!(first["overdue"], true);
    assert_eq!(tasks[2]["term"], "long_term");
    assert_eq!(tasks[2]["days_left"], serde_json::Value::Null);
    assert_eq!(tasks[3]["closed_on"], "2022-03-15");
}

#[test]
fn show_is_a_file_card() {
    let told = office().tell("show 1");
    assert_snapshot!(told, @"
    $ ledger show 1
    第 1 项　读书笔记写得多、用得少
      年　　度　2021
      对　　象　班子
      所属方面　带头学习贯彻新思想方面
      具体表现　学完以后很少回头对照业务改进服务，分馆开放时间两年没有调整过。
      问题来源　自查
      出　　处　材料.txt，第5段
      责任领导　何平
      责任部门　办公室
      责任人　　周敏
      整改时限　2022-03-01，逾期14天
      状　　态　正在推进
    材料中可能对应的措施（待确认）
      〔1〕建立学习成果转化清单，每季度选一件读者反映的事改出结果　（相同的词：同属理论学习）
      用 ledger link 1 --confirm 序号 采用，或 ledger link 1 --reject 序号 否定
    进展情况
      2022-03-15　拟好了清单
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：读书笔记写得多、用得少                       │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 修改：问题来源为“自查”；责任领导为“何平”；责任部门 │
    │        ┆                    ┆        ┆      ┆ 为“办公室”；责任人为“周敏”；整改时限为“2022-03-01” │
    │ 9      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：拟好了清单                     │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    ! 提示：销号前还缺整改措施、整改成效、佐证材料
    ");
}

#[test]
fn show_as_json_adds_the_history() {
    let out = office().say("show 1 --format json").ok();
    let task: serde_json::Value = serde_json::from_str(&out).unwrap();
    let history = task["history"].as_array().unwrap();
    let kinds: Vec<&str> = history
        .iter()
        .map(|e| e["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["raised", "edited", "progressed"]);
    let keys: Vec<&String> = history[0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["sequence", "task", "when", "who", "kind", "body", "digest"]
    );
}

#[test]
fn history_tells_who_did_what() {
    let told = office().tell(
        "history
        history 4",
    );
    assert_snapshot!(told, @r#"
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 导入：材料.txt（2021年度，班子）                   │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：读书笔记写得多、用得少                       │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：理论辅导形式单一                             │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：流动书车跑得不勤                             │
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 登记：读者意见答复慢                               │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 修改：问题来源为“自查”；责任领导为“何平”；责任部门 │
    │        ┆                    ┆        ┆      ┆ 为“办公室”；责任人为“周敏”；整改时限为“2022-03-01” │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 修改：责任领导为“罗珊”；责任部门为“读者部”；整改时 │
    │        ┆                    ┆        ┆      ┆ 限为“2022-04-01”                                   │
    │ 8      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 修改：责任领导为“罗珊”；责任部门为“流动部”；整改时 │
    │        ┆                    ┆        ┆      ┆ 限为“长期坚持”；措施（1）为“每月排班公示”          │
    │ 9      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：拟好了清单                     │
    │ 10     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 销号（2022-03-15，审核：馆务会）：三天内答复       │
    │ 11     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 5    ┆ 登记：个人学习不系统                               │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    $ ledger history 4
    ┌────────┬────────────────────┬────────┬──────┬──────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                         │
    ╞════════╪════════════════════╪════════╪══════╪══════════════════════════════════════════════╡
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 登记：读者意见答复慢                         │
    │ 10     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 销号（2022-03-15，审核：馆务会）：三天内答复 │
    └────────┴────────────────────┴────────┴──────┴──────────────────────────────────────────────┘
    "#);
}

#[test]
fn history_as_json_is_an_array() {
    let out = office().say("history --format json").ok();
    let entries: serde_json::Value = serde_json::from_str(&out).unwrap();
    let entries = entries.as_array().unwrap();
    let sequences: Vec<u64> = entries
        .iter()
        .map(|e| e["sequence"].as_u64().unwrap())
        .collect();
    assert_eq!(sequences, (1..=11).collect::<Vec<u64>>());
    assert_eq!(entries[0]["kind"], "document");
}

#[test]
fn the_ledger_alone_shows_today() {
    let mut empty = Office::new();
    let told = empty.tell("--quiet") + &office().tell("--quiet");
    assert_snapshot!(told, @"
    $ ledger --quiet
    还没有台账。
    $ ledger --quiet
    2022年3月15日，星期二　共5项：已完成整改1项，正在推进1项，长期坚持1项，尚未启动2项；其中逾期1项，30天内到期1项，待分解1项。
    最急的
      1 读书笔记写得多、用得少（办公室）：逾期14天
      2 理论辅导形式单一（读者部）：还有17天到期
    等着办的
      1个长期坚持的该检查了（ledger list --term 长期坚持）
      1个还没有分解责任或时限（ledger list --unfilled）
    ");
}

#[test]
fn help_is_chinese_for_every_verb() {
    let office = Office::new();
    let help = office.say("--help").ok();
    assert!(help.starts_with("整改台账："), "{help}");
    let verbs = "init import add list show edit log attach evidence submit return reopen close \
        extend retract undo link meeting member history config report export verify demo";
    for verb in verbs.split_whitespace() {
        assert!(
            help.contains(&format!("\n  {verb} ")),
            "{verb} is missing\n{help}"
        );
        let own = office.say(&format!("{verb} --help")).ok();
        assert!(own.contains(&format!("用法：ledger {verb}")), "{own}");
        for english in [
            "Print",
            "Usage",
            "Options",
            "Arguments",
            "possible",
            "default",
            "env:",
        ] {
            assert!(!own.contains(english), "{english} in\n{own}");
        }
    }
}
