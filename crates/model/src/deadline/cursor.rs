//! A place in the words of a date phrase.

use office::text::{numeral, width};

/// The words from some place on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a [char],
}

/// A number as it stands in the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many characters it takes.
    pub(super) length: usize,
    /// In digits, not in characters.
    pub(super) arabic: bool,
}

/// The words in half-width forms without blanks; a blank between two digits stays, which nothing
/// reads: `6 30` is not 630.
pub(super) fn normalize(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().map(width::narrow) {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let between = c.is_ascii_digit() && out.last().is_some_and(char::is_ascii_digit);
        if std::mem::take(&mut blank) && between {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

impl Cursor<'_> {
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes the word, where it stands here.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let mut rest = self.rest.iter();
        let here = word.chars().all(|c| rest.next() == Some(&c));
        if here {
            self.rest = rest.as_slice();
        }
        here
    }

    /// Takes the first of the words that stands here.
    pub(super) fn any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.take(word))
    }

    /// Takes the first of the words that stands here, for what it means.
    pub(super) fn meaning<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| self.take(word))?;
        Some(found.1)
    }

    /// What `read` takes; nothing is taken where it gives none.
    pub(super) fn whole<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.rest;
        let found = read(self);
        if found.is_none() {
            self.rest = before;
        }
        found
    }

    /// Takes a number, Arabic or Chinese.
    pub(super) fn number(&mut self) -> Option<Number> {
        let digits = self.rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let length = if digits > 0 {
            digits
        } else {
            let counting = |c: &&char| numeral::is_counting(**c);
            self.rest.iter().take_while(counting).count()
        };
        let word: String = self.rest[..length].iter().collect();
        let value = numeral::read(&word)?;
        self.rest = &self.rest[length..];
        Some(Number {
            value,
            length,
            arabic: digits > 0,
        })
    }

    /// The next character.
    pub(super) fn next(&self) -> Option<char> {
        self.rest.first().copied()
    }
}
