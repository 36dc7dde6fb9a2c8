//! Text as claims are read in it: blanks and traces left out, one kind of quotation mark and digit.

use std::ops::Range;

use office::text::width;

/// The one quotation mark.
pub(super) const QUOTE: char = '"';

/// Plain text and the way back to what stands in the file.
pub(super) struct Plain {
    pub(super) text: String,
    places: Vec<usize>,
}

impl Plain {
    pub(super) fn of(source: &str) -> Self {
        let (mut text, mut places) = (String::new(), Vec::new());
        let mut traced = false;
        for (at, c) in source.char_indices() {
            traced |= c == '【';
            if !traced && !c.is_whitespace() && !c.is_control() {
                text.push(plain_char(c));
                places.resize(text.len(), at);
            }
            traced &= c != '】';
        }
        places.push(source.len());
        Self { text, places }
    }

    /// What stands there in the file.
    pub(super) fn source<'a>(&self, source: &'a str, range: &Range<usize>) -> &'a str {
        source[self.places[range.start]..self.places[range.end]].trim()
    }
}

/// The plain form of a record.
pub(super) fn plain(text: &str) -> String {
    Plain::of(text).text
}

fn plain_char(c: char) -> char {
    match c {
        '“' | '”' | '‘' | '’' | '＂' => QUOTE,
        '％' | '０'..='９' => width::narrow(c),
        c => c,
    }
}
