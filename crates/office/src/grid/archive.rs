//! A look into the zip before a library unpacks it: declared sizes and counts may lie.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use super::Unreadable;
use crate::archive::Archive;
use crate::limits::Budget;
use crate::xml::{self, Node};

const MOST_PARTS: usize = 4_096;
/// Most bytes that one part may unpack into, and all of them.
const MOST_BYTES: u64 = 768 << 20;
/// What is smaller needs no suspicion.
const SMALL: u64 = 32 << 20;
/// Real sheets shrink 10 to 100 times, zeros a thousand times.
const MOST_RATIO: u64 = 300;
/// What a shared string takes besides its text.
const STRING: usize = 24;
/// What all cell formats of a workbook may take: each has its own copy of a font, a filling and a border.
const FORMATS: usize = 48 << 20;

/// What is known of the parts of a checked archive, by their names.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The ends of large ones: what stands after the cells of a sheet is found there.
    pub(super) tails: BTreeMap<String, Vec<u8>>,
    sizes: BTreeMap<String, u64>,
    /// Bytes that may still be read of them.
    left: u64,
}

impl Parts {
    /// A part is going to be read: several sheets may name the same one.
    pub(super) fn reading(&mut self, name: &str) -> Result<(), Unreadable> {
        let size = self.sizes.get(&name.to_ascii_lowercase());
        let size = size.or_else(|| self.sizes.values().max());
        match self.left.checked_sub(size.copied().unwrap_or_default()) {
            Some(left) => self.left = left,
            None => return Err(too_large(name)),
        }
        Ok(())
    }
}

const TAIL: usize = 1 << 20;

/// Unpacks every part, keeping only the ends of large ones, and refuses bombs.
pub(super) fn check(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let mut archive = open(bytes)?;
    if archive.count() > MOST_PARTS {
        return Err(too_large(&format!("{} parts", archive.count())));
    }
    let all = (bytes.len() as u64).saturating_mul(MOST_RATIO);
    let all = all.clamp(2 * SMALL, 2 * MOST_BYTES);
    let mut parts = Parts {
        left: all,
        ..Parts::default()
    };
    let mut left = all;
    for at in 0..archive.count() {
        let mut part = archive.at(at).map_err(damaged)?;
        let packed = part.compressed_size();
        let name: String = part.name().map(Into::into).map_err(damaged)?;
        let limit = MOST_BYTES.min(packed.saturating_mul(MOST_RATIO).max(SMALL));
        let unpacked = tail(&mut part, limit.min(left))?;
        let (size, tail) = unpacked.ok_or_else(|| too_large(&name))?;
        left -= size;
        if size > SMALL {
            parts.tails.insert(name.clone(), tail);
        }
        let known = parts
            .sizes
            .entry(name.replace('\\', "/").to_ascii_lowercase());
        let known = known.or_default();
        *known = size.max(*known);
    }
    Ok(parts)
}

/// Counts what a workbook's tables of strings and formats hold: a library makes room for as many strings
/// as are announced, and copies fonts into every format.
pub(super) fn check_tables(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = open(bytes)?;
    for at in 0..archive.count() {
        let part = archive.at(at).map_err(damaged)?;
        let name: String = part.name().map(Into::into).map_err(damaged)?;
        let small = name.to_ascii_lowercase();
        if small.ends_with("sharedstrings.xml") {
            let budget = Budget::packed(bytes.len());
            if !strings(BufReader::new(part), budget)? {
                return Err(too_large(&name));
            }
        } else if small.ends_with("styles.xml") && formats(BufReader::new(part))? > FORMATS {
            return Err(too_large(&name));
        }
    }
    Ok(())
}

/// Whether the shared strings, those that are there and those that are announced, fit into the budget.
fn strings(part: BufReader<impl Read>, mut budget: Budget) -> Result<bool, Unreadable> {
    let mut fits = true;
    let mut take = |bytes: usize| fits &= budget.bytes(bytes).is_ok();
    let mut first = true;
    xml::walk_read(part, |node| {
        match node {
            Node::Start("sst", element) if std::mem::take(&mut first) => {
                let announced = xml::attribute(element, "uniqueCount");
                let announced = announced.and_then(|count| count.trim().parse().ok());
                take(announced.unwrap_or(0_usize).saturating_mul(STRING));
            }
            Node::Start("si", _) => take(STRING),
            Node::Text(text) => take(text.len()),
            Node::Start(..) | Node::End(_) => {}
        }
        Ok::<(), Unreadable>(())
    })?;
    Ok(fits)
}

/// How many bytes the formats of cells take, each with the longest font, filling and border there is.
fn formats(part: BufReader<impl Read>) -> Result<usize, Unreadable> {
    const COPIED: [&str; 4] = ["font", "fill", "border", "numFmt"];
    let (mut longest, mut now, mut inside) = ([0_usize; 4], 0, None);
    let mut count = 0_usize;
    xml::walk_read(part, |node| {
        match node {
            Node::Start(name, element) => {
                count += usize::from(name == "xf");
                if inside.is_none() {
                    inside = COPIED.iter().position(|copied| *copied == name);
                    now = 0;
                }
                now += element.len();
            }
            Node::End(name) => {
                if let Some(place) = inside.filter(|place| COPIED[*place] == name) {
                    longest[place] = longest[place].max(now);
                    inside = None;
                }
            }
            Node::Text(text) => now += text.len(),
        }
        Ok::<(), Unreadable>(())
    })?;
    let each: usize = longest.iter().sum();
    Ok(each.saturating_mul(count))
}

fn too_large(part: &str) -> Unreadable {
    let part = part.to_owned();
    Unreadable::TooLarge { part }
}

/// How many bytes a part has, and its last ones; `None` when it goes beyond the limit.
fn tail(part: &mut impl Read, limit: u64) -> Result<Option<(u64, Vec<u8>)>, Unreadable> {
    let (mut last, mut before) = (Vec::new(), Vec::new());
    let mut size = 0;
    loop {
        last.clear();
        let mut piece = part.take(TAIL as u64);
        let filled = piece.read_to_end(&mut last).map_err(damaged)?;
        size += filled as u64;
        if size > limit {
            return Ok(None);
        }
        if filled < TAIL {
            before.append(&mut last);
            return Ok(Some((size, before)));
        }
        std::mem::swap(&mut last, &mut before);
    }
}

/// Whether the archive has a part of this name.
pub(crate) fn holds(bytes: &[u8], part: &str) -> bool {
    open(bytes).is_ok_and(|archive| archive.names().iter().any(|name| name == part))
}

/// Reads a part as it is unpacked; the archive was checked.
pub(crate) fn walk(
    bytes: &[u8],
    name: &str,
    visit: impl FnMut(Node<'_>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut archive = open(bytes)?;
    let part = archive.named(name).map_err(damaged)?;
    xml::walk_read(BufReader::new(part), visit)
}

/// The text of a part; the archive was checked.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<String, Unreadable> {
    let text = open(bytes)?.text(name);
    text.ok_or_else(|| damaged(format!("no text in part {name}")))
}

fn open(bytes: &[u8]) -> Result<Archive<'_>, Unreadable> {
    Archive::open(bytes).map_err(damaged)
}

fn damaged(fault: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged(fault.to_string())
}
