//! What was said of the last things done: kept for a while, so that a page that is shown again does nothing
//! again.

use std::sync::Arc;

use crate::newest::Newest;
use crate::piece::Piece;
use crate::secret::secret;

/// So many are kept.
const MOST: usize = 64;

/// The answers kept.
#[derive(Debug)]
pub struct Answers(Newest<Answer>);

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
        Self(Newest::of(MOST))
    }
}

impl Answers {
    /// Keeps one; under which name it is found, which no other session gives. None where the system gives no
    /// random bytes: then it is done, and not told.
    pub fn keep(&self, answer: Answer) -> String {
        let name = secret().unwrap_or_default();
        self.0.put(&name, Arc::new(answer));
        name
    }

    /// The one of that name, while it is kept.
    pub fn find(&self, name: &str) -> Option<Answer> {
        let found = self.0.find(name).filter(|_| !name.is_empty());
        found.map(|answer| (*answer).clone())
    }
}
