//! Any verb as a page: the form of its declaration, and what it said.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front::{self, Form, Said};

use super::{current, stale};
use crate::act::Done;
use crate::answers::Answer;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{FORMS, FormView, Piece, Wishes, pieces, targets};
use crate::work::Desk;

/// What was filled in: the field and its text.
pub(crate) type Filled = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "verb.html")]
struct VerbPage {
    frame: Frame,
    form: FormView,
    names: Names,
    answer: Option<Answer>,
    asks: Option<Asks>,
    changed: Vec<Piece>,
    /// The task that it was begun from.
    back: Option<String>,
}

/// A question that the person has to agree to, with all that was filled in.
struct Asks {
    question: String,
    yes: String,
    fields: Filled,
}

/// Fields of the page itself.
pub(crate) mod own {
    /// The answer to show.
    pub(crate) const SAID: &str = "_said";
    /// The task whose page a form stands on.
    pub(crate) const TASK: &str = "_task";
    /// How far the ledger had come when the form was made.
    pub(crate) const SEEN: &str = "_seen";
    /// The task with whose texts the form was filled.
    pub(crate) const HELD: &str = "_held";
    /// The person agreed.
    pub(crate) const YES: &str = "_yes";
    /// What only shows is asked for.
    pub(crate) const GO: &str = "_go";
}

/// The form of a verb by its name.
pub(crate) fn form(verb: &str) -> Result<&'static Form, Refusal> {
    FORMS
        .iter()
        .find(|form| form.name == verb)
        .ok_or(Refusal::Missing)
}

/// The verb's page; what only shows is carried out where it is asked for.
pub(crate) async fn shown(
    State(desk): State<Desk>,
    Path(verb): Path<String>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let form = form(&verb)?;
    let desk_too = desk.clone();
    let made = desk
        .work(move || {
            let desk = desk_too;
            let go = asked.iter().any(|(name, _)| name == own::GO);
            if form.shows && go {
                return look(&desk, form, &asked);
            }
            let said = value(&asked, own::SAID);
            let answer = desk.answers().find(said);
            Ok(page_of(&desk, form, &asked, answer))
        })
        .await??;
    Ok(page::answered(&made))
}

/// Carries out a verb that only shows.
fn look(desk: &Desk, form: &'static Form, asked: &Filled) -> Result<VerbPage, Refusal> {
    let line = front::line(&form.name, asked, &[]);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let mut page = page_of(desk, form, asked, None);
    answer(desk, &mut page, &done)?;
    Ok(page)
}

/// The page with what the command said; a failure stands at its field.
fn answer(desk: &Desk, page: &mut VerbPage, done: &Done) -> Result<(), Refusal> {
    let mut pieces = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    if let Some((why, Some(field))) = done.failure()
        && page.form.blame(field, why)
    {
        pieces.retain(|piece| !matches!(piece, Piece::Message(page::Kind::Error, _)));
    }
    page.answer = Some(Answer {
        line: done.line.clone(),
        pieces,
    });
    Ok(())
}

fn page_of(desk: &Desk, form: &'static Form, filled: &Filled, answer: Option<Answer>) -> VerbPage {
    let back = &value(filled, own::TASK).to_owned();
    let mut filled = filled.clone();
    let numbers = value(&filled, "numbers").to_owned();
    // A form about one task shows what the task holds, unless it comes back as a person left it.
    let comes_back = !value(&filled, own::SEEN).is_empty();
    let is_of_one = form.name == "edit" && numbers.trim().parse::<u32>().is_ok();
    let mut held = value(&filled, own::HELD).to_owned();
    if is_of_one
        && !comes_back
        && let Some(texts) = current::held(desk, &numbers)
    {
        filled.extend(texts);
        held.clone_from(&numbers);
    }
    let wishes = Wishes {
        first: &[],
        without: if form.shows { &["format"] } else { &["editor"] },
    };
    let mut view = FormView::new(form, &filled, wishes);
    view = if form.shows {
        view.hide(own::GO, "1")
    } else {
        view.hide(own::SEEN, desk.sequence().to_string())
    };
    for (name, text) in [(own::TASK, back), (own::HELD, &held)] {
        if !text.is_empty() {
            view = view.hide(name, text);
        }
    }
    VerbPage {
        frame: Frame::new(desk, form.title.clone()).at(here(&form.name)),
        names: desk.names(),
        form: view,
        answer,
        asks: None,
        changed: Vec::new(),
        back: Some(back.to_owned()).filter(|back| !back.is_empty()),
    }
}

