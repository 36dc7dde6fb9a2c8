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
use ledger::cli::front;
use model::scope::Scope;
use model::status::StatusKind;
use model::tally::{DUE_SOON_DAYS, Tally};
use store::AsOf;

use crate::limits::CHANGED;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{Piece, pieces};
use crate::work::Desk;
use crate::{assets, downloads};

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
    counts: Vec<(&'static str, u32, Place)>,
    pieces: Vec<Piece>,
}

async fn today(State(desk): State<Desk>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let pieces = desk.work(move || {
        let done = desk_too.carry_out(&[])?;
        Ok::<_, std::io::Error>((counts(&desk_too), pieces(&desk_too, &done)?))
    });
    let (counts, pieces) = pieces.await?.map_err(|_| Refusal::Fault)?;
    let frame = Frame::new(&desk, "今天").at(Here::Today);
    Ok(page::answered(&Today {
        frame,
        counts,
        pieces,
    }))
}

/// The counts of the day, each with the list of what it counts; none where there is no ledger yet.
fn counts(desk: &Desk) -> Vec<(&'static str, u32, Place)> {
    let Ok(Some(store)) = desk.store() else {
        return Vec::new();
    };
    let today = front::today();
    let mut tally = Tally::new(today);
    let counted = store.count_each(&Scope::default(), AsOf::new(today, today), |task, _| {
        tally.count(task);
    });
    if counted.is_err() {
        return Vec::new();
    }
    let counts = tally.counts();
    let list = || Place::of(["tasks"]);
    let of = |kind: StatusKind| list().ask("status", kind.word());
    let open = StatusKind::ALL.into_iter().filter(|kind| kind.is_open());
    let open = open.fold(list(), |place, kind| place.ask("status", kind.word()));
    let soon = list().ask("due_within", &DUE_SOON_DAYS.to_string());
    vec![
        ("全部", counts.total, list()),
        ("还没有整改完", counts.open(), open),
        ("逾期", counts.overdue, list().ask("overdue", "on")),
        ("快到期", counts.due_soon, soon),
        (
            "申请销号待验收",
            counts.status(StatusKind::Applied),
            of(StatusKind::Applied),
        ),
        ("待分解", counts.unassigned, list().ask("unfilled", "on")),
        (
            "已销号",
            counts.status(StatusKind::Closed),
            of(StatusKind::Closed),
        ),
    ]
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
    let frame = Frame::outside("已经结束");
    let answer = page::ended(frame);
    desk.end();
    answer
}
