//! What was said of the last things done: kept for a while, so that a page that is shown again does nothing
//! again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::newest::Newest;
use crate::piece::Piece;

/// So many are kept.
const MOST: usize = 64;

/// The answers kept.
#[derive(Debug)]
pub struct Answers {
    kept: Newest<Answer>,
    last: AtomicU64,
}

/// What was done and said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The line that does the same.
    pub line: String,
    /// What it said.
    pub pieces: Vec<Piece>,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            kept: Newest::of(MOST),
            last: AtomicU64::new(0),
        }
    }
}

impl Answers {
    /// Keeps one; under which number it is found.
    pub fn keep(&self, answer: Answer) -> String {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let number = number.to_string();
        self.kept.put(&number, Arc::new(answer));
        number
    }

    /// The one of that number, while it is kept.
    pub fn find(&self, number: &str) -> Option<Answer> {
        self.kept.find(number).map(|answer| (*answer).clone())
    }
}
