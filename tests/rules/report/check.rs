//! Every reason for sending back, caused once; and an edited report against its ledger.

use model::digest::Digest;
use model::draft::{Draft, Problem};
use model::event::{Attached, Change, TaskEvent, TextField};
use model::ledger::{Ledger, RecordedDraft};
use model::meeting::Meeting;
use model::subject::Subject;
use model::task::Measure;
use model::unit::Member;
use papers::report::check::{self, Checked, Finding, Reason};
use papers::report::{self, Options, Phrases, Style, render};
use papers::report::{Fill, Fix};

use crate::report::office::{Case, day, ledger, person_ledger, team_ledger};

fn team(number: u32, problem: &str) -> Case {
    Case::new(number, 2021, Subject::Team, problem)
}

fn settled(number: u32, problem: &str) -> Case {
    team(number, problem)
        .measure("每季度走访企业10家，形成问题清单")
        .due("2023年6月底前")
        .set(TextField::Reason, "调研尚未结束")
        .set(TextField::NextStep, "1月底前汇总")
}

fn held(mut ledger: Ledger) -> Ledger {
    ledger.book.meetings.push(Meeting {
        year: 2021,
        kind: "年度".into(),
        held_on: Some(day("2022-01-15")),
        ..Meeting::default()
    });
    ledger.book.members.push(Member {
        name: "赵甲".into(),
        order: 1,
        ..Member::default()
    });
    ledger
}

fn reasons(ledger: &Ledger) -> Vec<(u8, Vec<String>)> {
    let findings = check::ledger(ledger).into_iter();
    findings
        .map(|finding| (finding.reason.number(), finding.tasks))
        .collect()
}

fn found(case: Case, reason: Reason) -> Vec<Finding> {
    let ledger = held(ledger("2022-12-20", vec![case]));
    let findings = check::ledger(&ledger).into_iter();
    findings
        .filter(|finding| finding.reason == reason)
        .collect()
}

#[test]
fn a_settled_ledger_has_no_findings() {
    let ledger = held(ledger("2022-12-20", vec![settled(1, "调研不深")]));
    assert_eq!(reasons(&ledger), []);
}

#[test]
fn each_reason_is_found() {
    let long_term = team(1, "甲").due("长期坚持");
    let copied = settled(1, "甲").log("2022-03-01", "每季度走访企业10家，形成问题清单。", &[]);
    let vague = settled(1, "甲").measure("进一步加强学习，提高认识");
    let early = settled(1, "甲").log("2022-01-02", "开展走访", &[]);
    let soon = settled(1, "甲").closed("2022-01-18", None);
    let stranger = settled(1, "甲").set(TextField::Lead, "孙某");
    let leftover = settled(1, "甲").log("2022-03-01", "学习20余次", &[]);
    let placeholder = settled(1, "甲").log("2022-03-01", "谈话X人次", &[]);
    let unitless = settled(1, "甲").log("2022-03-01", "开展学习", &["学习=3"]);
    let old_year = settled(1, "甲").set(TextField::NextStep, "落实2019年部署");
    let evidence = settled(1, "甲").apply(&TaskEvent::Attached(Attached {
        on: day("2022-03-01"),
        name: "会议纪要20211105.pdf".into(),
        size: 1,
        sha256: Digest::of(b"x"),
    }));
    let secret = settled(1, "甲").log("2022-03-01", "约谈信访人，电话13800000000", &[]);
    let worded = settled(1, "甲").set(TextField::Wording, "走访企业88家");
    let half = Measure {
        key: 2,
        text: "每月通报1次".into(),
        done_on: Some(day("2022-05-01")),
        ..Measure::default()
    };
    let half_done = settled(1, "甲")
        .apply(&TaskEvent::Edited(vec![Change::Measure(half)]))
        .closed("2022-06-01", None);
    for (case, reason, times) in [
        (worded, Reason::States, 1),
        (half_done, Reason::States, 1),
        (long_term, Reason::LongTerm, 2),
        (vague, Reason::Vague, 1),
        (copied, Reason::Repeated, 1),
        (early, Reason::TooSoon, 1),
        (soon, Reason::TooSoon, 1),
        (team(1, "甲"), Reason::Unexplained, 1),
        (settled(1, "甲").due("2022年6月底"), Reason::Overdue, 1),
        (stranger, Reason::People, 1),
        (leftover, Reason::Leftovers, 1),
        (placeholder, Reason::Leftovers, 1),
        (unitless, Reason::Leftovers, 1),
        (old_year, Reason::Leftovers, 1),
        (evidence, Reason::Evidence, 1),
        (secret, Reason::Secrets, 1),
    ] {
        let findings = found(case, reason);
        assert_eq!(findings.len(), times, "{reason:?} {findings:?}");
    }
}

