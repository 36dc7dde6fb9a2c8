//! Floor 4: the board, the numbers, the reminders. No store, no clock, no stdout.

mod bars;
mod calendar;
mod curve;
mod dates;
mod letter;
mod numbers;
mod page;
mod reminders;
mod row;
mod shown;
mod timeline;

pub use dates::Dates;
pub use letter::Letter;
pub use numbers::{GROUP_COLUMNS, Numbers, group_cells};
pub use page::{About, Board, Names};
pub use reminders::{Item, Reminders, Urged, Urgency};
