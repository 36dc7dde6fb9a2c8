//! Counts against counts by hand.

use model::event::{Change, TaskEvent};
use model::status::{StatusKind, Voiding};
use model::subject::Subject;
use model::tally::{Grouped, Grouping, Tally};
use model::task::{Measure, Origin, ProgressClass, Task};

use crate::report::generator::generated;
use crate::report::office::{Case, day};

#[test]
fn exclusive_counts_sum_to_the_total_in_every_group() {
    for seed in 1..=1_000 {
        let ledger = generated(seed);
        let mut tally = Tally::new(ledger.today);
        let mut grouped = [
            Grouping::Dimension,
            Grouping::Theme,
            Grouping::Dept,
            Grouping::Lead,
            Grouping::Subject,
            Grouping::Unit,
            Grouping::Year,
            Grouping::Source,
            Grouping::Status,
        ]
        .map(|by| Grouped::new(by, ledger.today));
        for task in &ledger.tasks {
            tally.add(task);
            for groups in &mut grouped {
                groups.add(task);
            }
        }
        let counts = tally.counts();
        let sum: u32 = ProgressClass::ALL
            .map(|standing| counts.standing(standing))
            .iter()
            .sum();
        assert_eq!(sum, counts.total);
        assert_eq!(counts.total as usize, ledger.tasks.len());
        for groups in &grouped {
            let sum: u32 = groups
                .rows()
                .iter()
                .map(|(_, tally)| tally.counts().total)
                .sum();
            assert_eq!(sum, counts.total);
        }
        let by_hand = |wanted: &dyn Fn(&Task) -> bool| {
            ledger.tasks.iter().filter(|task| wanted(task)).count() as u32
        };
        assert_eq!(
            counts.overdue,
            by_hand(&|task| task.is_overdue(ledger.today))
        );
        assert_eq!(
            counts.status(StatusKind::Closed),
            by_hand(&|task| task.status.closure().is_some())
        );
        let finished = |task: &Task| task.due().is_some() && task.finished_on().is_some();
        assert_eq!(counts.on_time + counts.late, by_hand(&finished));
    }
}

#[test]
fn one_measure_for_two_problems_counts_once() {
    let measure = |key, text: &str, paragraph: Option<u32>| {
        let origin = paragraph.map(|paragraph| Origin {
            document: "材料.docx".into(),
            paragraph,
        });
        TaskEvent::Edited(vec![Change::Measure(Measure {
            key,
            text: text.into(),
            origin,
            ..Measure::default()
        })])
    };
    let case = |number| Case::new(number, 2021, Subject::Team, "甲");
    let cases = [
        case(1)
            .apply(&measure(1, "讲党课", Some(3)))
            .apply(&measure(2, "走访企业。", None)),
        case(2)
            .apply(&measure(1, "讲好党课", Some(3)))
            .apply(&measure(2, "走访企业", None)),
        case(3).apply(&measure(1, "讲党课", Some(4))),
    ];
    let tally = Tally::of(day("2022-12-20"), cases.iter().map(|case| &case.task));
    assert_eq!(tally.measures(), 3);
}

#[test]
fn void_tasks_and_internal_notes_stand_outside() {
    let void = Case::new(1, 2021, Subject::Team, "甲")
        .log("2022-03-01", "开课", &["开课=1 次"])
        .measure("讲党课")
        .apply(&TaskEvent::Voided(Voiding {
            on: day("2022-04-01"),
            reason: "重复".into(),
            into: None,
        }));
    let mut internal =
        Case::new(2, 2021, Subject::Team, "乙").log("2022-03-01", "开课", &["开课=5 次"]);
    internal.task.progress[0].internal = true;
    let tally = Tally::of(day("2022-12-20"), [&void.task, &internal.task]);
    assert_eq!((tally.counts().total, tally.counts().void), (1, 1));
    assert_eq!(tally.measures(), 0);
    assert!(tally.figures().is_empty());
}
