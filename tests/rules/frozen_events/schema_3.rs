//! What schema 3 added: numbers of others, figures that are not exact, what a form said.

use model::card::Card;
use model::event::{Change, Event, Progressed, Registered, TaskEvent, TextField};
use model::figure::Figure;
use model::subject::Subject;

use super::examples::{day, some};

pub(super) fn examples() -> impl Iterator<Item = Event> {
    let words = ["走访=300余户", "下乡=近40次", "听讲=约90人", "借书=500多册"];
    let figure = |text: &str| Figure::read(text).expect("a figure");
    let events = [
        TaskEvent::Raised(Box::new(Registered::fresh(
            day("2022-01-26"),
            Card {
                external: some("XC-2022-017"),
                ..Card::new(2021, Subject::Team, "书车不到村".to_owned())
            },
        ))),
        TaskEvent::Edited(vec![
            Change::Text(TextField::External, some("XC-2022-018")),
            Change::Text(TextField::External, None),
        ]),
        TaskEvent::Progressed(Box::new(Progressed {
            on: day("2022-04-02"),
            text: "跑完西街".to_owned(),
            figures: words.map(figure).into(),
            submission: some("0123456789abcdef"),
            ..Progressed::default()
        })),
        TaskEvent::Edited(vec![
            Change::Text(TextField::Outcome, some("各村每周去一次")),
            Change::SaidOn(day("2022-12-23")),
        ]),
    ];
    events.into_iter().map(Event::Task)
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":29,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"raised","data":{"on":"2022-01-26","year":2021,"subject":"班子","problem":"书车不到村","external":"XC-2022-017"}}"#,
        "3ac59dd2e92fa964",
    ),
    (
        r#"{"sequence":30,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"edited","data":[{"field":"external","text":"XC-2022-018"},{"field":"external"}]}"#,
        "00f6ed21af3cfd83",
    ),
    (
        r#"{"sequence":31,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"progressed","data":{"on":"2022-04-02","text":"跑完西街","figures":[{"name":"走访","value":"300","unit":"户","approx":"余"},{"name":"下乡","value":"40","unit":"次","approx":"近"},{"name":"听讲","value":"90","unit":"人","approx":"约"},{"name":"借书","value":"500","unit":"册","approx":"多"}],"submission":"0123456789abcdef"}}"#,
        "2241acbf4b971bb3",
    ),
    (
        r#"{"sequence":32,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"edited","data":[{"field":"outcome","text":"各村每周去一次"},{"field":"said_on","day":"2022-12-23"}]}"#,
        "b090d4a0f719ec99",
    ),
];
