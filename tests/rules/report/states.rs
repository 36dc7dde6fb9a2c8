//! How every state is said, word for word.

use chrono::NaiveDate;
use model::deadline::Deadline;
use model::event::{Progressed, TaskEvent, TextField};
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use model::tally::RateKind;
use model::unit::Member;
use papers::report::{
    self, Fill, Fix, LeftOut, Length, Names, Noted, Options, Phrases, Report, ReportFault, Style,
    Untold, render,
};

use crate::report::office::{Case, day, ledger, noted, person_ledger, team_ledger};

fn team(number: u32) -> Case {
    Case::new(number, 2021, Subject::Team, "办事拖拉").measure("推行限时办结")
}

fn person(number: u32) -> Case {
    Case::new(number, 2021, Subject::Person("张某".into()), "办事拖拉").measure("坚持日清日结")
}

fn mostly(case: Case) -> Case {
    let mut note = noted("2022-05-06", "清理积件", &[]);
    note.status = Some(StatusKind::MostlyDone);
    case.apply(&TaskEvent::Progressed(Box::new(note)))
}

fn extended(case: Case, to: &str, by: Option<&str>) -> Case {
    case.apply(&TaskEvent::Extended {
        on: day("2022-06-20"),
        deadline: Deadline::on(day(to)),
        reason: "设备未到货".into(),
        approved_by: by.map(str::to_owned),
    })
}

fn written(cases: Vec<Case>, options: &Options) -> Report {
    report::write(&ledger("2022-12-20", cases), options, &Phrases::builtin()).expect("a report")
}

fn told(case: Case, style: Style) -> String {
    let options = Options {
        year: 2022,
        style: Some(style),
        ..Options::default()
    };
    let text = render::text(&written(vec![case], &options));
    let last = text.lines().last().expect("a line").to_owned();
    match style {
        Style::Brief => last.split_once("一是").expect("一是").1.to_owned(),
        Style::Itemized | Style::Thematic => last,
    }
}

#[test]
fn states_of_the_team() {
    let submitted = |on: NaiveDate| TaskEvent::Submitted { on, outcome: None };
    let cases = [
        (
            team(1).apply(&submitted(day("2022-11-03"))),
            "1.关于“办事拖拉”的问题。该问题已于11月3日完成整改，待审核〔待补：进展〕。",
        ),
        (
            // A measure that made something with a name of its own stands for what was done.
            team(1)
                .measure("推行“一次办好”制度")
                .apply(&submitted(day("2022-11-03"))),
            "1.关于“办事拖拉”的问题。推行“一次办好”制度。该问题已于11月3日完成整改，待审核。",
        ),
        (
            mostly(team(1)),
            "1.关于“办事拖拉”的问题。5月，清理积件，已基本完成，正在巩固。",
        ),
        (
            team(1).set(TextField::Reason, "经费未到位"),
            "1.关于“办事拖拉”的问题。因经费未到位，尚未启动。",
        ),
        (
            team(1)
                .due("6月底前")
                .log("2022-03-01", "召开部署会", &[])
                .set(TextField::Reason, "系统未上线。"),
            "1.关于“办事拖拉”的问题。3月，召开部署会；因系统未上线，未按期（6月底前）完成，整改仍在推进〔待补：下一步〕。",
        ),
        (
            extended(
                team(1).due("6月底").log("2022-03-01", "召开部署会", &[]),
                "2023-03-31",
                Some("局党组会议"),
            ),
            "1.关于“办事拖拉”的问题。3月，召开部署会；因设备未到货，经局党组会议研究，时限由2022年6月底延期至2023年3月31日，整改仍在推进。",
        ),
        (
            extended(
                team(1).due("6月底").log("2022-03-01", "召开部署会", &[]),
                "2022-09-30",
                None,
            ),
            "1.关于“办事拖拉”的问题。3月，召开部署会；因设备未到货，时限由2022年6月底延期至2022年9月30日，延期后仍未按期完成，整改仍在推进〔待补：下一步〕。",
        ),
        (
            team(1)
                .apply(&TaskEvent::Linked { prior: 90 })
                .log("2022-03-01", "召开部署会", &[])
                .set(TextField::NextStep, "下一步逐项销账"),
            "1.关于“办事拖拉”的问题。整改后再次出现，已重新列入整改；3月，召开部署会。整改仍在推进，下一步将逐项销账。",
        ),
        (
            team(1)
                .log("2022-03-01", "走访企业", &["走访企业=6 家"])
                .log("2022-03-01", "召开座谈会", &[]),
            "1.关于“办事拖拉”的问题。3月，走访企业6家；召开座谈会。整改仍在推进。",
        ),
        (
            team(1).log("2022-03-01", "2022年3月1日完成首轮走访", &[]),
            "1.关于“办事拖拉”的问题。3月，完成首轮走访，整改仍在推进。",
        ),
    ];
    for (case, expected) in cases {
        assert_eq!(told(case, Style::Itemized), expected);
    }
}

