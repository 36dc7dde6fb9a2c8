//! Property: the full set exported, imported into an empty ledger and exported again has every
//! input column equal.

use std::io::Cursor;

use ::office::csv::{self, Encoding};
use ::office::grid;
use chrono::{Days, NaiveDate};
use documents::register::{self, Fit, Setting};
use model::book::Book;
use model::card::Card;
use model::deadline::Deadline;
use model::event::{Change, Progressed, Registered, TaskEvent, TextField};
use model::figure::{Figure, Quantity};
use model::status::{Basis, Closure, Status, StatusKind};
use model::subject::Subject;
use model::task::{Measure, Task};
use papers::sheet::{CsvSheet, Layout, List, Rows, XlsxOptions, XlsxSheet};
use proptest::prelude::*;

use crate::sheet::office;

/// 序号 and 问题编号 are given anew; 原因, 佐证材料 and 是否逾期 are no input.
const NO_INPUT: [&str; 5] = ["序号", "问题编号", "原因", "佐证材料", "是否逾期"];

fn text() -> impl Strategy<Value = String> {
    let plain = "[整改学习调研计划制度落实督办abc0-9，。；、“”%]{1,12}";
    prop_oneof![
        8 => plain,
        1 => "[=+@＝－-][整改a-z0-9]{1,6}",
        1 => Just("一是学习不深。比如，只读文件。".to_owned()),
        1 => Just("1.先学\n后做".to_owned()),
        1 => Just("带\"引号\",逗号".to_owned()),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..700).prop_map(|days| office::day("2022-01-01") + Days::new(days))
}

