//! 一项: the file card of a task, and what can be done with it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use ledger::cli::front::{self, Form, Said};
use model::permit::Permit;
use model::status::StatusKind;
use model::task::Task;

use super::current;
use super::verb::{Filled, form, own, value};
use crate::answers::Answer;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::refusal::Refusal;
use crate::view::{FormView, Piece, Wishes, pieces};
use crate::work::Desk;

#[derive(Template)]
#[template(path = "task.html")]
struct TaskPage {
    frame: Frame,
    /// Whether there is such a task.
    is_there: bool,
    answer: Option<Answer>,
    pieces: Vec<Piece>,
    /// What can be done, with whether it stands open.
    forms: Vec<(FormView, bool)>,
    names: Names,
    sequence: u64,
}

/// What can be done with a task: the verb, and the fields that are shown at once.
const DONE_WITH: [(&str, &[&str]); 10] = [
    ("log", &["text", "date", "figure", "evidence", "status"]),
    (
        "edit",
        &[
            "dept", "lead", "owner", "due", "problem", "outcome", "wording",
        ],
    ),
    ("submit", &[]),
    (
        "close",
        &["outcome", "verifier", "basis", "date", "evidence"],
    ),
    ("return", &["reason"]),
    ("extend", &["due", "reason", "approved_by"]),
    ("attach", &["files"]),
    ("form", &[]),
    ("reopen", &["reason"]),
    ("retract", &["reason"]),
];

/// Which fields of a verb are shown at once where it is done with one task, and which never.
pub(super) fn wishes(verb: &str) -> Option<Wishes<'static>> {
    let (_, first) = DONE_WITH.iter().find(|(name, _)| *name == verb)?;
    Some(Wishes {
        first,
        // A task is retracted as a whole here, an entry of it elsewhere.
        without: &["numbers", "number", "editor", "entry"],
    })
}

/// The field that says which task.
pub(super) fn whose(form: &Form) -> &'static str {
    let has = |id: &&&str| form.fields.iter().any(|field| field.id == **id);
    ["numbers", "number"].iter().find(has).unwrap_or(&"numbers")
}

/// The task on whose page a form was begun, or would stand: the one that is named alone.
pub(super) fn whose_page(desk: &Desk, form: &Form, filled: &Filled) -> String {
    let begun = value(filled, own::TASK);
    let named = value(filled, "numbers").trim();
    if begun.is_empty() && wishes(&form.name).is_some() && problem_of(desk, named).is_some() {
        return named.to_owned();
    }
    begun.to_owned()
}

/// The problem of a task of the own unit.
pub(super) fn problem_of(desk: &Desk, number: &str) -> Option<String> {
    let task = desk.store().ok()??.task(number.parse().ok()?).ok()?;
    Some(task.problem.clone())
}

/// Which of them make sense for a task that stands so.
fn makes_sense(verb: &str, kind: StatusKind) -> bool {
    match verb {
        "reopen" => kind == StatusKind::Closed,
        "return" => kind == StatusKind::Applied,
        // Who applied goes on, and is closed or sent back.
        "log" | "edit" | "close" => !matches!(kind, StatusKind::Closed | StatusKind::Void),
        "extend" | "submit" => kind.is_open() || kind == StatusKind::Done,
        _ => kind != StatusKind::Void,
    }
}

pub(crate) async fn shown(
    State(desk): State<Desk>,
    Path(code): Path<String>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let made = desk
        .work(move || page_of(&desk_too, &code, &asked))
        .await??;
    let status = if made.is_there {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    Ok(page::answered_with(status, &made))
}

fn page_of(desk: &Desk, code: &str, asked: &Filled) -> Result<TaskPage, Refusal> {
    // Read before the card: what comes in between is told before anything is written.
    let sequence = desk.sequence();
    let line = front::line("show", &[("number".to_owned(), code.to_owned())], &[]);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let title = done.said.iter().find_map(|said| match said {
        Said::Heading(text) => Some(text.clone()),
        _ => None,
    });
    let mut shown = pieces(desk, &done).map_err(|_| Refusal::Fault)?;
    // The page's own heading is the card's.
    if matches!(shown.first(), Some(Piece::Heading(_))) {
        shown.remove(0);
    }
    let task = own_task(desk, code);
    let forms = task.map_or_else(Vec::new, |task| forms_of(desk, &task, sequence, asked));
    let title = title.unwrap_or_else(|| format!("第 {code} 项"));
    Ok(TaskPage {
        frame: Frame::new(desk, title).at(Here::Tasks),
        is_there: done.is_done,
        answer: desk.answers().find(value(asked, own::SAID)),
        pieces: shown,
        forms,
        names: desk.names(),
        sequence,
    })
}

/// The task, where it is one of the own unit: others are only looked at.
pub(super) fn own_task(desk: &Desk, code: &str) -> Option<Task> {
    let number = code.parse().ok()?;
    desk.store().ok()??.task(number).ok()
}

/// Whether who asks may do that with the task at all.
fn is_offered(desk: &Desk, verb: &str, task: &Task) -> bool {
    let permit = desk.asks().map(|asks| asks.permit.clone());
    desk.may(verb)
        && match (verb, permit) {
            // A sheet of what everybody sees.
            ("form", _) => true,
            (_, None) => false,
            // Of a task as a whole; what was entered oneself is taken back by `undo`.
            ("retract", Some(permit)) => permit == Permit::Everything,
            (_, Some(permit)) => permit.is_for(task),
        }
}

fn forms_of(desk: &Desk, task: &Task, sequence: u64, asked: &Filled) -> Vec<(FormView, bool)> {
    // The form is compared with the very texts that it shows.
    let held = current::fields(task);
    let wanted = value(asked, "do");
    let mut forms = Vec::new();
    for (verb, _) in DONE_WITH {
        let (Ok(declared), Some(wishes)) = (form(verb), wishes(verb)) else {
            continue;
        };
        if !makes_sense(verb, task.status.kind()) || !is_offered(desk, verb, task) {
            continue;
        }
        let filled = if verb == "edit" {
            held.clone()
        } else {
            Filled::new()
        };
        let number = task.number.to_string();
        let view = FormView::new(declared, &filled, wishes)
            .hide(whose(declared), &number)
            .hide(own::TASK, &number)
            .hide(own::SEEN, sequence.to_string());
        let view = if verb == "edit" {
            let mut view = view.hide(own::HELD, &number);
            if let Some(told) = current::about_measures(task) {
                view.explain("measure", told);
            }
            view
        } else {
            view
        };
        forms.push((view, verb == wanted || wanted.is_empty() && verb == "log"));
    }
    forms
}
