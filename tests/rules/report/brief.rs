//! 概述 by dimension: how a problem with its title goes on.

use model::event::TextField;
use model::subject::Subject;
use papers::report::{self, Length, Options, Phrases, Style, render};

use crate::report::office::{Case, ledger};

/// Six problems of two dimensions, the first as given: so many are told by dimension.
fn told(first: Case) -> String {
    let rest = (2..=6).map(|number| {
        let case = Case::new(number, 2021, Subject::Team, &format!("办事拖拉之{number}"));
        let dimension = if number < 4 {
            "作风建设"
        } else {
            "服务群众"
        };
        case.set(TextField::Dimension, dimension)
            .log("2022-03-01", "清理积件", &[])
    });
    let first = first.set(TextField::Dimension, "作风建设");
    let cases = std::iter::once(first).chain(rest).collect();
    let options = Options {
        year: 2022,
        style: Some(Style::Brief),
        chars: Some(Length::All),
        ..Options::default()
    };
    let report = report::write(&ledger("2022-12-20", cases), &options, &Phrases::builtin());
    render::text(&report.expect("a report"))
}

fn first() -> Case {
    Case::new(1, 2021, Subject::Team, "调研不深入")
}

#[test]
fn a_wording_follows_its_title_behind_a_comma() {
    let text = told(first().set(TextField::Wording, "已走遍12个社区"));
    assert!(
        text.contains("“调研不深入”问题，已走遍12个社区。"),
        "{text}"
    );
    let text = told(first().set(TextField::Wording, "针对“调研不深入”，已走遍12个社区"));
    assert!(
        text.contains("作风建设方面，针对“调研不深入”，已走遍12个社区。"),
        "{text}"
    );
}

#[test]
fn more_than_five_figures_are_parted_within_the_sentence() {
    let many = ["走访企业=36 家", "走访群众=42 户", "办理来信=23 件"];
    let more = ["排查隐患=18 处", "压减会议=12 个", "压减文件=38 件"];
    let case = first()
        .log("2022-03-01", "", &many)
        .log("2022-05-01", "", &more)
        .log("2022-06-01", "修订台账", &[]);
    let text = told(case);
    let sentence = text.split('。').find(|said| said.contains("“调研不深入”"));
    let sentence = sentence.expect("a sentence of the problem");
    assert!(sentence.contains("、文件38件；修订台账"), "{text}");
    assert!(sentence.ends_with("修订台账，整改仍在推进"), "{text}");
}
