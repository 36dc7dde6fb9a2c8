//! Text boxes: their texts stand one behind the other after all other text, and belong to where a drawing of
//! the same number is anchored.

use std::collections::BTreeMap;

use super::File;
use super::fib::Part;
use office::compound::u32_at;

/// First character of a text, and how many there are.
pub(super) type Stretch = (u32, u32);

/// The boxes by the character where they are anchored, and those of which that is not known.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    pub(super) anchored: BTreeMap<u32, Vec<Stretch>>,
    pub(super) others: Vec<Stretch>,
}

/// Finds them, as far as the tables of them can be read.
pub(super) fn read(file: &File) -> Boxes {
    const DRAWING: usize = 26;
    const BOX: usize = 22;
    const NUMBER: usize = 14;
    let (first, count) = file.fib.boxes;
    let mut anchors = BTreeMap::new();
    for (at, _, entry) in entries(file, Part::Drawings, DRAWING) {
        anchors.extend(u32_at(entry, 0).map(|number| (number, at)));
    }
    let mut boxes = Boxes::default();
    let mut known = 0;
    for (from, to, entry) in entries(file, Part::Boxes, BOX) {
        if from != known || to < from || to > count {
            break;
        }
        known = to;
        let stretch = (first.saturating_add(from), to - from);
        let anchor = u32_at(entry, NUMBER).and_then(|number| anchors.get(&number));
        match anchor {
            Some(at) => boxes.anchored.entry(*at).or_default().push(stretch),
            None => boxes.others.push(stretch),
        }
    }
    boxes
        .others
        .push((first.saturating_add(known), count - known));
    boxes
}

/// The entries of a table: the characters that each is for, and what it says.
fn entries(file: &File, part: Part, size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let table = file.fib.part(part, &file.table).unwrap_or_default();
    let count = table.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |place| {
        let from = u32_at(table, 4 * place)?;
        let to = u32_at(table, 4 * (place + 1))?;
        let at = 4 * (count + 1) + size * place;
        Some((from, to, table.get(at..at + size)?))
    })
}