#[test]
fn documents_departments_and_persons_are_compared() {
    let person = |number, name: &str| {
        Case::new(
            number,
            2021,
            Subject::Person(name.into()),
            "到基层一线调研不够深入细致扎实",
        )
        .due("长期坚持")
        .checked("2022-05-01", "", &[])
    };
    let cases = vec![
        settled(1, "甲")
            .set(TextField::Dept, "办公室")
            .log("2022-04-01", "开会研究", &[]),
        settled(2, "乙")
            .set(TextField::Dept, "局办公室")
            .log("2022-05-01", "开会研究。", &[]),
        person(3, "赵甲"),
        person(4, "钱乙"),
    ];
    let mut ledger = held(ledger("2022-12-20", cases));
    ledger.drafts.push(RecordedDraft {
        year: 2021,
        subject: Subject::Team,
        draft: Draft {
            file: "材料.docx".into(),
            problems: vec![Problem::default(); 3],
            ..Draft::default()
        },
    });
    let found = reasons(&ledger);
    assert!(found.contains(&(1, Vec::new())), "{found:?}");
    assert!(
        found.contains(&(5, vec!["1".into(), "2".into()])),
        "{found:?}"
    );
    assert!(found.contains(&(9, vec!["2".into()])), "{found:?}");
    assert!(
        found.contains(&(11, vec!["4".into(), "3".into()]))
            || found.contains(&(11, vec!["3".into(), "4".into()])),
        "{found:?}"
    );
}

fn edited(change: impl Fn(String) -> String) -> Vec<String> {
    let ledger = team_ledger();
    let mut messages = Vec::new();
    for style in [Style::Itemized, Style::Thematic, Style::Brief] {
        let options = Options {
            year: 2022,
            style: Some(style),
            ..Options::default()
        };
        let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
        let text = change(render::text(&report));
        let paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
        let findings = check::text(&ledger, &options, &paragraphs);
        messages = findings
            .wrong
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        if !messages.is_empty() {
            break;
        }
    }
    messages
}

#[test]
fn the_same_words_are_said_once() {
    let cases = vec![
        team(1, "甲"),
        team(2, "乙"),
        settled(3, "丙"),
        team(4, "丁"),
    ];
    let findings = check::ledger(&held(ledger("2022-12-20", cases)));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].tasks, ["1", "2", "4"]);
    let tasks = findings[0].tasks.clone();
    let fields = vec![Fill::Reason, Fill::NextStep, Fill::Due];
    assert_eq!(findings[0].fix, Fix::Edit(tasks, fields));
}

#[test]
fn a_text_of_the_team_is_not_held_against_persons() {
    let mut both = team_ledger();
    for mut task in person_ledger().tasks {
        task.number += 10;
        both.tasks.push(task);
    }
    let options = |subject| Options {
        year: 2022,
        subject,
        ..Options::default()
    };
    let team = options(Some(Subject::Team));
    let report = report::write(&both, &team, &Phrases::builtin()).expect("a report");
    let lines: Vec<String> = render::text(&report).lines().map(str::to_owned).collect();
    assert_eq!(
        check::text(&both, &options(None), &lines),
        Checked::default()
    );
}

#[test]
fn an_edited_report_is_held_against_the_ledger() {
    assert_eq!(edited(|text| text), Vec::<String>::new());
    for (from, to, message) in [
        (
            "“宣传阵地巡查不经常”",
            "“宣传有差距”",
            "没有交代问题“宣传阵地巡查不经常”",
        ),
        (
            "查摆出的3个问题",
            "查摆出的4个问题",
            "写有“4个问题”，台账中是3个",
        ),
        (
            "走访企业36家",
            "走访企业63家",
            "写有“走访企业63家”，台账合计是走访企业36家",
        ),
        (
            "整改仍在推进",
            "已完成整改",
            "“宣传阵地巡查不经常”写成“已完成整改”，台账中是正在推进",
        ),
        (
            "2021年度民主生活会后",
            "2019年度民主生活会后",
            "第2段提到2019年度民主生活会，报告说的是2021年度",
        ),
        (
            "长期坚持1个。\n",
            "长期坚持1个，开展学习20余次。\n",
            "第2段留有“余次”",
        ),
        (
            "协调解决用工难题9件",
            "〔待补：成效〕",
            "第5段还有1处待补、待核没有处理",
        ),
        (
            "一、上年度",
            "现分四个方面报告：\n一、上年度",
            "第1段说“四个方面”，后面却有1个部分",
        ),
    ] {
        assert_eq!(edited(|text| text.replace(from, to)), [message]);
    }
}

