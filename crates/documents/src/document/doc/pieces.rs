//! The characters of a document: its text lies in pieces, each of one or of two bytes a character.

use encoding_rs::WINDOWS_1252;

use super::File;
use super::fib::Part;
use office::compound::{u16_at, u32_at};

/// The pieces in the order of the text.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Debug)]
struct Piece {
    /// First character, and the one behind the last.
    from: u32,
    to: u32,
    /// Where it begins in the main stream.
    at: u32,
    /// A character is one byte.
    narrow: bool,
}

/// A character, the how manieth it is, and where it stands in the main stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub(super) place: u32,
    pub(super) at: u32,
    pub(super) is: char,
}

/// Reads the table of pieces; `None` where it is damaged, or a piece lies outside the stream.
pub(super) fn read(file: &File) -> Option<Pieces> {
    let mut rest = file.fib.part(Part::Pieces, &file.table)?;
    // Before the table come properties that pieces may name.
    while let [1, ..] = rest {
        let length = usize::from(u16_at(rest, 1)?);
        rest = rest.get(3 + length..)?;
    }
    let [2, ..] = rest else { return None };
    let length = u32_at(rest, 1)? as usize;
    let table = rest.get(5..5_usize.checked_add(length)?)?;
    let count = length.checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(count);
    for place in 0..count {
        let bounds = (u32_at(table, 4 * place)?, u32_at(table, 4 * place + 4)?);
        let place = u32_at(table, 4 * (count + 1) + 8 * place + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let at = place & 0x3FFF_FFFF;
        let piece = Piece {
            from: bounds.0,
            to: bounds.1,
            at: if narrow { at / 2 } else { at },
            narrow,
        };
        let in_order = pieces
            .last()
            .is_none_or(|last: &Piece| last.to == piece.from);
        let end = u64::from(piece.at) + u64::from(piece.to.checked_sub(piece.from)?) * piece.size();
        if !in_order || end > file.main.len() as u64 {
            return None;
        }
        pieces.push(piece);
    }
    Some(Pieces(pieces))
}

impl Piece {
    fn size(&self) -> u64 {
        if self.narrow { 1 } else { 2 }
    }
}

impl Pieces {
    /// How many characters there are.
    pub(super) fn characters(&self) -> usize {
        self.0.last().map_or(0, |last| last.to as usize)
    }

    /// The characters from that one on, so many.
    pub(super) fn signs<'a>(
        &'a self,
        main: &'a [u8],
        from: u32,
        count: u32,
    ) -> impl Iterator<Item = Sign> + 'a {
        let to = from.saturating_add(count);
        let places = self.0.iter().flat_map(move |piece| {
            let places = piece.from.max(from)..piece.to.min(to);
            places.map(move |place| (piece, place))
        });
        // Half of a character that takes four bytes.
        let mut half = None;
        places.flat_map(move |(piece, place)| {
            let at = piece.at + (place - piece.from) * piece.size() as u32;
            let read = if piece.narrow {
                let byte = main.get(at as usize..=at as usize).unwrap_or_default();
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(byte);
                [text.chars().next(), None]
            } else {
                let unit = u16_at(main, at as usize).unwrap_or_default();
                wide(&mut half, unit)
            };
            let read = read.into_iter().flatten();
            read.map(move |is| Sign { place, at, is })
        })
    }
}

/// What a unit of UTF-16 gives, behind the half of a character that came before it.
fn wide(half: &mut Option<u16>, unit: u16) -> [Option<char>; 2] {
    let units = [half.take(), Some(unit)];
    if units[0].is_none() && (0xD800..0xDC00).contains(&unit) {
        *half = Some(unit);
        return [None; 2];
    }
    let mut read = char::decode_utf16(units.into_iter().flatten());
    let mut next = || Some(read.next()?.unwrap_or(char::REPLACEMENT_CHARACTER));
    [next(), next()]
}
