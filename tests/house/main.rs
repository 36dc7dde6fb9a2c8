//! The house itself: its sizes, floors, words and papers.

mod architecture;
mod dependencies;
mod floors;
mod sizes;
mod words;
