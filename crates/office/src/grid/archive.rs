//! A look into the zip before a library unpacks it: declared sizes may lie.

use std::collections::BTreeMap;
use std::io::Read;

use super::Unreadable;
use crate::archive::Archive;

const MOST_PARTS: usize = 4_096;
/// Most bytes that one part may unpack into.
const MOST_BYTES: u64 = 768 << 20;
/// What is smaller needs no suspicion.
const SMALL: u64 = 32 << 20;
/// Real sheets shrink 10 to 100 times, zeros a thousand times.
const MOST_RATIO: u64 = 300;

/// The ends of large parts, by name: what stands after the cells of a sheet is found there.
pub(super) type Tails = BTreeMap<String, Vec<u8>>;

const TAIL: usize = 1 << 20;

/// Unpacks every part that could be large, keeping only its end, and refuses bombs.
pub(super) fn check(bytes: &[u8]) -> Result<Tails, Unreadable> {
    let mut archive = open(bytes)?;
    if archive.count() > MOST_PARTS {
        let part = format!("{} parts", archive.count());
        return Err(Unreadable::TooLarge { part });
    }
    let mut tails = Tails::new();
    for at in 0..archive.count() {
        let mut part = archive.at(at).map_err(damaged)?;
        let packed = part.compressed_size();
        // Deflate gains at most a factor of 1032.
        if packed.saturating_mul(1032) <= SMALL {
            continue;
        }
        let name: String = part.name().map(Into::into).map_err(damaged)?;
        let limit = MOST_BYTES.min(packed.saturating_mul(MOST_RATIO).max(SMALL));
        let tail =
            tail(&mut part, limit)?.ok_or_else(|| Unreadable::TooLarge { part: name.clone() })?;
        tails.insert(name, tail);
    }
    Ok(tails)
}

/// The last bytes of a part; `None` when it goes beyond the limit.
fn tail(part: &mut impl Read, limit: u64) -> Result<Option<Vec<u8>>, Unreadable> {
    let (mut last, mut before) = (vec![0; TAIL], vec![0; TAIL]);
    let mut size = 0;
    loop {
        let mut filled = 0;
        while filled < TAIL {
            match part.read(&mut last[filled..]).map_err(damaged)? {
                0 => {
                    before.extend_from_slice(&last[..filled]);
                    return Ok(Some(before));
                }
                count => filled += count,
            }
        }
        size += TAIL as u64;
        if size > limit {
            return Ok(None);
        }
        std::mem::swap(&mut last, &mut before);
    }
}

/// Whether the archive has a part of this name.
pub(super) fn holds(bytes: &[u8], part: &str) -> bool {
    open(bytes).is_ok_and(|archive| archive.names().iter().any(|name| name == part))
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
