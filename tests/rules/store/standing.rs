//! What is kept for counting tells of every day what folding the histories tells.

use chrono::NaiveDate;
use model::entry::Entry;
use model::scope::{Order, Scope};
use model::status::StatusKind;
use model::tally::Counted;
use model::task::{Task, meeting_day};
use proptest::prelude::*;
use store::{AsOf, Naming};

use super::scopes::{means, scope};
use crate::player::{Book, day, stamp, steps};

fn clock() -> NaiveDate {
    stamp().when.date_naive()
}

fn entries(book: &Book, number: u32) -> Vec<Entry> {
    let history = book.store.task_history(number).unwrap().into_iter();
    history.map(|recorded| recorded.entry).collect()
}

/// Random work, and problems that a register says more of: done since when, what came of it, what was noted.
fn played(steps: &[crate::player::Step]) -> Book {
    let mut book = Book::new();
    for (number, step) in (0..).zip(steps) {
        book.step(*step);
        if number % 3 == 0 {
            let mut raised = crate::player::raised(2020, "登记表里的问题");
            raised.on = day(number * 40);
            raised.status = model::status::Status::Done {
                on: day(number * 50 % 700),
            };
            raised.progress = (number % 2 == 0).then(|| "修订《借阅规则》，开了会".to_owned());
            raised.card.outcome = Some("问题7已经解决".to_owned());
            raised.card.dept = Some("办公室".to_owned());
            book.raise(raised);
        }
        if number % 5 == 4 {
            let changes = vec![
                model::event::Change::SaidOn(day(number * 30)),
                model::event::Change::Text(
                    model::event::TextField::Problem,
                    Some(format!("改称问题{number}")),
                ),
            ];
            let number = u32::from(number) % book.store.task_count().unwrap() + 1;
            book.record(number, model::event::TaskEvent::Edited(changes));
        }
    }
    book
}

/// The task as it stood on a day, where it existed then.
fn stood(book: &Book, row: &Task, on: NaiveDate) -> Option<Task> {
    let entries = entries(book, row.number);
    let meeting = meeting_day(&book.store.book().unwrap(), row.year);
    let existed = on >= clock() || Task::exists_on(&entries, on, meeting);
    Task::fold_until(row.number, &entries, on).filter(|_| existed)
}

/// The tasks of a scope on a day: names are those of today, states those of then.
fn of_scope(book: &Book, scope: &Scope, on: NaiveDate) -> Vec<Task> {
    let state = Scope {
        statuses: scope.statuses.clone(),
        open_only: scope.open_only,
        due_from: scope.due_from,
        due_to: scope.due_to,
        open_since: scope.open_since,
        term: scope.term,
        unfilled: scope.unfilled,
        text: scope.text.clone(),
        with_evidence: scope.with_evidence,
        with_void: true,
        ..Scope::default()
    };
    let named = Scope {
        statuses: Vec::new(),
        open_only: false,
        due_from: None,
        due_to: None,
        open_since: None,
        term: None,
        unfilled: false,
        text: None,
        with_evidence: false,
        with_void: scope.with_void || scope.statuses.contains(&StatusKind::Void),
        ..scope.clone()
    };
    let rows = book.all().into_iter().filter(|row| means(&named, row));
    let then = rows.filter_map(|row| stood(book, &row, on));
    then.filter(|task| means(&state, task)).collect()
}

