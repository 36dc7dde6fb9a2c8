//! A damaged file as it lies on the disk. No tree is followed and nothing is believed: every page
//! that looks like a leaf of a table is read for the rows on it, and what a row goes on with on other
//! pages is followed only as far as there is file.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::rc::Rc;

/// What this program writes where the head of the file does not say.
const USUAL_SIZE: usize = 4096;
/// The file's head, which stands before the first page's own.
const HEAD: usize = 100;
/// How a page begins that holds rows of a table.
const LEAF: u8 = 0x0D;
/// A row has no more columns than a task, by far.
const MOST_COLUMNS: usize = 200;

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) page: u32,
    pub(super) at: u32,
}

/// The pages of a file.
#[derive(Debug)]
pub(super) struct Pages {
    file: RefCell<File>,
    /// The page read last: rows stand beside each other.
    last: RefCell<Option<(u32, Page)>>,
    size: usize,
    pub(super) count: u32,
}

/// One page; zeros where the file ends before it does or can't be read.
pub(super) type Page = Rc<Vec<u8>>;

/// A column's type and length, as a row's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Integer(u8),
    Zero,
    One,
    Real,
    Text(u64),
    Blob(u64),
}

impl Kind {
    fn of(code: u64) -> Option<Self> {
        Some(match code {
            0 => Self::Null,
            1..=4 => Self::Integer(code as u8),
            5 => Self::Integer(6),
            6 => Self::Integer(8),
            7 => Self::Real,
            8 => Self::Zero,
            9 => Self::One,
            10 | 11 => return None,
            code if code % 2 == 0 => Self::Blob((code - 12) / 2),
            code => Self::Text((code - 13) / 2),
        })
    }

    pub(super) fn is_integer(self) -> bool {
        matches!(self, Self::Integer(_) | Self::Zero | Self::One)
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn length(self) -> u64 {
        match self {
            Self::Null | Self::Zero | Self::One => 0,
            Self::Integer(bytes) => bytes.into(),
            Self::Real => 8,
            Self::Text(bytes) | Self::Blob(bytes) => bytes,
        }
    }
}

/// A row whose columns are read one after the other.
pub(super) struct Row<'p> {
    pub(super) id: i64,
    pub(super) kinds: Vec<Kind>,
    next: usize,
    rest: Payload<'p>,
}

impl Pages {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut head = [0; HEAD];
        let mut read = 0;
        while read < HEAD {
            match file.read(&mut head[read..])? {
                0 => break,
                count => read += count,
            }
        }
        let said = usize::from(u16::from_be_bytes([head[16], head[17]]));
        // The largest size does not fit and is written as 1.
        let said = if said == 1 { 1 << 16 } else { said };
        let is_head = head.starts_with(b"SQLite format 3\0");
        let plausible = is_head && said.is_power_of_two() && said >= 512;
        let size = if plausible { said } else { USUAL_SIZE };
        let count = file.metadata()?.len().div_ceil(size as u64);
        Ok(Self {
            file: RefCell::new(file),
            last: RefCell::new(None),
            size,
            count: u32::try_from(count).unwrap_or(u32::MAX),
        })
    }

    /// The page of that number; the first is 1.
    pub(super) fn page(&self, number: u32) -> Page {
        if let Some((_, page)) = self
            .last
            .borrow()
            .as_ref()
            .filter(|(last, _)| *last == number)
        {
            return Rc::clone(page);
        }
        let mut bytes = Vec::with_capacity(self.size);
        let mut file = self.file.borrow_mut();
        let from = u64::from(number.saturating_sub(1)) * self.size as u64;
        // What the disk does not give is damage as any other.
        if file.seek(SeekFrom::Start(from)).is_ok() {
            let _ = file.by_ref().take(self.size as u64).read_to_end(&mut bytes);
        }
        bytes.resize(self.size, 0);
        let page = Rc::new(bytes);
        *self.last.borrow_mut() = Some((number, Rc::clone(&page)));
        page
    }

    /// Where rows begin on that page, if it looks like a leaf of a table.
    pub(super) fn spots(&self, number: u32, page: &[u8]) -> Vec<Spot> {
        let head = if number == 1 { HEAD } else { 0 };
        if page[head] != LEAF {
            return Vec::new();
        }
        let word = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
        let (cells, first) = (word(head + 3), head + 8);
        let places = (0..cells).map(|cell| first + 2 * cell);
        let spot = |at: usize| (at >= first && at + 4 < self.size).then_some(at as u32);
        places
            .take_while(|at| at + 2 <= self.size)
            .filter_map(|at| spot(word(at)))
            .map(|at| Spot { page: number, at })
            .collect()
    }

    /// The row at that spot of a page, if there is one.
    pub(super) fn row(&self, spot: Spot, page: &Page) -> Option<Row<'_>> {
        let mut at = spot.at as usize;
        let length = varint(page, &mut at)?;
        let id = varint(page, &mut at)? as i64;
        // Nothing is longer than the file.
        if length > u64::from(self.count) * self.size as u64 {
            return None;
        }
        let local = self.local(length);
        let end = at.checked_add(local).filter(|end| *end <= self.size)?;
        let next = match page.get(end..end + 4) {
            Some(next) if (local as u64) < length => {
                u32::from_be_bytes([next[0], next[1], next[2], next[3]])
            }
            None if (local as u64) < length => return None,
            _ => 0,
        };
        let mut rest = Payload {
            pages: self,
            page: Rc::clone(page),
            at,
            end,
            next,
            left: length,
            hops: self.count,
        };
        let kinds = rest.kinds(&page[at..end])?;
        Some(Row {
            id,
            kinds,
            next: 0,
            rest,
        })
    }

    /// How many bytes of a row so long stand on its leaf: the rule of SQLite's file format.
    fn local(&self, length: u64) -> usize {
        let usable = self.size as u64;
        let most = usable - 35;
        if length <= most {
            return length as usize;
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let filled = least + (length - least) % (usable - 4);
        (if filled <= most { filled } else { least }) as usize
    }
}

