//! What was said of the last things done: kept for a while, so that a page that is shown again does nothing
//! again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::view::Piece;

/// So many are kept.
const MOST: usize = 64;

/// The answers kept.
#[derive(Debug, Default)]
pub struct Answers(Mutex<(u64, VecDeque<(u64, Answer)>)>);

/// What was done and said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The line that does the same.
    pub line: String,
    /// What it said.
    pub pieces: Vec<Piece>,
}

impl Answers {
    /// Keeps one; under which number it is found.
    pub fn keep(&self, answer: Answer) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.0 += 1;
        let number = kept.0;
        kept.1.push_back((number, answer));
        if kept.1.len() > MOST {
            kept.1.pop_front();
        }
        number.to_string()
    }

    /// The one of that number, while it is kept.
    pub fn find(&self, number: &str) -> Option<Answer> {
        let number: u64 = number.parse().ok()?;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.1.iter().find(|(own, _)| *own == number);
        found.map(|(_, answer)| answer.clone())
    }
}
