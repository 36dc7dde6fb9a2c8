//! The rules by which records are told, one small case after another: each text was derived from its
//! rule by hand.

mod deeds;
mod figures;
mod states;

use model::subject::Subject;
use papers::report::{self, Length, Options, Phrases, Style, render};

use crate::report::office::{Case, ledger};

const TITLE: &str = "服务企业不够主动";
const CLOSED: &str = "该问题已于11月30日完成整改。";

fn team() -> Case {
    Case::new(1, 2022, Subject::Team, TITLE)
}

fn person() -> Case {
    Case::new(1, 2022, Subject::Person("赵某".to_owned()), TITLE)
}

fn visit(case: Case) -> Case {
    case.log("2023-03-10", "走访园区企业", &[])
}

fn written(cases: Vec<Case>, style: Style, chars: Length) -> String {
    let options = Options {
        year: 2023,
        style: Some(style),
        chars: Some(chars),
        ..Options::default()
    };
    let ledger = ledger("2023-12-20", cases);
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    render::text(&report)
}

/// The item without what names it.
fn told(case: Case, style: Style) -> String {
    let text = written(vec![case], style, Length::All);
    let name = match style {
        Style::Itemized => format!("1.关于“{TITLE}”的问题。"),
        Style::Thematic | Style::Brief => format!("针对“{TITLE}”问题，"),
    };
    let (_, item) = text.split_once(&name).unwrap_or_else(|| panic!("{text}"));
    item.trim_end().to_owned()
}

/// The same of a problem closed on 30 November, without its state.
fn deeds(case: Case) -> String {
    let item = told(case.closed("2023-11-30", None), Style::Itemized);
    item.strip_suffix(CLOSED).unwrap_or(&item).to_owned()
}

/// All that differ, so that one run shows them.
fn compare(cases: Vec<(&str, String, &str)>) {
    let wrong: Vec<String> = cases
        .into_iter()
        .filter(|(_, text, expected)| text != expected)
        .map(|(what, text, expected)| format!("{what}\n  told     {text}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
