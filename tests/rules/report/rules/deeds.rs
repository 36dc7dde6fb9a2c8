//! Rules 3 and 4: measures, notes, frames.

use papers::report::Style;

use super::{compare, deeds, team, told, visit};
use crate::report::office::Case;

#[test]
fn rule_3_a_measure_is_a_plan() {
    let made = "要建立企业诉求“首接负责”办理机制，明确时限";
    let visits = |case: Case| {
        case.measure("坚持每月到联系村不少于2次，了解民情").log(
            "2023-06-30",
            "",
            &["走访农户=30 户"],
        )
    };
    compare(vec![
        (
            "made and finished",
            deeds(visit(team().measure(made))),
            "建立企业诉求“首接负责”办理机制；3月，走访园区企业。",
        ),
        (
            "made and not finished",
            told(visit(team().measure(made)), Style::Itemized),
            "3月，走访园区企业，整改仍在推进。",
        ),
        (
            "no name",
            deeds(visit(team().measure("健全长效机制，强化责任"))),
            "3月，走访园区企业。",
        ),
        (
            "a name of two characters",
            deeds(visit(team().measure("完善信访制度"))),
            "3月，走访园区企业。",
        ),
        (
            "a deed says the same",
            deeds(team().measure("制定窗口服务首问责任办法").log(
                "2023-04-10",
                "制定窗口服务首问责任办法并组织学习",
                &[],
            )),
            "4月，制定窗口服务首问责任办法并组织学习。",
        ),
        (
            "followed",
            told(visits(team()), Style::Itemized),
            "按照“每月到联系村不少于2次”的措施，走访农户30户，整改仍在推进。",
        ),
        (
            "followed, 概述",
            told(visits(team()), Style::Brief),
            "走访农户30户，整改仍在推进。",
        ),
        (
            "followed, but two deeds",
            told(
                visits(team()).log("2023-03-10", "到村听取意见", &[]).log(
                    "2023-05-12",
                    "召开民情恳谈会",
                    &[],
                ),
                Style::Itemized,
            ),
            "3月，到村听取意见；5月，召开民情恳谈会；走访农户30户。整改仍在推进。",
        ),
        (
            "it takes the figure",
            told(
                team().measure("每季度与科室骨干开展提醒谈话").log(
                    "2023-06-30",
                    "",
                    &["提醒谈话=12 人次"],
                ),
                Style::Itemized,
            ),
            "与科室骨干开展提醒谈话12人次，整改仍在推进。",
        ),
        (
            "a slogan",
            told(
                team().measure("要加强统筹协调。狠抓落实").log(
                    "2023-06-30",
                    "",
                    &["协调解决问题=6 件"],
                ),
                Style::Itemized,
            ),
            "协调解决问题6件，整改仍在推进。",
        ),
        (
            "only made",
            deeds(team().measure(made)),
            "建立企业诉求“首接负责”办理机制。",
        ),
    ]);
}

