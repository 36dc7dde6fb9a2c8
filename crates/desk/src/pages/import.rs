//! 导入: files come in and are kept; source and reading stand side by side, are set right and written.

mod carry;
mod columns;
mod form;
mod reading;
mod review;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use model::tally::is_assigned;

use super::assign;
use super::verb::{Filled, own, value};
use crate::answers::Answer;
use crate::assets::IMPORT;
use crate::kept::KeptFile;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{Piece, pieces, with_tasks};
use crate::work::Desk;
use review::Review;

/// The field that files are chosen in.
const FILES: &str = "files";
/// What a button of the form asks for.
const DO: &str = "_do";
/// Of which saying the form was made.
const TURN: &str = "turn";
/// Said where something was said since.
const OTHERWISE: &str =
    "这个文件的读法在别的页上改过，这一次没有记下，也没有写入。下面是现在的样子";
/// Which page of a long document the form shows.
const PAGE: &str = "page";

#[derive(Template)]
#[template(path = "import.html")]
struct Import {
    frame: Frame,
    kept: Vec<KeptView>,
    wrong: Option<&'static str>,
    year: String,
    subject: String,
    /// What was said before one came here.
    answer: Option<Answer>,
}

/// A kept file in the list.
struct KeptView {
    id: String,
    name: String,
    changes: usize,
    is_written: bool,
}

#[derive(Template)]
#[template(path = "import_file.html")]
struct File {
    frame: Frame,
    review: Review,
    script: &'static str,
}

#[derive(Template)]
#[template(path = "import_done.html")]
struct Done {
    frame: Frame,
    answer: Answer,
    id: String,
    name: String,
    is_document: bool,
    /// Where its measures are.
    measures: String,
    /// Where the new tasks are assigned.
    assign: Option<String>,
}

fn framed(desk: &Desk, title: impl Into<String>) -> Frame {
    Frame::new(desk, title).at(Here::Import)
}

fn list(desk: &Desk, wrong: Option<&'static str>, sent: &Sent) -> Import {
    let view = |kept: Arc<KeptFile>| {
        let said = kept.sayings();
        KeptView {
            id: kept.id.clone(),
            name: kept.name.clone(),
            changes: said.count() + said.maps.len(),
            is_written: said.is_written,
        }
    };
    Import {
        frame: framed(desk, "导入"),
        kept: desk
            .kept_files()
            .newest_first()
            .into_iter()
            .map(view)
            .collect(),
        wrong,
        year: sent.text("year").to_owned(),
        subject: sent.text("subject").to_owned(),
        answer: None,
    }
}

/// Where files are chosen, and those that were.
pub(crate) async fn shown(State(desk): State<Desk>, Query(asked): Query<Filled>) -> Response {
    let mut page = list(&desk, None, &Sent::default());
    page.answer = desk.answers().find(value(&asked, own::SAID));
    page::answered(&page)
}

/// Takes the files.
pub(crate) async fn sent(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let desk = desk_too;
        let mut kept = Vec::new();
        for file in sent.files_of(FILES) {
            let file = desk.keep_file(file).map_err(|_| Refusal::Fault)?;
            let mut said = file.sayings();
            sent.text("year").trim().clone_into(&mut said.year);
            sent.text("subject").trim().clone_into(&mut said.subject);
            file.say(said);
            kept.push(file);
        }
        Ok(match kept.as_slice() {
            [] => {
                let page = list(&desk, Some("请选要导入的文件"), &sent);
                page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            [one] => Place::of(["import", &one.id]).into_response(),
            _ => Place::of(["import"]).into_response(),
        })
    })
    .await?
}

/// One file: what was read of it, or what became of it.
pub(crate) async fn file(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let desk = desk_too;
        let kept = desk.kept_files().find(&id).ok_or(Refusal::Missing)?;
        if let Some(answer) = desk.answers().find(value(&asked, own::SAID)) {
            let frame = framed(&desk, format!("导入：{}", kept.name));
            let is_document = !ledger::cli::front::is_register(&kept.path());
            return Ok(page::answered(&Done {
                assign: assigned(&desk, &answer),
                frame,
                answer,
                id: kept.id.clone(),
                name: kept.name.clone(),
                is_document,
                measures: Place::of(["measures"])
                    .ask("doc", &document_of(&desk, &kept))
                    .to_string(),
            }));
        }
        let page = value(&asked, PAGE).parse().unwrap_or(1);
        let review = Review::of(&desk, &kept, page, None)?;
        Ok(page::answered(&reviewed(&desk, &kept, review)))
    })
    .await?
}

