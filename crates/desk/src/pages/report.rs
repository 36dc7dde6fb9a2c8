//! 报告: what to write, the text with what stands behind each sentence, and what it lacks where it lacks it.

mod back;
mod files;
mod items;
mod kept;
mod text;
mod wording;

use std::sync::Arc;

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
use crate::reported::Note;
use crate::session::taken_along;
use crate::view::{FormView, Piece, Wishes, blamed};
use crate::work::Desk;
use items::Item;
use kept::{Ground, Seen, Window, Written};
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
/// Windows on either side of the one shown that are offered.
const NEAR: usize = 2;
/// Which of its windows is shown, from 1.
const PAGE: &str = "_page";

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
    windows: Windows,
    /// Where files of it are asked for.
    save: String,
    /// Where a wording is sent.
    wording: String,
    seen: String,
    line: String,
}

/// The windows of a report that is too long for one.
struct Windows {
    /// The one that is shown, from 1.
    at: usize,
    count: usize,
    /// Those that are offered, each with where it is; none where there is room between.
    offered: Vec<Option<(usize, String)>>,
    earlier: Option<String>,
    later: Option<String>,
    /// What was chosen, for a form that leads to a problem.
    chosen: Filled,
}

impl Windows {
    fn new(at: usize, count: usize, chosen: &Filled) -> Self {
        let to = |at: usize| {
            let place = super::choices::place(VERB, chosen);
            let place = place.ask(PAGE, &(at + 1).to_string());
            place.part("text-head").to_string()
        };
        let mut offered = Vec::new();
        for page in 0..count {
            let is_near = page.abs_diff(at) <= NEAR || page == 0 || page + 1 == count;
            match offered.last() {
                _ if is_near => offered.push(Some((page + 1, to(page)))),
                Some(Some(_)) => offered.push(None),
                _ => {}
            }
        }
        Self {
            at: at + 1,
            count,
            offered,
            earlier: at.checked_sub(1).map(to),
            later: (at + 1 < count).then(|| to(at + 1)),
            chosen: chosen.clone(),
        }
    }
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
        let at = value(&asked, own::AT).to_owned();
        let mut page = looked(&desk_too, &asked)?;
        page.lead_to(at.trim());
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
    let ground = Ground::of(desk, &line);
    let sequence = ground.as_ref().map(|ground| ground.seen);
    let sequence = sequence.unwrap_or_else(|| desk.sequence());
    let by_number = || value(asked, PAGE).parse::<usize>().ok()?.checked_sub(1);
    let wanted = (value(asked, own::AT).trim(), by_number());
    let seen = if let Some(kept) = ground.as_ref().and_then(|ground| ground.find(desk)) {
        page.pieces.clone_from(&kept.pieces);
        Some(kept.seen(wanted.0, wanted.1).map_err(|_| Refusal::Fault)?)
    } else {
        let written = page.write(desk, &chosen)?.map(Arc::new);
        let seen = written
            .as_ref()
            .map(|written| written.seen(wanted.0, wanted.1));
        if let (Some(ground), Some(written)) = (ground, written) {
            ground.keep(desk, &line, written);
        }
        seen
    };
    page.shown = seen.map(|seen| shown_of(seen, &chosen, sequence, &line));
    Ok(page)
}

fn shown_of(seen: Seen, chosen: &Filled, sequence: u64, line: &[String]) -> Shown {
    let Window { parts, rest } = seen.window;
    let mut shown = Shown {
        characters: seen.characters,
        general: if seen.at == 0 {
            seen.general
        } else {
            Vec::new()
        },
        parts,
        rest,
        windows: Windows::new(seen.at, seen.count, chosen),
        save: action(VERB, "file", chosen),
        wording: action(VERB, "wording", chosen),
        seen: sequence.to_string(),
        line: front::typed(line),
    };
    back::lead_back(&mut shown, chosen);
    shown
}

/// The year that is written next.
fn usual_year(desk: &Desk) -> Option<i32> {
    let store = desk.store().ok().flatten()?;
    front::section_year(&store).ok().flatten()
}

impl ReportPage {
    /// Writes the report; what is said instead stands on the page. The check of what it tells of goes on meanwhile.
    fn write(&mut self, desk: &Desk, chosen: &Filled) -> Result<Option<Written>, Refusal> {
        let json = [("format".to_owned(), "json".to_owned())];
        let asks = front::line(VERB, &[chosen.as_slice(), &json].concat(), &[]);
        let (done, found) = std::thread::scope(|scope| {
            let checked = scope.spawn(taken_along(|| items::checked(desk, chosen)));
            let done = desk.carry_out(&asks).map_err(|_| Refusal::Fault)?;
            let found = checked.join().map_err(|_| Refusal::Fault)?;
            Ok::<_, Refusal>((done, found))
        })?;
        self.pieces = told(desk, &done)?;
        self.blame(&done);
        let Some(text) = Text::read(&done.into_data()) else {
            return Ok(None);
        };
        let head = (text.characters, items::general(&text));
        let placed = items::placed(desk, text, &found);
        Ok(Some(Written::of(head, self.pieces.clone(), placed)))
    }

    /// With a failure at the field that it is about.
    fn blame(&mut self, done: &Done) {
        blamed(&mut self.form, done, &mut self.pieces);
    }

    /// At the task that one came for.
    fn lead_to(&mut self, task: &str) {
        if task.is_empty() || self.shown.is_none() {
            return;
        }
        if let Some(item) = self.item(task) {
            item.is_meant = true;
            item.is_open = true;
        } else {
            let told = format!("这份报告里没有第 {task} 项");
            self.frame = self.frame.clone().say(page::Kind::Warning, told);
        }
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
