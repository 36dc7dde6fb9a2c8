//! The board, the numbers, the reminders.

#[path = "../common/office.rs"]
mod office;

mod letters;
mod made;
mod numbers;
mod page;
mod rules;
mod told;