fn deadline() -> impl Strategy<Value = Option<Deadline>> {
    prop_oneof![
        Just(None),
        day().prop_map(|day| Some(Deadline::on(day))),
        Just(Some(office::due("6月底前"))),
        Just(Some(office::due("立行立改"))),
        Just(Some(office::due("长期坚持，每季度检查一次"))),
        Just(Some(office::due("适时"))),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    let closure = (day(), maybe()).prop_map(|(on, verifier)| {
        let basis = Basis::Verified(None);
        Status::Closed(Closure {
            on,
            verifier,
            basis,
        })
    });
    prop_oneof![
        Just(Status::NotStarted),
        Just(Status::InProgress),
        Just(Status::MostlyDone),
        day().prop_map(|on| Status::Done { on }),
        day().prop_map(|on| Status::Applied { on }),
        closure,
    ]
}

prop_compose! {
    fn measures()(texts in proptest::collection::vec(text(), 0..4))(
        own in proptest::collection::vec((maybe(), maybe(), deadline(), proptest::option::of(day())), texts.len()..=texts.len()),
        texts in Just(texts),
    ) -> Vec<Measure> {
        let measures = texts.iter().zip(own).zip(1..);
        measures.map(|((text, (dept, owner, deadline, done_on)), key)| Measure {
            dept, owner, deadline, done_on,
            ..office::measure(key * 2 - 1, text)
        }).collect()
    }
}

prop_compose! {
    fn raised()(
        problem in text(), detail in "[整改学习比如，。a-z]{0,12}", status in status(),
        texts in proptest::array::uniform10(maybe()), measures in measures(),
        co_depts in proptest::collection::vec("[办公室业务处]{2,4}", 0..3),
        deadline in deadline(), person in any::<bool>(), year in 2019..2023,
    ) -> Registered {
        let [dimension, source, target, lead, dept, owner, outcome, note, theme, external] = texts;
        let mut co_depts = co_depts;
        co_depts.dedup();
        let card = Card {
            year, detail, dimension, source, target, lead, dept, owner, outcome, note, deadline, theme,
            external, measures,
            co_depts: co_depts.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
            subject: if person { Subject::Person("张建国".to_owned()) } else { Subject::Team },
            ..office::card(&problem)
        };
        Registered { status, ..office::raised(card) }
    }
}

prop_compose! {
    fn task()(
        raised in raised(),
        notes in proptest::collection::vec((day(), text(), proptest::option::of(1_i32..90), any::<bool>()), 0..3),
        granted in proptest::collection::vec((day(), day(), text(), maybe()), 0..3),
        check in proptest::option::of(day()), moved in proptest::option::weighted(0.2, day()),
        texts in proptest::array::uniform3(maybe()),
    ) -> Task {
        let mut task = Task::raised(1, 1, raised);
        for (on, text, count, check) in notes {
            let figures = count.map(|count| Figure {
                name: "集中学习".to_owned(),
                value: Quantity::whole(count),
                approx: None,
                unit: "次".to_owned(),
            });
            let status = (task.status.kind() == StatusKind::NotStarted).then_some(StatusKind::NotStarted);
            let noted = Progressed {
                on, text, check, status,
                figures: figures.into_iter().collect(),
                measure: task.measures.first().map(|measure| measure.key),
                ..office::noted("2022-01-01", "")
            };
            task.apply(2, &TaskEvent::Progressed(Box::new(noted)));
        }
        for (on, to, reason, approved_by) in granted {
            let deadline = Deadline::on(to);
            task.apply(3, &TaskEvent::Extended { on, deadline, reason, approved_by });
        }
        let mut changes: Vec<Change> = check.map(|day| Change::NextCheck(Some(day))).into_iter().collect();
        changes.extend(moved.map(|day| Change::Deadline(Some(Deadline::on(day)))));
        let fields = [TextField::Reason, TextField::NextStep, TextField::Wording];
        changes.extend(fields.into_iter().zip(texts).filter_map(|(field, text)| Some(Change::Text(field, Some(text?)))));
        task.apply(4, &TaskEvent::Edited(changes));
        task
    }
}

/// Tasks numbered from 1, of which some continue the first.
fn several() -> impl Strategy<Value = Vec<Task>> {
    proptest::collection::vec((task(), any::<bool>()), 1..4).prop_map(|tasks| {
        let numbered = tasks
            .into_iter()
            .zip(1..)
            .map(|((mut task, repeats), number)| {
                task.number = number;
                task.prior = (repeats && number > 1).then_some(1);
                task
            });
        numbered.collect()
    })
}

/// Tasks under way, numbered from 1, each with a department of its own or none.
pub(crate) fn open_tasks() -> impl Strategy<Value = Vec<Task>> {
    proptest::collection::vec(task(), 1..4).prop_map(|tasks| {
        let numbered = tasks.into_iter().zip(1..).map(|(mut task, number)| {
            task.number = number;
            task.dept = task.dept.as_ref().map(|_| format!("第{number}处"));
            task.status = Status::InProgress;
            task.deadline = None;
            for measure in &mut task.measures {
                *measure = office::measure(measure.key, &measure.text);
            }
            task
        });
        numbered.collect()
    })
}

fn exported(tasks: &[Task]) -> Vec<u8> {
    let book = office::book();
    let layout = Layout::of(List::Full, Rows::Problem);
    let around = office::around(&book);
    let mut sheet = CsvSheet::new(layout, around, Encoding::Utf8, Vec::new()).expect("memory");
    for task in tasks {
        sheet.task(task).expect("memory");
    }
    sheet.finish().expect("memory")
}

fn exported_xlsx(tasks: &[Task]) -> Vec<u8> {
    let book = office::book();
    let layout = Layout::of(List::Full, Rows::Problem);
    let mut sheet = XlsxSheet::new(layout, office::around(&book), XlsxOptions::default());
    for task in tasks {
        sheet.task(task).expect("memory");
    }
    let mut out = Cursor::new(Vec::new());
    sheet.finish(&mut out).expect("memory");
    out.into_inner()
}

type FilledIn = (Card, Option<String>, Option<String>, Option<String>);

fn filled_in(task: &Task) -> FilledIn {
    let finished = task.status.kind().is_finished();
    let card = Card {
        origin: None,
        examples: Vec::new(),
        ..task.card.clone()
    };
    let wording = task.wording.as_ref().map(|wording| wording.text.clone());
    // What is finished has no reason any more.
    let reason = task.reason.clone().filter(|_| !finished);
    (card, reason, task.next_step.clone(), wording)
}

fn setting<'a>(book: &'a Book, file: &'a str) -> Setting<'a> {
    Setting {
        // Later than all days here: what is imported on its own last day counts as undated.
        on: office::day("2024-01-01"),
        file,
        year: 2021,
        year_wins: false,
        subject: &Subject::Team,
        book,
    }
}

fn imported(bytes: &[u8], name: &str) -> Vec<Task> {
    let register = register::read(bytes, name).expect("own file");
    let book = office::book();
    let setting = setting(&book, name);
    let tasks = register.rows.iter().zip(1..).map(|(row, number)| {
        let (raised, events) = register::raise(row, &setting);
        let mut task = Task::raised(number, 1, raised);
        for (event, sequence) in events.iter().zip(2..) {
            task.apply(sequence, event);
        }
        // The binary links once every row has its number; these have kept theirs.
        if let Some(prior) = row.prior.as_ref().and_then(|prior| prior.parse().ok()) {
            task.apply(99, &TaskEvent::Linked { prior });
        }
        task
    });
    tasks.collect()
}

fn input_columns(csv: &[u8]) -> Vec<Vec<String>> {
    let rows = csv::read(csv).expect("own file");
    let kept: Vec<usize> = (0..rows[0].len())
        .filter(|at| !NO_INPUT.contains(&rows[0][*at].as_str()))
        .collect();
    rows.iter()
        .map(|row| kept.iter().map(|at| row[*at].clone()).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// What people filled in is what it was; where it was taken from is another file now.
    #[test]
    fn every_card_comes_home(tasks in several()) {
        for (bytes, name) in [(exported(&tasks), "整改台账.csv"), (exported_xlsx(&tasks), "整改台账.xlsx")] {
            for (first, again) in tasks.iter().zip(imported(&bytes, name)) {
                prop_assert_eq!(filled_in(first), filled_in(&again));
            }
        }
    }

    #[test]
    fn onto_itself_nothing_changes(tasks in several()) {
        let register = register::read(&exported(&tasks), "整改台账.csv").expect("own file");
        let book = office::book();
        for (row, task) in register.rows.iter().zip(&tasks) {
            let Fit::Matched { events, differences, .. } = register::matched(row, task, &setting(&book, "整改台账.csv")) else {
                panic!("matched is asked for");
            };
            prop_assert_eq!((events, differences), (vec![], vec![]), "{:?}", task);
        }
    }

    #[test]
    fn through_csv(tasks in several()) {
        let first = exported(&tasks);
        let again = exported(&imported(&first, "整改台账.csv"));
        prop_assert_eq!(input_columns(&first), input_columns(&again));
    }

    #[test]
    fn through_a_workbook(tasks in several()) {
        let again = imported(&exported_xlsx(&tasks), "整改台账.xlsx");
        prop_assert_eq!(input_columns(&exported(&tasks)), input_columns(&exported(&again)));
    }
}

#[test]
fn the_workbook_holds_what_the_csv_holds() {
    let tasks = office::tasks();
    let grids = grid::read(&exported_xlsx(&tasks), "整改台账.xlsx").expect("own file");
    let rows = csv::read(&exported(&tasks)).expect("own file");
    for (row, cells) in rows.iter().enumerate().skip(1) {
        let written = grids[0].row(row as u32 + 2).expect("a row");
        for (column, cell) in cells.iter().enumerate() {
            assert_eq!(
                written.cell(column as u32).written(),
                *cell,
                "row {row} column {column}"
            );
        }
    }
}
