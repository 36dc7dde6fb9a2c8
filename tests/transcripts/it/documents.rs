//! Whole documents: the report of an area, a plan with one's own parts.

use insta::assert_snapshot;

use crate::it::finding::bureau;
use crate::office::Office;

#[test]
fn an_area_is_told_of_by_its_counts() {
    let mut office = bureau();
    office.columns(110);
    assert_snapshot!(office.tell("report --year 2021 --kind area --expected 应报.txt"), @"
    $ ledger report --year 2021 --kind area --expected 应报.txt
    关于2021年度民主生活会查摆问题整改情况的通报
    一、总体情况
    截至2022年3月15日，2个单位上报2021年度民主生活会领导班子查摆问题3个，其中尚未启动3个；逾期未完成2个。已销号0个，占查摆问题3个的0%。
    二、查摆的主要问题
    （一）带头学习方面。1个单位查摆问题1个，逾期未完成1个。
    （二）其他共性问题。“理论学习不够深入”一类问题，2个单位共查摆2个。
    其余2个问题，各单位所属方面不同或未注明方面。
    三、进度滞后的单位
    有逾期未完成问题的单位2个：清河区局（A03）逾期1个（查摆问题2个，已销号0个）、一科（A03.01）逾期1个（查摆问题1个，已销号0个）。
    四、上报情况
    未上报的有2个单位：二科（A03.02）、三科（A03.03）。
    五、下一步工作要求
    〔待补：下一步工作要求〕。
    附件：各单位整改进展情况
    清河区局
    2022年3月15日
    附件
    各单位整改进展情况
    序号｜单位｜查摆问题｜已完成整改｜已销号｜销号率｜逾期未完成
    1｜清河区局（A03）｜2｜0｜0｜0%｜1
    2｜一科（A03.01）｜1｜0｜0｜0%｜1
    ! 注意：缺下一步工作要求：写出后在文件中补上
    ");
    assert_snapshot!(office.tell("report --year 2020 --unit A03.01"), @"
    $ ledger report --year 2020 --unit A03.01
    关于2020年度民主生活会查摆问题整改情况的通报
    一、总体情况
    截至2022年3月15日，一科（A03.01）范围内1个单位上报2020年度民主生活会领导班子查摆问题1个，其中已完成整改1个（含已销号1个）。已销号1个，占查摆问题1个的100%。
    二、查摆的主要问题
    各单位查摆的问题均未注明所属方面。
    三、进度滞后的单位
    没有单位有逾期未完成的问题。
    四、上报情况
    〔待补：应报单位名单〕。
    五、下一步工作要求
    〔待补：下一步工作要求〕。
    附件：各单位整改进展情况
    清河区局
    2022年3月15日
    附件
    各单位整改进展情况
    序号｜单位｜查摆问题｜已完成整改｜已销号｜销号率｜逾期未完成
    1｜一科（A03.01）｜1｜1｜1｜100%｜0
    ! 注意：缺应报单位名单：ledger report --year 2020 --kind area --expected 应报单位.txt
    ! 注意：缺下一步工作要求：写出后在文件中补上
    ");
    assert_snapshot!(office.tell("report --year 2019 --kind area"), @"
    $ ledger report --year 2019 --kind area
    ! 错误：收到的台账中没有2019年度的任务，写不出通报
    ! 提示：收到了哪些单位的台账，用 ledger stats --by unit 看
    = 1
    ");
    assert_snapshot!(office.tell("report --year 2021 --kind progress --unit A03.01"), @"
    $ ledger report --year 2021 --kind progress --unit A03.01
    ! 错误：--unit 和 --expected 只用于多单位的通报
    ! 提示：去掉 --kind，写出的就是通报；别的报告写的是本单位
    = 2
    ");
    let json = office
        .run("report --year 2021 --kind area --format json".split(' '))
        .ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let area = &json["area"];
    let sum = |list: &str| -> u64 {
        let rows = area[list].as_array().unwrap().iter();
        rows.map(|row| row["counts"]["problems"].as_u64().unwrap())
            .sum()
    };
    assert_eq!(area["counts"]["problems"], 3);
    assert_eq!((sum("units"), sum("dimensions")), (3, 3));
    office
        .run("report --year 2021 --kind area -o 通报.docx".split(' '))
        .ok();
    assert!(office.path("通报.docx").is_file());
}

/// Two units word one dimension otherwise, with more after it: the report has it once, and short.
#[test]
fn an_area_has_each_dimension_once() {
    let mut office = Office::new();
    let long = "增强“四个意识”、坚定“四个自信”、做到“两个维护”，自觉在思想上政治上行动上保持高度一致方面的问题";
    let others = "对带头深刻领悟精神实质方面。".to_owned();
    let units = [
        (
            "A01",
            "2022-03-13",
            format!("在带头深刻领悟精神实质，{long}"),
        ),
        ("A02", "2022-03-14", others),
    ];
    for (code, day, dimension) in units {
        // Ledgers made at the same moment of a set clock would have the same id.
        office.on(day);
        let run = |words: &[&str]| office.run([&["--db", code][..], words].concat()).ok();
        run(&["init", "--name", code, "--code", code]);
        for problem in ["理论学习不够深入", "调查研究走马观花"] {
            run(&["add", problem, "--year", "2021", "--dimension", &dimension]);
        }
        run(&["pack", "-o", &format!("{code}.lgp")]);
    }
    office.on("2022-03-15");
    office.say("init --name 某局 --code A").ok();
    office.say("gather A01.lgp A02.lgp").ok();
    let told = office
        .run(["report", "--year", "2021", "--kind", "area"])
        .ok();
    let part = told.split("三、进度").next().unwrap();
    let part = part.split("二、查摆的主要问题\n").nth(1).unwrap();
    assert_snapshot!(part, @"（一）带头深刻领悟精神实质方面。2个单位查摆问题4个。“理论学习不够深入”一类问题，2个单位共查摆2个。“调查研究走马观花”一类问题，2个单位共查摆2个。");
}

#[test]
fn a_plan_has_the_parts_that_its_phrase_file_fills() {
    let mut office = Office::with_material();
    office.done(
        "init --name 某局 --party 中共某市某局党组
        edit 1-4 --dept 办公室 --lead 李某 --due 年底前
        report --year 2021 --init-templates 用语
        config report.templates 用语",
    );
    let plain = office.say("report --year 2021 --kind plan").ok();
    assert!(!plain.contains("组织领导"), "{plain}");
    office.file(
        "用语/own.txt",
        "方案.组织领导语 = 书记负总责。\\n办公室按月调度。\n",
    );
    let own = office.say("report --year 2021 --kind plan").ok();
    assert!(own.contains("一、整改任务\n"), "{own}");
    let told = "二、组织领导\n书记负总责。\n办公室按月调度。\n附件";
    assert!(own.contains(told), "{own}");
    office.file("用语/own.txt", "方案.组织领导 = 书记负总责。\n");
    let wrong = office.say("report --year 2021 --kind plan");
    assert!(
        wrong.err.contains("没有名为“方案.组织领导”的用语"),
        "{}",
        wrong.err
    );
}
