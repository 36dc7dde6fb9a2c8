//! What a ledger of thousands says where it can't show all: how many there are, and what to narrow.

use crate::office::Office;

/// A ledger of so many overdue problems of one year, and one of the next.
fn crowded(count: u32) -> Office {
    let office = Office::new();
    let mut csv = "序号,年度,对象,存在问题,责任部门,责任领导,整改时限,完成状态\n".to_owned();
    for number in 1..=count {
        let row =
            format!("{number},2020,班子,第{number}号窗口排队久,办公室,何平,2022-01-31,正在推进\n");
        csv.push_str(&row);
    }
    office.file("台账.csv", csv);
    office.say("-y import 台账.csv").ok();
    office
        .say("add 第3号窗口排队久 --year 2021 --subject 班子")
        .ok();
    office
}

fn last(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[test]
fn what_is_too_much_for_a_screen_is_counted() {
    let office = crowded(3_001);
    let ran = office.say("remind");
    let told = ran.err.clone();
    assert!(
        told.contains(
            "要催办的任务共 3001 项，这里只列出最急的 3000 项；加 --year、--dept 等条件可看全"
        ),
        "{told}"
    );
    let told = ran.ok();
    assert!(told.contains("逾期3001个"), "{}", &told[..200]);
    assert!(!told.contains("第3001号"), "the last one is left out");
    // Nothing of it is said where it is narrowed, nor to programs.
    let ran = office.say("remind --year 2021");
    assert!(!ran.err.contains("只列出"), "{}", ran.err);
    let json = office.say("remind --format json").ok();
    assert!(json.contains("第3001号"), "all of them");

    let ran = office.say("check");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("每种原因只列前 1000 处，加 --year 或 --subject 分开核"),
        "{}",
        ran.err
    );
    let lines: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.starts_with("〔 8〕"))
        .collect();
    assert_eq!(lines.len(), 1001);
    assert_eq!(
        lines.last(),
        Some(&"〔 8〕同样原因的另有 2001 处，没有列出")
    );
    assert!(last(&ran.out).contains("没有列出"), "{}", last(&ran.out));
    // What is said of many in the same words names as many of them.
    let alike = ran.out.lines().filter(|line| line.starts_with("〔 7〕第"));
    let most = alike.map(|line| 1 + line.matches('、').count()).max();
    assert!(most.is_some_and(|most| most <= 1002), "{most:?}");

    let ran = office.say("show 3002");
    assert!(
        ran.err
            .contains("往年的问题太多，只与最近的 2000 项比对了是不是同一问题"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("往年可能是同一问题"), "{}", ran.out);
    let ran = office.say("show 3");
    assert!(!ran.err.contains("往年的问题太多"), "{}", ran.err);
}

#[test]
fn a_ledger_of_hundreds_is_told_whole() {
    let office = crowded(1_000);
    let ran = office.say("check");
    assert!(!ran.err.contains("只列前"), "{}", ran.err);
    assert!(!ran.out.contains("没有列出"), "{}", last(&ran.out));
    let ran = office.say("remind");
    assert!(!ran.err.contains("只列出"), "{}", ran.err);
    assert!(ran.out.contains("第1000号"), "all of them");
    let ran = office.say("show 1001");
    assert!(!ran.err.contains("往年的问题太多"), "{}", ran.err);
}
