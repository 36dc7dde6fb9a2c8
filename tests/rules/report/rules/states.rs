//! Rules 8, 10 and 14: effects, states, what is told again, void and older ones.

use model::event::{TaskEvent, TextField};
use model::status::{StatusKind, Voiding};
use model::subject::Subject;
use papers::report::{Length, Style};

use super::{TITLE, compare, person, team, told, visit, written};
use crate::report::office::{Case, day};

#[test]
fn rule_8_effects() {
    let effect = "通过整改，目前办件时长由5天压缩至2天";
    compare(vec![
        (
            "a sentence of its own",
            told(
                visit(team()).closed("2023-11-30", Some(effect)),
                Style::Itemized,
            ),
            "3月，走访园区企业。办件时长由5天压缩至2天。该问题已于11月30日完成整改。",
        ),
        (
            "概述",
            told(
                visit(team()).closed("2023-11-30", Some(effect)),
                Style::Brief,
            ),
            "走访园区企业，办件时长由5天压缩至2天，已完成整改。",
        ),
        (
            "a person's",
            told(
                visit(person()).closed("2023-11-30", Some(effect)),
                Style::Itemized,
            ),
            "3月，我走访园区企业，办件时长由5天压缩至2天。该问题已于11月30日完成整改。",
        ),
        (
            "vague",
            told(
                visit(team()).closed("2023-11-30", Some("干部作风明显好转")),
                Style::Itemized,
            ),
            "3月，走访园区企业。干部作风明显好转。该问题已于11月30日完成整改。",
        ),
        (
            "before the reason",
            told(
                visit(team())
                    .set(TextField::Outcome, "办件时长由5天压缩至3天")
                    .set(TextField::Reason, "由于系统未上线")
                    .set(TextField::NextStep, "12月底前上线系统"),
                Style::Itemized,
            ),
            "3月，走访园区企业。办件时长由5天压缩至3天；因系统未上线，整改仍在推进，下一步将于12月底前上线系统。",
        ),
    ]);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn rule_10_unfinished() {
    let why = |case: Case| case.set(TextField::Reason, "原因是系统未上线。");
    let next = |case: Case| case.set(TextField::NextStep, "下一步，12月底前上线系统。");
    let late = || visit(team().due("6月底前"));
    let item = |case: Case| told(case, Style::Itemized);
    compare(vec![
        (
            "no next step",
            item(why(visit(team().due("年底前")))),
            "3月，走访园区企业；因系统未上线，整改仍在推进，整改时限为2023年底。",
        ),
        (
            "no reason",
            item(visit(team().due("年底前")).set(TextField::NextStep, "将继续走访商户")),
            "3月，走访园区企业，整改仍在推进，下一步将继续走访商户。",
        ),
        (
            "a state is no reason",
            item(visit(team().due("年底前")).set(TextField::Reason, "持续推进")),
            "3月，走访园区企业，整改仍在推进，整改时限为2023年底。",
        ),
        (
            "after a ；",
            item(why(visit(team()).log("2023-05-12", "召开座谈会", &[]))),
            "3月，走访园区企业；5月，召开座谈会。因系统未上线，整改仍在推进。",
        ),
        (
            "overdue",
            item(next(why(late()))),
            "3月，走访园区企业；因系统未上线，未按期（6月底前）完成，下一步将于12月底前上线系统。",
        ),
        (
            "overdue without both",
            item(late()),
            "3月，走访园区企业，未按期（6月底前）完成，整改仍在推进〔待补：未完成原因、下一步〕。",
        ),
        (
            "overdue without next step",
            item(why(late())),
            "3月，走访园区企业；因系统未上线，未按期（6月底前）完成，整改仍在推进〔待补：下一步〕。",
        ),
        (
            "not started",
            item(
                team()
                    .set(TextField::Reason, "分管领导调整")
                    .set(TextField::NextStep, "2024年一季度启动"),
            ),
            "因分管领导调整，尚未启动，下一步拟于2024年一季度启动。",
        ),
        (
            "not started, no reason",
            item(team()),
            "尚未启动〔待补：未启动原因〕。",
        ),
        (
            "mostly done",
            item(visit(team()).stands("2023-10-10", StatusKind::MostlyDone)),
            "3月，走访园区企业，已基本完成，正在巩固。",
        ),
        (
            "long-term",
            item(visit(team().due("长期坚持")).set(
                TextField::NextStep,
                "继续坚持例会制度，12月底前开展满意度测评",
            )),
            "3月，走访园区企业，相关措施需长期坚持，下一步将于12月底前开展满意度测评。",
        ),
        (
            "extended, a person's",
            item(visit(person().due("6月底前")).extended(
                "2023-06-20",
                "2024年3月底前",
                "资金未到位，经局党组同意延至明年3月",
                "局党组",
            )),
            "3月，我走访园区企业；因资金未到位，经局党组同意，时限由2023年6月底前延期至2024年3月底前，该问题仍在整改。",
        ),
        (
            "long-term, no more than that",
            item(visit(team().due("长期坚持")).set(TextField::NextStep, "长期坚持，常抓不懈")),
            "3月，走访园区企业，相关措施需长期坚持。",
        ),
        (
            "when something is there",
            item(visit(team().due("年底前")).set(TextField::NextStep, "待资金到位后完成改造")),
            "3月，走访园区企业，整改仍在推进，下一步将待资金到位后完成改造。",
        ),
        (
            "extended and late again",
            item(
                visit(team().due("6月底前"))
                    .extended("2023-06-20", "9月底前", "设备未到货", "局党组会议")
                    .set(TextField::NextStep, "9月底前完成安装"),
            ),
            "3月，走访园区企业；因设备未到货，经局党组会议研究，时限由2023年6月底前延期至2023年9月底前，延期后仍未按期完成，下一步将于9月底前完成安装。",
        ),
        (
            "a person's, long-term",
            item(visit(person().due("长期坚持"))),
            "3月，我走访园区企业。相关措施需长期坚持，我将继续抓好落实。",
        ),
        (
            "a person's, applied",
            item(visit(person()).submitted("2023-11-30", None)),
            "3月，我走访园区企业。该问题已于11月30日完成整改。",
        ),
    ]);
}

#[test]
fn rule_10_reopened_and_relapsed() {
    let reopened = visit(team())
        .closed("2023-06-30", None)
        .reopened("2023-08-01", "群众来信反映仍需多头跑，恢复整改")
        .log("2023-09-12", "增设综合窗口", &[]);
    compare(vec![
        (
            "reopened, open",
            told(reopened, Style::Itemized),
            "3月，走访园区企业，曾于6月30日完成整改；群众来信反映仍需多头跑；9月，增设综合窗口。整改仍在推进。",
        ),
        (
            "not summed across",
            told(
                team()
                    .log("2023-03-10", "召开座谈会", &["走访企业=10 家"])
                    .closed("2023-06-30", None)
                    .reopened("2023-08-01", "回访发现问题反弹")
                    .log("2023-09-12", "到园区现场办公", &["走访企业=6 家"])
                    .closed("2023-11-30", None),
                Style::Thematic,
            ),
            "召开座谈会，走访企业10家，曾于6月30日完成整改；回访发现问题反弹；到园区现场办公，走访企业6家，已完成整改。",
        ),
    ]);
    let relapsed = |title: &str| {
        let mut later = Case::new(2, 2022, Subject::Team, title)
            .set(TextField::Detail, "巡查发现推诿现象")
            .apply(&TaskEvent::Linked { prior: 1 })
            .log("2023-12-05", "约谈窗口负责人", &[]);
        later.task.raised_on = day("2023-11-06");
        vec![visit(team()).closed("2023-08-18", None), later]
    };
    let text = written(relapsed(TITLE), Style::Itemized, Length::All);
    let item = "的问题。3月，走访园区企业，已于8月18日完成整改；11月再次出现，巡查发现推诿现象；12月，约谈窗口负责人。整改仍在推进。\n";
    assert!(text.ends_with(item), "{text}");
    assert!(text.contains("查摆问题1个。"), "{text}");
    assert!(text.contains("（其中1个整改后再次出现）"), "{text}");
    let text = written(relapsed("窗口服务态度生硬"), Style::Itemized, Length::All);
    let items: Vec<&str> = text.lines().skip(2).collect();
    assert_eq!(
        items,
        [
            "1.关于“服务企业不够主动”的问题。3月，走访园区企业，曾于8月18日完成整改，后再次出现，已重新列入整改（见“窗口服务态度生硬”问题）。",
            "2.关于“窗口服务态度生硬”的问题。12月，约谈窗口负责人，整改仍在推进。",
        ]
    );
}

#[test]
fn rule_14_void_and_older_ones() {
    let void = Case::new(2, 2022, Subject::Team, "服务企业主动性不强").apply(&TaskEvent::Voided(
        Voiding {
            on: day("2023-02-01"),
            reason: "与第1项重复".into(),
            into: None,
        },
    ));
    let older = Case::new(3, 2020, Subject::Team, "办公用房整改不彻底")
        .log("2023-04-12", "腾退办公用房", &["腾退用房=6 间"])
        .due("2024年6月底前");
    let text = written(
        vec![visit(team()).closed("2023-11-30", None), void, older],
        Style::Itemized,
        Length::All,
    );
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "2022年度民主生活会上，局党组班子查摆问题1个。截至2023年12月20日，已完成整改1个。",
            "1.关于“服务企业不够主动”的问题。3月，走访园区企业。该问题已于11月30日完成整改。",
            "此外，2020年度遗留问题1个，正在推进1个。",
            "2.关于“办公用房整改不彻底”的问题。4月，腾退办公用房6间，整改仍在推进，整改时限为2024年6月底。",
            "另有1个问题因与“服务企业不够主动”问题重复不再列入。",
        ]
    );
}
