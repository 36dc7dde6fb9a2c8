//! A look through the records of an old workbook before a library reads them: what it would reserve
//! room for unseen is taken out, what its cells take is counted.

use super::Unreadable;
use crate::compound::{u16_at, u32_at};
use crate::limits::{self, Budget, Over};

const CONTINUE: u16 = 0x003C;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const NAME: u16 = 0x0018;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const MERGED: u16 = 0x00E5;
/// The text that a formula gave.
const STRING: u16 = 0x0207;
const LABELS: [u16; 2] = [0x0204, 0x00D6];
const SHARED_LABEL: u16 = 0x00FD;
/// Numbers, errors, a row of numbers.
const NUMBERS: [u16; 4] = [0x0203, 0x0205, 0x027E, 0x00BD];
/// A record that nobody reads: an empty cell.
const BLANK: u16 = 0x0201;

/// Continuations are taken off one by one from the front of a list.
const MOST_CONTINUED: usize = 16_384;
/// A record is no longer than this; a longer text goes on in the next.
const FULL_RECORD: usize = 4_000;
/// The library keeps a rectangle around the cells: so large it always may be.
const AREA: u64 = 500_000;
/// And so many times the cells in it.
const SPARSE: u64 = 32;

/// Makes the stream of a workbook safe to be read, or says why it is not read.
pub(super) fn checked(stream: &mut [u8], budget: &Budget) -> Result<(), Unreadable> {
    // What is taken out of one sheet may lie within another that was looked at before: once more, until
    // nothing is left to take out.
    for _ in 0..3 {
        let mut look = Look {
            stream,
            walked: 0,
            budget: budget.clone(),
            strings: Vec::new(),
            changed: false,
        };
        look.workbook()?;
        if !look.changed {
            return Ok(());
        }
    }
    Err(damaged())
}

struct Look<'a> {
    stream: &'a mut [u8],
    /// Bytes that were looked at: sheets may claim the same records.
    walked: usize,
    budget: Budget,
    /// Bytes of each shared string.
    strings: Vec<usize>,
    changed: bool,
}

/// A record: its kind, where its content stands, and that of those that continue it.
struct Record {
    kind: u16,
    at: usize,
    end: usize,
    continued: Vec<(usize, usize)>,
    next: usize,
}

/// The cells of a sheet.
#[derive(Default)]
struct Cells {
    count: u64,
    merges: usize,
    /// First and last row, first and last column.
    bounds: Option<(u64, u64, u64, u64)>,
}

