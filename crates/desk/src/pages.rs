//! The pages: what is asked for where.

mod board;
mod choices;
mod forms;
mod more;
mod report;
mod stale;
mod targets;
mod verb;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::page::{self, Frame, Here};
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{Piece, pieces};
use crate::work::Desk;
use crate::{assets, downloads};

/// The pages of the ledger.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(today))
        .route("/more", get(more::more))
        .route("/do/{verb}", get(verb::shown).post(verb::done))
        .merge(board::routes())
        .merge(forms::routes())
        .merge(report::routes())
}

/// With what every server of pages has besides, whichever pages it has.
pub(crate) fn whole(routes: Router<Desk>) -> Router<Desk> {
    routes
        .route("/end", post(end))
        .route("/get/{id}/{name}", get(downloads::got))
        .route("/show/{id}/{name}", get(downloads::shown))
        .route("/static/{digest}/{name}", get(assets::given))
        .fallback(async || Refusal::Missing.into_response())
        .method_not_allowed_fallback(async || Refusal::Method.into_response())
}

#[derive(Template)]
#[template(path = "today.html")]
struct Today {
    frame: Frame,
    pieces: Vec<Piece>,
}

async fn today(State(desk): State<Desk>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let pieces = desk.work(move || {
        let done = desk_too.carry_out(&[])?;
        pieces(&desk_too, &done)
    });
    let pieces = pieces.await?.map_err(|_| Refusal::Fault)?;
    let frame = Frame::new(&desk, "今天").at(Here::Today);
    Ok(page::answered(&Today { frame, pieces }))
}

/// Ends the program.
async fn end(State(desk): State<Desk>, _sent: Sent) -> Response {
    let frame = Frame::outside("已经结束");
    let answer = page::ended(frame);
    desk.end();
    answer
}
