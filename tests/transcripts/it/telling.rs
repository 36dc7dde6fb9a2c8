//! How an entry will stand in the section, told when it is typed.

use crate::office::Office;

const LONG: &str =
    "走访园区企业，听取用工诉求，发放政策清单，建立联系台账，协调夜班公交，督促食堂延时";

#[test]
fn a_note_of_many_deeds_is_asked_for_another_telling() {
    let office = Office::new();
    office.say("add 服务企业不够主动 --year 2021").ok();
    // Nobody is there, or has said yes beforehand: nothing is asked.
    office.say(&format!("log 1 {LONG}")).ok();
    let ran = office.answer("log 1 回访园区企业", "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    // An empty answer keeps the note's own words.
    let again = LONG.replace("园区", "城东");
    let ran = office.answer(&format!("log 1 {again}"), "\n");
    assert!(
        ran.err
            .contains("要另写一句报送的话，写在这里（直接回车不写）"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("；走访城东企业"), "{}", ran.err);
    // A number that the note does not have is no telling, and nothing is recorded.
    let other = LONG.replace("园区", "城西");
    let ran = office.answer(&format!("log 1 {other}"), "走访企业9家\n");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!office.say("show 1").ok().contains("城西"));
    let ran = office.answer(&format!("log 1 {other}"), "为城西企业解决用工难题\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("写入报告：为城西企业解决用工难题"),
        "{}",
        ran.err
    );
    let report = office.say("report --year 2022").ok();
    assert!(
        report.contains("为城西企业解决用工难题") && !report.contains("走访城西"),
        "{report}"
    );
}

#[test]
fn households_counted_again_are_pointed_out() {
    let office = Office::new();
    office.say("add 联系群众不经常 --year 2021").ok();
    let hint = "走访群众户前面记过";
    let first = office.say("log 1 到联系点走访 --figure 走访群众=12户");
    assert!(!first.err.contains(hint), "{}", first.err);
    let second = office.say("log 1 到河东村走访 --figure 走访群众=8户");
    assert!(second.err.contains(hint), "{}", second.err);
    let visits = office.say("log 1 到河西村走访 --figure 接待来访=8人次");
    assert!(!visits.err.contains("前面记过"), "{}", visits.err);
}

#[test]
fn a_reason_and_a_next_step_are_shown_as_the_section_says_them() {
    let office = Office::new();
    office
        .say("add 制度不健全 --year 2021 --due 2022年12月底前")
        .ok();
    office.say("log 1 起草考勤办法").ok();
    let edited = office.say("edit 1 --reason 因意见尚未收齐 --next 12月底前印发");
    assert!(
        edited
            .err
            .contains("写入报告：因意见尚未收齐，整改仍在推进，下一步将于12月底前印发"),
        "{}",
        edited.err
    );
    let other = office.say("edit 1 --owner 李某");
    assert!(!other.err.contains("写入报告"), "{}", other.err);
}

#[test]
fn a_day_in_the_words_of_a_note_is_told_and_not_that_of_the_record() {
    let mut office = Office::new();
    let told = office.tell(
        "@2022-11-27
        add 服务企业不够主动 --year 2021
        log 1 5月26日召开座谈会
        @2022-12-20
        report --year 2022 --style itemized",
    );
    assert!(
        told.contains("文字里写的是2022年5月26日，不是记的日期，报告按文字里的日期写"),
        "{told}"
    );
    assert!(told.contains("5月，召开座谈会"), "{told}");
    assert!(!told.contains("11月，召开"), "{told}");
}

#[test]
fn an_extension_to_a_day_that_is_past_is_told() {
    let mut office = Office::with_material();
    let told = office.tell(
        "@2022-06-20
        edit 1,2 --due 2022-04-30
        extend 1 --due 2022-05-31 --reason 12月20日 --approved-by 馆党支部
        extend 2 --due 2022-09-30 --reason 设备未到货 --approved-by 馆党支部",
    );
    assert!(told.contains("第 1 项新的时限已经过去，仍是逾期"), "{told}");
    assert!(told.contains("原因只写了日期“12月20日”"), "{told}");
    assert_eq!(told.matches("新的时限已经过去").count(), 1, "{told}");
}

#[test]
fn what_is_closed_is_not_sent_down_and_a_stroke_parts_departments() {
    let mut office = Office::with_material();
    office.done(
        "@2022-06-20
        edit 1 --dept 借阅部 --due 2022-05-31
        edit 2 --dept 借阅部/采编部
        log 1 延长开放 --status 已完成
        close 1 --outcome 夜间接待420人次",
    );
    let told = office.tell("dispatch --out 下发");
    assert!(
        told.contains("已销号的 1 项没有下发；要下发时用 --status 已销号"),
        "{told}"
    );
    for dept in ["借阅部", "采编部"] {
        let file = office.path("下发").join(format!("整改填报表-{dept}.xlsx"));
        assert!(file.exists(), "{dept}: {told}");
    }
    assert!(
        office
            .tell("dispatch --out 销号 --status 已销号")
            .contains("共 1 份填报表")
    );
    // One row does not contradict itself: its two days and whether it was late.
    office.done("export -o 台账.csv");
    assert!(office.read("台账.csv").contains("是（超期20天完成）"));
}