/// The names of a sort that a task has.
fn named(task: &Task, sort: Naming) -> Vec<String> {
    let own = task
        .measures
        .iter()
        .filter_map(|measure| measure.dept.clone());
    match sort {
        Naming::Dept => task.dept.clone().into_iter().chain(own).collect(),
        Naming::Lead => task.lead.clone().into_iter().collect(),
        Naming::Owner => task.owner.clone().into_iter().collect(),
        Naming::Dimension => task.dimension.clone().into_iter().collect(),
        Naming::Source => task.source.clone().into_iter().collect(),
        Naming::Subject => vec![task.subject.name().to_owned()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_see_on_every_day_what_the_fold_sees(
        steps in steps(40),
        scopes in proptest::collection::vec((scope(), 0..900_u16, 0..900_u16), 12),
    ) {
        let book = played(&steps);
        for (scope, offset, since) in &scopes {
            let (on, since) = (day(*offset), day(*since));
            let as_of = AsOf::new(on, clock());
            let wanted = of_scope(&book, scope, on);
            let mut place = 0;
            book.store.count_each(scope, as_of, |found, _| {
                assert_eq!(Some(found), wanted.get(place).map(Counted::of).as_ref(), "{scope:?} {on}");
                place += 1;
            }).unwrap();
            prop_assert_eq!(place, wanted.len(), "{:?} {}", scope, on);
            prop_assert_eq!(book.store.count_on(scope, as_of).unwrap() as usize, wanted.len());
            let mut place = 0;
            book.store.count_each_since(scope, as_of, since, |found, then| {
                assert_eq!(found, &Counted::of(&wanted[place]));
                let earlier = stood(&book, &wanted[place], since);
                assert_eq!(then, earlier.as_ref().map(Counted::of).as_ref(), "{since}");
                place += 1;
            }).unwrap();
        }
    }

    #[test]
    fn lists_are_chosen_as_sorting_all_would(
        steps in steps(40),
        scope in scope(),
        offset in 0..900_u16,
        limit in 0..9_u32,
    ) {
        let book = played(&steps);
        let on = day(offset);
        // On the clock's day rows are asked, which know nothing of later days.
        prop_assume!(on != clock());
        let as_of = AsOf::new(on, clock());
        let titles = of_scope(&book, &scope, on);
        let mut found = Vec::new();
        book.store.titles_on(&scope, as_of, |task, title| found.push((task.number, title.to_owned()))).unwrap();
        let wanted: Vec<_> = titles.iter().map(|task| (task.number, task.problem.clone())).collect();
        prop_assert_eq!(found, wanted);
        let sorts = [Naming::Dept, Naming::Lead, Naming::Subject, Naming::Dimension];
        let known = book.store.names(&scope, as_of, &sorts).unwrap();
        for (sort, known) in sorts.iter().zip(known) {
            let names = titles.iter().flat_map(|task| named(task, *sort));
            prop_assert_eq!(known, names.collect::<std::collections::BTreeSet<_>>(), "{:?}", sort);
        }
        for text in ["问题7", "开会", "借阅 7"] {
            let words = office::text::needle::Words::read(text);
            let holding: Vec<_> = titles.iter().filter(|task| store::holds_words(task, &words)).collect();
            let found = book.store.search_on(&scope, as_of, &words, 99).unwrap();
            prop_assert_eq!(found.total as usize, holding.len(), "{}", text);
            let mut found = found.tasks;
            found.sort_by_key(|task| task.number);
            prop_assert_eq!(found.iter().collect::<Vec<_>>(), holding);
        }
        for order in [Order::Number, Order::Deadline, Order::Changed] {
            let mut wanted = of_scope(&book, &scope, on);
            wanted.sort_by_key(|task| match order {
                Order::Number => (false, None, 0, task.number),
                Order::Deadline => (task.due().is_none(), task.due(), 0, task.number),
                Order::Changed => (false, None, u64::MAX - task.last_entry, task.number),
            });
            wanted.truncate(limit as usize);
            let keys = book.store.chosen(&scope, as_of, order, Some(limit)).unwrap();
            let found: Vec<u32> = book.store.tasks_of(&keys).unwrap().iter().map(|task| task.number).collect();
            prop_assert_eq!(found, wanted.iter().map(|task| task.number).collect::<Vec<_>>(), "{:?}", order);
        }
    }

    #[test]
    fn what_is_kept_is_what_verify_makes_anew(steps in steps(40)) {
        let book = played(&steps);
        prop_assert_eq!(book.store.verify().unwrap().faults, Vec::new());
    }
}

/// A task of very many notes tells its past from its records; one of few from what is kept.
#[test]
fn long_histories_are_told_too() {
    let mut book = Book::new();
    let number = book.raise(crate::player::raised(2021, "座位不够"));
    for on in 0..80 {
        let note = model::event::Progressed {
            on: day(on),
            text: format!("第{on}次"),
            figures: vec![model::figure::Figure::read("开会=1次").unwrap()],
            ..model::event::Progressed::default()
        };
        book.record(number, model::event::TaskEvent::Progressed(Box::new(note)));
        for asked in [0, 1, on / 2, on] {
            let as_of = AsOf::new(day(asked), clock());
            let wanted = stood(&book, &book.store.task(number).unwrap(), day(asked));
            let mut found = 0;
            let each = |counted: &Counted<'_>, _| {
                assert_eq!(Some(counted), wanted.as_ref().map(Counted::of).as_ref());
                found += counted.figures.len();
            };
            book.store
                .count_each(&Scope::default(), as_of, each)
                .unwrap();
            assert_eq!(found, usize::from(asked.min(on)) + 1, "{on} {asked}");
        }
    }
}
