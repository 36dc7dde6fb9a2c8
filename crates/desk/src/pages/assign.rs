//! 分解: departments, people and deadlines of many tasks in one grid; what was changed is written.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front;
use model::deadline::{Anchor, Deadline, Desk as Typing};
use model::task::Task;

use super::rows::{self, name_of};
use super::verb::{Filled, form, own, value};
use super::{current, stale};
use crate::answers::Answer;
use crate::known::Names;
use crate::limits::FIELDS;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{self, Piece};
use crate::work::Desk;

/// Rows of a grid: as many as a form may hold, with the number of each and what the page adds.
pub(super) const MOST: usize = (FIELDS - 10) / (COLUMNS.len() + 1);

/// The columns: the field of `edit`, and how it is called.
const COLUMNS: [(&str, &str, &str); 5] = [
    ("dept", "责任部门", "depts"),
    ("lead", "责任领导", "leads"),
    ("owner", "责任人", "owners"),
    // As tables of duties have them: who helps is seldom said.
    ("due", "整改时限", ""),
    ("co_dept", "配合部门", "depts"),
];

struct Row {
    number: u32,
    problem: String,
    /// Field, its title, the list that it is completed from, and its text.
    cells: Vec<(&'static str, &'static str, &'static str, String)>,
    /// Which day the deadline is.
    day: String,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "assign.html")]
struct Grid {
    frame: Frame,
    rows: Vec<Row>,
    names: Names,
    answer: Option<Answer>,
    changed: Vec<Piece>,
    sequence: u64,
    left: usize,
    /// The year of all of them, where it is one: a table that is pasted whole seldom says it.
    year: Option<i32>,
}

impl Grid {
    /// The grid of the tasks that are asked for.
    fn of(desk: &Desk, asked: &Filled) -> Result<Self, Refusal> {
        // Read before the tasks: what comes in between is told before anything is written.
        let sequence = desk.sequence();
        let (tasks, left) = rows::meant(desk, asked, MOST)?;
        let rows = tasks.iter().map(|task| row(task, &current::fields(task)));
        let year = tasks.first().map(|task| task.year);
        let year = year.filter(|year| tasks.iter().all(|task| task.year == *year));
        Ok(Self {
            year,
            frame: Frame::new(desk, "分解").at(Here::Tasks),
            rows: rows.collect(),
            names: desk.names(),
            answer: None,
            changed: Vec::new(),
            sequence,
            left,
        })
    }

    /// Says above all which rows were not written, and in each why.
    fn refuse(&mut self, refused: &[(Vec<u32>, String)], others_are: bool) {
        let named = refused.iter().flat_map(|(numbers, _)| numbers);
        let named: Vec<String> = named.map(ToString::to_string).collect();
        let told = rows::refused(&named, others_are);
        self.frame = self.frame.clone().say(page::Kind::Error, told);
        for (numbers, why) in refused {
            let rows = self.rows.iter_mut();
            for row in rows.filter(|row| numbers.contains(&row.number)) {
                row.error = Some(why.clone());
                // The day is that of the ledger, not of what stands above it.
                row.day.clear();
            }
        }
    }

    /// What was typed stands there again, whatever becomes of it; a cell that was not touched shows what the
    /// task holds now. `held` is what the form showed of each.
    fn type_again(&mut self, sent: &Sent, held: impl Fn(u32) -> Filled) {
        for row in &mut self.rows {
            let cells = row.cells.iter();
            let now: Filled = cells
                .map(|(id, .., text)| ((*id).to_owned(), text.clone()))
                .collect();
            let typed = |(id, _): &(String, String)| {
                let text = sent.text(&name_of(id, row.number));
                (id.clone(), text.to_owned())
            };
            let mut typed: Filled = now.iter().map(typed).collect();
            current::renew(&held(row.number), &now, &mut typed);
            for (id, .., text) in &mut row.cells {
                value(&typed, id).clone_into(text);
            }
        }
    }

    fn columns(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        &COLUMNS
    }
}

/// The grid of the tasks that are asked for.
pub(crate) async fn grid(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let made = desk
        .work(move || {
            let mut grid = Grid::of(&desk_too, &asked)?;
            grid.answer = desk_too.answers().find(value(&asked, own::SAID));
            Ok::<_, Refusal>(grid)
        })
        .await??;
    Ok(page::answered(&made))
}

fn row(task: &Task, filled: &Filled) -> Row {
    let cell = |(id, title, list): (&'static str, &'static str, &'static str)| {
        (id, title, list, value(filled, id).to_owned())
    };
    Row {
        number: task.number,
        problem: task.problem.clone(),
        cells: COLUMNS.into_iter().map(cell).collect(),
        day: task.due().map_or_else(String::new, |day| day.to_string()),
        error: None,
    }
}

/// Writes what was changed: tasks that were changed alike by one command.
pub(crate) async fn assigned(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || written(&desk_too, &sent)).await?
}

