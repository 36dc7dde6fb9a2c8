//! A team's: institutions, notes of one frame, an extension, a rate.

use model::event::TextField;
use model::ledger::Ledger;
use model::subject::Subject;
use papers::report::Style;

use super::{problem, told};
use crate::report::office::{Case, ledger};

const THEORY: &str = "对强化理论武装、提高政治能力方面的问题。";
const SERVICE: &str = "对践行宗旨、服务群众方面的问题。";
const DUTY: &str = "对担当作为、推动发展方面的问题。";
const STANDING: &str = "要不断提高政治站位。坚持把关于治水的重要论述作为党组会第一议题，制定年度学习计划，逐项抓好转化，推动学习成果进入工作部署。";

fn task(number: u32, heading: &str, title: &str) -> Case {
    problem(number, 2023, Subject::Team, heading, title)
}

fn studies() -> [Case; 2] {
    let meeting = |case: Case, on: &str, about: &str, topics: &str| {
        case.log(
            on,
            &format!("围绕{about}召开专题研讨会，形成调研课题{topics}个"),
            &["专题研讨会=1 次", &format!("调研课题={topics} 个")],
        )
    };
    let first = task(1, THEORY, "从政治高度谋划水利工作还不够")
        .measure(STANDING)
        .log("2024-02-06", "制定《党组理论学习中心组年度学习计划》", &[]);
    let first = meeting(first, "2024-03-15", "节水型社会建设", "1");
    let first = meeting(first, "2024-06-18", "水库除险加固", "2");
    let first = meeting(first, "2024-09-20", "河湖长制", "1");
    let second = task(2, THEORY, "还存在学用结合、以学促干办法不多的问题")
        .measure(STANDING)
        .log(
            "2024-07-10",
            "班子成员结合分管工作讲专题党课",
            &["专题党课=5 次"],
        )
        .submitted("2024-11-05", None);
    [
        first.closed("2024-10-30", Some("4个调研课题全部转化为年度工作举措")),
        second,
    ]
}

fn services() -> [Case; 2] {
    let visit = |case: Case, on: &str, homes: &str, risks: &str| {
        case.log(
            on,
            "班子成员分片到水厂和农户家中排查",
            &[
                &format!("走访农户={homes} 户"),
                &format!("排查隐患={risks} 处"),
            ],
        )
    };
    let third = task(3, SERVICE, "农村饮水安全问题排查不深入").measure(
        "建立农村饮水安全包片排查机制。班子成员每人包3个乡镇，每季度到水厂和农户家中排查一次。",
    );
    let third = visit(third, "2024-03-28", "64", "9");
    let third = visit(third, "2024-06-27", "71", "6");
    let third = visit(third, "2024-09-25", "58", "3")
        .log("2024-09-30", "印发《农村供水工程管护办法》", &[])
        .closed(
            "2024-10-15",
            Some("排查出的18处隐患全部整治到位，供水投诉由上年同期的37件降至11件"),
        );
    let fourth = task(4, SERVICE, "基层减负措施落实有差距")
        .measure("要严格落实为基层减负各项措施，切实把干部从文山会海中解脱出来。")
        .due("年底前")
        .log(
            "2024-12-05",
            "统计全年会议和文件",
            &["压减会议=12 个", "压减文件=38 件"],
        )
        .set(TextField::Reason, "个别业务科室仍要求乡镇重复报表")
        .set(TextField::NextStep, "12月底前清理合并报表");
    [third, fourth]
}

fn works() -> [Case; 2] {
    let fifth = task(5, DUTY, "病险水库除险加固进度偏慢")
        .measure("倒排工期推进病险水库除险加固，每月调度一次。")
        .due("8月底前")
        .log("2024-05-20", "召开调度会，明确13座水库施工节点", &[])
        .extended("2024-08-25", "2025年3月底前", "汛期停工", "局党组会议")
        .log("2024-11-28", "完成9座水库主体工程", &["完工水库=9 座"])
        .set(TextField::NextStep, "2025年3月底前完成其余4座");
    let check = |case: Case, on: &str, length: &str, mended: &str, content: &str| {
        case.checked(
            on,
            "",
            &[
                &format!("巡查河湖={length} 公里"),
                &format!("整改“四乱”={mended} 处"),
                &format!("群众满意度={content}%"),
            ],
        )
    };
    let sixth = task(6, DUTY, "河湖“四乱”问题时有反弹")
        .measure("坚持河湖常态化巡查，发现一处整改一处。")
        .due("长期坚持");
    let sixth = check(sixth, "2024-06-30", "620", "29", "91");
    let sixth = check(sixth, "2024-11-30", "640", "18", "95");
    [fifth, sixth]
}

