//! 逐项记进展: what was done about each of several tasks, written in one go.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use ledger::cli::front::{self, Said};
use model::status::StatusKind;
use model::task::Task;

use super::rows::{self, name_of};
use super::stale;
use super::verb::{Filled, form, own, value};
use crate::act::Done;
use crate::answers::Answer;
use crate::limits::FIELDS;
use crate::page::{self, Frame, Here};
use crate::place::Place;
use crate::refusal::Refusal;
use crate::sent::Sent;
use crate::view::{self, Piece};
use crate::work::Desk;

/// The columns: the field of `log`, how it is called, and an example.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("text", "进展", "做了什么"),
    ("date", "日期", "今天"),
    ("figure", "数据", "集中学习12次"),
    ("status", "状态", ""),
];
/// The field of files.
const FILES: &str = "evidence";
/// Rows of a grid: as many as a form may hold, with the number of each, its files, and what the page adds.
const MOST: usize = (FIELDS - 10) / (COLUMNS.len() + 2);

struct Row {
    number: u32,
    problem: String,
    /// How it stands: whose it is, until when, in which state.
    stands: String,
    /// Field, its title, what may be written, and what was.
    cells: Vec<(&'static str, &'static str, &'static str, String)>,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "noting.html")]
struct Notes {
    frame: Frame,
    rows: Vec<Row>,
    answer: Option<Answer>,
    changed: Vec<Piece>,
    sequence: u64,
    left: usize,
}

impl Notes {
    fn of(desk: &Desk, asked: &Filled) -> Result<Self, Refusal> {
        // Read before the tasks: what comes in between is told before anything is written.
        let sequence = desk.sequence();
        let (tasks, left) = rows::meant(desk, asked, MOST)?;
        Ok(Self {
            frame: Frame::new(desk, "逐项记进展").at(Here::Tasks),
            rows: tasks.iter().map(row).collect(),
            answer: None,
            changed: Vec::new(),
            sequence,
            left,
        })
    }

    /// Into which states a note may bring a task.
    fn states(&self) -> Vec<&'static str> {
        let all = StatusKind::ALL.into_iter();
        let noted = all.take_while(|kind| *kind != StatusKind::Applied);
        noted.map(StatusKind::word).collect()
    }

    /// What was typed stands there again, in the rows that `again` tells.
    fn type_again(&mut self, sent: &Sent, again: impl Fn(u32) -> bool) {
        for row in self.rows.iter_mut().filter(|row| again(row.number)) {
            for (id, .., text) in &mut row.cells {
                sent.text(&name_of(id, row.number)).clone_into(text);
            }
        }
    }
}

fn row(task: &Task) -> Row {
    let due = task.due().map(|day| format!("{day}前"));
    let stands = [
        task.dept.clone(),
        due,
        Some(task.status.kind().word().to_owned()),
    ];
    Row {
        number: task.number,
        problem: task.problem.clone(),
        stands: stands.into_iter().flatten().collect::<Vec<_>>().join("　"),
        cells: COLUMNS
            .map(|(id, title, example)| (id, title, example, String::new()))
            .into(),
        error: None,
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
            let mut grid = Notes::of(&desk_too, &asked)?;
            grid.answer = desk_too.answers().find(value(&asked, own::SAID));
            Ok::<_, Refusal>(grid)
        })
        .await??;
    Ok(page::answered(&made))
}

/// Writes what was filled in, a note a row.
pub(crate) async fn noted(State(desk): State<Desk>, sent: Sent) -> Result<Response, Refusal> {
    let desk_too = desk.clone();
    desk.work(move || written(&desk_too, &sent)).await?
}

