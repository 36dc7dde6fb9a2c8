//! The house itself: its sizes, floors, words and papers.

mod architecture;
mod dependencies;
mod floors;
mod questions;
mod sizes;
mod words;
