//! Scopes become SQL; here they are a loop over all tasks.

use chrono::{Datelike as _, NaiveDate};
use model::deadline::TermKind;
use model::scope::{Order, Scope};
use model::status::StatusKind;
use model::subject::Subject;
use model::task::{Task, meeting_day};
use proptest::option::of;
use proptest::prelude::*;

use crate::player::{Book, day, steps};

/// Whether the scope means the task, said in Rust.
pub(super) fn means(scope: &Scope, task: &Task) -> bool {
    let kind = task.status.kind();
    let is = |wanted: &Option<String>, value: &Option<String>| wanted.is_none() || wanted == value;
    let due = |check: &dyn Fn(NaiveDate) -> bool| task.due().is_some_and(check);
    let has = |text: &str, part: &str| {
        text.to_ascii_lowercase()
            .contains(&part.to_ascii_lowercase())
    };
    let void = kind == StatusKind::Void;
    scope
        .numbers
        .as_ref()
        .is_none_or(|numbers| numbers.contains(&task.number))
        && (scope.years.is_empty() || scope.years.contains(&task.year))
        && scope.year_until.is_none_or(|year| task.year <= year)
        && scope.open_since.is_none_or(|(year, since)| {
            let finished = task.finished_on();
            task.year >= year || finished.is_none_or(|on| since.is_some_and(|day| on >= day))
        })
        && scope.unit.is_none()
        && scope
            .subject
            .as_ref()
            .is_none_or(|subject| task.subject.name() == subject)
        && (!scope.team_only || task.subject == Subject::Team)
        && scope.dimension.as_ref().is_none_or(|part| {
            task.dimension
                .as_ref()
                .is_some_and(|dimension| has(dimension, part))
        })
        && scope.dept.as_ref().is_none_or(|dept| {
            let measures = task.measures.iter().map(|measure| &measure.dept);
            measures
                .chain([&task.dept])
                .any(|own| own.as_ref() == Some(dept))
        })
        && is(&scope.lead, &task.lead)
        && is(&scope.owner, &task.owner)
        && is(&scope.source, &task.source)
        && (scope.with_void || !void || scope.statuses.contains(&kind))
        && (scope.statuses.is_empty() || scope.statuses.contains(&kind))
        && scope.term.is_none_or(|kind| {
            let term = task.deadline.as_ref().and_then(|deadline| deadline.term);
            term.is_some_and(|term| term.kind() == kind)
        })
        && scope.due_from.is_none_or(|from| due(&|day| day >= from))
        && scope.due_to.is_none_or(|to| due(&|day| day <= to))
        && (!scope.open_only || kind.is_open())
        && (!scope.with_evidence || !task.evidence.is_empty())
        && (!scope.unfilled || !model::tally::is_assigned(task))
        && scope.text.as_ref().is_none_or(|part| {
            part.split_whitespace().all(|part| {
                has(&task.problem, part)
                    || has(&task.detail, part)
                    || task.external.as_deref().is_some_and(|text| has(text, part))
                    || task.outcome.as_deref().is_some_and(|text| has(text, part))
                    || task.measures.iter().any(|measure| has(&measure.text, part))
                    || task.progress.iter().any(|note| has(&note.text, part))
            })
        })
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    of(proptest::sample::select(words.to_vec()).prop_map(str::to_owned))
}

