//! A look into the zip before a library unpacks it: declared sizes may lie.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;

const MOST_PARTS: usize = 4_096;
/// Most bytes that one part may unpack into.
const MOST_BYTES: u64 = 768 << 20;
/// What is smaller needs no suspicion.
const SMALL: u64 = 32 << 20;
/// Real sheets shrink 10 to 100 times, zeros a thousand times.
const MOST_RATIO: u64 = 300;

/// Unpacks every part that could be large, keeping nothing, and refuses bombs.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = open(bytes)?;
    if archive.len() > MOST_PARTS {
        let part = format!("{} parts", archive.len());
        return Err(Unreadable::TooLarge { part });
    }
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(damaged)?;
        let packed = part.compressed_size();
        // Deflate gains at most a factor of 1032.
        if packed.saturating_mul(1032) <= SMALL {
            continue;
        }
        let limit = MOST_BYTES.min(packed.saturating_mul(MOST_RATIO).max(SMALL));
        let mut buffer = vec![0; 1 << 16];
        let mut size = 0;
        loop {
            match part.read(&mut buffer).map_err(damaged)? {
                0 => break,
                count => size += count as u64,
            }
            if size > limit {
                let part = part.name().map(Into::into).map_err(damaged)?;
                return Err(Unreadable::TooLarge { part });
            }
        }
    }
    Ok(())
}

/// Whether the archive has a part of this name.
pub(super) fn holds(bytes: &[u8], part: &str) -> bool {
    open(bytes).is_ok_and(|archive| archive.index_for_name(part).is_some())
}

/// The bytes of a part; the archive was checked.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<String, Unreadable> {
    let mut archive = open(bytes)?;
    let mut part = archive.by_name(name).map_err(damaged)?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(damaged)?;
    Ok(text)
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Unreadable> {
    ZipArchive::new(Cursor::new(bytes)).map_err(damaged)
}

fn damaged(fault: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged(fault.to_string())
}
