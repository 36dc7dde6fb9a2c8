//! Any verb as a page: the form of its declaration, and what it said.

mod after;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use ledger::cli::front::{self, Form, Kind, Said};

use super::{current, stale};
use crate::act::Done;
use crate::answers::Answer;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::refusal::Refusal;
use crate::sent::{Sent, Uploaded};
use crate::view::{FORMS, FormView, Piece, Wishes, blamed, pieces, targets};
use crate::waiting::Batch;
use crate::work::Desk;

/// The argument of a verb by which it only tells what it would do.
const DRY_RUN: &str = "dry_run";
/// The folder in which files of a form lie.
const SENT: &str = "上传";

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
    /// The task that it is about: its number and problem.
    back: Option<(String, String)>,
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
    /// Files that came with the form before and are kept.
    pub(crate) const FILES: &str = "_files";
    /// The person agreed.
    pub(crate) const YES: &str = "_yes";
    /// The task whose part of a page is meant.
    pub(crate) const AT: &str = "_at";
    /// What the fields begin with that say from which report one came; the page leads back to it.
    pub(crate) const REPORT: &str = "_report-";
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
            let answer = match desk.answers().find(said) {
                Some(answer) => Some(answer),
                None => foreseen(&desk, form, &asked)?,
            };
            Ok(page_of(&desk, form, &asked, answer))
        })
        .await??;
    Ok(page::answered(&made))
}

/// What a verb would do as it stands there, where it needs nothing to be filled in and can tell without doing it.
fn foreseen(desk: &Desk, form: &Form, asked: &Filled) -> Result<Option<Answer>, Refusal> {
    let can_tell = form.fields.iter().any(|field| field.id == DRY_RUN);
    if !can_tell || form.fields.iter().any(|field| field.required) {
        return Ok(None);
    }
    let mut looked = asked.clone();
    only_answers(form, &mut looked);
    looked.push((DRY_RUN.to_owned(), "on".to_owned()));
    let line = front::line(&form.name, &looked, &[]);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let pieces = pieces(desk, &done).map_err(|_| Refusal::Fault)?;
    let line = done.line.clone();
    Ok(Some(Answer { line, pieces }))
}

/// Carries out a verb that only shows.
fn look(desk: &Desk, form: &'static Form, asked: &Filled) -> Result<VerbPage, Refusal> {
    let mut looked = asked.clone();
    only_answers(form, &mut looked);
    let line = front::line(&form.name, &looked, &[]);
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let mut page = page_of(desk, form, asked, None);
    answer(desk, &mut page, &done)?;
    Ok(page)
}

/// The page with what the command said; a failure stands at its field.
fn answer(desk: &Desk, page: &mut VerbPage, done: &Done) -> Result<(), Refusal> {
    let mut pieces = pieces(desk, done).map_err(|_| Refusal::Fault)?;
    blamed(&mut page.form, done, &mut pieces);
    page.answer = Some(Answer {
        line: done.line.clone(),
        pieces,
    });
    Ok(())
}

fn page_of(desk: &Desk, form: &'static Form, filled: &Filled, answer: Option<Answer>) -> VerbPage {
    // How far the ledger has come is read before what it holds: what comes in between is told at the end.
    let sequence = desk.sequence();
    let mut filled = filled.clone();
    let numbers = value(&filled, "numbers").to_owned();
    let back = &super::task::whose_page(desk, form, &filled);
    // A form about one task shows what the task holds, unless it comes back as a person left it.
    let comes_back = !value(&filled, own::SEEN).is_empty();
    let one = numbers.trim().parse::<u32>().ok();
    let mut held = value(&filled, own::HELD).to_owned();
    if let Some(number) = one.filter(|_| form.name == "edit" && !comes_back)
        && let Ok(Some(store)) = desk.store()
        && let Some(texts) = current::held_at(&store, number, sequence)
    {
        filled.extend(texts);
        held = number.to_string();
    } else if comes_back {
        current::brought_up(desk, sequence, &mut filled);
    }
    // What was begun on the page of a task goes on in the form that stands there.
    let of_task = super::task::wishes(&form.name).filter(|_| !back.is_empty());
    let mut view = FormView::new(form, &filled, of_task.unwrap_or(wishes(form)));
    let task = super::task::own_task(desk, &held);
    if let Some(told) = task.as_ref().and_then(current::about_measures) {
        view.explain("measure", told);
    }
    if of_task.is_some() {
        let id = super::task::whose(form);
        view = view.hide(id, value(&filled, id));
    }
    view = if form.shows {
        view.hide(own::GO, "1")
    } else {
        view.hide(own::SEEN, sequence.to_string())
    };
    for (name, text) in filled
        .iter()
        .filter(|(name, _)| name.starts_with(own::REPORT))
    {
        view = view.hide(name, text);
    }
    let files = value(&filled, own::FILES).to_owned();
    for (name, text) in [(own::TASK, back), (own::HELD, &held), (own::FILES, &files)] {
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
        back: super::task::problem_of(desk, back).map(|problem| (back.to_owned(), problem)),
    }
}

