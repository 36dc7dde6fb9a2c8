//! A CSV that is too long to be held: its rows one by one, as [`super::read()`] gives them all at once.

use std::io::{Read, Seek, SeekFrom};

use super::quotes::Quotes;
use super::read::{CsvUnreadable, MOST_ROWS, blank_lines, separator};
use super::unguarded;

const PIECE: usize = 256 * 1024;
/// The separator shows in so many first bytes.
const HEAD: usize = PIECE;
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The rows of a CSV in UTF-8.
#[derive(Debug)]
pub struct CsvRows<R> {
    reader: csv::Reader<Behind<R>>,
    record: csv::StringRecord,
    at: u64,
}

/// Whether the whole of it is UTF-8 text, the only form that is read row by row; what is no text
/// of any encoding is refused.
pub fn is_utf8(mut source: impl Read) -> std::io::Result<Result<bool, CsvUnreadable>> {
    let mut piece = vec![0; PIECE];
    let mut kept = 0;
    let mut quotes = None;
    loop {
        let read = source.read(&mut piece[kept..])?;
        let filled = kept + read;
        let text = match std::str::from_utf8(&piece[..filled]) {
            Ok(text) => text,
            // A character that is cut in two by the end of the piece.
            Err(fault) if fault.error_len().is_none() && read > 0 => {
                std::str::from_utf8(&piece[..fault.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Ok(Ok(false)),
        };
        if let Err(fault) = super::read::check(text) {
            return Ok(Err(fault));
        }
        let first = quotes.is_none();
        let rows = text.strip_prefix('\u{FEFF}').filter(|_| first);
        let rows = rows.unwrap_or(text);
        let quotes = quotes.get_or_insert_with(|| Quotes::new(separator(rows)));
        quotes.read(rows.as_bytes());
        if let Err(fault) = quotes.over() {
            return Ok(Err(fault));
        }
        let whole = text.len();
        if read == 0 {
            return Ok(quotes.end().map(|()| true));
        }
        piece.copy_within(whole..filled, 0);
        kept = filled - whole;
    }
}

impl<R: Read + Seek> CsvRows<R> {
    /// Begins at the start of the file, behind its byte order mark.
    pub fn new(mut source: R) -> std::io::Result<Self> {
        source.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let mark = if head.starts_with(MARK) {
            MARK.len()
        } else {
            0
        };
        let sign = separator(&String::from_utf8_lossy(&head[mark..]));
        source.seek(SeekFrom::Start(mark as u64))?;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(sign)
            .buffer_capacity(PIECE)
            .from_reader(Behind {
                source,
                from: 0,
                wanted: 0,
                bytes: Vec::new(),
            });
        Ok(Self {
            reader,
            record: csv::StringRecord::new(),
            at: 0,
        })
    }
}

impl<R: Read> CsvRows<R> {
    /// The next row that holds something: its place from 0, and its cells with guards undone.
    pub fn row(
        &mut self,
    ) -> std::io::Result<Result<Option<(u32, impl Iterator<Item = &str>)>, CsvUnreadable>> {
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(Ok(None)),
            Err(fault) => match fault.into_kind() {
                csv::ErrorKind::Io(fault) => return Err(fault),
                // It was UTF-8 when it was looked through; rows may differ in length.
                _ => return Ok(Err(CsvUnreadable::Encoding)),
            },
        }
        let start = self.record.position().map_or(0, csv::Position::byte);
        self.at += self.reader.get_ref().blank_lines(start) as u64;
        self.reader.get_mut().wanted = start;
        if self.at >= MOST_ROWS as u64 {
            return Ok(Err(CsvUnreadable::TooManyRows));
        }
        let at = self.at as u32;
        self.at += 1;
        Ok(Ok(Some((at, self.record.iter().map(unguarded)))))
    }
}

/// A source that remembers what it gave out since the last record began.
#[derive(Debug)]
struct Behind<R> {
    source: R,
    /// Place of the first remembered byte.
    from: u64,
    /// From before this place on it is still wanted.
    wanted: u64,
    bytes: Vec<u8>,
}

impl<R> Behind<R> {
    fn blank_lines(&self, start: u64) -> usize {
        let at = (start - self.from) as usize;
        let after_cr = at > 0 && self.bytes[at - 1] == b'\r';
        blank_lines(&self.bytes[at..], after_cr)
    }
}

impl<R: Read> Read for Behind<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        // One byte before the record tells whether a CR stands there.
        let gone = (self.wanted.saturating_sub(1)).saturating_sub(self.from) as usize;
        self.bytes.drain(..gone);
        self.from += gone as u64;
        let read = self.source.read(into)?;
        self.bytes.extend_from_slice(&into[..read]);
        Ok(read)
    }
}