fn written(desk: &Desk, sent: &Sent) -> Result<Response, Refusal> {
    let asked: Filled = sent
        .texts("n")
        .map(|number| ("n".to_owned(), number.to_owned()))
        .collect();
    let mut grid = Notes::of(desk, &asked)?;
    let notes: Vec<(u32, Filled)> = grid
        .rows
        .iter()
        .filter_map(|row| Some((row.number, note(sent, row.number)?)))
        .collect();
    if notes.is_empty() {
        grid.frame = grid.frame.say(page::Kind::Error, "没有填，什么也没有记");
        return Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &grid));
    }
    let numbers: Vec<String> = notes.iter().map(|(number, _)| number.to_string()).collect();
    let whose = vec![
        ("numbers".to_owned(), numbers.join("、")),
        (own::SEEN.to_owned(), sent.text(own::SEEN).to_owned()),
    ];
    grid.changed = stale::changed(desk, form("log")?, &whose)?;
    if !grid.changed.is_empty() {
        grid.type_again(sent, |_| true);
        return Ok(page::answered_with(StatusCode::CONFLICT, &grid));
    }
    let (answer, refused) = carried_out(desk, notes)?;
    if refused.is_empty() {
        let said = desk.answers().keep(answer);
        let grid = asked
            .iter()
            .fold(Place::of(["tasks", "notes"]), |place, (_, number)| {
                place.ask("n", number)
            });
        return Ok(grid.ask(own::SAID, &said).into_response());
    }
    // Of what the ledger has become by now; what was written is not offered to be written again.
    let mut grid = Notes::of(desk, &asked)?;
    let why = |number: u32| refused.iter().find(|(other, _)| *other == number);
    grid.type_again(sent, |number| why(number).is_some());
    for row in &mut grid.rows {
        row.error = why(row.number).map(|(_, why)| why.clone());
    }
    let named: Vec<String> = refused
        .iter()
        .map(|(number, _)| number.to_string())
        .collect();
    let told = rows::refused(&named, !answer.pieces.is_empty());
    grid.frame = grid.frame.say(page::Kind::Error, told);
    if refused.iter().any(|(number, _)| has_files(sent, *number)) {
        let told = "没有写入的那几行，文件请重新选一次";
        grid.frame = grid.frame.say(page::Kind::Hint, told);
    }
    grid.answer = Some(answer).filter(|answer| !answer.pieces.is_empty());
    Ok(page::answered_with(StatusCode::UNPROCESSABLE_ENTITY, &grid))
}

fn has_files(sent: &Sent, number: u32) -> bool {
    sent.files_of(&name_of(FILES, number)).next().is_some()
}

/// What was filled in of a task, as `log` takes it; `None` where nothing was.
fn note(sent: &Sent, number: u32) -> Option<Filled> {
    let cells = COLUMNS.iter().map(|(id, ..)| {
        let text = sent.text(&name_of(id, number)).trim();
        ((*id).to_owned(), text.to_owned())
    });
    let field = name_of(FILES, number);
    let files = sent
        .files_of(&field)
        .map(|file| (FILES.to_owned(), file.path.display().to_string()));
    let filled: Filled = cells
        .chain(files)
        .filter(|(_, text)| !text.is_empty())
        .collect();
    (!filled.is_empty()).then_some(filled)
}

/// Why nothing was written: what failed, or what a person has to answer first, which a row can't.
fn refusal(done: &Done) -> Option<String> {
    done.said.iter().find_map(|said| match said {
        Said::Failure(why, _) => Some(why.clone()),
        Said::Asks(question) => Some(format!(
            "{question}（改好再记；不改的，到这一项的页面上记，会再问一次）"
        )),
        _ => None,
    })
}

/// Writes the notes, each by a command of its own; what was said, and what was refused.
fn carried_out(
    desk: &Desk,
    notes: Vec<(u32, Filled)>,
) -> Result<(Answer, Vec<(u32, String)>), Refusal> {
    let (mut pieces, mut lines, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (number, mut filled) in notes {
        filled.push(("numbers".to_owned(), number.to_string()));
        let done = desk
            .carry_out(&front::line("log", &filled, &[]))
            .map_err(|_| Refusal::Fault)?;
        if let Some(why) = refusal(&done) {
            refused.push((number, why));
        } else {
            pieces.extend(view::pieces(desk, &done).map_err(|_| Refusal::Fault)?);
            lines.push(done.line);
        }
    }
    rows::sum_up(&mut pieces, lines.len(), "记了");
    let line = lines.join("\n");
    Ok((Answer { line, pieces }, refused))
}
