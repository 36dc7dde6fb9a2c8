//! 上级编号: the superior's own number of a problem.

use crate::office::Office;

fn numbered() -> Office {
    let mut office = Office::with_material();
    office.done("edit 1 --external XC-2022-017");
    office
}

#[test]
fn the_superiors_number_is_kept_shown_found_and_handed_on() {
    let office = numbered();
    assert!(office.say("show 1").ok().contains("上级编号　XC-2022-017"));
    let found = office.say("search xc-2022-017").ok();
    assert!(found.contains("上级编号：【XC-2022-017】"), "{found}");
    let json: serde_json::Value =
        serde_json::from_str(&office.say("show 1 --format json").ok()).unwrap();
    assert_eq!(json["external"], "XC-2022-017");
    office.say("export -o 台账.csv").ok();
    let sheet = office.read("台账.csv");
    assert!(sheet.contains("上级编号") && sheet.contains("XC-2022-017"));
    let added = office
        .say("add 分馆没有无障碍坡道 --交办编号 JB〔2022〕5号-3")
        .ok();
    assert!(added.contains("已登记第 5 项"), "{added}");
    assert!(office.say("show 5").ok().contains("JB〔2022〕5号-3"));
}

/// A returned row is known by the number, whatever became of the words; one without a problem and
/// without a task is no task.
#[test]
fn a_register_is_matched_by_the_superiors_number() {
    let office = numbered();
    office.file(
        "反馈.csv",
        "问题编号,存在问题,责任部门\nXC-2022-017,,读者部\nXC-2022-099,,办公室\n",
    );
    let ran = office.say("import 反馈.csv --year 2021 -y");
    assert!(ran.err.contains("只有编号“XC-2022-099”"), "{}", ran.told());
    let show = office.say("show 1").ok();
    assert!(show.contains("责任部门　读者部"), "{show}");
    assert!(office.say("list").ok().contains("共4项"));
    office.file(
        "回填.csv",
        "交办编号,存在问题,责任人\nXC-2022-017,学用脱节，换了说法的题目,周敏\n",
    );
    office.say("import 回填.csv --year 2021 -y").ok();
    assert!(office.say("show 1").ok().contains("责任人　　周敏"));
    assert!(office.say("list").ok().contains("共4项"));
}

#[test]
fn a_number_of_the_code_column_is_kept() {
    let office = Office::new();
    office.file(
        "清单.csv",
        "问题编号,存在问题\nXC-2022-017,书车不到村\n2,灯坏了\n",
    );
    office.say("import 清单.csv --year 2021 -y").ok();
    assert!(office.say("show 1").ok().contains("上级编号　XC-2022-017"));
    assert!(!office.say("show 2").ok().contains("上级编号"));
}

#[test]
fn a_problem_is_never_empty() {
    let office = numbered();
    let before = office.db_bytes();
    for line in ["edit 1 --problem ＿", "add ＿"] {
        let args: Vec<&str> = line
            .split(' ')
            .map(|word| word.trim_matches('＿'))
            .collect();
        assert_ne!(office.run(args).code, 0, "{line}");
    }
    assert!(office.db_bytes() == before);
}
