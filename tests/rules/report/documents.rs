//! Whole documents: order of parts, gaps, forms.

use model::draft::{Cause, Draft, Fact, ProposedMeasure};
use model::event::TextField;
use model::ledger::{Ledger, RecordedDraft};
use model::meeting::Meeting;
use model::subject::Subject;
use papers::report::{
    self, Block, Fill, Fix, Kind, Options, Outline, Phrases, Report, ReportFault, render,
};

use crate::report::office::{Case, day, team_ledger};

fn two_years() -> Ledger {
    let mut ledger = team_ledger();
    ledger.book.unit.party = Some("中共某市某局党组".into());
    let settings = &mut ledger.book.settings;
    settings.insert(report::ADDRESSEE.into(), "中共某市委组织部".into());
    let fact = |name: &str, value: &str, unit: &str| Fact {
        name: name.into(),
        value: value.into(),
        unit: unit.into(),
    };
    ledger.book.meetings.push(Meeting {
        year: 2022,
        kind: "年度".into(),
        theme: Some("学深悟透、实干担当".into()),
        held_on: Some(day("2022-12-15")),
        figures: vec![
            fact("集中学习", "4", "次"),
            fact("谈心谈话", "30余", "人次"),
        ],
        fields: vec![("地点".into(), "局三楼会议室。".into())],
        ..Meeting::default()
    });
    let first = Case::new(10, 2022, Subject::Team, "统筹谋划不够。")
        .set(TextField::Dimension, "带头坚持和加强党的全面领导方面")
        .set(TextField::Detail, "研究部署多，跟踪问效少。")
        .assigned("王某", "办公室")
        .due("6月底")
        .measure("每季度听取汇报");
    let second = Case::new(11, 2022, Subject::Team, "开拓创新不足")
        .set(TextField::Dimension, "带头坚持和加强党的全面领导方面");
    ledger.tasks.extend([first.task, second.task]);
    let draft = Draft {
        causes: vec![Cause {
            title: "学习不深".into(),
            detail: "满足于一般了解。".into(),
        }],
        measures: vec![ProposedMeasure {
            group: Some("强化理论武装".into()),
            title: "每月学习一次".into(),
            detail: String::new(),
        }],
        ..Draft::default()
    };
    ledger.drafts.push(RecordedDraft {
        year: 2022,
        subject: Subject::Team,
        draft,
    });
    ledger
}

fn written(kind: Kind, outline: Outline) -> Report {
    let options = Options {
        year: 2022,
        kind,
        outline,
        since: Some(day("2022-10-01")),
        ..Options::default()
    };
    report::write(&two_years(), &options, &Phrases::builtin()).expect("a report")
}

fn headings(report: &Report, wanted: u8) -> Vec<String> {
    let headings = report.tree.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text } if *level == wanted => Some(text.text()),
        _ => None,
    });
    headings.collect()
}

#[test]
fn a_whole_report_has_its_parts_in_order() {
    let report = written(Kind::Full, Outline::Sections);
    assert_eq!(
        headings(&report, 1),
        [
            "一、上年度民主生活会整改措施落实情况",
            "二、检视查摆的问题",
            "三、产生问题的原因",
            "四、努力方向和整改措施",
        ]
    );
    let text = render::text(&report);
    let start = "中共某市某局党组关于2022年度民主生活会召开情况的报告\n中共某市委组织部：\n\
        中共某市某局党组于2022年12月15日召开2022年度民主生活会，\
        主题是学深悟透、实干担当。会前，集中学习4次，谈心谈话30余人次。现将有关情况报告如下。\n";
    assert!(text.starts_with(start), "{text}");
    assert!(text.contains("\n一是统筹谋划不够。研究部署多，跟踪问效少。\n二是开拓创新不足。\n"));
    assert!(text.ends_with("\n中共某市某局党组\n2022年12月20日\n"));
    assert_eq!(report.gaps, []);
}

