//! Wording that people change without touching code.

use papers::report::{self, Options, Phrases, Style, render};

use crate::report::office::team_ledger;

fn brief(phrases: &Phrases) -> String {
    let options = Options {
        year: 2022,
        style: Some(Style::Brief),
        ..Options::default()
    };
    let report = report::write(&team_ledger(), &options, phrases).expect("a report");
    render::text(&report)
}

#[test]
fn changed_phrases_change_the_text() {
    let own = "开头.截至 = 到{日期}为止，{状态}{制度}{数据}。\n开头语 = 按照统一部署，\n结尾语 = 特此报告。\n";
    let phrases = Phrases::builtin().read("用语.txt", own).expect("phrases");
    let text = brief(&phrases);
    assert!(text.starts_with("按照统一部署，\n"));
    assert!(text.contains("到2022年12月20日为止，已完成整改1个"));
    assert!(text.ends_with("特此报告。\n"));
}

#[test]
fn the_built_in_files_read_back_unchanged() {
    let files = Phrases::write_templates();
    let phrases = files
        .iter()
        .fold(Phrases::builtin(), |phrases, (name, text)| {
            phrases.read(name, text).expect("a built-in file")
        });
    assert_eq!(brief(&phrases), brief(&Phrases::builtin()));
    assert!(files.iter().all(|(_, text)| text.starts_with('#')));
}
