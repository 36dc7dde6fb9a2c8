//! Whom to urge and what changed, by table.

use model::status::Status;
use model::subject::Subject;
use model::tally::{Addressee, Change, Counted, Horizon, Months, reminders};
use model::task::{Reopening, Task};

use crate::board::made::{closed, day, due, extended, long_term, noted, task, with, with_measure};

const TODAY: &str = "2022-07-15";

fn why(task: &Task) -> String {
    let found = reminders(&Counted::of(task), day(TODAY), &Horizon::default());
    let told: Vec<String> = found
        .iter()
        .map(|reminder| match reminder.measure {
            Some(key) => format!("（{key}）{}", reminder.words()),
            None => reminder.words(),
        })
        .collect();
    told.join("；")
}

#[test]
fn who_is_urged_and_why() {
    let fresh = || noted(task(1), "2022-07-10", false);
    let checked = |next: Option<&str>| Task {
        next_check: next.map(day),
        ..noted(long_term(task(1)), "2022-03-01", true)
    };
    for (task, expected) in vec![
        (fresh(), ""),
        (due(fresh(), "2022-07-14"), "逾期1天"),
        (due(fresh(), TODAY), "今天到期"),
        (due(fresh(), "2022-08-14"), "还有30天到期"),
        (due(fresh(), "2022-08-15"), ""),
        (due(task(1), "2022-07-14"), "逾期1天；155天没有进展"),
        (noted(task(1), "2022-06-15", false), "30天没有进展"),
        (noted(task(1), "2022-06-16", false), ""),
        (closed(due(task(1), "2022-03-01"), "2022-06-01"), ""),
        (
            Task {
                status: Status::Applied {
                    on: day("2022-07-01"),
                },
                ..due(task(1), "2022-03-01")
            },
            "申请销号已14天",
        ),
        (long_term(task(1)), "还没有检查过"),
        (checked(None), ""),
        (checked(Some(TODAY)), "今天该检查"),
        (checked(Some("2022-07-05")), "10天前就该检查"),
        (checked(Some("2022-07-16")), ""),
        (with_measure(fresh(), None, "2022-07-05"), "（1）逾期10天"),
        // A measure due with its task is not told twice, unless another department answers for it.
        (
            with_measure(due(fresh(), "2022-07-05"), None, "2022-07-05"),
            "逾期10天",
        ),
        (
            with_measure(due(fresh(), "2022-07-05"), Some("读者部"), "2022-07-05"),
            "逾期10天；（1）逾期10天",
        ),
        (with_measure(closed(fresh(), TODAY), None, "2022-07-05"), ""),
    ] {
        assert_eq!(why(&task), expected, "{task:?}");
    }
}

#[test]
fn each_reminder_goes_to_who_can_act() {
    let addressees = |task: &Task| -> Vec<Addressee> {
        let found = reminders(&Counted::of(task), day(TODAY), &Horizon::default());
        found
            .iter()
            .map(|r| Addressee::of(&Counted::of(task), r))
            .collect()
    };
    let late = || due(noted(task(1), TODAY, false), "2022-07-01");
    let dept = |name: &str| Addressee::Dept(name.to_owned());
    assert_eq!(addressees(&late()), [dept("办公室")]);
    let shared = with_measure(late(), Some("读者部"), "2022-07-01");
    assert_eq!(addressees(&shared), [dept("办公室"), dept("读者部")]);
    let nobodys = with(late(), |card| card.dept = None);
    assert_eq!(addressees(&nobodys), [Addressee::Unassigned]);
    let persons = with(nobodys, |card| {
        card.subject = Subject::Person("罗珊".to_owned());
    });
    assert_eq!(addressees(&persons), [Addressee::Person("罗珊".to_owned())]);
    let applied = Task {
        status: Status::Applied {
            on: day("2022-07-01"),
        },
        ..late()
    };
    assert_eq!(addressees(&applied), [Addressee::Verifier]);
}

fn changed(then: &Task, now: &Task) -> String {
    let mut change = Change::new(day("2022-05-31"), day(TODAY));
    change.add(Some(&Counted::of(then)), &Counted::of(now));
    let rows = change.rows();
    let words = rows.iter().filter(|(_, _, listed)| listed.count > 0);
    words
        .map(|(_, word, _)| *word)
        .collect::<Vec<_>>()
        .join("，")
}

#[test]
fn what_changed_between_two_days() {
    let raised = |on: &str| Task {
        raised_on: day(on),
        ..task(1)
    };
    let done = |on: &str| Task {
        status: Status::Done { on: day(on) },
        ..task(1)
    };
    let reopened = Task {
        status: Status::InProgress,
        reopenings: vec![Reopening {
            on: day("2022-06-02"),
            reason: "材料不实".to_owned(),
            finished_on: None,
            outcome: None,
        }],
        ..task(1)
    };
    let early = due(task(1), "2022-05-30");
    for (then, now, expected) in vec![
        (task(1), task(1), ""),
        (raised("2022-05-31"), raised("2022-05-31"), ""),
        (raised("2022-06-01"), raised("2022-06-01"), "新增问题"),
        (
            raised("2022-06-01"),
            with(raised("2022-06-01"), |card| card.prior = Some(9)),
            "新增问题，反弹或延续",
        ),
        (task(1), closed(task(1), "2022-06-01"), "新完成整改，新销号"),
        (done("2022-05-01"), closed(task(1), "2022-06-01"), "新销号"),
        (task(1), done("2022-06-01"), "新完成整改"),
        (
            closed(task(1), "2022-05-01"),
            closed(task(1), "2022-05-01"),
            "",
        ),
        // A register that was imported late says when it was closed.
        (
            closed(raised("2022-06-01"), "2022-03-01"),
            closed(raised("2022-06-01"), "2022-03-01"),
            "新增问题",
        ),
        (
            due(task(1), "2022-06-30"),
            due(task(1), "2022-06-30"),
            "新逾期",
        ),
        (early.clone(), early.clone(), ""),
        (closed(task(1), "2022-05-01"), reopened, "恢复整改"),
        (
            early.clone(),
            extended(early, "2022-06-20", "2022-08-31"),
            "延期",
        ),
        (
            task(1),
            Task {
                status: Status::Void(model::status::Voiding {
                    on: day("2022-06-01"),
                    reason: "重复".to_owned(),
                    into: None,
                }),
                ..task(1)
            },
            "",
        ),
    ] {
        assert_eq!(changed(&then, &now), expected, "{now:?}");
    }
}

#[test]
fn an_extension_does_not_move_the_plan() {
    let mut months = Months::default();
    let first = due(task(1), "2022-06-30");
    months.add(&extended(first.clone(), "2022-06-20", "2022-08-31"));
    months.add(&closed(first, "2022-07-02"));
    months.add(&long_term(task(3)));
    let rows: Vec<(String, u32, u32, u32)> = months
        .rows()
        .map(|(day, m)| (day.to_string(), m.planned, m.finished, m.closed))
        .collect();
    assert_eq!(
        rows,
        [
            ("2022-06-01".to_owned(), 2, 0, 0),
            ("2022-07-01".to_owned(), 0, 1, 1)
        ]
    );
    assert_eq!(months.until(day("2022-07-01")).planned, 2);
    assert_eq!(months.until(day("2022-05-31")).planned, 0);
}
