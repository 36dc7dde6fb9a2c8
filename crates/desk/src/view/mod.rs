//! What pages show, in values that templates draw.

mod fields;
mod labels;
mod pieces;
pub mod targets;

use crate::act::Done;
use crate::piece::Kind;

/// Whether a cell under that head is a task's code, which leads to the task.
pub fn is_task(head: &str, cell: &str) -> bool {
    let is_code =
        cell.ends_with(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_whitespace);
    ["编号", "任务", "问题编号"].contains(&head) && is_code
}

/// Puts a failure at the field that it is about, and takes it from among what is told above.
pub fn blamed(form: &mut FormView, done: &Done, pieces: &mut Vec<Piece>) {
    if let Some((why, Some(field))) = done.failure()
        && form.blame(field, why)
    {
        pieces.retain(|piece| !matches!(piece, Piece::Message(Kind::Error, _)));
    }
}

pub use crate::declared::FORMS;
pub use crate::piece::{Piece, Span};
pub use fields::{FieldView, FormView, Wishes};
pub use pieces::{linked, pieces, with_tasks};
