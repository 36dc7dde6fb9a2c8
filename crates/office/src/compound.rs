//! The container of the old Office formats: streams are taken out of it, and one can be put alone into a new
//! container. Chains of sectors are followed no further than there are sectors.

/// What a container begins with.
pub const MAGIC: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// The end of a chain, and what marks a sector as none.
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
/// Numbers from here on name no sector.
const RESERVED: u32 = 0xFFFF_FFFA;
/// Smaller streams lie in the sectors of another stream.
const SMALL: u64 = 4096;
/// The sectors of a container that is written here.
const SECTOR: usize = 4096;

/// The bytes of the stream of this name.
pub fn stream(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let container = Container::open(bytes)?;
    let entries = container.entries()?;
    let entry = named(&entries, name)?;
    if entry.size >= SMALL {
        return container.chain(entry.start, &container.fat, entry.size);
    }
    let root = entries.first()?;
    let within = container.chain(root.start, &container.fat, root.size)?;
    let start = u32_at(bytes, 60)?;
    let fat = container.chain(start, &container.fat, u64::MAX)?;
    small(&within, &numbers(&fat), entry)
}

/// The entry of this name: not one of a document within the document, where there is another.
fn named<'e>(entries: &'e [Entry], name: &str) -> Option<&'e Entry> {
    let is = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
    let mut seen = vec![false; entries.len()];
    let mut next: Vec<u32> = entries
        .first()
        .map(|root| root.links[2])
        .into_iter()
        .collect();
    while let Some(place) = next.pop() {
        let Some(entry) = entries.get(place as usize) else {
            continue;
        };
        if !std::mem::replace(&mut seen[place as usize], true) {
            if is(&entry) {
                return Some(entry);
            }
            next.extend(&entry.links[..2]);
        }
    }
    entries.iter().find(is)
}

/// The bytes of the stream `Workbook`, or `Book` as older programs call it.
pub(crate) fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    stream(bytes, "Workbook").or_else(|| stream(bytes, "Book"))
}

/// A container with nothing but this stream in it.
pub(crate) fn alone(mut stream: Vec<u8>) -> Vec<u8> {
    // Filled up, so that it is none of the small ones; a workbook ends with a record that says so.
    let sectors = stream.len().max(SMALL as usize).div_ceil(SECTOR);
    stream.resize(sectors * SECTOR, 0);
    let each = SECTOR / 4;
    let mut tables = 1;
    while tables * each < tables + 1 + sectors {
        tables += 1;
    }
    let mut bytes = vec![0; SECTOR];
    let mut put = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(26, &[3, 0, 0xFE, 0xFF, 0x0C, 0, 6, 0]);
    put(44, &(tables as u32).to_le_bytes());
    put(48, &(tables as u32).to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for place in 0..109 {
        let table = if place < tables { place as u32 } else { FREE };
        put(76 + place * 4, &table.to_le_bytes());
    }
    let first = tables + 1;
    let next = |sector: usize| match sector {
        sector if sector < tables => RESERVED + 3,
        sector if sector == tables || sector + 1 == first + sectors => END,
        sector if sector < first + sectors => sector as u32 + 1,
        _ => FREE,
    };
    bytes.extend((0..tables * each).flat_map(|sector| next(sector).to_le_bytes()));
    let mut directory = vec![0; SECTOR];
    let entries = [
        ("Root Entry", 5, 0, 0),
        ("Workbook", 2, first, stream.len()),
    ];
    for (entry, (name, kind, start, size)) in directory.chunks_mut(128).zip(entries) {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = name.len() as u8 + 2;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&(start as u32).to_le_bytes());
        entry[120..128].copy_from_slice(&(size as u64).to_le_bytes());
    }
    bytes.append(&mut directory);
    bytes.append(&mut stream);
    bytes
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
}

