//! Floor 4: the board, the numbers, the reminders. No store, no clock, no stdout.

mod numbers;

pub use numbers::{GROUP_COLUMNS, Numbers, group_cells};
