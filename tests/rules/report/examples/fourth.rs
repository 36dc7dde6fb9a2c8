//! A team's: records as they come.

use model::event::TextField;
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use papers::report::Style;

use super::{problem, told};
use crate::report::office::{Case, ledger};

const DUTY: &str = "在带头担当作为方面";
const STYLE: &str = "在带头改进作风方面";
const PARTY: &str = "在带头严格管党治党方面";
const PROBLEMS: &str =
    "要坚持问题导向，着力破解监管难题。要落实“双随机、一公开”监管要求，加大重点领域执法力度。";
const WORK: &str = "要持续转变作风。大力精简会议文件，推动干部沉到一线。";
const STUDY: &str = "强化理论学习，努力提升本领。";

fn task(number: u32, heading: &str, title: &str, measure: &str) -> Case {
    problem(number, 2022, Subject::Team, heading, title).measure(measure)
}

fn duties() -> [Case; 3] {
    let first = task(1, DUTY, "重点领域监管力度不够", PROBLEMS)
        .log(
            "2023-04-12",
            "开展食品生产企业专项监督检查",
            &["检查企业=86 家", "发现隐患=140 处"],
        )
        .log(
            "2023-09-20",
            "9.20完成秋季食品安全集中执法,部分摊贩仍未纳入,计划明年扩大范围",
            &["检查企业=52 家", "发现隐患=61 处", "立案=7 件"],
        )
        .closed("2023-10-12", Some("食品抽检合格率由96.1%升至98.4%"));
    let second = task(2, DUTY, "主动服务企业不够", PROBLEMS)
        .log(
            "2023-05-10",
            "举办特种设备安全管理人员培训班",
            &["专题培训=3 期", "培训人员=210 人次"],
        )
        .closed("2023-06-30", Some("特种设备定检率由91%升至99%"))
        .reopened("2023-07-28", "回访发现2家企业设备未按期检验")
        .log("2023-08-02", "为2家企业安排上门检测", &["上门检测=2 家次"])
        .closed("2023-09-15", None);
    let third = task(3, DUTY, "监管方式创新不足", PROBLEMS)
        .due("2023年第三季度")
        .log("2023-06-18", "赴外地学习考察", &["学习考察=2 次"])
        .set(TextField::Reason, "智慧监管方案仍在论证")
        .set(TextField::NextStep, "年底前印发实施");
    [first, second, third]
}

fn styles() -> [Case; 2] {
    let fourth = task(4, STYLE, "文山会海有所反弹", WORK)
        .log(
            "2023-03-20",
            "出台《机关精简会议文件若干措施》",
            &["出台制度=1 项"],
        )
        .log(
            "2023-11-30",
            "会议文件同比减少",
            &["压减会议=15 个", "压减文件=42 件"],
        )
        .submitted("2023-11-30", None)
        .returned("2023-12-01", "缺少统计口径")
        .log("2023-12-04", "补充会议文件统计口径说明", &[])
        .submitted("2023-12-05", Some("会议、文件同比分别下降28%、24%"));
    let fifth = task(5, STYLE, "联系群众不够经常", WORK)
        .due("长期坚持")
        .checked(
            "2023-05-16",
            "局领导到荷花、柳堤2个社区走访",
            &["走访群众=38 户"],
        )
        .checked("2023-10-20", "到菜市场听取经营户意见", &["意见建议=12 条"]);
    [fourth, fifth]
}

fn parties() -> [Case; 3] {
    let sixth = task(6, PARTY, "内部管理有漏洞", "要完善制度机制，堵塞管理漏洞。")
        .log("2023-07-06", "修订公务用车管理办法", &["修订制度=3 项"])
        .stands("2023-11-20", StatusKind::Done);
    let seventh = task(7, PARTY, "廉政教育不够深入", STUDY)
        .due("年底前")
        .log("2023-06-30", "开展专题警示教育", &["警示教育=1 次"])
        .log("2023-09-15", "组织参观廉政教育基地", &["参观人员=64 人"]);
    let eighth = task(8, PARTY, "谈心谈话不够经常", STUDY)
        .due("9月30日")
        .stands("2023-03-01", StatusKind::InProgress);
    [sixth, seventh, eighth]
}

fn made() -> Ledger {
    let cases = duties().into_iter().chain(styles()).chain(parties());
    ledger("2023-12-20", cases.collect())
}

#[test]
fn thematic() {
    assert_eq!(told(&made(), Style::Thematic, None)[1..], *THEMATIC);
}

#[test]
fn itemized() {
    let text = told(&made(), Style::Itemized, None);
    for item in ITEMS {
        assert!(text.iter().any(|line| line == item), "{item}\n{text:#?}");
    }
}

/// 按方面写, from the opening
const THEMATIC: &[&str] = &[
    "2022年度民主生活会后，局党组班子针对查摆出的8个问题，制定整改措施4条。截至2023年12月20日，已完成整改4个（其中2个待审核），正在推进3个，长期坚持1个，制定修订制度4项。",
    "（一）带头担当作为方面。针对“重点领域监管力度不够”问题，开展食品生产企业专项监督检查；完成秋季食品安全集中执法，立案7件；累计检查企业138家、发现隐患201处。食品抽检合格率由96.1%升至98.4%，已完成整改。针对“主动服务企业不够”问题，举办特种设备安全管理人员培训班3期，培训人员210人次。特种设备定检率由91%升至99%，曾于6月30日完成整改；回访发现2家企业设备未按期检验，为2家企业安排上门检测，已完成整改。针对“监管方式创新不足”问题，赴外地学习考察2次；因智慧监管方案仍在论证，未按期（第三季度内）完成，下一步将于年底前印发实施。",
    "（二）带头改进作风方面。针对“文山会海有所反弹”问题，出台《机关精简会议文件若干措施》，压减会议15个、文件42件。会议、文件同比分别下降28%、24%，已完成整改，待审核。针对“联系群众不够经常”问题，局领导到荷花、柳堤2个社区走访群众38户，到菜市场听取经营户意见建议12条，相关措施需长期坚持。",
    "（三）带头严格管党治党方面。针对“内部管理有漏洞”问题，修订公务用车管理办法等制度3项，已完成整改，待审核。针对“廉政教育不够深入”问题，开展专题警示教育；组织参观廉政教育基地，参观人员64人。整改仍在推进，整改时限为2023年底。针对“谈心谈话不够经常”问题，未按期（9月30日前）完成，整改仍在推进〔待补：进展、未完成原因、下一步〕。",
];

/// 按问题写: four of the eight
const ITEMS: &[&str] = &[
    "1.关于“重点领域监管力度不够”的问题。4月，开展食品生产企业专项监督检查；9月，完成秋季食品安全集中执法，立案7件；累计检查企业138家、发现隐患201处。食品抽检合格率由96.1%升至98.4%。该问题已于10月12日完成整改。",
    "2.关于“主动服务企业不够”的问题。5月，举办特种设备安全管理人员培训班3期，培训人员210人次。特种设备定检率由91%升至99%，曾于6月30日完成整改；回访发现2家企业设备未按期检验；8月，为2家企业安排上门检测。该问题已于9月15日完成整改。",
    "6.关于“内部管理有漏洞”的问题。7月，修订公务用车管理办法等制度3项。该问题已于11月20日完成整改，待审核。",
    "8.关于“谈心谈话不够经常”的问题。未按期（9月30日前）完成，整改仍在推进〔待补：进展、未完成原因、下一步〕。",
];
