//! Quotes that are opened and never closed, for all rows behind one would be lost in a single cell; and
//! cells and rows that are longer than any program keeps them.

use super::CsvUnreadable;
use crate::limits;

/// Most characters of a row: fifteen cells, each as full as may be.
const MOST_OF_ROW: usize = 15 * limits::CELL;

/// Follows the quotes of a text that comes in pieces.
#[derive(Debug)]
pub(super) struct Quotes {
    separator: u8,
    place: Place,
    line: usize,
    /// The line in which the row begins, its cells before this one, and the characters of both.
    begun: usize,
    column: usize,
    row: usize,
    cell: usize,
    /// The first thing that is more than is read.
    over: Option<CsvUnreadable>,
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
            begun: 1,
            column: 0,
            row: 0,
            cell: 0,
            over: None,
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
            self.count(*byte);
        }
    }

    fn count(&mut self, byte: u8) {
        if !matches!(self.place, Place::Start) {
            // Bytes that go on with a character are none of their own.
            self.cell += usize::from(byte & 0xC0 != 0x80);
            let most = match self.place {
                // The quotes around it.
                Place::Within(_) | Place::Closing(_) => limits::CELL + 2,
                Place::Start | Place::Plain => limits::CELL,
            };
            if self.cell > most || self.column >= limits::COLUMNS as usize {
                self.refuse();
            }
            return;
        }
        self.row += std::mem::take(&mut self.cell);
        self.column += 1;
        if byte != self.separator {
            (self.begun, self.column, self.row) = (self.line, 0, 0);
        } else if self.column >= limits::WIDTH || self.row > MOST_OF_ROW {
            self.refuse();
        }
    }

    #[cold]
    fn refuse(&mut self) {
        let (line, column) = (self.begun, self.column as u32);
        self.over
            .get_or_insert(if self.column >= limits::COLUMNS as usize {
                CsvUnreadable::TooManyColumns { line }
            } else if self.row > MOST_OF_ROW {
                CsvUnreadable::LongRow { line }
            } else {
                CsvUnreadable::LongCell { line, column }
            });
    }

    /// What is more than is read, as soon as it came.
    pub(super) fn over(&self) -> Result<(), CsvUnreadable> {
        self.over.map_or(Ok(()), Err)
    }

    /// At the end of the text.
    pub(super) fn end(&self) -> Result<(), CsvUnreadable> {
        self.over()?;
        match self.place {
            Place::Within(line) => Err(CsvUnreadable::OpenQuote { line }),
            _ => Ok(()),
        }
    }
}
