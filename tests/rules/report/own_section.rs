//! What `report` writes is not sent back by `check`, by whichever door it comes in: alone, or in the material
//! that it was written for.

use documents::document::{self, Genre};
use model::draft::SubjectKind;
use model::event::{TaskEvent, TextField};
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use papers::report::check::material::{self, Grade, Material, Remark, Rule};
use papers::report::check::{self, Reason};
use papers::report::{self, Options, Phrases, Style, render};

use crate::report::office::{Case, ledger, noted};

const STYLES: [Style; 3] = [Style::Itemized, Style::Thematic, Style::Brief];
const KEEPING: &str = "带头守住规矩底线，维护班子团结方面";

fn case(number: u32, dimension: &str, problem: &str) -> Case {
    Case::new(number, 2021, Subject::Team, problem).set(TextField::Dimension, dimension)
}

fn told(case: Case, text: &str, status: Option<StatusKind>) -> Case {
    let mut note = noted("2022-05-06", text, &[]);
    note.status = status;
    case.apply(&TaskEvent::Progressed(Box::new(note)))
}

/// Problems in every state, late and not, with notes of several lines.
fn settled() -> Ledger {
    let lines = "3月14日印发《值班办法》\n谈心41人次";
    let closed = told(
        case(1, KEEPING, "值班纪律执行不严，节假日有脱岗现象").measure("修订值班办法"),
        lines,
        None,
    );
    let waiting = case(
        2,
        KEEPING,
        "班子内部沟通不够，重要事项会前酝酿少，“一把手”末位表态坚持不好",
    );
    let mostly = case(3, "带头改进作风方面", "下沉一线次数少，帮农户解难题不多").due("9月底前");
    let open = case(4, "带头改进作风方面", "会议多、文件长").due("10月底前");
    let lasting = case(5, "带头从严管党治党方面", "支部组织生活质量不高").due("长期坚持");
    let done = Some(StatusKind::Done);
    ledger(
        "2022-12-20",
        vec![
            closed.closed("2022-06-28", Some("脱岗由7次降至0次")),
            told(waiting, "建立会前沟通清单；制定措施12条", done),
            told(
                mostly,
                "走访农户82户\n解难题31件",
                Some(StatusKind::MostlyDone),
            ),
            told(open, "压减会议6个\n2个系统正在合并", None),
            told(lasting, "讲党课6次", None),
        ],
    )
}

fn options(style: Style) -> Options {
    Options {
        year: 2022,
        style: Some(style),
        ..Options::default()
    }
}

fn written(ledger: &Ledger, style: Style) -> String {
    let report = report::write(ledger, &options(style), &Phrases::builtin());
    render::text(&report.expect("a report"))
}

fn remarks(ledger: &Ledger, text: &str) -> (Genre, Vec<Remark>) {
    let read = document::examine(text.as_bytes(), "稿.txt", &[]).expect("a text");
    let material = Material {
        draft: &read.draft,
        passages: &read.passages,
        year: Some(2022),
        kind: Some(SubjectKind::Team),
        earlier: &ledger.tasks,
        meeting: None,
    };
    (read.genre, material::material(&material, &[]))
}

#[test]
fn alone_it_is_held_against_the_ledger_and_agrees() {
    let ledger = settled();
    for style in STYLES {
        let text = written(&ledger, style);
        let read = document::examine(text.as_bytes(), "稿.txt", &[]).expect("a text");
        assert_eq!(read.genre, Genre::Report, "{text}");
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let checked = check::text(&ledger, &options(style), &lines);
        let wrong: Vec<_> = checked
            .wrong
            .iter()
            .filter(|finding| finding.reason != Reason::Leftovers)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
        assert!(checked.unassigned.is_empty(), "{:#?}", checked.unassigned);
    }
}

