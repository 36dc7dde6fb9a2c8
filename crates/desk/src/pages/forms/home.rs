//! Forms come home: looked at first, cell by cell; what both sides changed is decided by the person; then
//! recorded as it was seen.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;

use super::{FILES, page_of};
use crate::act::Done;
use crate::answers::Answer;
use crate::page::{self, Frame, Here, Kind};
use crate::pages::choices::told;
use crate::pages::decisions::{self, Open};
use crate::pages::verb::{Filled, own, value};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::Piece;
use crate::waiting::Batch;
use crate::work::Desk;

const VERB: &str = "collect";
/// What the folder is called in which files lie that came.
const FOLDER: &str = "回收";
/// The arguments by which a cell is decided.
const DECIDES: [&str; 2] = ["theirs", "ours"];
/// Said where the ledger went on while somebody looked.
const CHANGED: &str =
    "您看的时候台账有了新的记录，下面是照现在的台账重新比对的，还没有录入；看过以后再按一次“录入”";

#[derive(Template)]
#[template(path = "forms_home.html")]
struct HomePage {
    frame: Frame,
    /// What was said of the attempt before.
    answer: Option<Answer>,
    id: String,
    files: Vec<String>,
    /// What they bring.
    pieces: Vec<Piece>,
    open: Vec<Open>,
    /// How far the ledger had come when this was looked at.
    seen: String,
    /// Whether they could be read.
    is_read: bool,
    line: String,
}

/// Takes what was sent, and leads to the look at it.
pub(in crate::pages) async fn sent(
    State(desk): State<Desk>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let files: Vec<_> = sent.files_of(FILES).cloned().collect();
        if files.is_empty() {
            let mut page = page_of(&desk_too, "", &Filled::new(), None)?;
            page.wrong = Some("没有选文件：先选交回的填报表，可以一次选几份");
            return Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        let id = desk_too
            .let_wait(&files, FOLDER)
            .map_err(|_| Refusal::Fault)?;
        Ok(place(&id).into_response())
    })
    .await?
}

fn place(id: &str) -> Place {
    Place::of(["forms", "home", id])
}

/// What the files bring; nothing is written.
pub(in crate::pages) async fn shown(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let batch = desk_too.waiting().find(&id).ok_or(Refusal::Missing)?;
        let mut page = looked(&desk_too, &id, &batch, &Filled::new())?;
        page.answer = desk_too.answers().find(value(&asked, own::SAID));
        Ok(page::answered(&page))
    })
    .await?
}

/// The line that collects the files, as a person would type it: one by its name, of several the folder they
/// lie in, so that what is no form is passed over and told. Evidence is found beside its form either way.
fn line(batch: &Batch, more: &Filled) -> Vec<String> {
    let files = match batch.names() {
        [name] => name.clone(),
        _ => FOLDER.to_owned(),
    };
    let mut filled = more.clone();
    filled.push((FILES.to_owned(), files));
    front::line(VERB, &filled, &[])
}

fn carried_out(desk: &Desk, batch: &Batch, line: &[String]) -> Result<Done, Refusal> {
    let within = batch.place().join(FOLDER);
    let place = match batch.names() {
        [_] => &within,
        _ => batch.place(),
    };
    desk.carry_out_in(line, place).map_err(|_| Refusal::Fault)
}

/// The page about the files, with what was chosen before.
fn looked(desk: &Desk, id: &str, batch: &Batch, chosen: &Filled) -> Result<HomePage, Refusal> {
    let seen = desk.sequence().to_string();
    let looks = vec![("dry_run".to_owned(), "on".to_owned())];
    let done = carried_out(desk, batch, &line(batch, &looks))?;
    let (open, pieces) = Open::among(told(desk, &done)?, chosen);
    Ok(HomePage {
        frame: Frame::new(desk, "收回的填报表").at(Here::Forms),
        answer: None,
        id: id.to_owned(),
        files: batch.names().to_vec(),
        pieces,
        open,
        seen,
        is_read: done.is_done,
        line: front::typed(&line(batch, chosen)),
    })
}

/// What was decided, as arguments of the verb; anything else that a form sends is none of them.
fn decided(sent: &Sent) -> Filled {
    decisions::decided(sent, &DECIDES)
}

/// Records what was seen, as it was decided.
pub(in crate::pages) async fn recorded(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || record(&desk_too, &id, &sent)).await?
}

fn record(desk: &Desk, id: &str, sent: &Sent) -> Result<Response, Refusal> {
    let batch = desk.waiting().find(id).ok_or(Refusal::Missing)?;
    let decided = decided(sent);
    if sent.text(own::SEEN) != desk.sequence().to_string() {
        let mut page = looked(desk, id, &batch, &decided)?;
        page.frame = page.frame.say(Kind::Warning, CHANGED);
        return Ok(page::answered_with(StatusCode::CONFLICT, &page));
    }
    let mut line = line(&batch, &decided);
    line.insert(1, "--yes".to_owned());
    let done = carried_out(desk, &batch, &line)?;
    let mut pieces = told(desk, &done)?;
    pieces.retain(|piece| !matches!(piece, Piece::Choose(..)));
    let line = front::typed(&self::line(&batch, &decided));
    let said = desk.answers().keep(Answer { line, pieces });
    let to = if done.is_done {
        Place::of(["forms"])
    } else {
        place(id)
    };
    Ok(to.ask(own::SAID, &said).into_response())
}
