//! An office of made-up tasks for the tests.

use chrono::NaiveDate;
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::digest::Digest;
use model::event::{Attached, Progressed, Registered, TaskEvent};
use model::figure::Figure;
use model::status::Closure;
use model::subject::Subject;
use model::task::{Measure, Origin, Task};
use model::unit::UnitCard;
use papers::sheet::{OWN_ONLY, Surroundings};

/// A day in ISO form.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO day")
}

/// The day that the tests reckon from.
pub(crate) fn today() -> NaiveDate {
    day("2022-09-01")
}

/// A unit with a contact and one member.
pub(crate) fn book() -> Book {
    let unit = UnitCard {
        name: "某市粮食局".to_owned(),
        contact: Some("王小敏 0512-60001234".to_owned()),
        ..UnitCard::default()
    };
    Book {
        unit,
        ..Book::default()
    }
}

/// What surrounds the tests' tasks.
pub(crate) fn around(book: &Book) -> Surroundings<'_> {
    Surroundings {
        today: today(),
        book,
        units: &OWN_ONLY,
        drafts: &[],
    }
}

/// What is known of a fresh problem.
pub(crate) fn card(problem: &str) -> Card {
    Card {
        dimension: Some("带头深入学习方面".to_owned()),
        source: Some("自查".to_owned()),
        ..Card::new(2021, Subject::Team, problem.to_owned())
    }
}

/// Its registration.
pub(crate) fn raised(card: Card) -> Registered {
    Registered::fresh(day("2022-02-10"), card)
}

/// A deadline as someone would type it for a 2021 task.
pub(crate) fn due(phrase: &str) -> Deadline {
    let anchor = Anchor {
        year: 2021,
        held_on: None,
    };
    Deadline::keep(phrase, Some(anchor))
}

/// A measure without people of its own.
pub(crate) fn measure(key: u32, text: &str) -> Measure {
    Measure {
        key,
        text: text.to_owned(),
        ..Measure::default()
    }
}

/// A note of progress.
pub(crate) fn noted(on: &str, text: &str) -> Progressed {
    Progressed {
        on: day(on),
        text: text.to_owned(),
        measure: None,
        measure_done: false,
        figures: Vec::new(),
        status: None,
        reason: None,
        next_step: None,
        check: false,
        next_check: None,
        internal: false,
        submission: None,
        institutions: None,
        told: None,
    }
}

/// Three tasks: closed with everything, under way and overdue, untouched and long-term.
pub(crate) fn tasks() -> Vec<Task> {
    vec![closed(), overdue(), long_term()]
}

fn closed() -> Task {
    let card = Card {
        detail: "学用结合不够。比如，上半年只组织了一次专题研讨。".to_owned(),
        examples: vec!["比如，上半年只组织了一次专题研讨".to_owned()],
        measures: vec![
            measure(1, "制定年度学习计划"),
            Measure {
                dept: Some("机关党委".to_owned()),
                deadline: Some(due("5月底")),
                ..measure(2, "每月开展一次集中学习")
            },
        ],
        target: Some("全年集中学习不少于12次".to_owned()),
        lead: Some("张建国".to_owned()),
        dept: Some("办公室".to_owned()),
        owner: Some("李明".to_owned()),
        co_depts: vec!["人事处".to_owned(), "机关党委".to_owned()],
        deadline: Some(due("6月底前")),
        origin: Some(Origin {
            document: "班子对照检查材料.txt".to_owned(),
            paragraph: 6,
        }),
        note: Some("内部掌握".to_owned()),
        ..card("理论学习不够系统")
    };
    let mut task = Task::raised(1, 10, raised(card));
    let figures = vec![Figure::read("集中学习=12次").expect("a figure")];
    let measure = Some(2);
    task.apply(
        11,
        &TaskEvent::Progressed(Box::new(Progressed {
            figures,
            measure,
            ..noted("2022-03-15", "印发学习计划，开展集中学习")
        })),
    );
    task.apply(
        12,
        &TaskEvent::Progressed(Box::new(Progressed {
            internal: true,
            ..noted("2022-03-20", "局长口头提醒")
        })),
    );
    task.apply(
        13,
        &TaskEvent::Attached(Attached {
            on: day("2022-03-21"),
            name: "学习计划.docx".to_owned(),
            size: 1200,
            sha256: Digest::of(b"plan"),
        }),
    );
    task.apply(
        14,
        &TaskEvent::Closed {
            closure: Closure {
                on: day("2022-06-28"),
                verifier: Some("局党组会议".to_owned()),
                basis: model::status::Basis::Verified(None),
            },
            outcome: Some("形成月学习制度".to_owned()),
        },
    );
    task
}

fn overdue() -> Task {
    let card = Card {
        measures: vec![measure(1, "=清单管理，逐项督办")],
        dept: Some("业务处".to_owned()),
        deadline: Some(due("6月底前")),
        ..card("督促检查“最后一公里”打通不够")
    };
    let mut task = Task::raised(2, 15, raised(card));
    task.apply(
        16,
        &TaskEvent::Progressed(Box::new(noted("2022-04-02", "建立督办清单"))),
    );
    task
}

fn long_term() -> Task {
    let card = Card {
        subject: Subject::Person("张建国".to_owned()),
        deadline: Some(due("长期坚持")),
        ..card("联系群众不够经常")
    };
    Task::raised(3, 17, raised(card))
}