impl Row<'_> {
    /// The next column's text or bytes; none where it is something else, or not all of it is there.
    pub(super) fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = self.length()?;
        let mut bytes = Vec::new();
        self.stream(length).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 == length).then_some(bytes)
    }

    /// The next column's text.
    pub(super) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?).ok()
    }

    /// Goes on to the next column; how long it is, where it is text or bytes.
    pub(super) fn length(&mut self) -> Option<u64> {
        let kind = *self.kinds.get(self.next)?;
        self.next += 1;
        matches!(kind, Kind::Text(_) | Kind::Blob(_)).then_some(kind.length())
    }

    /// So many bytes as they stand.
    pub(super) fn stream(&mut self, length: u64) -> impl Read {
        (&mut self.rest).take(length)
    }

    /// Passes over so many columns.
    pub(super) fn pass(&mut self, columns: usize) -> Option<()> {
        for _ in 0..columns {
            let length = self.kinds.get(self.next)?.length();
            self.next += 1;
            let passed = io::copy(&mut self.stream(length), &mut io::sink()).ok()?;
            (passed == length).then_some(())?;
        }
        Some(())
    }
}

/// The bytes of a row: first those on its leaf, then those on the pages it goes on with.
struct Payload<'p> {
    pages: &'p Pages,
    page: Page,
    at: usize,
    end: usize,
    next: u32,
    left: u64,
    /// Pages that may still follow: more than there are would be a circle.
    hops: u32,
}

impl Payload<'_> {
    /// Reads the row's head, which stands on the leaf as a whole.
    fn kinds(&mut self, local: &[u8]) -> Option<Vec<Kind>> {
        let mut at = 0;
        let head = usize::try_from(varint(local, &mut at)?).ok()?;
        let columns = local.get(at..head)?;
        let (mut kinds, mut at, mut all) = (Vec::new(), 0, head as u64);
        while at < columns.len() && kinds.len() < MOST_COLUMNS {
            let kind = Kind::of(varint(columns, &mut at)?)?;
            all = all.checked_add(kind.length())?;
            kinds.push(kind);
        }
        self.at += head;
        // A row says how long it is twice.
        let length = self.left;
        self.left = length.checked_sub(head as u64)?;
        (all == length).then_some(kinds)
    }
}

impl Read for Payload<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        if self.at == self.end {
            if self.next < 2 || self.next > self.pages.count || self.hops == 0 {
                return Ok(0);
            }
            self.hops -= 1;
            self.page = self.pages.page(self.next);
            self.next =
                u32::from_be_bytes([self.page[0], self.page[1], self.page[2], self.page[3]]);
            (self.at, self.end) = (4, self.page.len());
        }
        let here = (self.end - self.at).min(into.len());
        let here = here.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        into[..here].copy_from_slice(&self.page[self.at..self.at + here]);
        self.at += here;
        self.left -= here as u64;
        Ok(here)
    }
}

/// A number of SQLite's variable length.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if place == 8 {
            return Some(value << 8 | u64::from(byte));
        }
        value = value << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::{Connection, params};

    /// A table with rows of every length around what fits on a page, and more.
    fn file(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("a.db");
        let db = Connection::open(&path).expect("a database");
        db.execute_batch("create table t (id integer primary key, a integer, b text, c blob)")
            .expect("a table");
        for length in (0..60).map(|step| step * 331) {
            let text = "长".repeat(length / 5);
            let number = (length as i64 - 400) << (length % 48);
            db.execute(
                "insert into t (a, b, c) values ($1, $2, $3)",
                params![number, text, vec![length as u8; length]],
            )
            .expect("a row");
        }
        path
    }

    #[test]
    fn rows_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = file(folder.path());
        let pages = Pages::open(&path).expect("a file");
        let mut rows = 0;
        for number in 1..=pages.count {
            let page = pages.page(number);
            for spot in pages.spots(number, &page) {
                let Some(mut row) = pages.row(spot, &page).filter(|row| row.kinds.len() == 4)
                else {
                    continue;
                };
                let length = (row.id as usize - 1) * 331;
                row.pass(2).expect("key and number");
                assert_eq!(row.text(), Some("长".repeat(length / 5)));
                assert_eq!(row.bytes(), Some(vec![length as u8; length]));
                rows += 1;
            }
        }
        assert_eq!(rows, 60);
    }

    /// Whatever stands in the file, reading it ends, and without a word more than there is.
    #[test]
    fn nothing_in_a_page_makes_it_run_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = file(folder.path());
        let whole = std::fs::read(&path).expect("its bytes");
        let mut seed = 7_u64;
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..40 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (seed >> 20) as usize % bytes.len();
                bytes[at] = (seed >> 50) as u8;
            }
            bytes.truncate(bytes.len() - (seed >> 33) as usize % 3000);
            std::fs::write(&path, &bytes).expect("written");
            let pages = Pages::open(&path).expect("a file");
            for number in 1..=pages.count {
                let page = pages.page(number);
                for spot in pages.spots(number, &page) {
                    let Some(mut row) = pages.row(spot, &page) else {
                        continue;
                    };
                    while row.next < row.kinds.len() {
                        let read = row.bytes().unwrap_or_default();
                        assert!(read.len() <= bytes.len());
                    }
                }
            }
        }
    }
}
