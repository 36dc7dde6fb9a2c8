//! Four times as much takes about four times as long: what looks through everything for each thing takes
//! sixteen times as long, and is found here.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use documents::register::{self, Fit, Possible, Seen, Setting};
use model::card::Card;
use model::deadline::{Deadline, Term};
use model::event::Registered;
use model::ledger::Ledger;
use model::matching;
use model::subject::Subject;
use model::tally::Horizon;
use model::task::{Measure, Progress, Task};
use office::text::redaction::Redaction;
use papers::board::{About, Board, Reminders};
use papers::report::{self, Options, Phrases, Style, check};

use crate::report::generator;
use crate::sheet::office as desk;

/// Linear is 4, quadratic 16; other programs run beside this one.
const MOST: f64 = 9.0;
/// Runs of which the fastest counts.
const RUNS: usize = 2;

/// How long it takes at its fastest.
fn fastest<T>(mut run: impl FnMut() -> T) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

/// Fails where four times as much takes more than its share.
fn grows<I, T>(what: &str, make: impl Fn(u32) -> I, much: u32, run: impl Fn(&I) -> T) {
    let (one, four) = (make(much), make(4 * much));
    let ratio = least(MOST, || {
        let (one, four) = (fastest(|| run(&one)), fastest(|| run(&four)));
        four.as_secs_f64() / one.as_secs_f64().max(1e-6)
    });
    assert!(
        ratio < MOST,
        "{what}: four times as much took {ratio:.1} times as long"
    );
}

/// The least of some ratios, the first that is below the bound: other programs make pauses.
fn least(bound: f64, mut ratio: impl FnMut() -> f64) -> f64 {
    let mut least = f64::MAX;
    for _ in 0..5 {
        least = least.min(ratio());
        if least < bound {
            break;
        }
    }
    least
}

/// So many overdue problems of one department, two measures each with a day of its own.
fn overdue(count: u32) -> Vec<Task> {
    let late = desk::day("2022-03-01");
    let deadline = || {
        Some(Deadline {
            phrase: late.to_string(),
            term: Some(Term::Date(late)),
        })
    };
    let measure = |key: u32| Measure {
        key,
        text: format!("措施{key}"),
        dept: Some("办公室".to_owned()),
        deadline: deadline(),
        ..Measure::default()
    };
    let task = |number: u32| {
        let card = Card {
            dept: Some("办公室".to_owned()),
            deadline: deadline(),
            measures: vec![measure(1), measure(2)],
            ..Card::new(2021, Subject::Team, format!("第{number}个问题"))
        };
        Task::raised(number, number.into(), Registered::fresh(late, card))
    };
    (1..=count).map(task).collect()
}

#[test]
fn reminders_and_the_board() {
    let today = desk::day("2022-07-01");
    grows("reminders", overdue, 500, |tasks| {
        let mut reminders = Reminders::new(today, Horizon::default());
        for task in tasks {
            reminders.add(task);
        }
        // All of them, each with its two measures.
        assert_eq!(reminders.groups()[0].items.len(), 3 * tasks.len());
        reminders
    });
    let book = desk::book();
    grows("board", overdue, 500, |tasks| {
        let board = Board::of(About::default(), today, &book, tasks);
        board.html().expect("a page").len()
    });
}

#[test]
fn names_that_begin_alike_are_not_tried_one_by_one() {
    let text: String = (0..900)
        .map(|n| if n % 3 == 0 { '张' } else { '三' })
        .collect();
    let made = |count: u32| {
        let names: Vec<String> = (0..count)
            .map(|n| {
                ['张']
                    .into_iter()
                    .chain(format!("{n:05}").chars())
                    .collect()
            })
            .collect();
        Redaction::new(names.iter().map(String::as_str), [])
    };
    // The text stays as long: with four times as many names it takes no longer at all.
    let (few, many) = (made(1000), made(4000));
    let ratio = least(2.5, || {
        let (few, many) = (fastest(|| few.apply(&text)), fastest(|| many.apply(&text)));
        many.as_secs_f64() / few.as_secs_f64().max(1e-6)
    });
    assert!(ratio < 2.5, "{ratio:.1}");
    grows("names", |count| count, 1000, |count| made(*count));
}

/// A register of so many rows, and the tasks that it made.
fn imported(count: u32) -> (register::Register, Vec<Task>) {
    let mut csv = "序号,存在问题,责任部门,整改时限\n".to_owned();
    let mut tasks = Vec::new();
    for number in 1..=count {
        let problem = format!("第{number}号窗口服务不够热情，学习不够系统");
        csv.push_str(&format!("{number},{problem},办公室,2022-06-30\n"));
        let card = Card::new(2021, Subject::Team, problem);
        tasks.push(Task::raised(number, number.into(), desk::raised(card)));
    }
    let read = register::read(csv.as_bytes(), "台账.csv").expect("a register");
    (read, tasks)
}

#[test]
fn a_register_onto_the_tasks_that_it_made() {
    let book = desk::book();
    let setting = Setting {
        on: desk::today(),
        file: "台账.csv",
        year: 2021,
        year_wins: false,
        subject: &Subject::Team,
        book: &book,
    };
    let matcher = |new: &[&str], old: &[&str]| -> Vec<Vec<Possible>> {
        let possible = |found: matching::Candidate| Possible {
            index: found.index,
            score: found.score,
        };
        let found = matching::near_titles(new, old).into_iter();
        found
            .map(|found| found.into_iter().map(possible).collect())
            .collect()
    };
    grows("a register again", imported, 250, |(register, tasks)| {
        let seen: Vec<Seen> = tasks.iter().map(Seen::from).collect();
        let whole = |index: usize| Ok::<_, ()>(Cow::Borrowed(&tasks[index]));
        let fits = register::fit(register, &seen, &setting, &matcher, whole).expect("tasks");
        assert!(fits.iter().all(|fit| matches!(fit, Fit::Matched { .. })));
        fits
    });
}

#[test]
fn a_section_and_its_checks() {
    let phrases = Phrases::builtin();
    for style in [Style::Itemized, Style::Thematic, Style::Brief] {
        let options = Options {
            year: 2022,
            style: Some(style),
            ..Options::default()
        };
        let made = |count| generator::sized(7, count);
        grows("section", made, 150, |ledger| {
            report::write(ledger, &options, &phrases).expect("a report")
        });
    }
    grows(
        "check",
        |count| generator::sized(7, count),
        700,
        check::ledger,
    );
}

/// One problem that is worked on for years: so many notes.
fn long_worked(count: u32) -> Ledger {
    let mut ledger = generator::sized(7, 1);
    let note = |number: u32| Progress {
        entry: u64::from(number) + 100,
        date: desk::day("2022-03-01"),
        text: format!("第{number}次到窗口现场看排队，当场协调2个事项"),
        measure: None,
        figures: Vec::new(),
        check: false,
        internal: false,
        submission: None,
        institutions: Vec::new(),
        told: None,
    };
    ledger.tasks.truncate(1);
    ledger.tasks[0].progress = (1..=count).map(note).collect();
    ledger
}

#[test]
fn one_problem_with_many_notes() {
    grows("check of many notes", long_worked, 800, check::ledger);
    let phrases = Phrases::builtin();
    let options = Options {
        year: 2022,
        ..Options::default()
    };
    grows("section of many notes", long_worked, 800, |ledger| {
        report::write(ledger, &options, &phrases).expect("a report")
    });
}