fn wishes(form: &Form) -> Wishes<'static> {
    Wishes {
        first: &[],
        without: if form.shows { &["format"] } else { &["editor"] },
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
    let mut typed = sent.fields.clone();
    only_answers(form, &mut typed);
    let Ok(files) = kept_files(desk, form, &mut typed, sent)? else {
        let page = page_of(desk, form, &typed, None).without_files();
        return Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    // A form that has been seen is compared with what the ledger has become since.
    let changed = stale::changed(desk, form, &typed)?;
    if !changed.is_empty() {
        let mut page = page_of(desk, form, &typed, None);
        page.changed = changed;
        page.keep(files.as_deref());
        return Ok(page::answered_with(StatusCode::CONFLICT, &page));
    }
    let mut filled = typed.clone();
    for file in files.iter().flat_map(|batch| batch.uploaded()) {
        filled.push((file.field, file.path.display().to_string()));
    }
    targets::fill(form, &mut filled);
    let emptied = match form.name.as_str() {
        "edit" => current::only_changed(desk, &mut filled),
        _ => Vec::new(),
    };
    let emptied: Vec<&str> = emptied.iter().map(String::as_str).collect();
    let mut line = front::line(&form.name, &filled, &emptied);
    if !value(&filled, own::YES).is_empty() {
        line.insert(1, "--yes".to_owned());
    }
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    if done.is_done {
        desk.waiting().forget(value(&typed, own::FILES));
        return after::kept(desk, form, &filled, &done);
    }
    // What was agreed to once is agreed to that once.
    typed.retain(|(name, _)| name != own::YES);
    let mut page = page_of(desk, form, &typed, None);
    page.keep(files.as_deref());
    answer(desk, &mut page, &done)?;
    page.ask(form, &done, typed);
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Leaves of what a form says only what a person can answer in it: files are those that were sent, what is made
/// gets one of its names, and no other place of the machine can be named.
pub(crate) fn only_answers(form: &Form, filled: &mut Filled) {
    filled.retain(|(name, text)| {
        let field = form.fields.iter().find(|field| field.id == *name);
        field.is_none_or(|field| match field.kind {
            Kind::File => false,
            Kind::Target => {
                text.is_empty() || targets::names(&form.name, name).contains(&text.as_str())
            }
            _ => true,
        })
    });
}

/// The files of a form: those that came with it, with those that came before and were kept when it was not
/// carried out. Where there are some, the form says from now on under which name they are kept. Refused is one
/// that speaks of files that are kept no longer: without them it would mean another thing.
fn kept_files(
    desk: &Desk,
    form: &Form,
    typed: &mut Filled,
    sent: &Sent,
) -> Result<Result<Option<Arc<Batch>>, ()>, Refusal> {
    let named = value(typed, own::FILES).to_owned();
    typed.retain(|(name, _)| name != own::FILES);
    let before = desk.waiting().find(&named);
    if !named.is_empty() && before.is_none() {
        return Ok(Err(()));
    }
    let Some(before) = before else {
        return if_any(desk, typed, &sent.files).map(Ok);
    };
    if sent.files.is_empty() {
        typed.push((own::FILES.to_owned(), named));
        return Ok(Ok(Some(before)));
    }
    // Of a field that takes one file the last one chosen counts.
    let takes_many = |id: &str| form.fields.iter().any(|field| field.id == id && field.many);
    let is_replaced = |file: &Uploaded| {
        let chosen = sent.files.iter().any(|new| new.field == file.field);
        chosen && !takes_many(&file.field)
    };
    let mut files = before.uploaded();
    files.retain(|file| !is_replaced(file));
    files.extend(sent.files.iter().cloned());
    let kept = if_any(desk, typed, &files)?;
    desk.waiting().forget(&named);
    Ok(Ok(kept))
}

/// Keeps files, where there are any, and says so in the form.
fn if_any(
    desk: &Desk,
    typed: &mut Filled,
    files: &[Uploaded],
) -> Result<Option<Arc<Batch>>, Refusal> {
    if files.is_empty() {
        return Ok(None);
    }
    let id = desk.let_wait(files, SENT).map_err(|_| Refusal::Fault)?;
    let kept = desk.waiting().find(&id);
    typed.push((own::FILES.to_owned(), id));
    Ok(kept)
}

impl VerbPage {
    /// Says that nothing was done, for the files of the form are kept no longer.
    fn without_files(mut self) -> Self {
        let told = "先前选的文件没有留住，请重新选一次；这一次没有办";
        self.frame = self.frame.say(page::Kind::Error, told);
        self
    }

    /// Tells which files need not be chosen again.
    fn keep(&mut self, files: Option<&Batch>) {
        if let Some(batch) = files {
            let told = format!("已选的文件留着，不用重选：{}", batch.names().join("、"));
            self.frame = self.frame.clone().say(page::Kind::Hint, told);
        }
    }

    /// Where the command asks something: the question, with all that was filled in.
    fn ask(&mut self, form: &Form, done: &Done, mut fields: Filled) {
        let question = done.said.iter().find_map(|said| match said {
            Said::Asks(question) => Some(question.clone()),
            _ => None,
        });
        if let Some(question) = question {
            fields.push((own::YES.to_owned(), "1".to_owned()));
            self.answer = None;
            self.form.is_second = true;
            self.asks = Some(Asks {
                question,
                yes: format!("是，{}", form.title),
                fields,
            });
        }
    }
}
