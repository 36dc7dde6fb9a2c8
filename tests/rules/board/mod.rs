//! The board, the numbers, the reminders.

mod letters;
mod made;
mod numbers;
mod page;
mod rules;
mod told;
