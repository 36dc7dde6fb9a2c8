//! 作战图: the board in a frame that reaches nothing of the page, to be saved and to be seen alone.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ledger::cli::front;

use super::choices::{action, asked_for, line_into, saved, told};
use super::verb::{Filled, form};
use crate::act::Done;
use crate::downloads::Made;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{FormView, Piece, Wishes, blamed, targets};
use crate::work::Desk;

const VERB: &str = "board";
/// What is chosen first; all else is needed seldom.
const WISHES: Wishes<'_> = Wishes {
    first: &["year", "subject", "dept", "names"],
    without: &["output"],
};

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    frame: Frame,
    form: FormView,
    names: Names,
    pieces: Vec<Piece>,
    /// Where the board is seen alone.
    board: Option<String>,
    /// Where it is asked for to be saved.
    save: String,
    line: String,
}

/// The board's pages.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/board", get(shown))
        .route("/board/file", post(file))
}

async fn shown(State(desk): State<Desk>, Query(asked): Query<Filled>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let page = desk.work(move || looked(&desk_too, &asked, None)).await??;
    Ok(page::answered(&page))
}

/// The page; of a failure that is already known nothing is asked again.
fn looked(desk: &Desk, asked: &Filled, failed: Option<Done>) -> Result<BoardPage, Refusal> {
    let verb = form(VERB)?;
    let chosen = asked_for(verb, asked, WISHES);
    let line = front::line(VERB, &chosen, &[]);
    let done = match failed {
        Some(done) => done,
        None => desk.carry_out(&line).map_err(|_| Refusal::Fault)?,
    };
    let mut form = FormView::new(verb, asked, WISHES);
    let mut pieces = told(desk, &done)?;
    blamed(&mut form, &done, &mut pieces);
    let html = done.into_data();
    let board = if html.is_empty() {
        None
    } else {
        Some(framed(desk, &html)?)
    };
    let name = targets::names(VERB, "output").first().copied();
    let saving = line_into(VERB, &chosen, "output", name.unwrap_or_default());
    Ok(BoardPage {
        frame: Frame::new(desk, verb.title.clone()).at(Here::Board),
        form,
        names: desk.names(),
        pieces,
        board,
        save: action(VERB, "file", &chosen),
        line: front::typed(&saving),
    })
}

/// Where the board is shown.
fn framed(desk: &Desk, html: &str) -> Result<String, Refusal> {
    let folder = desk.folder().map_err(|_| Refusal::Fault)?;
    let path = folder.path().join("board.html");
    std::fs::write(&path, html).map_err(|_| Refusal::Fault)?;
    let name = targets::names(VERB, "output").first().copied();
    let name = name.unwrap_or_default().to_owned();
    let place = desk
        .show(&Made { path, name })
        .map_err(|_| Refusal::Fault)?;
    Ok(place.as_str().to_owned())
}

/// Makes the file and leads to it.
async fn file(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
    _sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let verb = form(VERB)?;
        let name = targets::names(VERB, "output").first().copied();
        let chosen = asked_for(verb, &asked, WISHES);
        let line = line_into(VERB, &chosen, "output", name.unwrap_or_default());
        match saved(&desk_too, &line)? {
            Ok(place) => Ok(place.into_response()),
            Err(done) => {
                let page = looked(&desk_too, &asked, Some(done))?;
                Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
            }
        }
    })
    .await?
}
