//! Figures of an edited report against their kinds: levels by their first and latest value, signs
//! of what is not exact as they were recorded.

use model::ledger::Ledger;
use model::subject::Subject;
use papers::report::check::{self, Checked};
use papers::report::{self, Options, Phrases, Style, render};

use crate::report::office::{Case, ledger};

fn measured() -> Ledger {
    let case = |number, problem| {
        Case::new(number, 2021, Subject::Team, problem)
            .measure("每月回访服务对象")
            .due("2023年6月底前")
    };
    let window = case(1, "窗口服务不够便民")
        .log("2022-03-10", "开展回访", &["满意度=92%", "走访=300余户"])
        .log("2022-06-10", "再次回访", &["满意度=94%", "走访=40户"])
        .log("2022-09-10", "增设窗口", &["满意度=97%"]);
    let hall = case(2, "大厅排队时间偏长").log("2022-05-10", "增派人手", &["满意度=88%"]);
    ledger("2022-12-20", vec![window, hall])
}

fn edited(from: &str, to: &str) -> Checked {
    let ledger = measured();
    let options = Options {
        year: 2022,
        style: Some(Style::Itemized),
        ..Options::default()
    };
    let report = report::write(&ledger, &options, &Phrases::builtin()).expect("a report");
    let text = render::text(&report);
    assert!(text.contains(from), "{from}\n{text}");
    let text = text.replace(from, to);
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut checked = check::text(&ledger, &options, &lines);
    checked
        .wrong
        .retain(|finding| !finding.message.contains("待补"));
    checked
}

#[test]
fn levels_and_signs_are_what_the_records_say() {
    let levels = "满意度由92%升至97%";
    let visits = "走访340余户";
    for (from, to) in [
        (levels, levels),
        (levels, "满意度达到97%"),
        (visits, "走访340多户"),
        (visits, "走访约340户"),
        ("满意度88%", "满意度达到88%"),
    ] {
        assert_eq!(edited(from, to), Checked::default(), "{to}");
    }
    for (from, to, message) in [
        (
            levels,
            "满意度189%",
            "写有“满意度189%”，台账中是满意度由92%升至97%",
        ),
        (
            levels,
            "满意度由92%升至94%",
            "写有“满意度94%”，台账中是满意度由92%升至97%",
        ),
        (
            levels,
            "满意度达到92%",
            "写有“满意度92%”，台账中是满意度由92%升至97%",
        ),
        (
            levels,
            "满意度由94%升至97%",
            "写有“满意度94%”，台账中是满意度由92%升至97%",
        ),
        (
            visits,
            "走访340户",
            "写有“走访340户”，台账合计是走访340余户",
        ),
        (
            visits,
            "走访近340户",
            "写有“走访近340户”，台账合计是走访340余户",
        ),
    ] {
        let checked = edited(from, to);
        let told: Vec<&str> = checked
            .wrong
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(
            !told.is_empty() && told.iter().all(|told| *told == message),
            "{to}: {checked:?}"
        );
    }
}
