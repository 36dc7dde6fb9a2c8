//! A problem's own wording (报送表述), written where it stands.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;

use super::{VERB, WISHES, looked};
use crate::answers::Answer;
use crate::page;
use crate::pages::choices::{asked_for, place, told};
use crate::pages::stale;
use crate::pages::verb::{Filled, form, own};
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::work::Desk;

/// The verb that records it.
const EDIT: &str = "edit";
/// Its field for the task, and that for the words.
const NUMBER: &str = "numbers";
const WORDING: &str = "wording";
/// The button that gives a wording up.
const BACK: &str = "back";

/// Records a wording, or gives it up; leads back to where it stands.
pub(super) async fn written(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || write(&desk_too, &asked, &sent)).await?
}

fn write(desk: &Desk, asked: &Filled, sent: &Sent) -> Result<Response, Refusal> {
    let chosen = asked_for(form(VERB)?, asked, WISHES);
    let number = sent.text(NUMBER).to_owned();
    let field = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    // Where it stands.
    let there: Filled = [chosen.clone(), vec![field(own::AT, &number)]].concat();
    let filled: Filled = vec![
        field(NUMBER, &number),
        field(WORDING, sent.text(WORDING)),
        field(own::SEEN, sent.text(own::SEEN)),
    ];
    let changed = stale::changed(desk, form(EDIT)?, &filled)?;
    if !changed.is_empty() {
        let mut page = looked(desk, &there)?;
        page.frame = page.frame.say(
            page::Kind::Warning,
            format!("第 {number} 项在您打开这一页以后有人改过，还没有记下；看过以后再按一次“记下”"),
        );
        if let Some(item) = page.item(&number) {
            item.typed(sent.text(WORDING), None);
            item.changed = changed;
        }
        return Ok(page::answered_with(StatusCode::CONFLICT, &page));
    }
    let is_empty = sent.text(WORDING).trim().is_empty() || !sent.text(BACK).is_empty();
    let mut filled = filled;
    // Nothing in the place of a wording is what the program writes by itself.
    let emptied: &[&str] = if is_empty { &[WORDING] } else { &[] };
    if is_empty {
        filled.retain(|(id, _)| id != WORDING);
        filled.push(field(WORDING, ""));
    }
    let line = front::line(EDIT, &filled, emptied);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let pieces = told(desk, &done)?;
    if done.is_done {
        let line = done.line.clone();
        let said = desk.answers().keep(Answer { line, pieces });
        let back = place(VERB, &chosen)
            .ask(own::SAID, &said)
            .ask(own::AT, &number);
        return Ok(back.part(&format!("item-{number}")).into_response());
    }
    let mut page = looked(desk, &there)?;
    let why = done.failure().map(|(why, _)| why.to_owned());
    match page.item(&number) {
        Some(item) => item.typed(sent.text(WORDING), why),
        None => page.pieces.extend(pieces),
    }
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
