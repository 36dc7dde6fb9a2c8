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