struct Entry {
    name: String,
    /// Its neighbours in its folder, and the first within it.
    links: [u32; 3],
    start: u32,
    size: u64,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container = Self {
            bytes,
            sector,
            fat: Vec::new(),
        };
        let mut tables = numbers(bytes.get(76..512)?);
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=container.count() {
            if more >= RESERVED {
                break;
            }
            tables.extend(numbers(container.at(more)?));
            more = tables.pop()?;
        }
        tables.retain(|table| *table < RESERVED);
        if tables.len() > container.count() {
            return None;
        }
        for table in tables {
            let part = numbers(container.at(table)?);
            container.fat.extend(part);
        }
        Some(container)
    }

    /// How many sectors the file has, begun ones counted.
    fn count(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors from that one on, as many as the size takes.
    fn chain(&self, mut sector: u32, table: &[u32], size: u64) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        for _ in 0..=self.count() {
            if sector == END || whole.len() as u64 >= size {
                whole.truncate(usize::try_from(size).unwrap_or(usize::MAX));
                return Some(whole);
            }
            whole.extend_from_slice(self.at(sector)?);
            sector = *table.get(sector as usize)?;
        }
        None
    }

    fn entries(&self) -> Option<Vec<Entry>> {
        let start = u32_at(self.bytes, 48)?;
        let directory = self.chain(start, &self.fat, u64::MAX)?;
        let entry = |part: &[u8]| {
            let (name, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(part.get(..64)?);
            let size = match self.sector {
                512 => u64::from(u32_at(part, 120)?),
                _ => u64::from_le_bytes(part.get(120..128)?.try_into().ok()?),
            };
            Some(Entry {
                name: name.split('\0').next().unwrap_or_default().to_owned(),
                links: [u32_at(part, 68)?, u32_at(part, 72)?, u32_at(part, 76)?],
                start: u32_at(part, 116)?,
                size,
            })
        };
        Some(directory.chunks_exact(128).filter_map(entry).collect())
    }
}

/// A stream of the small sectors.
fn small(within: &[u8], table: &[u32], entry: &Entry) -> Option<Vec<u8>> {
    const EACH: usize = 64;
    let mut whole = Vec::new();
    let mut sector = entry.start;
    for _ in 0..=within.len() / EACH {
        if sector == END || whole.len() as u64 >= entry.size {
            break;
        }
        let start = (sector as usize).checked_mul(EACH)?;
        let end = (start + EACH).min(within.len());
        whole.extend_from_slice(within.get(start..end)?);
        sector = *table.get(sector as usize)?;
    }
    whole.truncate(entry.size as usize);
    Some(whole)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().copied().map(u32::from_le_bytes).collect()
}

/// The number of two bytes that stands there, the lower byte first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

/// The number of four bytes that stands there, the lowest byte first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_alone_comes_out_again() {
        for size in [10, 4096, 4097, 5 << 20] {
            let stream: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let out = workbook(&alone(stream.clone())).expect("a workbook");
            assert_eq!(out[..stream.len()], stream[..]);
            assert!(out[stream.len()..].iter().all(|byte| *byte == 0));
        }
    }

    #[test]
    fn a_document_within_the_document_is_not_taken_for_it() {
        let entry = |name: &str, links: [u32; 3]| Entry {
            name: name.to_owned(),
            links,
            start: 0,
            size: 0,
        };
        // The root's folder holds 3, beside it 2, a folder in which 1 lies; 3 and 2 name each other.
        let entries = [
            entry("Root Entry", [FREE, FREE, 3]),
            entry("Text", [FREE, FREE, FREE]),
            entry("Pool", [3, 4, 1]),
            entry("Other", [2, 99, FREE]),
            entry("Text", [FREE, FREE, 7]),
        ];
        let at = |name| named(&entries, name).map(|entry| entry.links[2]);
        assert_eq!(at("text"), Some(7));
        assert_eq!(at("other"), Some(FREE));
        assert_eq!(at("none"), None);
        // What lies only deeper is better than nothing.
        assert!(named(&entries[..2], "Text").is_some());
    }

    #[test]
    fn a_chain_that_goes_in_circles_has_no_end() {
        let mut bytes = alone(vec![1; 9000]);
        // The first sector of the stream, named in the table as its own next one.
        bytes[SECTOR + 8..SECTOR + 12].copy_from_slice(&2_u32.to_le_bytes());
        let stream = workbook(&bytes);
        assert!(stream.is_none_or(|stream| stream.len() <= 3 * SECTOR));
        // A small stream, from a sector that is none and its own next one.
        let entry = Entry {
            name: String::new(),
            links: [FREE; 3],
            start: 2,
            size: 500,
        };
        assert_eq!(small(&[0; 128], &[1, END, 2], &entry), Some(Vec::new()));
        // The directory likewise.
        bytes[SECTOR + 4..SECTOR + 8].copy_from_slice(&1_u32.to_le_bytes());
        assert_eq!(workbook(&bytes), None);
    }
}
