//! search, and what units and years have in common.

use insta::assert_snapshot;

use crate::office::Office;

fn office() -> Office {
    let mut office = Office::with_material();
    office.done(
        "edit 1 --dept 办公室 --lead 何平 --measure 每季度改一件事，改完晒台账
        edit 2 --dept 读者部 --detail 辅导只念稿子，台账也没有记
        log 1 改了阅览室的灯，记了台账
        log 3 台账补齐，只给馆里看 --internal
        close 4 --outcome 三天内答复，APP上能查 --verifier 馆务会
        add 台账记得不勤 --subject 罗珊 --year 2020 --due 立行立改",
    );
    office
}

#[test]
fn what_fits_best_stands_first_and_is_marked() {
    assert_snapshot!(office().tell("search 台账"), @"
    $ ledger search 台账
    5　【台账】记得不勤　（2020年度，罗珊，未启动）
    1　读书笔记写得多、用得少　（2021年度，班子，办公室，正在推进）
        措施（1）：每季度改一件事，改完晒【台账】
        2022年3月15日进展：改了阅览室的灯，记了【台账】
    2　理论辅导形式单一　（2021年度，班子，读者部，未启动）
        表现：辅导只念稿子，【台账】也没有记
    3　流动书车跑得不勤　（2021年度，班子，正在推进）
        2022年3月15日内部记录：【台账】补齐，只给馆里看
    ! 找到4项
    ");
}

#[test]
fn one_character_several_words_either_case() {
    let mut office = office();
    assert_snapshot!(office.tell("search 晒"), @"
    $ ledger search 晒
    1　读书笔记写得多、用得少　（2021年度，班子，办公室，正在推进）
        措施（1）：每季度改一件事，改完【晒】台账
    ! 找到1项
    ");
    assert_snapshot!(office.tell("查找 台账 阅览"), @"
    $ ledger 查找 台账 阅览
    1　读书笔记写得多、用得少　（2021年度，班子，办公室，正在推进）
        措施（1）：每季度改一件事，改完晒【台账】
        2022年3月15日进展：改了【阅览】室的灯，记了【台账】
    ! 找到1项
    ");
    assert_snapshot!(office.tell("search app --status 已销号"), @"
    $ ledger search app --status 已销号
    4　读者意见答复慢　（2021年度，班子，已销号）
        成效：三天内答复，【APP】上能查
    ! 找到1项
    ");
    assert_snapshot!(office.tell("search 台账 --limit 1 --year 2021"), @"
    $ ledger search 台账 --limit 1 --year 2021
    1　读书笔记写得多、用得少　（2021年度，班子，办公室，正在推进）
        措施（1）：每季度改一件事，改完晒【台账】
        2022年3月15日进展：改了阅览室的灯，记了【台账】
    ! 找到3项，列出最相关的1项；多列一些用 --limit 项数，少找一些再加词或加条件
    ");
    assert_snapshot!(office.tell("search 台账 天气"), @"
    $ ledger search 台账 天气
    没有同时含有“台账”、“天气”的任务。
    ! 提示：换一个短些的词再查；别的单位的任务要加 --unit all
    ");
    assert_snapshot!(office.tell("search 　"), @"
    $ ledger search
    ! 错误：缺少 <文字>
    ! 提示：用 ledger search --help 查看用法
    = 2
    ");
    // Names of fields and dates around a text are not the text.
    for word in ["text", "key", "entry", "2022-03", "\"", "\\"] {
        let found = office.run(["search", word, "--format", "json"]).ok();
        assert!(found.contains("\"total\":0"), "{word}: {found}");
    }
}

#[test]
fn colour_marks_without_brackets_and_nothing_steers_the_terminal() {
    let office = office();
    let painted = office.run(["--color", "always", "search", "晒"]).ok();
    assert!(
        painted.contains("\u{1b}[1m\u{1b}[31m晒\u{1b}[0m"),
        "{painted:?}"
    );
    office.run(["add", "灯\u{1b}[2J坏", "--year", "2021"]).ok();
    let told = office.run(["search", "灯"]).ok();
    assert!(
        !told.contains('\u{1b}') && told.contains("【灯】"),
        "{told}"
    );
}

#[test]
fn programs_get_texts_and_places() {
    let found = office().run(["search", "台账", "--format", "json"]).ok();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["total"], 4);
    assert_eq!(found["tasks"][0]["problem"], "台账记得不勤");
    assert_eq!(
        found["tasks"][0]["hits"][0]["marks"],
        serde_json::json!([[0, 2]])
    );
    let places = |task: usize| -> Vec<String> {
        let hits = found["tasks"][task]["hits"].as_array().unwrap();
        hits.iter()
            .map(|hit| hit["place"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(places(1), ["measure", "progress"]);
    assert_eq!(places(2), ["detail"]);
}

#[test]
fn list_filters_by_the_same_words() {
    let office = office();
    for (text, numbers) in [
        ("台账", "1235"),
        ("台账 灯", "1"),
        ("App", "4"),
        ("没有的", ""),
    ] {
        let list = office
            .run(["list", "--text", text, "--format", "json"])
            .ok();
        let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
        let found: String = list.iter().map(|task| task["number"].to_string()).collect();
        assert_eq!(found, numbers, "{text}");
    }
}

/// A bureau's office that holds two sections' ledgers, and a list of those that ought to hand in.
pub(super) fn bureau() -> Office {
    let mut office = Office::new();
    let own = [
        "init --name 清河区局 --code A03",
        "add 理论学习不够深入 --year 2021 --due 2022-03-01",
        "add 公务用车登记不全 --year 2021 --due 2022-06-01",
    ];
    let first = [
        "init --name 一科 --code A03.01",
        "add 理论学习还不够深入 --year 2020 --due 2021-12-01",
        "add 理论学习仍然不够深入 --year 2021 --due 2022-03-01 --dimension 带头学习方面",
        "close 1 --outcome 学了 --verifier 局党组会",
    ];
    let second = [
        "init --name 二科 --code A03.02",
        "add 窗口答复群众来电慢 --year 2020 --due 2021-12-01",
        "close 1 --outcome 快了 --verifier 局党组会",
    ];
    for (db, day, commands) in [
        ("一科.db", "2022-03-13", &first[..]),
        ("二科.db", "2022-03-14", &second[..]),
    ] {
        // Ledgers made at the same moment of a set clock would have the same id.
        office.on(day);
        for command in commands {
            let words = format!("--db {db} {command}");
            office.say(&words).ok();
        }
        let words = format!("--db {db} pack -o {db}.lgp");
        office.say(&words).ok();
    }
    office.on("2022-03-15");
    for command in own {
        office.say(command).ok();
    }
    office.say("gather 一科.db.lgp 二科.db.lgp").ok();
    office.file("应报.txt", "A03.01 一科\nA03.02，二科\nA03.03\t三科\n");
    office
}

#[test]
fn units_are_ranked_and_the_silent_named() {
    let mut office = bureau();
    office.columns(110);
    assert_snapshot!(office.tell("stats --by unit"), @"
    $ ledger stats --by unit
    截至2022年3月15日：3个单位，5个问题。
    ┌─────────────────┬──────┬────────────┬────────┬────────┬──────┬────────────┐
    │ 单位            ┆ 问题 ┆ 已完成整改 ┆ 已销号 ┆ 销号率 ┆ 逾期 ┆ 最近上报   │
    ╞═════════════════╪══════╪════════════╪════════╪════════╪══════╪════════════╡
    │ 清河区局（A03） ┆    2 ┆          0 ┆      0 ┆     0% ┆    1 ┆            │
    │ 一科（A03.01）  ┆    2 ┆          1 ┆      1 ┆    50% ┆    1 ┆ 2022-03-15 │
    │ 二科（A03.02）  ┆    1 ┆          1 ┆      1 ┆   100% ┆    0 ┆ 2022-03-15 │
    │ 合计            ┆    5 ┆          2 ┆      2 ┆    40% ┆    2 ┆            │
    └─────────────────┴──────┴────────────┴────────┴────────┴──────┴────────────┘
    ! 按销号率从低到高排，相同的看逾期；销号率＝已销号÷问题总数
    ");
    assert_snapshot!(office.tell("stats --by unit --year 2021 --expected 应报.txt"), @"
    $ ledger stats --by unit --year 2021 --expected 应报.txt
    截至2022年3月15日：2个单位，3个问题。
    ┌─────────────────┬──────┬────────────┬────────┬────────┬──────┬────────────┐
    │ 单位            ┆ 问题 ┆ 已完成整改 ┆ 已销号 ┆ 销号率 ┆ 逾期 ┆ 最近上报   │
    ╞═════════════════╪══════╪════════════╪════════╪════════╪══════╪════════════╡
    │ 清河区局（A03） ┆    2 ┆          0 ┆      0 ┆     0% ┆    1 ┆            │
    │ 一科（A03.01）  ┆    1 ┆          0 ┆      0 ┆     0% ┆    1 ┆ 2022-03-15 │
    │ 合计            ┆    3 ┆          0 ┆      0 ┆     0% ┆    2 ┆            │
    └─────────────────┴──────┴────────────┴────────┴────────┴──────┴────────────┘
    未报2个：二科（A03.02）、三科（A03.03）。
    ! 按销号率从低到高排，相同的看逾期；销号率＝已销号÷问题总数
    ");
    assert_snapshot!(office.tell("stats --by unit --year 2020 --unit A03.01 --format csv"), @"
    $ ledger stats --by unit --year 2020 --unit A03.01 --format csv
    ﻿单位代码,单位,问题,已完成整改,基本完成,正在推进,长期坚持,尚未启动,已销号,逾期,销号率,最近上报,报送情况,截至
    A03.01,一科,1,1,0,0,0,0,1,0,100%,2022-03-15,已报,2022-03-15
    ");
    let json = office
        .run(["stats", "--by", "unit", "--format", "json"])
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let groups = json["groups"].as_array().unwrap();
    let count = |of: &serde_json::Value, path: &str| of.pointer(path).unwrap().as_u64().unwrap();
    for path in [
        "/problems",
        "/standings/finished",
        "/statuses/closed",
        "/overdue",
        "/closing_rate/numerator",
        "/closing_rate/denominator",
    ] {
        let sum: u64 = groups.iter().map(|group| count(group, path)).sum();
        assert_eq!(count(&json, path), sum, "{path}");
    }
    // An earlier day is told task by task: the counts are those of that day.
    office.on("2022-03-10");
    assert!(
        office
            .say("stats --by unit --year 2020")
            .ok()
            .contains("2个问题")
    );
}

#[test]
fn a_unit_means_its_subtree_everywhere() {
    let mut office = bureau();
    for (unit, count) in [
        ("A03", 5),
        ("A03.01", 2),
        ("二科", 1),
        ("all", 5),
        ("全部", 5),
    ] {
        let list = office
            .run(["list", "--unit", unit, "--format", "json"])
            .ok();
        let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
        assert_eq!(list.len(), count, "{unit}");
        let stats = office
            .run(["stats", "--unit", unit, "--format", "json"])
            .ok();
        assert!(
            stats.contains(&format!("\"problems\":{count},")),
            "{unit} {stats}"
        );
        let csv = office.run(["export", "--unit", unit]).ok();
        assert_eq!(csv.lines().count(), count + 1, "{unit} {csv}");
        office.run(["board", "--unit", unit]).ok();
    }
    assert_snapshot!(office.tell("list --unit A0"), @"
    $ ledger list --unit A0
    ! 错误：没有代码或名称是“A0”的单位，也没有它的下级单位
    ! 提示：收到了哪些单位的台账，用 ledger stats --by unit 看；所有单位写 --unit all
    = 1
    ");
    assert_snapshot!(office.tell("search 深入 --unit A03"), @"
    $ ledger search 深入 --unit A03
    1　理论学习不够【深入】　（2021年度，班子，未启动）
    A03.01-2　理论学习仍然不够【深入】　（2021年度，班子，未启动）
    A03.01-1　理论学习还不够【深入】　（2020年度，班子，已销号）
    ! 找到3项
    ");
}

#[test]
fn common_problems_over_units_and_years() {
    let mut office = bureau();
    office.columns(110);
    assert_snapshot!(office.tell("stats --common --unit all"), @"
    $ ledger stats --common --unit all
    5个问题中，3个题目相近，归为1类共性问题；其中1类有单位屡查屡犯。
    ┌──────────────────┬──────┬──────┬──────┬────────────┬───────────────────────┐
    │ 共性问题（举例） ┆ 问题 ┆ 单位 ┆ 屡犯 ┆ 年度       ┆ 单位（项数）          │
    ╞══════════════════╪══════╪══════╪══════╪════════════╪═══════════════════════╡
    │ 理论学习不够深入 ┆    3 ┆    2 ┆    1 ┆ 2020、2021 ┆ A03（1）、A03.01（2） │
    └──────────────────┴──────┴──────┴──────┴────────────┴───────────────────────┘
    ! 按题目用字相近归类，是不是一回事由人判断
    ");
    assert_snapshot!(office.tell("stats --common --unit all --format csv"), @"
    $ ledger stats --common --unit all --format csv
    ﻿共性问题（举例）,问题数,单位数,年度数,屡查屡犯单位数,年度,单位,举例编号
    理论学习不够深入,3,2,2,1,2020、2021,A03、A03.01,1
    ");
    assert_snapshot!(office.tell("stats --common"), @"
    $ ledger stats --common
    2个问题中没有题目相近的，看不出共性问题。
    ");
    let json = office
        .run(["stats", "--common", "--unit", "all", "--format", "json"])
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["common"][0]["repeating_units"], 1);
    assert_eq!(json["common"][0]["years"], serde_json::json!([2020, 2021]));
}
