//! Where one is led when a verb was carried out, and what was said of it there.

use axum::response::{IntoResponse as _, Response};
use ledger::cli::front::Form;

use super::{Filled, form, own, value};
use crate::act::Done;
use crate::answers::Answer;
use crate::place::Place;
use crate::refusal::Refusal;
use crate::view::pieces;
use crate::work::Desk;

/// The report that one came from, at the task that something was done with; `None` where one came from elsewhere.
fn report_of(filled: &Filled) -> Option<Place> {
    let report = form("report").ok()?;
    let mut chosen = filled.iter().filter_map(|(name, text)| {
        let id = name.strip_prefix(own::REPORT)?;
        let is_known = report.fields.iter().any(|field| field.id == id);
        is_known.then_some((id, text))
    });
    let first = chosen.next()?;
    let place = std::iter::once(first)
        .chain(chosen)
        .fold(Place::of(["report"]), |place, (id, text)| {
            place.ask(id, text)
        });
    Some(place.ask(own::AT, value(filled, "numbers").trim()))
}

/// What was said is shown by the page that one is led to.
pub(super) fn kept(
    desk: &Desk,
    form: &Form,
    filled: &Filled,
    done: &Done,
) -> Result<Response, Refusal> {
    let pieces = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    let line = done.line.clone();
    let number = desk.answers().keep(Answer { line, pieces });
    if let Some(place) = report_of(filled) {
        return Ok(place.ask(own::SAID, &number).into_response());
    }
    let place = match (form.name.as_str(), value(filled, own::TASK)) {
        // A ledger that was just begun is filled next.
        ("init", _) => Place::of(["import"]),
        (verb, "") => Place::of(["do", verb]),
        (_, task) => Place::of(["tasks", task]),
    };
    Ok(place.ask(own::SAID, &number).into_response())
}
