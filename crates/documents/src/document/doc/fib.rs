//! The header of the main stream: what else there is, and where it stands.

use crate::document::unreadable::{Kind, Unreadable};
use office::compound::{u16_at, u32_at};

/// The first version whose header has this form: Word 97.
const WORD_97: u16 = 0x00C1;
/// Where the lengths of the texts stand, and the places of tables.
const LENGTHS: usize = 64;
const PLACES: usize = 154;

/// A table in the table stream.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    Drawings = 40,
    Boxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// What the header says.
#[derive(Debug)]
pub(super) struct Fib {
    /// Name of the table stream.
    pub(super) table: &'static str,
    /// Characters of the text itself.
    pub(super) text: u32,
    /// First character of the text boxes, and how many there are.
    pub(super) boxes: (u32, u32),
    /// Where each [`Part`] stands, and how long it is.
    places: Vec<(u32, u32)>,
}

impl Fib {
    /// Where a table begins and ends in the table stream.
    pub(super) fn place(&self, part: Part) -> Option<(usize, usize)> {
        let (at, length) = *self.places.get(part as usize)?;
        let end = (at as usize).checked_add(length as usize)?;
        (length > 0).then_some((at as usize, end))
    }

    /// The bytes of a table.
    pub(super) fn part<'a>(&self, part: Part, table: &'a [u8]) -> Option<&'a [u8]> {
        let (from, to) = self.place(part)?;
        table.get(from..to)
    }
}

/// Reads the header; `None` where it is cut off.
pub(super) fn read(main: &[u8]) -> Option<Result<Fib, Unreadable>> {
    const LOCKED: u16 = 0x0100;
    const FIRST_TABLE: u16 = 0x0200;
    let flags = u16_at(main, 10)?;
    if u16_at(main, 0)? != 0xA5EC || u16_at(main, 2)? < WORD_97 {
        return Some(Err(Unreadable::Foreign(Kind::Doc)));
    }
    if flags & LOCKED != 0 {
        return Some(Err(Unreadable::Foreign(Kind::Encrypted)));
    }
    let length = |place: usize| u32_at(main, LENGTHS + 4 * place);
    // The text, notes, headers, comments and endnotes stand before the text boxes.
    let mut before = 0_u32;
    for place in 3..9 {
        before = before.checked_add(length(place)?)?;
    }
    let count = usize::from(u16_at(main, PLACES - 2)?).min(256);
    let place = |at: usize| {
        let at = PLACES + 8 * at;
        Some((u32_at(main, at)?, u32_at(main, at + 4)?))
    };
    Some(Ok(Fib {
        table: match flags & FIRST_TABLE {
            0 => "0Table",
            _ => "1Table",
        },
        text: length(3)?,
        boxes: (before, length(9)?),
        places: (0..count).map(place).collect::<Option<_>>()?,
    }))
}
