//! What pages show, in values that templates draw.

mod fields;
mod pieces;

pub use fields::{FieldView, FormView, Wishes};
pub use pieces::{FORMS, Piece, Span, linked, pieces};
