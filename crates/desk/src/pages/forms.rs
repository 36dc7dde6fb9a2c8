//! 下发回收: forms out, one a department, and who has not returned his; what comes home is beneath it.

mod home;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ledger::cli::front;

use super::choices::{asked_for, told};
use super::verb::{Filled, form, own, value};
use crate::answers::Answer;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{FormView, Piece, Wishes, blamed, pieces, targets};
use crate::work::Desk;

const OUT: &str = "dispatch";
/// What is chosen first; all else is needed seldom.
const WISHES: Wishes<'_> = Wishes {
    first: &["return_by", "round", "dept", "details"],
    without: &["out"],
};
/// The field of the page that says of which round the standing is.
const ROUND: &str = "round";
/// The field in which returned files are chosen.
const FILES: &str = "files";

#[derive(Template)]
#[template(path = "forms.html")]
struct FormsPage {
    frame: Frame,
    answer: Option<Answer>,
    form: FormView,
    names: Names,
    standing: Vec<Piece>,
    /// Every round, and whether it is the one that is shown.
    rounds: Vec<(String, bool)>,
    /// What is wrong with the files that were chosen.
    wrong: Option<&'static str>,
}

/// The pages of forms.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/forms", get(shown))
        .route("/forms/out", post(out))
        .route("/forms/home", post(home::sent))
        .route("/forms/home/{id}", get(home::shown).post(home::recorded))
}

async fn shown(State(desk): State<Desk>, Query(asked): Query<Filled>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let page = desk.work(move || {
        let answer = desk_too.answers().find(value(&asked, own::SAID));
        page_of(&desk_too, value(&asked, ROUND), &Filled::new(), answer)
    });
    Ok(page::answered(&page.await??))
}

fn page_of(
    desk: &Desk,
    round: &str,
    filled: &Filled,
    answer: Option<Answer>,
) -> Result<FormsPage, Refusal> {
    let mut asks: Filled = vec![("status".to_owned(), "on".to_owned())];
    asks.push((ROUND.to_owned(), round.to_owned()));
    let standing = desk.carry_out(&front::line("collect", &asks, &[]));
    let standing = told(desk, &standing.map_err(|_| Refusal::Fault)?)?;
    Ok(FormsPage {
        frame: Frame::new(desk, "下发回收").at(Here::Forms),
        answer,
        form: FormView::new(form(OUT)?, filled, WISHES),
        names: desk.names(),
        standing,
        rounds: rounds(desk, round),
        wrong: None,
    })
}

/// The rounds, the newest first; the page itself tells where the ledger can't be read.
fn rounds(desk: &Desk, shown: &str) -> Vec<(String, bool)> {
    let rounds = desk.store().ok().flatten();
    let rounds = rounds.and_then(|store| store.rounds().ok());
    let newest_first = rounds.unwrap_or_default().into_iter().rev().enumerate();
    newest_first
        .map(|(place, round)| {
            let is_shown = round.name == shown || shown.is_empty() && place == 0;
            (round.name, is_shown)
        })
        .collect()
}

/// Makes the forms.
async fn out(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || sent_out(&desk_too, &sent)).await?
}

fn sent_out(desk: &Desk, sent: &Sent) -> Result<Response, Refusal> {
    let verb = form(OUT)?;
    let mut filled = asked_for(verb, &sent.fields, WISHES);
    targets::fill(verb, &mut filled);
    let line = front::line(OUT, &filled, &[]);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let mut pieces = pieces(desk, &done).map_err(|_| Refusal::Fault)?;
    let line = done.line.clone();
    if done.is_done {
        let said = desk.answers().keep(Answer { line, pieces });
        return Ok(Place::of(["forms"]).ask(own::SAID, &said).into_response());
    }
    let mut page = page_of(desk, "", &sent.fields, None)?;
    blamed(&mut page.form, &done, &mut pieces);
    page.answer = Some(Answer { line, pieces });
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
