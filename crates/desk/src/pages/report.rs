//! 报告: what to write, the text with what stands behind each sentence, and what it lacks where it lacks it.

mod files;
mod items;
mod text;
mod wording;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use ledger::cli::front;

use super::choices::{action, asked_for, told};
use super::verb::{Filled, form, own, value};
use crate::act::Done;
use crate::answers::Answer;
use crate::assets::REPORT_SCRIPT;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::refusal::Refusal;
use crate::view::{FormView, Piece, Wishes, blamed};
use crate::work::Desk;
use items::{Item, Note};
use text::{Part, Text};

const VERB: &str = "report";
/// What is chosen first; what the page does itself is no choice.
const WISHES: Wishes<'_> = Wishes {
    first: &["year", "kind", "subject", "style", "chars"],
    without: &[
        "format",
        "output",
        "draft",
        "take",
        "keep",
        "strict",
        "init_templates",
        "expected",
    ],
};
/// The task whose part of the page something is said of.
const AT: &str = "_at";
/// The task whose wording is written, where there are too many for a field at each.
const EDIT: &str = "_edit";

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    frame: Frame,
    script: &'static str,
    form: FormView,
    names: Names,
    /// What was done before, where it is about the whole.
    answer: Option<Answer>,
    /// What the program says besides.
    pieces: Vec<Piece>,
    shown: Option<Shown>,
    polish: Polish,
}

/// The report that was asked for.
struct Shown {
    characters: u64,
    /// What it lacks that is of no problem.
    general: Vec<Note>,
    parts: Vec<Part>,
    /// Problems that stand nowhere by themselves.
    rest: Vec<Item>,
    /// Where files of it are asked for.
    save: String,
    /// Where a wording is sent.
    wording: String,
    /// Where a field for a wording is asked for; a task follows.
    again: String,
    seen: String,
    line: String,
}

/// What goes out to be polished and comes back.
struct Polish {
    /// Where it is sent, with the choices; none where no year is chosen.
    draft: String,
    take: String,
    is_ready: bool,
    /// What is wrong with the file that was chosen.
    wrong: Option<&'static str>,
    /// What came back doubtful, with the name under which the file waits.
    doubtful: Option<Doubtful>,
}

/// Texts that came back and contradict the ledger, to be decided.
struct Doubtful {
    waiting: String,
    /// The task, what was written, what keeps it.
    texts: Vec<(String, String, String)>,
}

/// The pages of the report.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/report", get(shown))
        .route("/report/file", post(files::file))
        .route("/report/draft", post(files::draft))
        .route("/report/take", post(files::take))
        .route("/report/wording", post(wording::written))
}

async fn shown(State(desk): State<Desk>, Query(asked): Query<Filled>) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let page = desk.work(move || {
        let answer = desk_too.answers().find(value(&asked, own::SAID));
        let at = value(&asked, AT).to_owned();
        let mut page = looked(&desk_too, &asked)?;
        if let Some(answer) = answer {
            page.say(&at, answer);
        }
        Ok::<_, Refusal>(page)
    });
    Ok(page::answered(&page.await??))
}

/// The page with the report, once a year is chosen.
fn looked(desk: &Desk, asked: &Filled) -> Result<ReportPage, Refusal> {
    let verb = form(VERB)?;
    let chosen = asked_for(verb, asked, WISHES);
    let is_asked = !value(&chosen, "year").is_empty();
    let mut filled = asked.clone();
    if !is_asked && let Some(year) = usual_year(desk) {
        filled.push(("year".to_owned(), year.to_string()));
    }
    let mut page = ReportPage {
        frame: Frame::new(desk, verb.title.clone()).at(Here::Report),
        script: &REPORT_SCRIPT.address,
        form: FormView::new(verb, &filled, WISHES),
        names: desk.names(),
        answer: None,
        pieces: Vec::new(),
        shown: None,
        polish: Polish {
            draft: action(VERB, "draft", &chosen),
            take: action(VERB, "take", &chosen),
            is_ready: is_asked,
            wrong: None,
            doubtful: None,
        },
    };
    if !is_asked {
        return Ok(page);
    }
    let line = front::line(VERB, &chosen, &[]);
    let mut asks = line.clone();
    asks.extend(["--format".to_owned(), "json".to_owned()]);
    let done = desk.carry_out(&asks).map_err(|_| Refusal::Fault)?;
    page.pieces = told(desk, &done)?;
    page.blame(&done);
    if let Some(text) = Text::read(&done.data()) {
        let found = items::checked(desk, &chosen);
        page.shown = Some(shown_of(desk, text, &found, (&chosen, asked), &line));
    }
    Ok(page)
}

fn shown_of(
    desk: &Desk,
    text: Text,
    found: &[items::Finding],
    (chosen, asked): (&Filled, &Filled),
    line: &[String],
) -> Shown {
    let edited = value(asked, EDIT).to_owned();
    let general = items::general(&text);
    let characters = text.characters;
    let (parts, rest) = items::placed(desk, text, found, &edited);
    let again = super::choices::place(VERB, chosen);
    Shown {
        characters,
        general,
        parts,
        rest,
        save: action(VERB, "file", chosen),
        wording: action(VERB, "wording", chosen),
        again: again.as_str().to_owned(),
        seen: desk.sequence().to_string(),
        line: front::typed(line),
    }
}

/// The year that is written next.
fn usual_year(desk: &Desk) -> Option<i32> {
    let store = desk.store().ok().flatten()?;
    front::section_year(&store).ok().flatten()
}

impl ReportPage {
    /// With a failure at the field that it is about.
    fn blame(&mut self, done: &Done) {
        blamed(&mut self.form, done, &mut self.pieces);
    }

    /// With what was said of something done: at the task that it is about, else above all.
    fn say(&mut self, task: &str, answer: Answer) {
        match self.item(task) {
            Some(item) => item.answer = Some(answer),
            None => self.answer = Some(answer),
        }
    }

    /// What stands about a task.
    fn item(&mut self, task: &str) -> Option<&mut Item> {
        let shown = self.shown.as_mut()?;
        let parts = shown.parts.iter_mut().flat_map(Part::items);
        parts.chain(&mut shown.rest).find(|item| item.task == task)
    }
}
