//! One definition of a gap: report, check and board say the same of every ledger.

use std::collections::BTreeSet;

use model::deadline::Deadline;
use model::event::{TaskEvent, TextField};
use model::ledger::Ledger;
use model::status::{Basis, Closure};
use model::subject::Subject;
use model::tally::{Gap, gaps};
use model::task::Task;
use papers::board::{About, Board};
use papers::report::{self, Coverage, Kind, Options, Phrases, check, covers};

use crate::report::generator::generated;
use crate::report::office::{Case, day, ledger};

type Lacks = BTreeSet<(String, Gap)>;

fn of(tasks: &[Task], ledger: &Ledger) -> Lacks {
    let lacks = tasks.iter().flat_map(|task| {
        let found = gaps(task, ledger.today);
        found.map(|gap| (task.code(), gap))
    });
    lacks.collect()
}

fn told(ledger: &Ledger, kind: Kind, subject: &Subject) -> Option<Lacks> {
    let options = Options {
        year: 2022,
        kind,
        subject: Some(subject.clone()),
        ..Options::default()
    };
    let report = report::write(ledger, &options, &Phrases::builtin()).ok()?;
    let lacks = report
        .gaps
        .into_iter()
        .filter_map(|gap| Some((gap.task?, gap.kind?)));
    Some(lacks.collect())
}

#[test]
fn report_check_and_board_agree() {
    let mut seen: BTreeSet<Gap> = BTreeSet::new();
    for seed in 1..=200 {
        let ledger = generated(seed);
        let all = of(&ledger.tasks, &ledger);
        seen.extend(all.iter().map(|(_, gap)| *gap));
        let findings = check::ledger(&ledger).into_iter();
        let checked: Lacks = findings
            .filter_map(|finding| Some((finding.tasks, finding.gap?)))
            .flat_map(|(tasks, gap)| tasks.into_iter().map(move |task| (task, gap)))
            .collect();
        assert_eq!(checked, all, "{seed}");
        for subject in [Subject::Team, Subject::Person("赵甲".into())] {
            let own = ledger.tasks.iter().filter(|task| task.subject == subject);
            let own: Vec<Task> = own
                .filter(|task| covers(task, 2022, None) != Coverage::No)
                .cloned()
                .collect();
            if let Some(told) = told(&ledger, Kind::Section, &subject) {
                assert_eq!(told, of(&own, &ledger), "{seed}");
            }
        }
        let about = About {
            with_persons: true,
            ..About::default()
        };
        let board = Board::of(about, ledger.today, &ledger.book, &ledger.tasks);
        let page = board.html().expect("a page");
        for gap in Gap::ALL {
            let count = all.iter().filter(|(_, known)| *known == gap).count();
            let shown = format!("data-count=\"{}\">{count}<", gap.code());
            assert_eq!(page.contains(&shown), count > 0, "{seed} {gap:?} {count}");
        }
    }
    // An extension always has its reason where it is entered.
    assert_eq!(seen.len(), 3, "{seen:?}");
}

fn task(change: impl Fn(Case) -> Case) -> Vec<Gap> {
    let case = Case::new(1, 2021, Subject::Team, "办事拖拉").due("2022年6月底");
    gaps(&change(case).task, day("2022-12-20")).collect()
}

#[test]
fn each_gap_and_what_fills_it() {
    let extended = |case: Case, reason: &str| {
        case.apply(&TaskEvent::Extended {
            on: day("2022-06-20"),
            deadline: Deadline::on(day("2023-03-31")),
            reason: reason.into(),
            approved_by: None,
        })
    };
    assert_eq!(task(|case| case), [Gap::OverdueUnexplained]);
    assert_eq!(task(|case| case.set(TextField::Reason, "经费未到位")), []);
    assert_eq!(
        task(|case| extended(case, " ")),
        [Gap::ExtensionUnexplained]
    );
    assert_eq!(task(|case| extended(case, "设备未到货")), []);
    assert_eq!(
        task(|case| case.closed("2022-06-01", None)),
        [Gap::FinishedWithoutEffect, Gap::ClosedWithoutEvidence]
    );
    let filled = |case: Case| {
        let case = case.evidence("2022-06-01", "公示照片.jpg");
        case.closed("2022-06-01", Some("当日办结"))
    };
    assert_eq!(task(filled), []);
    let imported = |case: Case| {
        let closure = Closure {
            on: day("2022-06-01"),
            verifier: None,
            basis: Basis::Imported("台账.xlsx".into()),
        };
        let outcome = Some("当日办结".into());
        case.apply(&TaskEvent::Closed { closure, outcome })
    };
    assert_eq!(task(imported), []);
}

/// What a check says that an unfinished problem lacks beside its gaps.
fn unfinished(case: Case) -> Vec<String> {
    let findings = check::ledger(&ledger("2022-12-20", vec![case])).into_iter();
    let beside =
        findings.filter(|one| one.reason == check::Reason::Unexplained && one.gap.is_none());
    beside.map(|one| one.message).collect()
}

#[test]
fn what_has_begun_lacks_nothing_before_its_day() {
    let case = || Case::new(1, 2021, Subject::Team, "办事拖拉");
    let begun = |phrase: &str| case().due(phrase).log("2022-03-01", "开会研究", &[]);
    let extended = begun("2022年6月底").apply(&TaskEvent::Extended {
        on: day("2022-06-20"),
        deadline: Deadline::on(day("2023-03-31")),
        reason: "设备未到货".into(),
        approved_by: None,
    });
    let undated = case().log("2022-03-01", "开会研究", &[]);
    for (case, lacks) in [
        (begun("2023年6月底"), None),
        (begun("2022年12月20日"), None),
        (begun("2022年12月19日"), Some("没有完成，缺下步措施")),
        (extended, Some("没有完成，缺未完成原因、下步措施")),
        (
            case().due("2023年6月底"),
            Some("没有完成，缺未完成原因、下步措施"),
        ),
        (undated, Some("没有完成，缺未完成原因、下步措施、整改时限")),
    ] {
        let told = unfinished(case);
        assert_eq!(told, Vec::from_iter(lacks.map(str::to_owned)));
    }
}
