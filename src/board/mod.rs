//! Floor 4: the board, the numbers, the reminders. No store, no clock, no stdout.

mod bars;
mod calendar;
mod curve;
mod numbers;
mod page;
mod row;
mod timeline;

pub use numbers::{GROUP_COLUMNS, Numbers, group_cells};
pub use page::{About, Board, Names};
