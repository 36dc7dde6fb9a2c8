//! Reading CSV in any of the encodings that offices have.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::quotes::Quotes;
use super::unguarded;
use crate::text::visible::taken_in;

/// Most rows that are read: those of a full Excel sheet.
pub(super) const MOST_ROWS: usize = 1_048_576;

/// Why bytes are no CSV that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CsvUnreadable {
    /// Neither UTF-8, UTF-16 nor GB18030.
    #[error("unknown encoding")]
    Encoding,
    /// No text at all.
    #[error("binary bytes")]
    Binary,
    /// A quote is opened and never closed.
    #[error("quote of line {line} is not closed")]
    OpenQuote {
        /// The line of the file, from 1.
        line: usize,
    },
    /// A cell holds more characters than any program keeps in one.
    #[error("a cell of the row in line {line} is too long")]
    LongCell {
        /// The line of the file where its row begins, from 1.
        line: usize,
        /// Its column, from 0.
        column: u32,
    },
    /// A row holds more characters than any row has.
    #[error("the row in line {line} is too long")]
    LongRow {
        /// The line of the file where it begins, from 1.
        line: usize,
    },
    /// A row has more cells than any register.
    #[error("the row in line {line} has too many columns")]
    TooManyColumns {
        /// The line of the file where it begins, from 1.
        line: usize,
    },
    /// More rows than a sheet can hold.
    #[error("more than {MOST_ROWS} rows")]
    TooManyRows,
}

/// The rows of a CSV, guards undone; the separator is a comma, semicolon or tab, whichever the
/// first lines show.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, CsvUnreadable> {
    let mut rows = Vec::new();
    each(bytes, |at, cells| {
        rows.resize_with(at, Vec::new);
        rows.push(cells.map(|cell| taken_in(cell).into_owned()).collect());
        Ok(())
    })?;
    Ok(rows)
}

/// The same one by one: the place of each from 0, and its cells.
pub(crate) fn each<E: From<CsvUnreadable>>(
    bytes: &[u8],
    mut visit: impl FnMut(usize, &mut dyn Iterator<Item = &str>) -> Result<(), E>,
) -> Result<(), E> {
    let text = decoded(bytes)?;
    let separator = separator(&text);
    let mut quotes = Quotes::new(separator);
    quotes.read(text.as_bytes());
    quotes.end()?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    // The text is valid UTF-8 and rows may differ in length: nothing is left to fail.
    while let Ok(true) = reader.read_record(&mut record) {
        let at = record.position().map_or(0, csv::Position::byte) as usize;
        let after_cr = at > 0 && text.as_bytes()[at - 1] == b'\r';
        rows += blank_lines(&text.as_bytes()[at..], after_cr);
        if rows >= MOST_ROWS {
            return Err(CsvUnreadable::TooManyRows.into());
        }
        visit(rows, &mut record.iter().map(unguarded))?;
        rows += 1;
    }
    Ok(())
}

/// Empty lines before a record: the csv reader skips them, but rows keep the numbers that a
/// spreadsheet shows. After CR it stops before the LF that belongs to the same line end.
pub(super) fn blank_lines(rest: &[u8], after_cr: bool) -> usize {
    let rest = rest
        .strip_prefix(b"\n")
        .filter(|_| after_cr)
        .unwrap_or(rest);
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    ends.filter(|byte| **byte == b'\n').count()
}

fn decoded(bytes: &[u8]) -> Result<String, CsvUnreadable> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => strict(UTF_16LE, rest)?,
        [0xFE, 0xFF, rest @ ..] => strict(UTF_16BE, rest)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest)
            .map_err(|_| CsvUnreadable::Encoding)?
            .to_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => utf16_without_mark(bytes).map_or_else(|| strict(GB18030, bytes), Ok)?,
        },
    };
    check(&text)?;
    Ok(text)
}

/// Refuses what no text holds.
pub(super) fn check(text: &str) -> Result<(), CsvUnreadable> {
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(CsvUnreadable::Binary);
    }
    // Big5 and damaged files decode to characters that no Chinese text holds: U+E000 to U+F8FF,
    // whose first byte is EE, or EF before a low second one.
    let bytes = text.as_bytes();
    let low = |at: usize| bytes.get(at + 1).is_some_and(|second| *second < 0xA4);
    if memchr::memchr(0xEE, bytes).is_some() || memchr::memchr_iter(0xEF, bytes).any(low) {
        return Err(CsvUnreadable::Encoding);
    }
    Ok(())
}

fn strict(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, CsvUnreadable> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or(CsvUnreadable::Encoding)
}

/// UTF-16 shows by the zero halves of its commas, digits and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let enough = |count: usize| count * 20 >= bytes.len();
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    if enough(zeros(1)) {
        return strict(UTF_16LE, bytes).ok();
    }
    if enough(zeros(0)) {
        return strict(UTF_16BE, bytes).ok();
    }
    None
}

pub(super) fn separator(text: &str) -> u8 {
    // A line may be as long as the file.
    let lines = text.split_inclusive('\n').take(10);
    let head = &text[..lines.map(str::len).sum()];
    [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|sign| {
            let count = head.bytes().filter(|b| b == sign).count();
            (count, *sign == b',')
        })
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[&str; 2]; 2] = [["序号", "存在问题"], ["1", "学习不够深入"]];

    #[test]
    fn every_encoding_and_separator() {
        let text = "序号,存在问题\r\n1,学习不够深入\r\n";
        let utf16 = |mark: bool, low_first: bool| -> Vec<u8> {
            let units = mark
                .then_some(0xFEFF)
                .into_iter()
                .chain(text.encode_utf16());
            units
                .flat_map(|unit: u16| {
                    if low_first {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{FEFF}{text}").into_bytes(),
            GB18030.encode(text).0.into_owned(),
            text.replace(',', "\t").into_bytes(),
            text.replace(',', ";").into_bytes(),
            text.replace("\r\n", "\n").into_bytes(),
            utf16(true, true),
            utf16(true, false),
            utf16(false, true),
            utf16(false, false),
        ] {
            assert_eq!(read(&bytes).expect("readable"), ROWS);
        }
    }

    #[test]
    fn rows_keep_their_numbers() {
        let rows = read("甲,乙\n\n\n\"一\n二\",2\n3,4\n".as_bytes()).expect("readable");
        assert_eq!(rows.len(), 5);
        assert!(rows[1].is_empty() && rows[2].is_empty());
        assert_eq!(rows[3][0], "一\n二");
        assert_eq!(rows[4], ["3", "4"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_line() {
        let open = "甲,乙\n1,\"二\n三\"\n\"四,五\n六,七\n";
        let told = read(open.as_bytes());
        assert_eq!(told, Err(CsvUnreadable::OpenQuote { line: 4 }));
        for whole in ["甲,5\" 管\n", "\"甲\"\"\",乙\n", "\"\",\"\"\n", "甲,\"乙\""] {
            assert!(read(whole.as_bytes()).is_ok(), "{whole}");
        }
    }

    #[test]
    fn a_text_that_excel_keeps_as_one_is_that_text() {
        let rows = read("=\"007\",\"=\"\"1-2\"\"\",'=\"3\",=A1\n".as_bytes());
        assert_eq!(rows.expect("readable"), [["007", "1-2", "=\"3\"", "=A1"]]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"a\0b,c"), Err(CsvUnreadable::Binary));
        assert_eq!(
            read(&[0x81, 0xFF, 0x00, 0xFE, 0x2C]),
            Err(CsvUnreadable::Encoding)
        );
    }
}
