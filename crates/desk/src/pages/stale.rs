//! Two at one task: what became of it since a form was shown is told before the form is carried out.

use ledger::cli::front::{self, Form, Kind, Said};

use super::verb::{Filled, own, value};
use crate::piece;
use crate::refusal::Refusal;
use crate::view::{Piece, linked};
use crate::work::Desk;

/// Said where the ledger had come further when the form was made.
const GONE_BACK: &str = "台账还原过：您打开这一页的时候，它后面还有记录";

/// What happened to the tasks of a form since it was shown, as lines of their history; nothing where nothing
/// did, or where the form is about no task.
pub(crate) fn changed(desk: &Desk, form: &Form, filled: &Filled) -> Result<Vec<Piece>, Refusal> {
    let Ok(seen) = value(filled, own::SEEN).parse::<u64>() else {
        return Ok(Vec::new());
    };
    if !form.changes {
        return Ok(Vec::new());
    }
    let told = |text: &str| Ok(vec![Piece::Message(piece::Kind::Warning, linked(text))]);
    let store = match desk.store() {
        Ok(None) => return Ok(Vec::new()),
        Ok(Some(store)) => store,
        Err(fault) => return told(&unreadable(fault)),
    };
    match store.sequence() {
        Ok(now) if now == seen => return Ok(Vec::new()),
        Ok(now) if now < seen => return told(GONE_BACK),
        Ok(_) => {}
        Err(fault) => return told(&unreadable(fault)),
    }
    let ids = form.fields.iter().filter(|field| field.kind == Kind::Tasks);
    let mut changed = Vec::new();
    for field in ids {
        let texts = filled.iter().filter(|(id, _)| *id == field.id);
        // What is no number is told by the command itself.
        let numbers = texts.flat_map(|(_, text)| front::numbers(text).unwrap_or_default());
        for number in numbers {
            // A number that no task has is told by the command, too.
            if store.task(number).is_ok_and(|task| task.last_entry > seen) {
                changed.extend(since(desk, number, seen)?);
            }
        }
    }
    Ok(changed)
}

/// Said where nobody can tell what changed.
fn unreadable(fault: store::Error) -> String {
    let why = front::told(fault);
    format!("{why}：不知道这期间有没有变动，没有写入")
}

/// The history of a task after an entry.
fn since(desk: &Desk, number: u32, seen: u64) -> Result<Option<Piece>, Refusal> {
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