#[test]
fn names_of_regulations_and_cases_of_enterprises_are_no_fault() {
    let noted = |text: &str| settled(1, "甲").log("2022-03-01", text, &[]);
    for (text, reason) in [
        (
            "学习《关于新形势下党内政治生活的若干准则》",
            Reason::Leftovers,
        ),
        ("落实促进民营经济发展若干措施", Reason::Leftovers),
        ("对违规排污企业立案12起", Reason::Secrets),
        ("市场监管所立案查处无证经营3件", Reason::Secrets),
    ] {
        assert_eq!(found(noted(text), reason), [], "{text}");
    }
    for (text, reason) in [
        ("走访企业若干家", Reason::Leftovers),
        ("对一名干部立案审查", Reason::Secrets),
        ("该企业一名党员干部被立案", Reason::Secrets),
    ] {
        assert_eq!(found(noted(text), reason).len(), 1, "{text}");
    }
}

/// The team's and a person's report in one file, each held against its own records.
#[test]
fn team_and_persons_in_one_text_are_kept_apart() {
    let mut both = team_ledger();
    for mut task in person_ledger().tasks {
        task.number += 10;
        both.tasks.push(task);
    }
    let written = |subject| {
        let options = Options {
            year: 2022,
            subject: Some(subject),
            ..Options::default()
        };
        let report = report::write(&both, &options, &Phrases::builtin()).expect("a report");
        render::text(&report)
    };
    let (team, person) = (
        written(Subject::Team),
        written(Subject::Person("张某".into())),
    );
    let options = Options {
        year: 2022,
        ..Options::default()
    };
    for text in [
        format!("局党组班子\n{team}张某\n{person}"),
        format!("{team}{person}"),
        format!("{person}局党组班子\n{team}"),
    ] {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(
            check::text(&both, &options, &lines),
            Checked::default(),
            "{text}"
        );
        let falsified = text.replace("我针对查摆出的3个问题", "我针对查摆出的5个问题");
        let lines: Vec<String> = falsified.lines().map(str::to_owned).collect();
        let checked = check::text(&both, &options, &lines);
        let messages: Vec<&str> = checked
            .wrong
            .iter()
            .map(|found| found.message.as_str())
            .collect();
        assert_eq!(messages, ["写有“5个问题”，台账中是3个"]);
    }
}

/// What no record has is listed with its sentence; a whole report's other parts too.
#[test]
fn what_cannot_be_assigned_is_listed() {
    let ledger = team_ledger();
    let options = Options {
        year: 2022,
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    let added = "开展谈心谈话88人次。";
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let tail = if line.starts_with("2.") { added } else { "" };
            format!("{line}{tail}")
        })
        .chain(["二、检视查摆的问题".into(), "发放征求意见表120份。".into()])
        .collect();
    let checked = check::text(&ledger, &options, &lines);
    assert_eq!(checked.wrong, []);
    let listed: Vec<(&str, &str)> = checked
        .unassigned
        .iter()
        .map(|listed| (listed.sentence.as_str(), listed.claims[0].as_str()))
        .collect();
    assert_eq!(
        listed,
        [(added, "88人次"), ("发放征求意见表120份。", "120份")]
    );
}

/// Pairs of all persons' problems are never formed.
#[test]
fn ten_thousand_persons_are_compared_in_time() {
    let cases = (1..=10_000).map(|number| {
        let subject = Subject::Person(format!("某{number}"));
        Case::new(
            number,
            2021,
            subject,
            &format!("第{number}号问题抓得不够细致深入扎实"),
        )
    });
    let ledger = ledger("2022-12-20", cases.collect());
    let start = std::time::Instant::now();
    let findings = check::ledger(&ledger);
    assert!(
        findings
            .iter()
            .any(|finding| finding.reason == Reason::Alike)
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
