//! The pages: what is asked for where.

mod assign;
mod board;
mod choices;
mod current;
mod decisions;
mod forms;
mod import;
mod measures;
mod more;
mod notes;
mod report;
mod rows;
mod stale;
mod task;
mod tasks;
mod verb;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ledger::cli::front::{Count, Said};

use crate::act::Done;
use crate::limits::CHANGED;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{Piece, pieces};
use crate::work::Desk;
use crate::{assets, downloads, login};

/// The pages of the ledger.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(today))
        .route("/tasks", get(tasks::list))
        .route("/tasks/many", get(tasks::many))
        .route("/tasks/assign", get(assign::grid).post(assign::assigned))
        .route("/tasks/notes", get(notes::grid).post(notes::noted))
        .route("/tasks/{code}", get(task::shown))
        .route("/due", get(assign::due))
        .route(CHANGED, get(changed))
        .route(
            "/stats",
            get(async || Place::of(["do", "stats"]).ask("_go", "1")),
        )
        .route("/find", get(async || Place::of(["do", "search"])))
        .route(
            "/history",
            get(async || Place::of(["do", "history"]).ask("_go", "1")),
        )
        .route("/more", get(more::more))
        .route("/do/{verb}", get(verb::shown).post(verb::done))
        .merge(board::routes())
        .merge(forms::routes())
        .merge(report::routes())
        .route("/import", get(import::shown).post(import::sent))
        .route("/import/{id}", get(import::file).post(import::said))
        .route("/import/{id}/text", get(import::text))
        .route("/measures", get(measures::shown).post(measures::said))
}

/// With what every server of pages has besides, whichever pages it has.
pub(crate) fn whole(routes: Router<Desk>) -> Router<Desk> {
    routes
        .route("/end", post(end))
        .route("/logout", post(login::left))
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
    counts: Vec<(String, u32, Place)>,
    pieces: Vec<Piece>,
}

async fn today(State(desk): State<Desk>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let said = desk.work(move || {
        let done = desk_too.carry_out(&[])?;
        Ok::<_, std::io::Error>((counts(&done), pieces(&desk_too, &done)?))
    });
    let (counts, pieces) = said.await?.map_err(|_| Refusal::Fault)?;
    let frame = Frame::new(&desk, "今天").at(Here::Today);
    Ok(page::answered(&Today {
        frame,
        counts,
        pieces,
    }))
}

/// The counts of the day, each with the list of what it counts; none where there is no ledger yet.
fn counts(done: &Done) -> Vec<(String, u32, Place)> {
    let counts = done.said.iter().filter_map(|said| match said {
        Said::Counts(counts) => Some(counts),
        _ => None,
    });
    let place = |filters: &[(String, String)]| {
        let list = Place::of(["tasks"]);
        filters
            .iter()
            .fold(list, |list, (name, value)| list.ask(name, value))
    };
    let count = |count: &Count| (count.title.clone(), count.count, place(&count.filters));
    counts.flatten().map(count).collect()
}

/// Whether the ledger has changed since: for pages that stay open.
async fn changed(
    State(desk): State<Desk>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let sequence = desk.work(move || desk_too.sequence()).await?;
    let seen = asked.iter().find(|(name, _)| name == "since");
    let seen = seen.and_then(|(_, seen)| seen.parse::<u64>().ok());
    let changed = seen.is_some_and(|seen| sequence > seen);
    Ok(if changed { "1" } else { "0" }.into_response())
}

/// Ends the program.
async fn end(State(desk): State<Desk>, _sent: Sent) -> Response {
    // Where others are logged in, whoever started it ends it.
    if desk.door().gate().is_some() {
        return Refusal::Missing.into_response();
    }
    let frame = Frame::outside("已经结束");
    let answer = page::ended(frame);
    desk.end();
    answer
}
