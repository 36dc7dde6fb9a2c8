//! 台账: the list with its filters, a page at a time, and what is done with many at once.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front::{self, Said, Table};

use super::verb::{Filled, form, own, value};
use crate::answers::Answer;
use crate::known::Names;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::view::{FormView, Piece, Wishes, blamed, pieces};
use crate::work::Desk;

/// Tasks on a page.
const PAGE: u64 = 50;
/// Fields of the page itself.
const AT: &str = "page";

/// Filters that are shown at once.
const FIRST: [&str; 4] = ["text", "status", "dept", "lead"];
/// What of `list` the page answers itself.
const WITHOUT: [&str; 6] = ["limit", "skip", "sample", "seed", "columns", "format"];

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    frame: Frame,
    form: FormView,
    answer: Option<Answer>,
    pieces: Vec<Piece>,
    table: Table,
    /// How many there are, and which of them are shown.
    all: u64,
    from: u64,
    earlier: Option<String>,
    later: Option<String>,
    /// What may be done with them.
    may: Vec<&'static str>,
    names: Names,
    /// The same tasks in the grids, and exported.
    assign: String,
    notes: String,
    export: String,
    line: String,
    sequence: u64,
}

/// Those of them that are grids.
const GRIDS: [&str; 2] = ["assign", "notes"];
/// What can be done with the tasks that are ticked: a grid, or a verb of a form.
const MANY: [(&str, &str); 8] = [
    ("assign", "分解"),
    ("notes", "逐项记进展"),
    ("log", "记同一条进展"),
    ("submit", "申请销号"),
    ("close", "销号"),
    ("extend", "延期"),
    ("edit", "修改"),
    ("form", "销号审核表"),
];

impl TasksPage {
    fn many(&self) -> impl Iterator<Item = &(&'static str, &'static str)> {
        MANY.iter().filter(|(what, _)| self.may.contains(what))
    }

    fn may(&self, what: &str) -> bool {
        self.may.contains(&what)
    }

    fn to(&self) -> u64 {
        self.from + self.table.rows.len() as u64
    }
}

pub(crate) async fn list(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let made = desk.work(move || page_of(&desk_too, asked)).await??;
    Ok(page::answered(&made))
}

fn page_of(desk: &Desk, asked: Filled) -> Result<TasksPage, Refusal> {
    let list = form("list")?;
    let at: u64 = value(&asked, AT).parse().unwrap_or(1).clamp(1, 1 << 20);
    let said = desk.answers().find(value(&asked, own::SAID));
    let mut filters = asked;
    filters.retain(|(name, text)| {
        let known = list.fields.iter().any(|field| field.id == *name);
        known && !WITHOUT.contains(&name.as_str()) && !text.trim().is_empty()
    });
    let mut asked = filters.clone();
    asked.push(("limit".to_owned(), PAGE.to_string()));
    asked.push(("skip".to_owned(), ((at - 1) * PAGE).to_string()));
    let done = desk
        .carry_out(&front::line("list", &asked, &[]))
        .map_err(|_| Refusal::Fault)?;
    let wishes = Wishes {
        first: &FIRST,
        without: &WITHOUT,
    };
    let mut view = FormView::new(list, &filters, wishes);
    let mut pieces = pieces(desk, &done).map_err(|_| Refusal::Fault)?;
    blamed(&mut view, &done, &mut pieces);
    let (mut table, mut all) = (Table::default(), 0);
    for said in done.said {
        match said {
            Said::Table(found) => table = found,
            Said::Rows(count) => all = count,
            _ => {}
        }
    }
    pieces.retain(|piece| !matches!(piece, Piece::Table(_)));
    let place = |path: &[&str], page: Option<u64>| {
        let path = Place::of(path.iter().copied());
        let place = filters
            .iter()
            .fold(path, |place, (name, text)| place.ask(name, text));
        let place = page.map_or(place.clone(), |page| place.ask(AT, &page.to_string()));
        place.as_str().to_owned()
    };
    Ok(TasksPage {
        frame: Frame::new(desk, "台账").at(Here::Tasks),
        form: view,
        answer: said,
        pieces,
        from: (at - 1) * PAGE,
        earlier: (at > 1).then(|| place(&["tasks"], Some(at - 1))),
        later: (at * PAGE < all).then(|| place(&["tasks"], Some(at + 1))),
        assign: place(&["tasks", "assign"], None),
        notes: place(&["tasks", "notes"], None),
        export: place(&["do", "export"], None),
        table,
        all,
        may: offered(desk),
        names: desk.names(),
        line: front::typed(&front::line("list", &filters, &[])),
        sequence: desk.sequence(),
    })
}

/// What who asks may do with several.
fn offered(desk: &Desk) -> Vec<&'static str> {
    let all = MANY.iter().map(|(what, _)| *what).chain(["add"]);
    all.filter(|what| {
        let place = format!("/tasks/{what}");
        let is_grid = GRIDS.contains(what);
        desk.asks().is_some_and(|asks| {
            if is_grid {
                asks.role.may_be_at(&place)
            } else {
                asks.role.may(what)
            }
        })
    })
    .collect()
}

/// Leads to where something is done with the tasks that were ticked.
pub(crate) async fn many(Query(asked): Query<Filled>) -> Response {
    let numbers = asked
        .iter()
        .filter(|(name, _)| name == "n")
        .map(|(_, number)| number.as_str());
    let numbers: Vec<&str> = numbers.collect();
    let verb = value(&asked, "what");
    if numbers.is_empty() {
        return Place::of(["tasks"]).into_response();
    }
    if let Some(grid) = GRIDS.iter().find(|grid| **grid == verb) {
        let grid = Place::of(["tasks", grid]);
        return numbers
            .iter()
            .fold(grid, |place, number| place.ask("n", number))
            .into_response();
    }
    match MANY.iter().find(|(name, _)| *name == verb) {
        Some((verb, _)) => Place::of(["do", verb])
            .ask("numbers", &numbers.join("、"))
            .into_response(),
        None => Refusal::Missing.into_response(),
    }
}
