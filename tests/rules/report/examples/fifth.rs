//! A person's with more than seven problems.

use model::event::TextField;
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use papers::report::Style;

use super::{problem, told};
use crate::report::office::{Case, ledger};

const STUDY: &str = "在理论武装方面";
const DUTY: &str = "在担当作为方面";
const PEOPLE: &str = "在联系群众方面";

fn task(number: u32, heading: &str, title: &str, measure: &str) -> Case {
    let subject = Subject::Person("李某".to_owned());
    problem(number, 2022, subject, heading, title).measure(measure)
}

fn made() -> Ledger {
    let (learn, dare, care) = ("要强化理论学习。", "要敢于担当作为。", "要密切联系群众。");
    let cases = [
        task(1, STUDY, "理论学习不够深入", learn)
            .log(
                "2023-05-10",
                "通读一部重要著作，撰写心得",
                &["心得体会=4 篇"],
            )
            .log(
                "2023-11-20",
                "参加中心组学习并作交流发言",
                &["集中学习=8 次"],
            )
            .closed("2023-11-30", Some("形成的1篇调研文章被市局刊物采用")),
        task(2, STUDY, "学用结合不够紧密", learn).due("年底前").log(
            "2023-08-15",
            "带队调研基层监管，形成报告",
            &["调研报告=2 篇"],
        ),
        task(3, DUTY, "攻坚克难劲头不足", dare)
            .log("2023-06-18", "包案化解信访积案", &["包案化解=3 件"])
            .closed("2023-09-01", Some("信访积案全部化解")),
        task(4, DUTY, "抓落实韧劲不够", dare).due("年底前").log(
            "2023-03-12",
            "对分管工作建立督办清单",
            &[],
        ),
        task(5, DUTY, "创新意识不强", dare)
            .set(TextField::Reason, "因机构改革后分工调整")
            .set(TextField::NextStep, "2024年一季度完成"),
        task(6, PEOPLE, "走访群众不够经常", care).due("年底前").log(
            "2023-05-20",
            "到联系点走访",
            &["走访群众=42 户"],
        ),
        task(7, PEOPLE, "倾听意见不够", care).due("年底前").log(
            "2023-07-08",
            "办理群众来信",
            &["办理来信=23 件"],
        ),
        task(8, "在廉洁自律方面", "履行“一岗双责”不到位", care)
            .log("2023-04-11", "开展廉政谈话", &["廉政谈话=10 人次"])
            .log("2023-10-09", "开展廉政谈话", &["廉政谈话=8 人次"])
            .stands("2023-12-01", StatusKind::MostlyDone),
    ];
    ledger("2023-12-20", cases.into_iter().collect())
}

#[test]
fn brief() {
    assert_eq!(told(&made(), Style::Brief, None), BRIEF);
}

/// 概述
const BRIEF: &[&str] = &[
    "2022年度民主生活会后，我针对查摆出的8个问题，制定整改措施3条。截至2023年12月20日，已完成整改2个，基本完成1个，正在整改4个（整改时限均为2023年底），尚未着手1个。一是理论武装方面，通读一部重要著作，撰写心得体会4篇，参加中心组学习8次并作交流发言，1篇调研文章被市局刊物采用；1个问题已完成整改。“学用结合不够紧密”问题，带队调研基层监管，形成报告2篇，仍在整改。二是担当作为方面，包案化解信访积案3件，信访积案全部化解；1个问题已完成整改。“抓落实韧劲不够”问题，对分管工作建立督办清单，仍在整改。“创新意识不强”问题，因机构改革后分工调整，尚未着手，下一步拟于2024年一季度完成。三是联系群众方面，到联系点走访群众42户，办理群众来信23件，2个问题仍在整改。四是廉洁自律方面，开展廉政谈话18人次，1个问题已基本完成整改，仍需巩固。",
];
