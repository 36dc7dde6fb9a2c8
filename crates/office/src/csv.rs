//! CSV as Excel and WPS open it: BOM and CRLF, or GB18030; cells that a spreadsheet would run as a
//! formula are guarded, and the guard is undone on reading.

mod gb18030;
mod guard;
mod quotes;
mod read;
mod stream;

use std::io::Write;

use crate::text::visible::{any_byte, inert, is_suspicious};

pub use guard::{guarded, unguarded};
pub(crate) use read::each;
pub use read::{CsvUnreadable, read};
pub use stream::{CsvRows, is_utf8};

/// In which encoding a CSV is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte order mark.
    #[default]
    Utf8,
    /// GB18030, for programs that know nothing else.
    Gb18030,
}

impl Encoding {
    /// Reads `utf-8`, `utf8`, `gb18030`, `gbk` (written as its superset) in any case.
    pub fn read(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" => Some(Self::Gb18030),
            _ => None,
        }
    }
}

/// Why a CSV could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CsvFault {
    /// GB18030 has no form for this character.
    #[error("row {row}: character U+{:04X} cannot be written in GB18030", u32::from(*.character))]
    Unmappable {
        /// Row of the file, from 1.
        row: usize,
        /// The character.
        character: char,
    },
    /// The output refused the bytes.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Writes one CSV, row by row.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    encoding: Encoding,
    rows: usize,
    line: String,
    /// The line in the other encoding, and what its characters become there.
    encoded: Vec<u8>,
    codes: gb18030::Codes,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file.
    pub fn new(mut out: W, encoding: Encoding) -> Result<Self, CsvFault> {
        if encoding == Encoding::Utf8 {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        Ok(Self {
            out,
            encoding,
            rows: 0,
            line: String::new(),
            encoded: Vec::new(),
            codes: gb18030::Codes::default(),
        })
    }

    /// Writes one row.
    pub fn row<S: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
    ) -> Result<(), CsvFault> {
        self.rows += 1;
        self.line.clear();
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            let cell = cell.as_ref();
            if is_plain(cell) {
                self.line.push_str(cell);
            } else {
                quote(&guarded(&inert(cell)), &mut self.line);
            }
        }
        self.line.push_str("\r\n");
        match self.encoding {
            Encoding::Utf8 => self.out.write_all(self.line.as_bytes())?,
            Encoding::Gb18030 => {
                self.encoded.clear();
                self.codes
                    .encode(&self.line, &mut self.encoded)
                    .map_err(|character| CsvFault::Unmappable {
                        row: self.rows,
                        character,
                    })?;
                self.out.write_all(&self.encoded)?;
            }
        }
        Ok(())
    }

    /// Ends the file and hands the output back.
    pub fn finish(mut self) -> Result<W, CsvFault> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Whether a cell is written as it is, told by one look at its bytes; where it says no, the careful
/// way tells.
fn is_plain(cell: &str) -> bool {
    let special = |byte: u8| byte < b' ' || matches!(byte, b'"' | b',');
    // Signs of formulas, or characters of several bytes that may be one.
    let first = |byte: u8| matches!(byte, b'\'' | b'=' | b'+' | b'-' | b'@' | 0xEF);
    let blank = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    cell.as_bytes().first().is_none_or(|begin| {
        !first(*begin) && !blank && !any_byte(cell, special) && !is_suspicious(cell)
    })
}

fn quote(cell: &str, line: &mut String) {
    let bytes = cell.as_bytes();
    let special = memchr::memchr3(b'"', b',', b'\n', bytes).is_some()
        || memchr::memchr(b'\r', bytes).is_some();
    let plain =
        !special && !cell.starts_with(char::is_whitespace) && !cell.ends_with(char::is_whitespace);
    if plain {
        line.push_str(cell);
        return;
    }
    line.push('"');
    for (place, part) in cell.split('"').enumerate() {
        if place > 0 {
            line.push_str("\"\"");
        }
        line.push_str(part);
    }
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(encoding: Encoding, rows: &[&[&str]]) -> Result<Vec<u8>, CsvFault> {
        let mut writer = CsvWriter::new(Vec::new(), encoding)?;
        for row in rows {
            writer.row(*row)?;
        }
        writer.finish()
    }

    #[test]
    fn bom_crlf_quotes() {
        let bytes = written(
            Encoding::Utf8,
            &[&["序号", "问题"], &["1", "“一”,\"二\"\n三"]],
        );
        assert_eq!(
            String::from_utf8(bytes.expect("memory")).expect("UTF-8"),
            "\u{FEFF}序号,问题\r\n1,\"“一”,\"\"二\"\"\n三\"\r\n"
        );
    }

    #[test]
    fn what_is_plain_is_so_by_the_careful_way_too() {
        let signs: Vec<char> = (0..0x3010)
            .chain(0xFE00..0xFFFF)
            .chain(0xE_0000..0xE_0200)
            .filter_map(char::from_u32)
            .chain("＝＋－＠\u{FEFF}整".chars())
            .collect();
        for sign in signs {
            for cell in [
                format!("{sign}"),
                format!("{sign}整改"),
                format!("整{sign}改"),
                format!("整改{sign}"),
            ] {
                let mut careful = String::new();
                quote(&guarded(&inert(&cell)), &mut careful);
                assert!(!is_plain(&cell) || careful == cell, "{cell:?}");
            }
        }
        for before in [63, 64, 65, 200] {
            assert!(is_plain(&"x".repeat(before)));
            assert!(!is_plain(&format!("{},", "x".repeat(before))));
        }
        assert!(
            is_plain("每月到窗口现场查看一次，列出清单逐项解决。")
                && is_plain("2022-03-15")
                && is_plain("")
        );
    }

    #[test]
    fn what_gb18030_lacks_is_named_with_its_row() {
        let fault = written(Encoding::Gb18030, &[&["㎡、𠀀、€"], &["甲\u{E5E5}"]]).unwrap_err();
        assert!(
            matches!(
                fault,
                CsvFault::Unmappable {
                    row: 2,
                    character: '\u{E5E5}'
                }
            ),
            "{fault}"
        );
    }

    #[test]
    fn read_back_in_both_encodings() {
        let rows: &[&[&str]] = &[
            &["甲", "=1+1", "-3", "'=x", ""],
            &["乙\n丙", "\"", "，", " x ", "\t"],
        ];
        for encoding in [Encoding::Utf8, Encoding::Gb18030] {
            let read = read(&written(encoding, rows).expect("memory")).expect("own file");
            assert_eq!(read, rows, "{encoding:?}");
        }
    }
}
