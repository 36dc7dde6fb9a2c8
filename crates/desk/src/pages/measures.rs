//! 措施: what a material proposes, used and unused, joined to the problems that came of it.

mod view;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;

use super::verb::{Filled, own, value};
use crate::answers::Answer;
use crate::assets::MEASURES;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{Piece, linked, pieces, with_tasks};
use crate::work::Desk;
use view::{Asked, Material};

/// The document, by the sequence of its entry or its name.
const DOC: &str = "doc";
/// Which page of its problems.
const PAGE: &str = "page";
/// Which page of its measures.
const LIST: &str = "list";

/// Said where the list may be another by now.
const CHANGED: &str =
    "您打开这一页以后，台账有新的变动，这一次没有写入。下面是现在的样子，看过再办";
/// Said where none was chosen.
const UNCHOSEN: &str = "请选一条措施";

#[derive(Template)]
#[template(path = "measures.html")]
struct Measures {
    frame: Frame,
    material: Material,
    answer: Option<Answer>,
    failed: Vec<Piece>,
    seen: u64,
    /// The task whose form failed, and the measure that was typed.
    typed: (u32, String),
    script: &'static str,
}

fn asked(of: impl Fn(&str) -> String) -> Asked {
    Asked {
        document: of(DOC),
        page: of(PAGE).parse().unwrap_or(1),
        list: of(LIST).parse().unwrap_or(1),
    }
}

fn page_of(desk: &Desk, asked: &Asked) -> Result<Measures, Refusal> {
    // Read before what it shows: a measure is named by its place in the list.
    let seen = desk.sequence();
    Ok(Measures {
        seen,
        frame: Frame::new(desk, "措施").at(Here::Measures),
        material: Material::of(desk, asked)?,
        answer: None,
        failed: Vec::new(),
        typed: (0, String::new()),
        script: &MEASURES.address,
    })
}

/// The measures of a document.
pub(crate) async fn shown(
    State(desk): State<Desk>,
    Query(query): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let desk = desk_too;
        let mut page = page_of(&desk, &asked(|name| value(&query, name).to_owned()))?;
        page.answer = desk.answers().find(value(&query, own::SAID));
        Ok(page::answered(&page))
    })
    .await?
}

/// Joins a measure to a task, or says that it is not the task's.
pub(crate) async fn said(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || joined(&desk_too, &sent)).await?
}

fn joined(desk: &Desk, sent: &Sent) -> Result<Response, Refusal> {
    if ["confirm", "reject"].contains(&sent.text("_do")) && sent.text("place").is_empty() {
        let which = Piece::Message(page::Kind::Error, linked(UNCHOSEN));
        return refused(desk, sent, vec![which]);
    }
    let seen = sent.text(own::SEEN);
    if !seen.is_empty() && seen != desk.sequence().to_string() {
        let changed = Piece::Message(page::Kind::Warning, linked(CHANGED));
        return refused(desk, sent, vec![changed]);
    }
    let done = desk.carry_out(&line(sent)).map_err(|_| Refusal::Fault)?;
    let said = with_tasks(pieces(desk, &done).map_err(|_| Refusal::Fault)?);
    if done.is_done {
        let line = done.line.clone();
        let number = desk.answers().keep(Answer { line, pieces: said });
        let place = [DOC, PAGE, LIST]
            .iter()
            .fold(Place::of(["measures"]), |place, name| {
                place.ask(name, sent.text(name))
            });
        return Ok(place.ask(own::SAID, &number).into_response());
    }
    refused(desk, sent, said)
}

/// The page again with what went wrong and what was typed.
fn refused(desk: &Desk, sent: &Sent, said: Vec<Piece>) -> Result<Response, Refusal> {
    let mut page = page_of(desk, &asked(|name| sent.text(name).to_owned()))?;
    page.failed = said;
    page.typed = (
        sent.text("numbers").parse().unwrap_or_default(),
        sent.text("measure").to_owned(),
    );
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The line of the button that was pressed.
fn line(sent: &Sent) -> Vec<String> {
    let mut filled = vec![("numbers".to_owned(), sent.text("numbers").to_owned())];
    let place = sent.text("place").to_owned();
    match sent.text("_do") {
        "likeliest" => {
            let mut line = front::line("link", &filled, &[]);
            line.push("--confirm".to_owned());
            return line;
        }
        "measure" => filled.push(("measure".to_owned(), sent.text("measure").to_owned())),
        "reject" => filled.push(("reject".to_owned(), place)),
        _ => filled.push(("confirm".to_owned(), place)),
    }
    front::line("link", &filled, &[])
}
