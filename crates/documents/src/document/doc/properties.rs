//! What is known of paragraphs and of characters: changes (sprm) to how they would be else, kept in pages of
//! 512 bytes by where the text stands in the main stream.

use super::File;
use super::fib::Part;
use office::compound::{u16_at, u32_at};

const PAGE: usize = 512;
/// Most columns of a table row.
const COLUMNS: usize = 64;

/// One change: what is changed, and to what.
pub(super) type Change<'a> = (u16, &'a [u8]);

/// The changes in a row of them, as far as they can be told apart.
pub(super) fn changes(mut bytes: &[u8]) -> impl Iterator<Item = Change<'_>> {
    const TABLE: u16 = 0xD608;
    const TABS: u16 = 0xC615;
    std::iter::from_fn(move || {
        let code = u16_at(bytes, 0)?;
        let rest = bytes.get(2..)?;
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == TABLE => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ if code == TABS && rest.first() == Some(&255) => {
                let removed = usize::from(*rest.get(1)?);
                let added = usize::from(*rest.get(2 + 4 * removed)?);
                (1, 2 + 4 * removed + 3 * added)
            }
            _ => (1, usize::from(*rest.first()?)),
        };
        let value = rest.get(skip..skip + length)?;
        bytes = &rest[skip + length..];
        Some((code, value))
    })
}

/// What a style or a paragraph says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Its style.
    pub(super) style: u16,
    /// Level of a heading, from 1; 0 for the body.
    pub(super) level: Option<u8>,
    /// Its list, 0 for none, and the level in it.
    pub(super) list: Option<u16>,
    pub(super) list_level: Option<u8>,
    pub(super) in_table: bool,
    /// Its mark ends a row.
    pub(super) ends_row: bool,
    /// How many tables it stands in.
    pub(super) depth: u32,
    pub(super) row: Option<Row>,
}

/// How the cells of a row stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The edges of its cells from the left.
    pub(super) edges: Vec<i16>,
    /// What is merged, cell by cell.
    pub(super) merges: Vec<u16>,
}

impl Paragraph {
    /// Takes changes over; those that are too long stand in the stream of data.
    pub(super) fn change(&mut self, bytes: &[u8], data: &[u8]) {
        for (code, value) in changes(bytes) {
            let byte = value.first().copied().unwrap_or_default();
            match code {
                0x2416 => self.in_table = byte != 0,
                0x2417 => self.ends_row = byte != 0,
                0x2640 => self.level = Some(if byte < 9 { byte + 1 } else { 0 }),
                0x260A => self.list_level = Some(byte),
                0x460B => self.list = u16_at(value, 0),
                0x6649 => self.depth = u32_at(value, 0).unwrap_or_default(),
                0xD608 => self.row = Row::read(value),
                // Once: what stands there names no other place.
                0x6645 | 0x6646 => {
                    let at = u32_at(value, 0).unwrap_or(u32::MAX) as usize;
                    let length = u16_at(data, at).map_or(0, usize::from);
                    let from = at.saturating_add(2);
                    if let Some(long) = data.get(from..from.saturating_add(length)) {
                        self.change(long, &[]);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Row {
    fn read(value: &[u8]) -> Option<Self> {
        const EACH: usize = 20;
        let count = usize::from(*value.first()?).min(COLUMNS);
        let edges = (0..=count).map(|place| u16_at(value, 1 + 2 * place).map(|edge| edge as i16));
        let edges = edges.collect::<Option<Vec<i16>>>()?;
        let cells = 1 + 2 * edges.len();
        let merges = (0..count).map(|place| u16_at(value, cells + EACH * place).unwrap_or(0));
        Some(Self {
            merges: merges.collect(),
            edges,
        })
    }
}

/// The pages of one kind: where each begins to hold, and its number.
pub(super) struct Pages<'a> {
    main: &'a [u8],
    from: Vec<u32>,
    numbers: Vec<u32>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(file: &'a File, part: Part) -> Self {
        let table = file.fib.part(part, &file.table).unwrap_or_default();
        let count = table.len().saturating_sub(4) / 8;
        let numbers = |from: usize, count: usize| {
            let each = (0..count).map(|place| u32_at(table, from + 4 * place));
            each.map(Option::unwrap_or_default).collect()
        };
        Self {
            main: &file.main,
            from: numbers(0, count),
            numbers: numbers(4 * (count + 1), count),
        }
    }

    /// The page, and the run in it, that holds what stands at that place.
    fn run(&self, at: u32) -> Option<(&'a [u8], usize, usize)> {
        let next = self.from.partition_point(|from| *from <= at);
        let number = self.numbers.get(next.checked_sub(1)?)? & 0x003F_FFFF;
        let start = number as usize * PAGE;
        let page = self.main.get(start..start + PAGE)?;
        let count = usize::from(page[PAGE - 1]);
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if u32_at(page, 4 * (middle + 1))? <= at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < count && u32_at(page, 4 * low)? <= at).then_some((page, low, count))
    }

    /// Whether a paragraph ends with the character at that place.
    pub(super) fn ends(&self, at: u32) -> bool {
        let end = self
            .run(at)
            .and_then(|(page, run, _)| u32_at(page, 4 * (run + 1)));
        end.is_none_or(|end| end <= at.saturating_add(2))
    }

    /// The style and the changes of the paragraph whose text stands at that place.
    pub(super) fn paragraph(&self, at: u32) -> Option<(u16, &'a [u8])> {
        let (page, run, count) = self.run(at)?;
        let offset = 2 * usize::from(*page.get(4 * (count + 1) + 13 * run)?);
        let (skip, length) = match *page.get(offset)? {
            0 => (2, 2 * usize::from(*page.get(offset + 1)?)),
            half => (1, 2 * usize::from(half) - 1),
        };
        let bytes = page.get(offset + skip..offset + skip + length)?;
        Some((u16_at(bytes, 0)?, bytes.get(2..)?))
    }

    /// The changes of the characters at that place, and where they end to hold.
    pub(super) fn characters(&self, at: u32) -> Option<(&'a [u8], u32)> {
        let (page, run, count) = self.run(at)?;
        let end = u32_at(page, 4 * (run + 1))?;
        let offset = 2 * usize::from(*page.get(4 * (count + 1) + run)?);
        if offset == 0 {
            return Some((&[], end));
        }
        let length = usize::from(*page.get(offset)?);
        Some((page.get(offset + 1..offset + 1 + length)?, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_taken_over_as_far_as_they_can_be_told_apart() {
        // A level, a list, a variable one that is passed over, the level again, one that is cut off.
        let bytes = [
            0x40, 0x26, 2, 0x0B, 0x46, 5, 0, 0x4F, 0xCA, 2, 9, 9, 0x0A, 0x26, 1, 0x0B, 0x46, 7,
        ];
        let mut known = Paragraph::default();
        known.change(&bytes, &[]);
        assert_eq!(
            (known.level, known.list, known.list_level),
            (Some(3), Some(5), Some(1))
        );
        for (byte, level) in [(8, 9), (9, 0), (255, 0)] {
            known.change(&[0x40, 0x26, byte], &[]);
            assert_eq!(known.level, Some(level));
        }
        // What stands elsewhere is read once, and names no other place.
        let data = [0, 6, 0, 0x46, 0x66, 1, 0, 0, 0];
        known.change(&[0x46, 0x66, 1, 0, 0, 0], &data);
        assert_eq!(known.level, Some(0));
    }
}