/// Under which of the pages a verb is found.
fn here(verb: &str) -> Here {
    match verb {
        "list" | "show" | "add" | "edit" | "log" | "close" | "submit" => Here::Tasks,
        "import" => Here::Import,
        "link" => Here::Measures,
        "dispatch" | "collect" => Here::Forms,
        "report" => Here::Report,
        "board" => Here::Board,
        "stats" => Here::Stats,
        "search" => Here::Find,
        "history" => Here::History,
        _ => Here::More,
    }
}

/// The first text of a field.
pub(crate) fn value<'a>(filled: &'a Filled, name: &str) -> &'a str {
    let found = filled.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, text)| text)
}

/// Carries out a verb as its form was filled in.
pub(crate) async fn done(
    State(desk): State<Desk>,
    Path(verb): Path<String>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let form = form(&verb)?;
    let desk_too = desk.clone();
    desk.work(move || carried_out(&desk_too, form, &sent))
        .await?
}

fn carried_out(desk: &Desk, form: &'static Form, sent: &Sent) -> Result<Response, Refusal> {
    let mut filled = sent.fields.clone();
    // A form that has been seen is compared with what the ledger has become since.
    let changed = stale::changed(desk, form, &filled)?;
    if !changed.is_empty() {
        let mut page = page_of(desk, form, &filled, None);
        page.changed = changed;
        return Ok(page::answered_with(StatusCode::CONFLICT, &page));
    }
    let typed = filled.clone();
    let uploaded = sent.files.iter();
    filled.extend(uploaded.map(|file| (file.field.clone(), file.path.display().to_string())));
    targets::fill(form, &mut filled);
    let emptied = match form.name.as_str() {
        "edit" => current::only_changed(desk, &mut filled),
        _ => Vec::new(),
    };
    let mut line = front::line(&form.name, &filled, &emptied);
    if !value(&filled, own::YES).is_empty() {
        line.insert(1, "--yes".to_owned());
    }
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let question = done.said.iter().find_map(|said| match said {
        Said::Asks(question) => Some(question.clone()),
        _ => None,
    });
    if done.is_done {
        return kept(desk, form, &filled, &done);
    }
    let mut page = page_of(desk, form, &typed, None);
    answer(desk, &mut page, &done)?;
    if let Some(question) = question.filter(|_| sent.files.is_empty()) {
        let mut fields = typed;
        fields.push((own::YES.to_owned(), "1".to_owned()));
        page.answer = None;
        page.asks = Some(Asks {
            question,
            yes: format!("是，{}", form.title),
            fields,
        });
    }
    if !sent.files.is_empty() {
        let again = "文件要重新选一次".to_owned();
        page.frame = page.frame.say(page::Kind::Hint, again);
    }
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What was said is shown by the page that one is led to.
fn kept(desk: &Desk, form: &Form, filled: &Filled, done: &Done) -> Result<Response, Refusal> {
    let pieces = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    let line = done.line.clone();
    let number = desk.answers().keep(Answer { line, pieces });
    let task = value(filled, own::TASK);
    let place = if task.is_empty() {
        Place::of(["do", form.name.as_str()])
    } else {
        Place::of(["tasks", task])
    };
    Ok(place.ask(own::SAID, &number).into_response())
}