fn written(desk: &Desk, sent: &Sent) -> Result<Response, Refusal> {
    let numbers = sent
        .texts("n")
        .map(|number| ("n".to_owned(), number.to_owned()));
    let asked: Filled = numbers.collect();
    let mut grid = Grid::of(desk, &asked)?;
    let seen = sent.text(own::SEEN).parse().unwrap_or(grid.sequence);
    let store = desk.store().ok().flatten();
    let held = |number: u32| {
        let held = store
            .as_ref()
            .and_then(|store| current::held_at(store, number, seen));
        held.unwrap_or_default()
    };
    grid.type_again(sent, held);
    let all: Vec<String> = grid.rows.iter().map(|row| row.number.to_string()).collect();
    let whose = vec![
        ("numbers".to_owned(), all.join("、")),
        (own::SEEN.to_owned(), sent.text(own::SEEN).to_owned()),
    ];
    grid.changed = stale::changed(desk, form("edit")?, &whose)?;
    if !grid.changed.is_empty() {
        return Ok(page::answered_with(StatusCode::CONFLICT, &grid));
    }
    let (answer, refused) = carried_out(desk, alike(&grid.rows, sent, held))?;
    if refused.is_empty() {
        let number = desk.answers().keep(answer);
        let grid = Place::of(["tasks", "assign"]);
        let grid = all
            .iter()
            .fold(grid, |place, number| place.ask("n", number));
        return Ok(grid.ask(own::SAID, &number).into_response());
    }
    // Of what the ledger has become by now.
    let mut grid = Grid::of(desk, &asked)?;
    grid.type_again(sent, held);
    grid.refuse(&refused, !answer.pieces.is_empty());
    grid.answer = Some(answer).filter(|answer| !answer.pieces.is_empty());
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &grid))
}

/// Tasks that were not written, and why.
type Refused = Vec<(Vec<u32>, String)>;

/// Writes the changes, each by a command of its own; what was said, and what was refused.
fn carried_out(
    desk: &Desk,
    changes: Vec<(Changed, Vec<u32>)>,
) -> Result<(Answer, Refused), Refusal> {
    let (mut pieces, mut lines, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let mut written = 0;
    for (change, numbers) in changes {
        let mut filled = change.filled;
        let names: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        filled.push(("numbers".to_owned(), names.join("、")));
        let emptied: Vec<&str> = change.emptied.iter().map(String::as_str).collect();
        let line = front::line("edit", &filled, &emptied);
        let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
        if let Some((why, _)) = done.failure() {
            refused.push((numbers, why.to_owned()));
        } else {
            pieces.extend(view::pieces(desk, &done).map_err(|_| Refusal::Fault)?);
            written += numbers.len();
            lines.push(done.line);
        }
    }
    rows::sum_up(&mut pieces, written, "改了");
    let line = lines.join("\n");
    Ok((Answer { line, pieces }, refused))
}

/// What is changed of a task.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Changed {
    filled: Filled,
    emptied: Vec<String>,
}

/// The tasks that were changed, in the order of the grid, together where they were changed alike; `held` is what
/// the form showed of each.
fn alike(rows: &[Row], sent: &Sent, held: impl Fn(u32) -> Filled) -> Vec<(Changed, Vec<u32>)> {
    let mut alike: Vec<(Changed, Vec<u32>)> = Vec::new();
    let mut places: BTreeMap<Changed, usize> = BTreeMap::new();
    for row in rows {
        let cell = |(id, ..): &(&str, &str, &str)| {
            let name = name_of(id, row.number);
            let mut texts = sent.texts(&name);
            texts.next().map(|text| ((*id).to_owned(), text.to_owned()))
        };
        let mut filled: Filled = COLUMNS.iter().filter_map(cell).collect();
        let emptied = current::changes(&held(row.number), &mut filled);
        filled.retain(|(id, text)| !text.trim().is_empty() || emptied.contains(id));
        if !filled.is_empty() {
            let change = Changed { filled, emptied };
            let place = *places.entry(change.clone()).or_insert(alike.len());
            match alike.get_mut(place) {
                Some((_, numbers)) => numbers.push(row.number),
                None => alike.push((change, vec![row.number])),
            }
        }
    }
    alike
}

/// Which day a deadline is that is being typed: for the script, as a line of text.
pub(crate) async fn due(
    State(desk): State<Desk>,
    Query(asked): Query<Filled>,
) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    let day = desk.work(move || day_of(&desk_too, &asked)).await?;
    Ok(day.unwrap_or_default().into_response())
}

fn day_of(desk: &Desk, asked: &Filled) -> Option<String> {
    let store = desk.store().ok()??;
    let task = store.task(value(asked, "n").parse().ok()?).ok()?;
    let book = store.book().ok()?;
    let meeting = Anchor {
        year: task.year,
        held_on: book.meeting(task.year).and_then(|meeting| meeting.held_on),
    };
    let typing = Typing::new(meeting, front::today());
    let deadline = Deadline::typed(value(asked, "text"), typing).ok()?;
    Some(
        deadline
            .date()
            .map_or_else(|| deadline.phrase.clone(), |day| day.to_string()),
    )
}