fn made() -> Ledger {
    let cases = [studies(), services(), works()];
    ledger("2024-12-18", cases.into_iter().flatten().collect())
}

#[test]
fn thematic() {
    assert_eq!(told(&made(), Style::Thematic, None), THEMATIC);
}

#[test]
fn brief() {
    assert_eq!(told(&made(), Style::Brief, Some(450)), BRIEF);
}

/// 按方面写. The design's text has 排查3次，走访农户193户，排查隐患18处; the effect says that these 18 were all
/// mended, and nothing is told twice (invariant 8).
const THEMATIC: &[&str] = &[
    "一、上年度民主生活会整改措施落实情况",
    "2023年度民主生活会后，局党组班子针对查摆出的6个问题，制定整改措施5条。截至2024年12月18日，已完成整改3个（其中1个待审核），正在推进2个，长期坚持1个，制定制度1项。",
    "（一）强化理论武装、提高政治能力方面。针对“从政治高度谋划水利工作还不够”问题，制定《党组理论学习中心组年度学习计划》；先后围绕节水型社会建设、水库除险加固、河湖长制召开专题研讨会3次，形成调研课题4个。4个调研课题全部转化为年度工作举措。针对“学用结合、以学促干办法不多”问题，班子成员结合分管工作讲专题党课5次。2个问题均已完成整改，其中1个待审核。",
    "（二）践行宗旨、服务群众方面。针对“农村饮水安全问题排查不深入”问题，建立农村饮水安全包片排查机制；班子成员分片到水厂和农户家中排查3次，走访农户193户；印发《农村供水工程管护办法》。排查出的18处隐患全部整治到位，供水投诉由上年同期的37件降至11件，已完成整改。针对“基层减负措施落实有差距”问题，压减会议12个、文件38件；因个别业务科室仍要求乡镇重复报表，整改仍在推进，下一步将于12月底前清理合并报表。",
    "（三）担当作为、推动发展方面。针对“病险水库除险加固进度偏慢”问题，召开调度会，明确13座水库施工节点；完成9座水库主体工程。因汛期停工，经局党组会议研究，时限由2024年8月底前延期至2025年3月底前，整改仍在推进，届时完成其余4座。针对“河湖‘四乱’问题时有反弹”问题，按照“河湖常态化巡查”的措施，巡查河湖1260公里，整改“四乱”47处，群众满意度由91%升至95%，相关措施需长期坚持。",
];

/// 概述, about 450 characters
const BRIEF: &[&str] = &[
    "2023年度民主生活会后，局党组班子针对查摆出的6个问题，制定整改措施5条。截至2024年12月18日，已完成整改3个（其中1个待审核），正在推进2个，长期坚持1个，制定制度1项。一是强化理论武装、提高政治能力方面，4个调研课题全部转化为年度工作举措；班子成员结合分管工作讲专题党课5次；2个问题均已完成整改，其中1个待审核。二是践行宗旨、服务群众方面，印发《农村供水工程管护办法》，排查出的18处隐患全部整治到位，供水投诉由上年同期的37件降至11件；1个问题已完成整改。“基层减负措施落实有差距”问题，压减会议12个、文件38件，因个别业务科室仍要求乡镇重复报表，整改仍在推进，下一步将于12月底前清理合并报表。三是担当作为、推动发展方面，“病险水库除险加固进度偏慢”问题，完成9座水库主体工程，因汛期停工，经局党组会议研究，时限由2024年8月底前延期至2025年3月底前，整改仍在推进，届时完成其余4座。“河湖‘四乱’问题时有反弹”问题，巡查河湖1260公里，整改“四乱”47处，群众满意度由91%升至95%，相关措施需长期坚持。",
];