#[test]
fn rule_4_deeds_are_the_clauses_of_notes() {
    let returned = team()
        .log("2023-09-10", "召开企业恳谈会", &[])
        .submitted("2023-10-08", None)
        .returned("2023-10-12", "佐证不全")
        .log(
            "2023-10-15",
            "补充会议照片，走访服务对象听取意见",
            &["补充照片=5 张"],
        )
        .submitted("2023-10-20", None);
    compare(vec![
        (
            "plans, opinions and what was not done",
            deeds(team().log(
                "2023-03-06",
                "3月6日召开动员会，会议要求各科室限时反馈，个别科室推进偏慢，尚有2个科室未报送",
                &[],
            )),
            "3月，召开动员会。",
        ),
        (
            "nothing was found",
            deeds(team().log("2023-03-06", "开展资金专项检查，未发现违规问题", &[])),
            "3月，开展资金专项检查，未发现违规问题。",
        ),
        (
            "a check without number or result",
            told(
                team()
                    .checked("2023-06-06", "实地查看窗口，服务台账规范完整", &[])
                    .closed("2023-11-30", None),
                Style::Itemized,
            ),
            "该问题已于11月30日完成整改〔待补：进展〕。",
        ),
        (
            "papers after a return",
            told(returned, Style::Itemized),
            "9月，召开企业恳谈会；10月，走访服务对象听取意见。该问题已于10月20日完成整改，待审核。",
        ),
        (
            "a later state of completion",
            deeds(team().log("2023-06-10", "完成7项指标整改", &[]).log(
                "2023-09-10",
                "完成10项指标整改",
                &[],
            )),
            "9月，完成10项指标整改。",
        ),
        (
            "a quarter of its own",
            deeds(team().log("2023-03-20", "一季度召开部署会", &[])),
            "一季度召开部署会。",
        ),
        (
            "the month once",
            deeds(visit(team()).log("2023-03-20", "召开座谈会", &[])),
            "3月，走访园区企业；召开座谈会。",
        ),
        (
            "figures of a mere count",
            deeds(team().log("2023-11-05", "统计全年接访情况", &["接访群众=45 人次"])),
            "接访群众45人次。",
        ),
        (
            "more than five figures",
            deeds(
                team()
                    .log(
                        "2023-03-05",
                        "开展夜查",
                        &["检查摊点=20 个", "发现隐患=9 处", "整改隐患=8 处"],
                    )
                    .log(
                        "2023-06-05",
                        "组织培训",
                        &["培训干部=60 人次", "发放手册=300 册", "解答咨询=40 件"],
                    ),
            ),
            "3月，开展夜查，检查摊点20个，发现隐患9处，整改隐患8处。6月，培训干部60人次，发放手册300册，解答咨询40件。",
        ),
    ]);
}

#[test]
fn rule_4_frames() {
    let same = |text: &str, months: &[u32]| {
        months.iter().fold(team(), |case, month| {
            case.log(&format!("2023-{month:02}-12"), text, &[])
        })
    };
    compare(vec![
        (
            "equal",
            deeds(same("召开信访例会", &[2, 3, 4])),
            "2月、3月、4月，召开信访例会3次。",
        ),
        (
            "over four months",
            deeds(same("召开信访例会", &[1, 2, 3, 5, 8, 11])),
            "1月至11月，召开信访例会6次。",
        ),
        (
            "equal with a figure that comes to it",
            deeds(
                team()
                    .log("2023-03-12", "开展提醒谈话", &["提醒谈话=5 人次"])
                    .log("2023-09-12", "开展提醒谈话", &["提醒谈话=7 人次"]),
            ),
            "3月、9月，开展提醒谈话12人次。",
        ),
        (
            "one place differs",
            deeds(team().log("2023-04-12", "围绕年度预算召开专题会", &[]).log(
                "2023-05-12",
                "围绕项目验收召开专题会",
                &[],
            )),
            "4月、5月，先后围绕年度预算、项目验收召开专题会2次。",
        ),
        (
            "recorded numbers are blanks",
            deeds(
                team()
                    .log("2023-04-12", "走访企业12家", &["走访企业=12 家"])
                    .log("2023-06-12", "走访企业20家", &["走访企业=20 家"]),
            ),
            "4月、6月，走访企业32家。",
        ),
        (
            "a subject once",
            deeds(team().log("2023-04-12", "局领导到园区走访企业", &[]).log(
                "2023-05-12",
                "局领导与商户座谈",
                &[],
            )),
            "4月，局领导到园区走访企业；5月，与商户座谈。",
        ),
        (
            "things completed are not times",
            deeds(
                team()
                    .log("2023-04-12", "完成立项", &[])
                    .log("2023-05-12", "完成招标", &[]),
            ),
            "4月、5月，先后完成立项、招标。",
        ),
        (
            "a differing part with a verb joins nothing",
            deeds(team().log("2023-04-12", "组织检查消防通道", &[]).log(
                "2023-05-12",
                "组织培训消防志愿者",
                &[],
            )),
            "4月，组织检查消防通道；5月，组织培训消防志愿者。",
        ),
    ]);
}
