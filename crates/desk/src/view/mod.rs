//! What pages show, in values that templates draw.

mod fields;
mod pieces;
pub mod targets;

/// Whether a cell under that head is a task's code, which leads to the task.
pub fn is_task(head: &str, cell: &str) -> bool {
    let is_code =
        cell.ends_with(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_whitespace);
    ["编号", "任务", "问题编号"].contains(&head) && is_code
}

pub use crate::piece::{Piece, Span};
pub use fields::{FieldView, FormView, Wishes};
pub use pieces::{FORMS, linked, pieces, with_tasks};
