//! The lists: how the levels of each are numbered, and which paragraphs' lists count together.

use std::collections::HashMap;

use super::File;
use super::fib::Part;
use crate::document::numbering::{Format, Level, Numbering};
use office::compound::{u16_at, u32_at};

/// Reads them; those that are damaged are left out.
pub(super) fn read(file: &File) -> Numbering {
    let mut numbering = Numbering::default();
    let defined = definitions(file, &mut numbering).unwrap_or_default();
    // What could be read of them stays.
    let _ = uses(file, &defined, &mut numbering);
    numbering
}

/// The levels of every definition, each under its place; the places by the definitions' own numbers.
fn definitions(file: &File, numbering: &mut Numbering) -> Option<HashMap<u32, u32>> {
    const EACH: usize = 28;
    /// Most lists: as many as a paragraph can name.
    const MOST: u16 = 0x07FF;
    let (from, to) = file.fib.place(Part::Lists)?;
    let count = u16_at(&file.table, from)?.min(MOST);
    let mut levels = file.table.get(to..)?;
    let mut places = HashMap::new();
    for place in 0..count {
        let at = from + 2 + EACH * usize::from(place);
        let simple = file.table.get(at + 26)? & 1 != 0;
        for level in 0..if simple { 1 } else { 9 } {
            let Some((definition, rest)) = self::level(levels) else {
                return Some(places);
            };
            numbering.levels.put(u32::from(place), level, definition);
            levels = rest;
        }
        places.insert(u32_at(&file.table, at)?, u32::from(place));
    }
    Some(places)
}

/// A level and what stands behind it.
fn level(bytes: &[u8]) -> Option<(Level, &[u8])> {
    const HEAD: usize = 28;
    let skipped = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let at = HEAD + skipped;
    let length = usize::from(u16_at(bytes, at)?);
    let end = at + 2 + 2 * length;
    let units = bytes.get(at + 2..end)?.chunks_exact(2);
    let units = units.map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let text: String = char::decode_utf16(units)
        .map(|sign| match sign {
            Ok(number @ '\0'..='\u{8}') => format!("%{}", number as u32 + 1),
            Ok(sign) => sign.to_string(),
            Err(_) => String::new(),
        })
        .collect();
    let mut level = Level::new(format(bytes[4]), &text);
    level.start = u32_at(bytes, 0)?;
    level.legal = bytes[5] & 4 != 0;
    Some((level, &bytes[end..]))
}

/// Which definition each list follows, and where one begins anew.
fn uses(file: &File, defined: &HashMap<u32, u32>, numbering: &mut Numbering) -> Option<()> {
    const EACH: usize = 16;
    let (from, _) = file.fib.place(Part::ListUses)?;
    let table = file.table.get(from..)?;
    let count = u32_at(table, 0)?;
    let count = count.min((table.len() / EACH) as u32);
    let mut rest = table.get(4 + EACH * count as usize..)?;
    for place in 0..count {
        let at = 4 + EACH * place as usize;
        if let Some(of) = defined.get(&u32_at(table, at)?) {
            numbering.lists.insert(place + 1, *of);
        }
    }
    for place in 0..count {
        let changed = *table.get(4 + EACH * place as usize + 12)?;
        rest = rest.get(4..)?;
        for _ in 0..changed {
            let (start, flags) = (u32_at(rest, 0)?, u32_at(rest, 4)?);
            rest = rest.get(8..)?;
            let begins = flags & 0x10 != 0;
            let mut start = start;
            if flags & 0x20 != 0 {
                let (own, behind) = level(rest)?;
                start = own.start;
                rest = behind;
            }
            if begins {
                numbering.overrides.insert((place + 1, flags & 0xF), start);
            }
        }
    }
    Some(())
}

/// The formats by Word's numbers for them.
fn format(code: u8) -> Format {
    match code {
        1 => Format::Roman { upper: true },
        2 => Format::Roman { upper: false },
        3 => Format::Letters { upper: true },
        4 => Format::Letters { upper: false },
        0x09..=0x0B | 0x10 | 0x11 | 0x1D | 0x21..=0x2C => Format::Chinese,
        0x12 | 0x1C => Format::Circled,
        0x16 => Format::Padded,
        0x17 | 0xFF => Format::Unnumbered,
        0x1E => Format::Stems,
        0x1F => Format::Branches,
        _ => Format::Arabic,
    }
}
