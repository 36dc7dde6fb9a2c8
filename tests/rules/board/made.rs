//! Tasks as the tests need them.

use chrono::NaiveDate;
use model::book::Book;
use model::card::Card;
use model::deadline::{Deadline, Term};
use model::event::Registered;
use model::meeting::{Meeting, YEARLY};
use model::status::{Basis, Closure, Status};
use model::subject::Subject;
use model::task::{Extension, Measure, Progress, Task};
use model::unit::{Member, UnitCard};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A task of the team, registered on 2022-02-10.
pub(crate) fn task(number: u32) -> Task {
    let card = Card {
        dimension: Some("带头履职尽责方面".to_owned()),
        dept: Some("办公室".to_owned()),
        ..Card::new(2021, Subject::Team, format!("第{number}个问题"))
    };
    Task::raised(
        number,
        number.into(),
        Registered::fresh(day("2022-02-10"), card),
    )
}

/// The task with something else on its card.
pub(crate) fn with(mut task: Task, write: impl FnOnce(&mut Card)) -> Task {
    write(&mut task.card);
    task
}

pub(crate) fn due(task: Task, on: &str) -> Task {
    with(task, |card| card.deadline = Some(Deadline::on(day(on))))
}

pub(crate) fn long_term(task: Task) -> Task {
    let deadline = Some(Deadline {
        phrase: "长期坚持".to_owned(),
        term: Some(Term::LongTerm),
    });
    with(task, |card| card.deadline = deadline)
}

pub(crate) fn closed(task: Task, on: &str) -> Task {
    let status = Status::Closed(Closure {
        on: day(on),
        verifier: None,
        basis: Basis::Verified(None),
    });
    Task { status, ..task }
}

pub(crate) fn noted(mut task: Task, on: &str, check: bool) -> Task {
    if task.status == Status::NotStarted {
        task.status = Status::InProgress;
    }
    task.progress.push(Progress {
        entry: 99,
        date: day(on),
        text: "做了".to_owned(),
        measure: None,
        figures: Vec::new(),
        check,
        internal: false,
        submission: None,
        institutions: Vec::new(),
        told: None,
    });
    task
}

pub(crate) fn extended(mut task: Task, on: &str, to: &str) -> Task {
    let to = Deadline::on(day(to));
    let from = task.deadline.replace(to.clone());
    task.extensions.push(Extension {
        on: day(on),
        from,
        to,
        reason: "协调中".to_owned(),
        approved_by: None,
    });
    task
}

pub(crate) fn with_measure(mut task: Task, dept: Option<&str>, due: &str) -> Task {
    let measures = &mut task.measures;
    measures.push(Measure {
        key: measures.len() as u32 + 1,
        text: "逐项督办".to_owned(),
        dept: dept.map(str::to_owned),
        deadline: Some(Deadline::on(day(due))),
        ..Measure::default()
    });
    task
}

/// A library with a meeting and two members in the roster.
pub(crate) fn book() -> Book {
    let member = |name: &str, order| Member {
        name: name.to_owned(),
        order,
        ..Member::default()
    };
    Book {
        unit: UnitCard {
            name: "清河区图书馆".to_owned(),
            ..UnitCard::default()
        },
        meetings: vec![Meeting {
            year: 2021,
            kind: YEARLY.to_owned(),
            held_on: Some(day("2022-01-13")),
            ..Meeting::default()
        }],
        members: vec![member("罗珊", 1), member("何平", 2)],
        ..Book::default()
    }
}
