//! Registers onto tasks that exist: blanks are filled, differences told, nothing doubled.

use std::borrow::Cow;

use documents::register::{self, Fit, Possible, Seen, Setting};
use model::event::{Change, TaskEvent, TextField};
use model::matching;
use model::subject::Subject;
use model::task::Task;

use crate::sheet::office;

fn fits(csv: &str, tasks: &[Task]) -> Vec<Fit> {
    let register = register::read(csv.as_bytes(), "任务分解表.csv").expect("a register");
    let book = office::book();
    let setting = Setting {
        on: office::today(),
        file: "任务分解表.csv",
        year: 2021,
        year_wins: false,
        subject: &Subject::Team,
        book: &book,
    };
    let matcher = |new: &[&str], old: &[&str]| -> Vec<Vec<Possible>> {
        let found = matching::near_titles(new, old).into_iter();
        let possible = |candidate: matching::Candidate| Possible {
            index: candidate.index,
            score: candidate.score,
        };
        found
            .map(|row| row.into_iter().map(possible).collect())
            .collect()
    };
    let seen: Vec<Seen> = tasks.iter().map(Seen::from).collect();
    let whole = |index: usize| Ok::<_, ()>(Cow::Borrowed(&tasks[index]));
    register::fit(&register, &seen, &setting, &matcher, whole).expect("all tasks are there")
}

fn imported() -> Vec<Task> {
    [
        "理论学习不够系统",
        "调查研究不够深入，蹲点调研偏少",
        "督促检查“最后一公里”打通不够",
    ]
    .iter()
    .zip(1..)
    .map(|(problem, number)| {
        Task::raised(
            number,
            u64::from(number),
            office::raised(office::card(problem)),
        )
    })
    .collect()
}

#[test]
fn the_breakdown_that_comes_weeks_later() {
    let csv = "序号,存在问题,整改措施,责任领导,责任部门,完成时限\n\
        1,理论学习不够系统。,1.定计划；2.抓落实,张建国,办公室,6月底前\n\
        2,调查研究不够深入、蹲点调研偏少,蹲点,王芳,业务处,长期坚持\n\
        3,督促检查最后一公里打通不够,督办,李卫东,督查室,立行立改\n";
    let fits = fits(csv, &imported());
    for (fit, expected) in fits.iter().zip(1..) {
        let Fit::Matched {
            number,
            events,
            differences,
        } = fit
        else {
            panic!("{fit:?}");
        };
        assert_eq!(*number, expected);
        assert!(differences.is_empty(), "{differences:?}");
        assert_eq!(events.len(), 1, "one entry for a task");
    }
    let Fit::Matched { events, .. } = &fits[0] else {
        panic!("{fits:?}")
    };
    let TaskEvent::Edited(changes) = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!(changes.len(), 5, "{changes:?}");
    assert!(changes.contains(&Change::Text(TextField::Dept, Some("办公室".to_owned()))));
}

#[test]
fn the_same_register_again_changes_nothing() {
    let csv = "存在问题,整改措施,责任部门,完成时限,完成情况\n理论学习不够系统,定计划,办公室,6月底前,已印发学习计划并组织学习\n";
    let mut tasks = imported();
    let first = fits(csv, &tasks);
    let Fit::Matched { events, .. } = &first[0] else {
        panic!("{first:?}")
    };
    assert_eq!(events.len(), 2);
    for (event, sequence) in events.iter().zip(20..) {
        tasks[0].apply(sequence, event);
    }
    let again = Fit::Matched {
        number: 1,
        events: Vec::new(),
        differences: Vec::new(),
    };
    assert_eq!(fits(csv, &tasks), [again]);
}

#[test]
fn what_differs_is_told_and_not_overwritten() {
    let csv =
        "问题编号,存在问题,责任部门,责任人,整改时限\n1,理论学习不够系统,人事处,李明,2022-06-30\n";
    let fits = fits(csv, &office::tasks());
    let Fit::Matched {
        number,
        events,
        differences,
    } = &fits[0]
    else {
        panic!("{fits:?}")
    };
    assert_eq!((*number, events.len()), (1, 0));
    let [difference] = differences.as_slice() else {
        panic!("{differences:?}")
    };
    assert_eq!(
        (
            difference.column,
            difference.ours.as_str(),
            difference.theirs.as_str()
        ),
        ("责任部门", "办公室", "人事处")
    );
}

#[test]
fn codes_of_another_numbering_do_not_mislead() {
    let csv = "问题编号,存在问题,责任部门\n1,督促检查“最后一公里”打通不够,督查室\n2,食堂浪费现象仍然存在,后勤处\n";
    let fits = fits(csv, &imported());
    assert!(
        matches!(fits[0], Fit::Matched { number: 3, .. }),
        "{fits:?}"
    );
    assert_eq!(fits[1], Fit::New);
}

#[test]
fn a_likeness_is_asked_about() {
    let csv = "存在问题,责任部门\n蹲点调研偏少，调查研究浮在面上不深入,业务处\n";
    let fits = fits(csv, &imported());
    assert_eq!(fits, [Fit::PerhapsSame(vec![2])]);
}

#[test]
fn another_year_is_another_task() {
    let csv = "年度,存在问题,责任部门\n2020,理论学习不够系统,办公室\n";
    assert_eq!(fits(csv, &imported()), [Fit::New]);
}