#[test]
fn states_of_a_person() {
    for (case, expected) in [
        (
            mostly(person(1)),
            "1.关于“办事拖拉”的问题。5月，我清理积件，已基本完成整改，仍需巩固。",
        ),
        (
            person(1).set(TextField::Reason, "分管工作刚调整"),
            "1.关于“办事拖拉”的问题。因分管工作刚调整，该问题尚未着手。",
        ),
        (
            person(1)
                .log("2022-03-01", "我逐项复盘", &[])
                .set(TextField::NextStep, "将继续复盘"),
            "1.关于“办事拖拉”的问题。3月，我逐项复盘，该问题仍在整改，下一步将继续复盘。",
        ),
        (
            person(1)
                .due("长期坚持")
                .log("2022-03-01", "走访服务对象", &["走访服务对象=5 人次"]),
            "1.关于“办事拖拉”的问题。3月，我走访服务对象5人次。相关措施需长期坚持，我将继续抓好落实。",
        ),
    ] {
        assert_eq!(told(case, Style::Itemized), expected);
    }
}

#[test]
fn states_in_a_sentence() {
    let late = || {
        team(1)
            .due("6月底前")
            .log("2022-03-01", "召开部署会", &["部署会=1 次"])
            .set(TextField::Reason, "系统未上线")
            .set(TextField::NextStep, "1月底前上线")
    };
    for (case, style, expected) in [
        (
            late(),
            Style::Thematic,
            "针对“办事拖拉”问题，召开部署会；因系统未上线，未按期（6月底前）完成，下一步将于1月底前上线。",
        ),
        (
            late(),
            Style::Brief,
            "针对“办事拖拉”问题，召开部署会；因系统未上线，未按期（6月底前）完成，下一步将于1月底前上线。",
        ),
        (
            mostly(team(1)),
            Style::Thematic,
            "针对“办事拖拉”问题，清理积件，已基本完成，正在巩固。",
        ),
        (
            mostly(person(1)),
            Style::Brief,
            "针对“办事拖拉”问题，清理积件，已基本完成整改，仍需巩固。",
        ),
        (
            person(1).set(TextField::Reason, "分管工作刚调整"),
            Style::Brief,
            "针对“办事拖拉”问题，因分管工作刚调整，尚未着手。",
        ),
    ] {
        assert_eq!(told(case, style), expected);
    }
}

#[test]
fn what_is_missing_is_marked_with_its_command() {
    let options = Options {
        year: 2022,
        style: Some(Style::Itemized),
        ..Options::default()
    };
    let open = Case::new(2, 2021, Subject::Team, "调研少").due("长期坚持");
    let late = team(3).due("9月30日");
    let late = late.apply(&TaskEvent::Progressed(Box::new(Progressed {
        status: Some(StatusKind::InProgress),
        ..noted("2022-05-06", "", &[])
    })));
    let report = written(vec![team(1), open, late], &options);
    let text = render::text(&report);
    assert!(
        text.contains("的问题。尚未启动〔待补：未启动原因〕。"),
        "{text}"
    );
    assert!(text.contains("的问题。相关措施需长期坚持。"), "{text}");
    let told = "未按期（9月30日前）完成，整改仍在推进〔待补：进展、未完成原因、下一步〕。";
    assert!(text.contains(told), "{text}");
    let fixes: Vec<&Fix> = report.gaps.iter().map(|gap| &gap.fix).collect();
    assert_eq!(
        fixes,
        [
            &Fix::Edit(vec!["1".to_owned()], vec![Fill::ReasonNotStarted]),
            &Fix::Log("3".to_owned(), Noted::Work),
            &Fix::Edit(vec!["3".to_owned()], vec![Fill::Reason]),
            &Fix::Edit(vec!["3".to_owned()], vec![Fill::NextStep]),
        ]
    );
}

#[test]
fn a_wording_is_printed_verbatim_and_checked() {
    let case = team(1)
        .log("2022-03-01", "清理积件", &["清理积件=12 件"])
        .set(
            TextField::Wording,
            "针对“办事拖拉”，清理积件12件，群众评价升至95分。",
        );
    let options = Options {
        year: 2022,
        style: Some(Style::Itemized),
        ..Options::default()
    };
    let report = written(vec![case], &options);
    let text = render::text(&report);
    assert!(
        text.ends_with("\n1.针对“办事拖拉”，清理积件12件，群众评价升至95分。\n"),
        "{text}"
    );
    assert_eq!(report.contradictions.len(), 1);
    assert!(report.contradictions[0].what.contains("“95”"));
    let stale = team(1)
        .set(TextField::Wording, "已专项清理")
        .log("2022-03-01", "清理积件", &[]);
    let report = written(vec![stale], &options);
    let text = render::text(&report);
    let expected =
        "1.关于“办事拖拉”的问题。已专项清理。〔待核：此处报送表述写成之后，台账又有新记录〕\n";
    assert!(text.ends_with(expected), "{text}");
    assert_eq!(report.contradictions.len(), 1);
}