impl Look<'_> {
    fn workbook(&mut self) -> Result<(), Unreadable> {
        let mut sheets = Vec::new();
        let mut at = 0;
        while let Some(record) = self.record(at)? {
            match record.kind {
                END => break,
                // The library sees it too, and reads no further.
                FILE_PASS if u16_at(self.data(&record), 0) != Some(0) => return Ok(()),
                BOUND_SHEET => {
                    let place = u32_at(self.data(&record), 0).ok_or_else(damaged)?;
                    sheets.push(place as usize);
                }
                SHARED_STRINGS => self.strings = self.shared(&record).ok_or_else(damaged)?,
                NAME => self.take_out(at),
                _ => {}
            }
            at = record.next;
        }
        if sheets.len() > limits::SHEETS {
            return Err(Unreadable::TooManySheets);
        }
        sheets.into_iter().try_for_each(|place| self.sheet(place))
    }

    fn sheet(&mut self, mut at: usize) -> Result<(), Unreadable> {
        if at > self.stream.len() {
            return Err(damaged());
        }
        let mut cells = Cells::default();
        // Charts within a sheet have records like those of cells.
        let (mut begun, mut within) = (false, 0_u32);
        while let Some(record) = self.record(at)? {
            match record.kind {
                BEGIN if begun => within += 1,
                BEGIN => begun = true,
                END if within == 0 => break,
                END => within -= 1,
                _ if within > 0 => {}
                DIMENSIONS => self.take_out(at),
                kind => self.cell(kind, &record, &mut cells)?,
            }
            at = record.next;
        }
        cells.check()
    }

    fn cell(&mut self, kind: u16, record: &Record, cells: &mut Cells) -> Result<(), Unreadable> {
        let data = &self.stream[record.at..record.end];
        let text = match kind {
            MERGED => {
                cells.merges += usize::from(u16_at(data, 0).unwrap_or_default());
                return Ok(());
            }
            STRING => {
                let length = u16_at(data, 0).map_or(0, usize::from);
                if length > data.len() && data.len() < FULL_RECORD {
                    return Err(damaged());
                }
                return self.take(length * 3, (0, 0));
            }
            FORMULA => {
                // Nobody reads what it reckons, and written out it may be of any length.
                let steps = &mut self.stream[(record.at + 20).min(record.end)..record.end];
                self.changed |= steps.iter().any(|byte| *byte != 0);
                steps.fill(0);
                0
            }
            SHARED_LABEL => {
                let place = u32_at(data, 6).map_or(usize::MAX, |place| place as usize);
                self.strings.get(place).copied().unwrap_or_default()
            }
            kind if LABELS.contains(&kind) => {
                let length = u16_at(data, 6).map_or(0, usize::from);
                if length > data.len() {
                    return Err(damaged());
                }
                length * 3
            }
            kind if NUMBERS.contains(&kind) => 0,
            _ => return Ok(()),
        };
        let data = &self.stream[record.at..record.end];
        let (row, column) = (u16_at(data, 0), u16_at(data, 2));
        let (row, column) = row.zip(column).ok_or_else(damaged)?;
        // Numbers side by side stand in one record.
        let more = if kind == 0x00BD { data.len() / 6 } else { 1 };
        cells.put(u64::from(row), u64::from(column), more as u64);
        self.take(text, (u32::from(row), u32::from(column)))
    }

    fn take(&mut self, text: usize, at: (u32, u32)) -> Result<(), Unreadable> {
        let over = if text > limits::CELL * 3 {
            Err(Over::Long(text / 3))
        } else {
            let taken = self.budget.cells(at, "", 1);
            taken.and_then(|()| self.budget.bytes(text))
        };
        over.map_err(|over| Unreadable::over(over, "", at))
    }

    /// The record that stands there; `None` at the end.
    fn record(&mut self, at: usize) -> Result<Option<Record>, Unreadable> {
        let one = |at: usize| {
            let kind = u16_at(self.stream, at)?;
            let start = at + 4;
            let end = start + usize::from(u16_at(self.stream, at + 2)?);
            (end <= self.stream.len()).then_some((kind, start, end))
        };
        if at == self.stream.len() {
            return Ok(None);
        }
        let (kind, start, end) = one(at).ok_or_else(damaged)?;
        let mut continued = Vec::new();
        let mut next = end;
        while let Some((CONTINUE, start, end)) = one(next) {
            continued.push((start, end));
            next = end;
        }
        self.walked += next - at;
        if continued.len() > MOST_CONTINUED || self.walked > self.stream.len().saturating_mul(4) {
            return Err(damaged());
        }
        Ok(Some(Record {
            kind,
            at: start,
            end,
            continued,
            next,
        }))
    }

    fn data(&self, record: &Record) -> &[u8] {
        &self.stream[record.at..record.end]
    }

    /// Makes a record one that nobody reads.
    fn take_out(&mut self, at: usize) {
        self.stream[at..at + 2].copy_from_slice(&BLANK.to_le_bytes());
        self.changed = true;
    }

    /// How long each of the shared strings is at most.
    fn shared(&self, record: &Record) -> Option<Vec<usize>> {
        let mut pieces = record
            .continued
            .iter()
            .map(|(at, end)| &self.stream[*at..*end]);
        let mut data = self.data(record).get(8..)?;
        let mut strings = Vec::new();
        loop {
            if data.is_empty() {
                match pieces.next() {
                    Some(piece) => data = piece,
                    None => return Some(strings),
                }
            }
            if data.is_empty() {
                strings.push(0);
                continue;
            }
            let length = usize::from(u16_at(data, 0)?);
            let flags = *data.get(2)?;
            data = &data[3..];
            let mut behind = 0_usize;
            if flags & 8 != 0 {
                behind += usize::from(u16_at(data, 0)?) * 4;
                data = &data[2..];
            }
            if flags & 4 != 0 {
                behind = behind.checked_add(u32_at(data, 0)? as usize)?;
                data = &data[4..];
            }
            let (mut left, mut wide) = (length, flags & 1 != 0);
            while left > 0 {
                let each = if wide { 2 } else { 1 };
                let here = left.min(data.len() / each);
                data = &data[here * each..];
                left -= here;
                if left > 0 {
                    data = pieces.next()?;
                    let (first, rest) = data.split_first()?;
                    (wide, data) = (first & 1 != 0, rest);
                }
            }
            while behind > 0 {
                if data.is_empty() {
                    data = pieces.next()?;
                }
                let here = behind.min(data.len());
                (behind, data) = (behind - here, &data[here..]);
            }
            strings.push(length * 3);
        }
    }
}

impl Cells {
    fn put(&mut self, row: u64, column: u64, more: u64) {
        self.count += more;
        let last = column + more.saturating_sub(1);
        let (top, bottom, left, right) = self.bounds.unwrap_or((row, row, column, last));
        self.bounds = Some((
            top.min(row),
            bottom.max(row),
            left.min(column),
            right.max(last),
        ));
    }

    fn check(&self) -> Result<(), Unreadable> {
        let area = self.bounds.map_or(0, |(top, bottom, left, right)| {
            (bottom - top + 1) * (right - left + 1)
        });
        let most = AREA.max(self.count.saturating_mul(SPARSE));
        if area > most || self.merges > limits::MERGES {
            let sheet = String::new();
            return Err(Unreadable::TooManyCells { sheet });
        }
        Ok(())
    }
}

fn damaged() -> Unreadable {
    Unreadable::Damaged("records of the workbook".to_owned())
}
