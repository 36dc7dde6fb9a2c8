//! Two at one task: what became of it since a form was shown is told before the form is carried out.

use ledger::cli::front::{Form, Kind, Said};

use super::verb::{Filled, own, value};
use crate::refusal::Refusal;
use crate::view::Piece;
use crate::work::Desk;

/// What happened to the tasks of a form since it was shown, as lines of their history; nothing where nothing
/// did, or where the form is about no task.
pub(crate) fn changed(desk: &Desk, form: &Form, filled: &Filled) -> Result<Vec<Piece>, Refusal> {
    let Ok(seen) = value(filled, own::SEEN).parse::<u64>() else {
        return Ok(Vec::new());
    };
    if !form.changes || desk.sequence() <= seen {
        return Ok(Vec::new());
    }
    let tasks = form.fields.iter().filter(|field| field.kind == Kind::Tasks);
    let mut changed = Vec::new();
    for field in tasks {
        for text in filled
            .iter()
            .filter(|(id, _)| *id == field.id)
            .map(|(_, text)| text)
        {
            for number in numbers(text) {
                changed.extend(since(desk, number, seen)?);
            }
        }
    }
    Ok(changed)
}

/// The history of a task after an entry.
fn since(desk: &Desk, number: u32, seen: u64) -> Result<Option<Piece>, Refusal> {
    let store = desk.store().map_err(|_| Refusal::Fault)?;
    let Some(store) = store else { return Ok(None) };
    // A number that no task has is told by the command itself.
    let history = store.task_history(number).unwrap_or_default();
    if history.iter().all(|entry| entry.entry.sequence <= seen) {
        return Ok(None);
    }
    let line = ["history".to_owned(), number.to_string()];
    let done = desk.carry_out(&line).map_err(|_| Refusal::Fault)?;
    let table = done.said.into_iter().find_map(|said| match said {
        Said::Table(table) => Some(table),
        _ => None,
    });
    Ok(table.map(|mut table| {
        table.rows.retain(|row| {
            let sequence = row.first().and_then(|cell| cell.parse::<u64>().ok());
            sequence.is_some_and(|sequence| sequence > seen)
        });
        Piece::Table(table)
    }))
}

/// The numbers in a text: 3, 5-8.
fn numbers(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let is_between = |c: char| !c.is_ascii_digit() && c != '-';
    for part in text.split(is_between).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) {
            // More than anybody changes at once is not looked at one by one.
            numbers.extend((from..=to).take(200));
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(numbers("3"), [3]);
        assert_eq!(numbers("3、5-7，12"), [3, 5, 6, 7, 12]);
        assert_eq!(numbers(""), Vec::<u32>::new());
        assert_eq!(numbers("x"), Vec::<u32>::new());
    }
}