fn with_roster(mut ledger: Ledger) -> Ledger {
    ledger.book.members.push(Member {
        name: "李某".into(),
        post: Some("副局长".into()),
        order: 1,
        depts: Vec::new(),
    });
    ledger
}

#[test]
fn names_and_rates_only_when_asked() {
    for (names, expected) in [
        (Names::None, "的问题。"),
        (Names::Role, "的问题（责任领导：副局长）。"),
        (Names::Lead, "的问题（责任领导：李某）。"),
        (Names::All, "的问题（责任领导：李某；责任部门：办公室）。"),
    ] {
        let options = Options {
            year: 2022,
            names,
            ..Options::default()
        };
        let report = report::write(&with_roster(team_ledger()), &options, &Phrases::builtin());
        let text = render::text(&report.expect("a report"));
        assert!(
            text.contains(&format!("1.关于“理论学习与业务工作结合不紧”{expected}")),
            "{text}"
        );
    }
    let options = Options {
        year: 2022,
        names: Names::All,
        ..Options::default()
    };
    let report = report::write(&team_ledger(), &options, &Phrases::builtin());
    let text = render::text(&report.expect("a report"));
    assert!(
        text.contains("该问题已于6月28日完成整改，由局党组会议验收。"),
        "{text}"
    );
    for (rate, expected) in [
        (RateKind::Closed, "已销号1个，占查摆问题3个的33.33%。"),
        (
            RateKind::Done,
            "已完成整改（含待审核）1个，占查摆问题3个的33.33%。",
        ),
        (RateKind::Due, "整改时限已到的1个问题中，已完成整改1个。"),
    ] {
        let options = Options {
            year: 2022,
            rate: Some(rate),
            ..Options::default()
        };
        let report = report::write(&team_ledger(), &options, &Phrases::builtin());
        let text = render::text(&report.expect("a report"));
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn styles_are_chosen_by_number_and_subject() {
    let style_of = |cases: Vec<Case>| {
        let options = Options {
            year: 2022,
            ..Options::default()
        };
        render::text(&written(cases, &options))
    };
    let six = (1..=6).map(team).collect();
    assert!(style_of(six).contains("\n6.关于"));
    let seven = (1..=7).map(team).collect();
    assert!(style_of(seven).contains("\n针对“办事拖拉”问题"));
    let seven = (1..=7).map(person).collect();
    assert!(style_of(seven).contains("\n7.关于"));
    let eight = (1..=8).map(person).collect();
    assert!(style_of(eight).contains("一是针对“办事拖拉”问题，"));
}

#[test]
fn a_report_is_of_one_subject_and_says_whose_it_leaves_out() {
    let mut both = team_ledger();
    for mut task in person_ledger().tasks {
        task.number += 10;
        both.tasks.push(task);
    }
    let options = Options {
        year: 2022,
        ..Options::default()
    };
    let phrases = Phrases::builtin();
    let report = report::write(&both, &options, &phrases).expect("a report");
    let text = render::text(&report);
    assert!(text.starts_with("一、上年度"), "{text}");
    assert!(!text.contains("张某") && !text.contains("我查摆"), "{text}");
    let zhang = Subject::Person("张某".into());
    assert_eq!(report.others, [(zhang.clone(), 3)]);
    // Without the team's, one person's is meant; of two nobody says whose.
    both.tasks.retain(|task| task.subject == zhang);
    let report = report::write(&both, &options, &phrases).expect("a report");
    assert_eq!(report.facts[0].subject, zhang);
    both.tasks[0].subject = Subject::Person("李某".into());
    let fault = report::write(&both, &options, &phrases).expect_err("nobody asked for");
    assert!(matches!(fault, ReportFault::Whose { subjects } if subjects.len() == 2));
}

#[test]
fn texts_are_condensed_in_order() {
    let lengths: Vec<(usize, usize)> = [10_000, 520, 450, 1]
        .into_iter()
        .map(|chars| {
            let options = Options {
                year: 2022,
                style: Some(Style::Itemized),
                chars: Some(Length::About(chars)),
                ..Options::default()
            };
            let report = report::write(&team_ledger(), &options, &Phrases::builtin());
            let report = report.expect("a report");
            let text = render::text(&report);
            for kept in [
                "更换过期内容11处",
                "3项改进事项全部落地",
                "第四季度巡查尚未开展",
            ] {
                assert!(text.contains(kept), "{text}");
            }
            let short = |left: &&(String, LeftOut)| left.1.why == Untold::Length;
            let left_out = report.left_out.iter().filter(short).count();
            (report.characters, left_out)
        })
        .collect();
    assert_eq!(lengths[0].1, 0);
    assert!(
        lengths.windows(2).all(|pair| pair[1].0 <= pair[0].0),
        "{lengths:?}"
    );
    assert_eq!(lengths[3].1, 3);
}
