//! The report as a file; the sheet for polishing, out and home.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front::{self, Form, Kind};

use super::{Doubtful, VERB, WISHES, looked};
use crate::answers::Answer;
use crate::names::safe;
use crate::page;
use crate::pages::choices::{asked_for, line_into, place, saved, told};
use crate::pages::verb::{Filled, form, own, value};
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::Piece;
use crate::work::Desk;

/// The field that says which format is wanted; the first unless another is chosen.
const FORMAT: &str = "format";
const FORMATS: [&str; 3] = ["docx", "txt", "md"];
/// What a sheet for polishing is written as: the choices of a report that it takes.
const OF_A_SHEET: [&str; 7] = [
    "year", "subject", "style", "group", "chars", "start", "outline",
];
/// The name of such a sheet.
const SHEET: &str = "润色底稿";
/// The field in which a polished sheet is chosen, and the one of a sheet that waits.
const TAKE: &str = "take";
const WAITING: &str = "_waiting";
/// The field of a text that is kept all the same.
const KEEP: &str = "keep";

/// Makes the report's file and leads to it.
pub(super) async fn file(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let verb = form(VERB)?;
        let chosen = asked_for(verb, &asked, WISHES);
        let name = format!("{}.{}", called(verb, &chosen), format_of(&sent));
        let line = line_into(VERB, &chosen, "output", &safe(&name));
        made(&desk_too, &chosen, &line)
    })
    .await?
}

/// Makes a sheet for polishing and leads to it.
pub(super) async fn draft(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || {
        let chosen = asked_for(form(VERB)?, &asked, WISHES);
        let name = format!("{SHEET}.{}", format_of(&sent));
        let line = line_into(VERB, &of_a_sheet(&chosen), "draft", &name);
        made(&desk_too, &chosen, &line)
    })
    .await?
}

fn made(desk: &Desk, chosen: &Filled, line: &[String]) -> Result<Response, Refusal> {
    match saved(desk, line)? {
        Ok(place) => Ok(place.into_response()),
        Err(done) => {
            let mut page = looked(desk, chosen)?;
            page.pieces = told(desk, &done)?;
            page.blame(&done);
            Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn format_of(sent: &Sent) -> &'static str {
    let asked = sent.text(FORMAT);
    let known = FORMATS.into_iter().find(|format| *format == asked);
    known.unwrap_or(FORMATS[0])
}

/// How the file is called: whose, of which kind, of which year.
fn called(verb: &Form, chosen: &Filled) -> String {
    let kind = value(chosen, "kind");
    let field = verb.fields.iter().find(|field| field.id == "kind");
    let kinds = match field.map(|field| &field.kind) {
        Some(Kind::Choice(kinds)) => kinds.as_slice(),
        _ => &[],
    };
    let named = kinds.iter().find(|(name, _)| name == kind);
    let named = named.or(kinds.first()).map_or("报告", |(_, title)| title);
    let (year, subject) = (value(chosen, "year"), value(chosen, "subject"));
    format!("{}{named}（{}年度）", subject.trim(), year.trim())
}

/// The choices that a sheet takes.
fn of_a_sheet(chosen: &Filled) -> Filled {
    let taken = chosen
        .iter()
        .filter(|(id, _)| OF_A_SHEET.contains(&id.as_str()));
    taken.cloned().collect()
}

/// Takes a polished sheet back; what is doubtful in it is decided by the person.
pub(super) async fn take(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || taken(&desk_too, &asked, &sent)).await?
}

fn taken(desk: &Desk, asked: &Filled, sent: &Sent) -> Result<Response, Refusal> {
    let chosen = asked_for(form(VERB)?, asked, WISHES);
    let files: Vec<_> = sent.files_of(TAKE).take(1).cloned().collect();
    let waiting = match (sent.text(WAITING), files.is_empty()) {
        ("", true) => {
            let mut page = looked(desk, &chosen)?;
            page.polish.wrong = Some("没有选文件：先选改好的底稿");
            return Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        (waiting, true) => waiting.to_owned(),
        (_, false) => desk.let_wait(&files, SHEET).map_err(|_| Refusal::Fault)?,
    };
    let batch = desk.waiting().find(&waiting).ok_or(Refusal::Missing)?;
    let [name] = batch.names() else {
        return Err(Refusal::Missing);
    };
    let mut filled = of_a_sheet(&chosen);
    let kept = sent
        .texts(KEEP)
        .map(|task| (KEEP.to_owned(), task.to_owned()));
    filled.extend(kept);
    filled.push((TAKE.to_owned(), name.clone()));
    let line = front::line(VERB, &filled, &[]);
    let done = desk.carry_out_in(&line, &batch.place().join(SHEET));
    let done = done.map_err(|_| Refusal::Fault)?;
    let (open, pieces): (Vec<Piece>, Vec<Piece>) = told(desk, &done)?
        .into_iter()
        .partition(|piece| matches!(piece, Piece::Choose(..)));
    let answer = Answer {
        line: done.line.clone(),
        pieces,
    };
    if done.is_done {
        let said = desk.answers().keep(answer);
        return Ok(place(VERB, &chosen).ask(own::SAID, &said).into_response());
    }
    let mut page = looked(desk, &chosen)?;
    page.answer = Some(answer);
    page.polish.doubtful = doubtful(waiting, &open);
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn doubtful(waiting: String, open: &[Piece]) -> Option<Doubtful> {
    let texts = open.iter().filter_map(|piece| match piece {
        Piece::Choose(text, answers) => {
            let answer = answers.iter().find(|answer| answer.argument == KEEP)?;
            let text = text.iter().map(|span| span.text.as_str()).collect();
            Some((answer.value.clone(), text, answer.meaning.clone()))
        }
        _ => None,
    });
    let texts: Vec<_> = texts.collect();
    (!texts.is_empty()).then_some(Doubtful { waiting, texts })
}