/// Mostly one or two conditions; all of them at once would select nothing.
pub(super) fn scope() -> impl Strategy<Value = Scope> {
    let people = &["何平", "罗珊", "周敏"];
    let one = (
        word(&["班子", "罗珊"]),
        word(&["学习", "100%", "_", "带头"]),
        word(&["办公室", "流动部_%", "流动部__"]),
        word(people),
        word(people),
        word(&["自查"]),
        word(&["date", "措施", "“", "\"", "\\", "%", "key", "问题7"]),
    );
    let tens = || (0..80_u16).prop_map(|tens| tens * 10);
    let days = (of(tens()), of(tens()), of((2019..2023_i32, of(tens()))));
    let lists = (
        of(proptest::collection::vec(0..12_u32, 0..6)),
        proptest::collection::vec(2019..2022_i32, 0..3),
        proptest::collection::vec(proptest::sample::select(StatusKind::ALL.to_vec()), 0..3),
        of(2019..2022_i32),
        of(proptest::sample::select(vec![
            TermKind::Date,
            TermKind::Immediate,
            TermKind::LongTerm,
        ])),
    );
    let marks = proptest::array::uniform6(proptest::bool::weighted(0.2));
    (one, days, lists, marks, 0..11_u8).prop_map(|(one, days, lists, marks, keep)| {
        let only = |place: u8| keep == place || keep > 8;
        let text = |place: u8, value: Option<String>| value.filter(|_| only(place));
        Scope {
            numbers: lists.0.filter(|_| only(0)),
            years: lists.1,
            year_until: lists.3.filter(|_| only(1)),
            open_since: days
                .2
                .map(|(year, since)| (year, since.map(day)))
                .filter(|_| only(2)),
            unit: None,
            own_too: false,
            every_unit: false,
            subject: text(3, one.0),
            team_only: marks[0],
            dimension: text(4, one.1),
            dept: text(5, one.2),
            lead: text(6, one.3),
            owner: text(7, one.4),
            statuses: lists.2,
            term: lists.4.filter(|_| only(8)),
            source: text(3, one.5),
            due_from: days.0.map(day).filter(|_| only(4)),
            due_to: days.1.map(day).filter(|_| only(5)),
            open_only: marks[1],
            unfilled: marks[2],
            text: text(6, one.6),
            with_evidence: marks[5],
            with_void: marks[3],
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_selects_what_a_loop_selects(
        steps in steps(40),
        scopes in proptest::collection::vec(scope(), 40),
    ) {
        let book = Book::played(&steps);
        let all = book.all();
        for scope in &scopes {
            let wanted: Vec<&Task> = all.iter().filter(|task| means(scope, task)).collect();
            let found = book.store.tasks(scope, Order::Number, None).unwrap();
            prop_assert_eq!(found.iter().collect::<Vec<_>>(), wanted.clone(), "{:?}", scope);
            prop_assert_eq!(book.store.count(scope).unwrap() as usize, wanted.len());
            let pages: Result<Vec<_>, _> = book.store.pages(scope).collect();
            prop_assert_eq!(pages.unwrap().concat(), found);
        }
    }

    #[test]
    fn orders_sort_and_limits_cut(steps in steps(40)) {
        let book = Book::played(&steps);
        let everything = Scope { with_void: true, ..Scope::default() };
        let mut wanted = book.all();
        wanted.sort_by_key(|task| (task.due().is_none(), task.due(), task.number));
        prop_assert_eq!(&book.store.tasks(&everything, Order::Deadline, None).unwrap(), &wanted);
        wanted.sort_by_key(|task| (std::cmp::Reverse(task.last_entry), task.number));
        wanted.truncate(3);
        prop_assert_eq!(book.store.tasks(&everything, Order::Changed, Some(3)).unwrap(), wanted);
    }

    #[test]
    fn an_earlier_day_leaves_out_what_came_later(steps in steps(40), offset in 0..800_u16) {
        let book = Book::played(&steps);
        let everything = Scope { with_void: true, ..Scope::default() };
        let (day_of, clock) = (day(offset), crate::player::stamp().when.date_naive());
        let meetings = book.store.book().unwrap();
        for row in book.store.tasks(&everything, Order::Number, None).unwrap() {
            let number = row.number;
            let history = book.store.task_history(number).unwrap();
            let entries: Vec<_> = history.into_iter().map(|recorded| recorded.entry).collect();
            let meeting = meeting_day(&meetings, row.year);
            let existed = day_of >= clock || Task::exists_on(&entries, day_of, meeting);
            let wanted = Task::fold_until(number, &entries, day_of).filter(|_| existed);
            let found = book.store.on_day(day_of, clock).task(row).unwrap();
            prop_assert_eq!(&found, &wanted);
            let Some(task) = found else { continue };
            prop_assert!(task.progress.iter().all(|note| note.date <= day(offset)));
            let void = task.is_void();
            prop_assert!(void || task.status.on().is_none_or(|on| on <= day(offset)));
        }
    }
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let mut book = Book::new();
    book.store
        .write(&crate::player::stamp(), |writer| {
            for number in 1..=1203 {
                let year = if number % 2 == 0 { 2020 } else { 2021 };
                writer.raise(crate::player::raised(year, "座位不够"))?;
            }
            Ok::<_, store::Error>(())
        })
        .unwrap();
    let scope = Scope {
        years: vec![2021],
        ..Scope::default()
    };
    let pages: Vec<Vec<Task>> = book.store.pages(&scope).map(Result::unwrap).collect();
    let numbers: Vec<u32> = pages.concat().iter().map(|task| task.number).collect();
    assert_eq!(
        numbers,
        (1..=1203)
            .filter(|number| number % 2 == 1)
            .collect::<Vec<_>>()
    );
    assert!(pages.len() > 1);
    assert_eq!(book.store.newest_year().unwrap(), Some(2021));
    assert_eq!(book.store.years().unwrap(), [2020, 2021]);
    assert_eq!(pages[0][0].raised_on.year(), 2021);
}

#[test]
fn what_was_finished_on_the_day_itself_was_still_open_that_day() {
    let mut book = Book::new();
    let number = book.raise(crate::player::raised(2019, "座位不够"));
    let event = model::event::TaskEvent::Submitted {
        on: day(10),
        outcome: None,
    };
    book.record(number, event);
    for (since, count) in [(9, 1), (10, 1), (11, 0)] {
        let scope = Scope {
            open_since: Some((2020, Some(day(since)))),
            ..Scope::default()
        };
        assert_eq!(book.store.count(&scope).unwrap(), count, "since {since}");
    }
}
