//! What schema 4 added: institutions, and how a note is told.

use model::event::{Event, Progressed, TaskEvent};
use model::institution::{Institution, Making};

use super::examples::{day, some};

pub(super) fn examples() -> impl Iterator<Item = Event> {
    let institution = |name: &str, number: Option<String>, kind| Institution {
        name: name.to_owned(),
        number,
        kind,
    };
    let noted = [
        Progressed {
            on: day("2022-05-06"),
            text: "定了书车的规矩，改了借书的".to_owned(),
            institutions: Some(vec![
                institution("书车管理办法", some("图发〔2022〕7号"), Making::Made),
                institution("借阅规则", None, Making::Revised),
            ]),
            told: some("书车、借阅各有章可循"),
            ..Progressed::default()
        },
        Progressed {
            on: day("2022-05-07"),
            text: "印发《书单》".to_owned(),
            institutions: Some(Vec::new()),
            ..Progressed::default()
        },
    ];
    let events = noted.map(|noted| TaskEvent::Progressed(Box::new(noted)));
    events.into_iter().map(Event::Task)
}

/// As in [`super::examples`], and behind them.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":33,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"progressed","data":{"on":"2022-05-06","text":"定了书车的规矩，改了借书的","institutions":[{"name":"书车管理办法","number":"图发〔2022〕7号","kind":"made"},{"name":"借阅规则","kind":"revised"}],"told":"书车、借阅各有章可循"}}"#,
        "f5d29583aa8e5d71",
    ),
    (
        r#"{"sequence":34,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"progressed","data":{"on":"2022-05-07","text":"印发《书单》","institutions":[]}}"#,
        "720dd65f8ac0d9b9",
    ),
];
