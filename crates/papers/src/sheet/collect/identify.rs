//! Which task a returned row speaks of: by the code that was sent, by the superior's number, else by the
//! problem that stands in it.

use super::locate::Found;
use super::locate::Sheet;
use super::merged;
use super::{Advice, Desk};
use crate::sheet::column::Key;
use crate::sheet::form::{Sent, SentRow};
use documents::register::{number_key, same_title};
use model::task::Task;

/// Why a whole row is not taken, and what can be done about it.
pub(super) type Unknown = (String, Option<Advice>);

/// The row that was sent, its task and its measure.
pub(super) struct Known<'a> {
    pub(super) sent: &'a SentRow,
    pub(super) task: Task,
    pub(super) measure: Option<u32>,
    /// Its code does not say so; its problem does.
    pub(super) by_problem: bool,
    /// Its code by now, where that is another than the one that was sent.
    pub(super) moved: Option<String>,
}

/// What was sent under this code, or of this problem; else why the whole row is not taken.
pub(super) fn identify<'a>(
    desk: &mut Desk<'_>,
    sent: &'a Sent,
    found: &Found,
    sheet: &Sheet<'_>,
) -> Result<Known<'a>, Unknown> {
    if found.repeated {
        return Err(("问题编号与上面的行重复，整行未采用".to_owned(), None));
    }
    let by_code = sent
        .rows
        .iter()
        .find(|known| is_code(&found.code, &known.code, &sent.unit))
        .filter(|_| !found.dated);
    let by_number = || by_external(desk, sent, &found.code).filter(|_| !found.code.is_empty());
    let named = by_code.or_else(by_number);
    let by_problem = named.is_none();
    let known = match named {
        Some(known) => known,
        None => by_text(sent, found, sheet.rows).ok_or_else(|| unknown(found, sent, sheet))?,
    };
    if !sheet.marked && !by_problem && is_another(sent, known, found) {
        let reason = "编号与“存在问题”对不上，整行未采用；请核对编号";
        return Err((reason.to_owned(), None));
    }
    let (number, measure) = split_code(&known.code, &sent.unit);
    let (number, measure, moved) = now_called(desk, sent, number, measure);
    let task = number
        .and_then(|number| desk.task(number))
        .cloned()
        .ok_or_else(|| ("台账中没有这个编号".to_owned(), None))?;
    if measure.is_some_and(|key| task.measure(key).is_none()) {
        return Err(("台账中已没有这条措施，整行未采用".to_owned(), None));
    }
    Ok(Known {
        sent: known,
        task,
        measure,
        by_problem,
        moved,
    })
}

/// What a task and its measure are called by now; the code, where that is another.
fn now_called(
    desk: &Desk<'_>,
    sent: &Sent,
    number: Option<u32>,
    measure: Option<u32>,
) -> (Option<u32>, Option<u32>, Option<String>) {
    let Some(number) = number else {
        return (None, measure, None);
    };
    let now = desk.ledger.now_called(&sent.submission(), number, measure);
    let code = match now {
        (task, Some(key)) => format!("{task}（{key}）"),
        (task, None) => task.to_string(),
    };
    let moved = (now != (number, measure)).then_some(code);
    (Some(now.0), now.1, moved)
}

fn unknown(found: &Found, sent: &Sent, sheet: &Sheet<'_>) -> Unknown {
    if found.dated {
        let reason = "问题编号被改成了日期，整行未采用；请改回下发时的编号";
        return (reason.to_owned(), None);
    }
    if !found.code.is_empty() {
        let reason = "下发表中没有这个编号，整行未采用";
        return (reason.to_owned(), Some(Advice::Register));
    }
    let code = sent
        .titles
        .iter()
        .position(|title| title == super::locate::CODE);
    let column = code.and_then(|at| sheet.place.columns.get(&at));
    let above = column.and_then(|column| merged::above(sheet.grid, found.at, *column));
    if let Some(row) = above {
        let reason = format!(
            "问题编号与第{}行合并，一个编号只认一行，这一行未采用；请写进第{}行的格里",
            row + 1,
            row + 1
        );
        return (reason, None);
    }
    let advice = Some(Advice::RegisterOrAddMeasure);
    ("新增的行没有问题编号，未采用".to_owned(), advice)
}

/// Whether what stands there is the code, with or without the unit's.
fn is_code(written: &str, code: &str, unit: &str) -> bool {
    written == code
        || !unit.is_empty() && !written.is_empty() && own(written, unit) == own(code, unit)
}

/// A code without the unit's own.
fn own<'a>(code: &'a str, unit: &str) -> &'a str {
    let rest = code.strip_prefix(unit).filter(|_| !unit.is_empty());
    rest.and_then(|rest| rest.strip_prefix('-')).unwrap_or(code)
}

/// The row of the task to which the superior gives that number; the department may have written it for
/// ours.
fn by_external<'a>(desk: &mut Desk<'_>, sent: &'a Sent, number: &str) -> Option<&'a SentRow> {
    let key = number_key(number);
    let mut found = sent.rows.iter().filter(|known| {
        let (task, measure) = split_code(&known.code, &sent.unit);
        let (task, measure, _) = now_called(desk, sent, task, measure);
        let task = task.and_then(|task| desk.task(task));
        let external = task.and_then(|task| task.external.as_deref());
        measure.is_none() && external.is_some_and(|external| number_key(external) == key)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether the problem that stands in the row is not the one of its code: codes alone say little of a sheet
/// that does not say whose it is.
fn is_another(sent: &Sent, known: &SentRow, found: &Found) -> bool {
    let problem = sent
        .titles
        .iter()
        .position(|title| title == Key::Problem.title());
    let problem = problem.and_then(|at| known.cells.get(at));
    problem.is_some_and(|problem| {
        !found.problem.trim().is_empty() && !same_title(problem, &found.problem)
    })
}

/// The only row that was sent with that problem and that no other row names, or of several of its measures
/// the one that stands there.
fn by_text<'a>(sent: &'a Sent, found: &Found, rows: &[Found]) -> Option<&'a SentRow> {
    let named = |row: &SentRow| {
        rows.iter()
            .any(|other| is_code(&other.code, &row.code, &sent.unit))
    };
    let at = |key: Key| sent.titles.iter().position(|title| title == key.title());
    let says = |row: &SentRow, key: Key, text: &str| {
        let cell = at(key).and_then(|at| row.cells.get(at));
        cell.is_some_and(|cell| same_title(cell, text))
    };
    let problem = sent.rows.iter();
    let of_problem: Vec<&SentRow> = problem
        .filter(|row| says(row, Key::Problem, &found.problem) && !named(row))
        .collect();
    match of_problem.as_slice() {
        [only] => Some(only),
        several => {
            let measures = |row: &&&SentRow| says(row, Key::Measures, &found.measures);
            let mut found = several.iter().filter(measures);
            let first = found.next()?;
            found.next().is_none().then_some(*first)
        }
    }
}

/// `12` or `12（1）`, in a superior's form with the unit's code before it.
pub(super) fn split_code(code: &str, unit: &str) -> (Option<u32>, Option<u32>) {
    let code = own(code, unit);
    match code.split_once('（') {
        Some((number, key)) => (number.parse().ok(), key.trim_end_matches('）').parse().ok()),
        None => (code.parse().ok(), None),
    }
}