/// The name of the document that a kept file is of: its own, or that of the one that it is a reading of.
fn document_of(desk: &Desk, kept: &KeptFile) -> String {
    match reading::read(desk, kept, &kept.sayings()) {
        reading::Read::Text(text) => text.of,
        _ => kept.name.clone(),
    }
}

/// The grid of the tasks that the program says are to be assigned; none where nothing of them is open any more.
fn assigned(desk: &Desk, answer: &Answer) -> Option<String> {
    let spans = answer.pieces.iter().filter_map(|piece| match piece {
        Piece::Message(_, spans) => Some(spans),
        _ => None,
    });
    let mut places = spans.flatten().filter_map(|span| span.to.as_deref());
    let numbers = places.find_map(|to| to.strip_prefix("/do/edit?numbers="))?;
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let all = first.parse::<u32>().ok()?..=last.parse().ok()?;
    let store = desk.store().ok()??;
    let is_open = |number| store.task(number).is_ok_and(|task| !is_assigned(&task));
    let all = all.take(assign::MOST);
    if !all.clone().any(is_open) {
        return None;
    }
    let place = all.fold(Place::of(["tasks", "assign"]), |place, number| {
        place.ask("n", &number.to_string())
    });
    Some(place.to_string())
}

fn reviewed(desk: &Desk, kept: &KeptFile, review: Review) -> File {
    File {
        frame: framed(desk, format!("核对：{}", kept.name)),
        review,
        script: &IMPORT.address,
    }
}

/// What the person says of a file, and perhaps that it is to be written.
pub(crate) async fn said(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let desk = desk_too;
        let kept = desk.kept_files().find(&id).ok_or(Refusal::Missing)?;
        let page: usize = sent.text(PAGE).parse().unwrap_or(1);
        let place = |page: usize| Place::of(["import", &kept.id]).ask(PAGE, &page.to_string());
        let said = kept.sayings();
        let turn = sent.text(TURN);
        if !turn.is_empty() && turn != said.turn.to_string() {
            let review = Review::of(&desk, &kept, page, None)?;
            let mut page = reviewed(&desk, &kept, review);
            page.frame = page.frame.say(page::Kind::Warning, OTHERWISE);
            return Ok(page::answered_with(StatusCode::CONFLICT, &page));
        }
        let known = reading::read(&desk, &kept, &said);
        kept.say(form::taken(&sent, &known, said));
        match sent.text(DO) {
            "write" => written(&desk, &kept, page),
            "original" => Ok(original(&desk, &sent, &kept)?.into_response()),
            "own" => {
                let said = kept.sayings();
                kept.say(form::without_corrections(said));
                Ok(place(1).into_response())
            }
            "drop" => {
                desk.kept_files().forget(&kept.id);
                Ok(Place::of(["import"]).into_response())
            }
            other => {
                let page = other
                    .strip_prefix("page-")
                    .and_then(|page| page.parse().ok());
                Ok(place(page.unwrap_or(1)).into_response())
            }
        }
    })
    .await?
}

/// The reading as a text (读取稿), to be gone on with elsewhere.
pub(crate) async fn text(
    State(desk): State<Desk>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let desk = desk_too;
        let kept = desk.kept_files().find(&id).ok_or(Refusal::Missing)?;
        let said = kept.sayings();
        let read = reading::read(&desk, &kept, &said);
        let made = carry::text(&kept, &said, &read).map_err(|_| Refusal::Fault)?;
        let made = made.ok_or(Refusal::Missing)?;
        let place = desk.hand_out(&made).map_err(|_| Refusal::Fault)?;
        Ok(place.into_response())
    })
    .await?
}

/// Keeps the document that a text (读取稿) is a reading of.
fn original(desk: &Desk, sent: &Sent, text: &KeptFile) -> Result<Place, Refusal> {
    for file in sent.files_of(FILES) {
        desk.keep_file(file).map_err(|_| Refusal::Fault)?;
    }
    Ok(Place::of(["import", &text.id]))
}

/// Writes the file into the ledger as it was set right.
fn written(desk: &Desk, kept: &KeptFile, page: usize) -> Result<Response, Refusal> {
    let said = kept.sayings();
    let read = reading::read(desk, kept, &said);
    let done = carry::out(desk, kept, &said, &read, false).map_err(|_| Refusal::Fault)?;
    if !done.is_done {
        let review = Review::of(desk, kept, page, Some(&done))?;
        let page = reviewed(desk, kept, review);
        return Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    kept.wrote();
    let pieces = with_tasks(pieces(desk, &done).map_err(|_| Refusal::Fault)?);
    let line = done.line.clone();
    let number = desk.answers().keep(Answer { line, pieces });
    let place = Place::of(["import", &kept.id]).ask(own::SAID, &number);
    Ok(place.into_response())
}
