//! 更多: every verb, so that none is missing.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::page::{self, Frame, Here};
use crate::view::FORMS;
use crate::work::Desk;

/// Verbs that are about a command line and nothing else.
const OF_THE_COMMAND_LINE: [&str; 3] = ["completions", "man", "demo"];

#[derive(Template)]
#[template(path = "more.html")]
struct More {
    frame: Frame,
    groups: Vec<(&'static str, Vec<Line>)>,
}

/// A verb: as it is typed, how it is called, what it does.
type Line = (&'static str, &'static str, &'static str);

pub(crate) async fn more(State(desk): State<Desk>) -> Response {
    let mut groups: Vec<(&'static str, Vec<Line>)> = Vec::new();
    for form in FORMS
        .iter()
        .filter(|form| !OF_THE_COMMAND_LINE.contains(&form.name.as_str()) && desk.may(&form.name))
    {
        let line = (form.name.as_str(), form.title.as_str(), form.about.as_str());
        match groups.last_mut() {
            Some((group, verbs)) if *group == form.group => verbs.push(line),
            _ => groups.push((form.group, vec![line])),
        }
    }
    let frame = Frame::new(&desk, "更多").at(Here::More);
    page::answered(&More { frame, groups })
}
