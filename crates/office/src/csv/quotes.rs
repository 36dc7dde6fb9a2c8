//! Quotes that are opened and never closed: all rows behind one would be lost in a single cell.

use super::CsvUnreadable;

/// Follows the quotes of a text that comes in pieces.
#[derive(Debug)]
pub(super) struct Quotes {
    separator: u8,
    place: Place,
    line: usize,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// A cell begins.
    Start,
    /// In a cell that has no quotes, or behind those of one that has.
    Plain,
    /// Within quotes that were opened in that line.
    Within(usize),
    /// Behind a quote that closes, or is the first of two.
    Closing(usize),
}

impl Quotes {
    pub(super) fn new(separator: u8) -> Self {
        Self {
            separator,
            place: Place::Start,
            line: 1,
        }
    }

    pub(super) fn read(&mut self, text: &[u8]) {
        for byte in text {
            self.place = match (self.place, *byte) {
                (Place::Start, b'"') => Place::Within(self.line),
                (Place::Within(line), b'"') => Place::Closing(line),
                (Place::Closing(line), b'"') | (Place::Within(line), _) => Place::Within(line),
                (_, b'\n' | b'\r') => Place::Start,
                (_, byte) if byte == self.separator => Place::Start,
                _ => Place::Plain,
            };
            self.line += usize::from(*byte == b'\n');
        }
    }

    /// At the end of the text.
    pub(super) fn end(&self) -> Result<(), CsvUnreadable> {
        match self.place {
            Place::Within(line) => Err(CsvUnreadable::OpenQuote { line }),
            _ => Ok(()),
        }
    }
}