#[test]
fn in_its_material_nothing_is_sent_back_but_what_is_left_blank() {
    let ledger = settled();
    for style in STYLES {
        let section = written(&ledger, style);
        let text = format!(
            "某局领导班子2022年度民主生活会对照检查材料\n{section}\n二、存在的主要问题\n\
             一是理论学习浅。全年自学笔记只写了4篇，8月以后没有再写。\n三、原因剖析\n一是自觉性不强。\n\
             四、整改措施\n一是每月自学4个半天，每季度交流一次学习笔记。\n"
        );
        let (genre, remarks) = remarks(&ledger, &text);
        assert_eq!(genre, Genre::Material);
        let back = remarks.iter().filter(|remark| {
            remark.rule == Rule::Repeats
                || remark.grade == Grade::SentBack && remark.rule != Rule::Blanks
        });
        let back: Vec<_> = back.collect();
        assert!(back.is_empty(), "{back:#?}\n{text}");
    }
}

#[test]
fn what_is_claimed_of_last_year_and_not_so_is_still_sent_back() {
    let ledger = settled();
    for (claim, rule) in [
        ("上年度查摆的5个问题已全部整改到位。", Rule::LastYear),
        ("上年度查摆问题7个，已整改2个。", Rule::Counts),
        (
            "针对“会议多、文件长”问题，压减会议6个。1个问题均已完成整改。",
            Rule::LastYear,
        ),
    ] {
        let text = format!(
            "某局领导班子2022年度民主生活会对照检查材料\n一、上年度民主生活会整改措施落实情况\n{claim}\n\
             二、存在的主要问题\n一是理论学习浅。全年自学笔记只写了4篇，8月以后没有再写。\n三、原因剖析\n\
             一是自觉性不强。\n四、整改措施\n一是每月自学4个半天，每季度交流一次学习笔记。\n"
        );
        let (_, remarks) = remarks(&ledger, &text);
        let found = remarks.iter().any(|remark| {
            remark.rule == rule
                && remark.grade == Grade::SentBack
                && remark.message.starts_with('说')
        });
        assert!(found, "{claim}: {remarks:#?}");
    }
}

#[test]
fn lines_of_a_note_are_told_as_clauses_in_every_style() {
    let ledger = settled();
    for style in STYLES {
        let text = written(&ledger, style);
        for glued in ["》谈心", "82户解", "6个2个"] {
            assert!(!text.contains(glued), "{glued}: {text}");
        }
    }
    let text = written(&ledger, Style::Thematic);
    assert!(text.contains("走访农户82户，解难题31件"), "{text}");
    assert!(text.contains("压减会议6个，2个系统正在合并"), "{text}");
    assert!(
        text.contains("带头守住规矩底线，维护班子团结方面"),
        "{text}"
    );
    // The day that the note names, not that of its record.
    let text = written(&ledger, Style::Itemized);
    assert!(text.contains("3月，印发《值班办法》"), "{text}");
}

#[test]
fn a_bare_number_is_no_deed() {
    let case = case(1, KEEPING, "研究投入不够");
    let ledger = ledger(
        "2022-12-20",
        vec![told(case, "2.6%", Some(StatusKind::Done))],
    );
    for style in STYLES {
        let text = written(&ledger, style);
        assert!(!text.contains("2.6%"), "{text}");
    }
}

#[test]
fn a_present_state_that_is_over_is_not_told() {
    let finished = |text| {
        let case = case(1, KEEPING, "值班办法陈旧");
        let ledger = ledger("2022-12-20", vec![told(case, text, Some(StatusKind::Done))]);
        written(&ledger, Style::Thematic)
    };
    assert!(!finished("走访4次，值班办法正在征求意见").contains("正在"));
    let again = told(case(1, KEEPING, "值班办法陈旧"), "正在征求意见", None);
    let again = again.log("2022-08-02", "组织讨论2次", &[]);
    let text = written(&ledger("2022-12-20", vec![again]), Style::Thematic);
    assert!(
        text.contains("组织讨论2次") && !text.contains("征求"),
        "{text}"
    );
}