#[test]
fn a_problem_that_is_alone_has_no_ordinal() {
    let mut ledger = two_years();
    ledger.tasks.pop();
    let options = Options {
        year: 2022,
        kind: Kind::Full,
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    assert!(
        text.contains("方面\n统筹谋划不够。研究部署多，跟踪问效少。\n"),
        "{text}"
    );
}

#[test]
fn without_a_document_the_tasks_measures_stand_for_it() {
    let mut ledger = two_years();
    ledger.drafts.clear();
    let options = Options {
        year: 2022,
        kind: Kind::Full,
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    let told = "四、努力方向和整改措施\n1.针对“统筹谋划不够”问题，每季度听取汇报。\n";
    assert!(text.contains(told), "{text}");
    let missing: Vec<&str> = report.gaps.iter().map(|gap| gap.what.as_str()).collect();
    assert_eq!(missing, ["原因剖析"]);
}

#[test]
fn the_other_outline_tells_the_proceedings() {
    let report = written(Kind::Full, Outline::Procedure);
    assert_eq!(
        headings(&report, 1),
        [
            "一、会前准备情况",
            "二、会议召开情况",
            "三、查摆的问题",
            "四、整改措施和下步打算",
        ]
    );
    let text = render::text(&report);
    assert!(text.contains("（二）上年度民主生活会整改措施落实情况"));
    assert!(text.contains("地点：局三楼会议室。\n"));
    assert!(
        text.contains("\n1.关于“理论学习与业务工作结合不紧”的问题。"),
        "{text}"
    );
}

#[test]
fn a_plan_marks_what_is_not_settled() {
    let report = written(Kind::Plan, Outline::Sections);
    let text = render::text(&report);
    let told = "1.统筹谋划不够。整改措施：每季度听取汇报。\n责任领导：王某；责任部门：办公室；整改时限：2023年6月底。\n";
    assert!(text.contains(told), "{text}");
    assert!(
        !text.contains("整改任务\n"),
        "tasks alone need no heading: {text}"
    );
    assert!(
        text.contains("\n附件：整改任务分解表\n中共某市某局党组\n"),
        "{text}"
    );
    let missing: Vec<&str> = report.gaps.iter().map(|gap| gap.what.as_str()).collect();
    assert_eq!(missing, ["整改措施", "责任领导", "责任部门", "整改时限"]);
    assert_eq!(
        report.gaps[1].fix,
        Fix::Edit(vec!["11".to_owned()], vec![Fill::Lead])
    );
}

fn plan_with(words: &str, ledger: &Ledger) -> Report {
    let options = Options {
        year: 2022,
        kind: Kind::Plan,
        ..Options::default()
    };
    let phrases = Phrases::builtin().read("own.txt", words).expect("phrases");
    report::write(ledger, &options, &phrases).expect("a report")
}

#[test]
fn a_plan_has_the_parts_that_the_phrase_file_fills() {
    let words = "方案.目标语 = 年底前全部整改到位。\n方案.工作要求语 = 一要抓紧。\\n二要抓实。\n";
    let report = plan_with(words, &two_years());
    assert_eq!(
        headings(&report, 1),
        ["一、整改目标", "二、整改任务", "三、工作要求"]
    );
    let text = render::text(&report);
    assert!(text.contains("一、整改目标\n年底前全部整改到位。\n二、整改任务\n（一）"));
    assert!(
        text.contains("三、工作要求\n一要抓紧。\n二要抓实。\n附件"),
        "{text}"
    );
    let bare = plan_with("", &two_years());
    assert_eq!(headings(&bare, 1).len(), 1, "the dimension");
}

#[test]
fn a_plan_tells_a_long_shared_measure_once() {
    let mut ledger = two_years();
    let long = "建立统筹推进重点工作的定期调度机制，每季度听取一次汇报，逐项督促落实并通报情况";
    for number in [20, 21] {
        let case = Case::new(number, 2022, Subject::Team, &format!("问题{number}"));
        ledger
            .tasks
            .push(case.measure(long).measure("按月检查").task);
    }
    let text = render::text(&plan_with("", &ledger));
    let body = text.split("附件：").next().unwrap_or_default();
    assert_eq!(body.matches(long).count(), 1, "{text}");
    assert!(
        body.contains(&format!("整改措施：（1）{long}；（2）按月检查。")),
        "{text}"
    );
    assert!(body.contains("整改措施：同第3项。"), "{text}");
}

#[test]
fn a_period_without_changes_says_so() {
    let mut ledger = two_years();
    ledger.tasks.retain(|task| task.year == 2021);
    let options = Options {
        year: 2021,
        kind: Kind::Progress,
        since: Some(day("2022-12-19")),
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    let told = "2022年12月19日至2022年12月20日，没有新完成整改的问题，也没有新增逾期的问题。";
    assert!(text.contains(told), "{text}");
}

#[test]
fn progress_tells_each_task_once() {
    let mut ledger = two_years();
    let late = Case::new(12, 2022, Subject::Team, "督查不及时")
        .due("2022-12-10")
        .log("2022-12-01", "开展督查", &[]);
    let done = Case::new(13, 2022, Subject::Team, "制度不健全")
        .log("2022-12-16", "修订制度", &["修订制度=2 项"])
        .closed("2022-12-18", None);
    ledger.tasks.extend([late.task, done.task]);
    let options = Options {
        year: 2022,
        kind: Kind::Progress,
        since: Some(day("2022-12-01")),
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    assert_eq!(
        headings(&report, 1),
        ["一、新完成整改的问题", "二、已逾期的问题"]
    );
    let text = render::text(&report);
    assert!(text.contains("新完成整改1个，新增逾期1个。"), "{text}");
    assert_eq!(text.matches("“督查不及时”").count(), 1);
}

#[test]
fn forms_hold_a_task_each() {
    let report = report::form(&two_years(), &[1, 3, 99], &Phrases::builtin());
    let tables = report.tree.blocks.iter();
    assert_eq!(
        tables
            .filter(|block| matches!(block, Block::Table(_)))
            .count(),
        2
    );
    let text = render::text(&report);
    assert!(text.contains("整改问题销号审核表"));
    assert!(text.contains("责任部门意见"));
}

#[test]
fn a_year_without_tasks_names_the_years_there_are() {
    let options = Options {
        year: 2030,
        ..Options::default()
    };
    let mut ledger = two_years();
    ledger.tasks.retain(|task| task.number == 1);
    let fault = report::write(&ledger, &options, &Phrases::builtin()).err();
    let expected = ReportFault::NoTasks {
        year: 2029,
        subject: None,
        years: vec![2021],
    };
    assert_eq!(fault, Some(expected));
}
