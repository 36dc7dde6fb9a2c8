//! A list as CSV and as JSON, row by row.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{Column, Format, Json, Listing};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use office::csv::{CsvFault, CsvWriter, Encoding};

/// Bytes that are printed at once.
const PIECE: usize = 64 * 1024;

/// Results on their way to the printer.
struct Pieces<'a> {
    out: &'a Output,
    text: Vec<u8>,
    failed: Option<Failure>,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        if self.text.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // Whole rows are written: no character is cut in two.
        let printed = self.out.data(&String::from_utf8_lossy(&self.text));
        self.text.clear();
        printed.map_err(|failure| {
            self.failed = Some(failure);
            io::Error::other("not printed")
        })
    }
}

impl<'a, R: 'a> Listing<'a, R> {
    /// Prints it for programs while its rows are read.
    pub(super) fn stream(self, out: &Output, format: Format) -> Result<(), Failure> {
        let mut pieces = Pieces {
            out,
            text: Vec::new(),
            failed: None,
        };
        let written = self.write(format, &mut pieces).and_then(|()| {
            let printed = pieces.flush();
            printed.map_err(|fault| Failure::output(&fault))
        });
        pieces.failed.map_or(written, Err)
    }

    /// Writes it for programs.
    pub(in crate::cli) fn write(self, format: Format, to: &mut dyn Write) -> Result<(), Failure> {
        match format {
            Format::Csv => self.write_csv(to),
            Format::Json | Format::Table => self.write_json(to),
        }
    }

    fn write_csv(self, to: &mut dyn Write) -> Result<(), Failure> {
        let mut writer = CsvWriter::new(to, Encoding::Utf8).map_err(unwritten)?;
        let columns = self.columns.iter().filter(|column| column.head.in_files);
        let columns: Vec<&Column<'_, R>> = columns.collect();
        let titles = columns.iter().map(|column| column.head.title.as_ref());
        writer.row(titles).map_err(unwritten)?;
        for row in self.rows {
            let row = row?;
            let cells: Vec<_> = columns.iter().map(|column| (column.cell)(&row)).collect();
            let texts = cells.iter().map(super::Cell::written);
            writer.row(texts).map_err(unwritten)?;
        }
        writer.finish().map(|_| ()).map_err(unwritten)
    }

    fn write_json(self, to: &mut dyn Write) -> Result<(), Failure> {
        let columns = self.columns;
        let by_key = |row: &R| {
            let fields = columns.iter().filter_map(|column| {
                let key = column.head.key?;
                Some((key.to_owned(), (column.cell)(row).value))
            });
            Value::Object(fields.collect::<Map<_, _>>())
        };
        let (row, within): (Box<dyn Fn(&R) -> Value + '_>, _) = match self.json {
            Json::Whole(value) => {
                return writeln!(to, "{}", value()).map_err(|fault| Failure::output(&fault));
            }
            Json::Rows { row, within } => (row, within),
            Json::Keys => (Box::new(by_key), None),
        };
        let mut write = |text: &str| {
            let written = to.write_all(text.as_bytes());
            written.map_err(|fault| Failure::output(&fault))
        };
        let mut separator = match &within {
            Some((object, key)) => {
                // Its closing brace comes after the rows.
                let mut object = object.to_string();
                object.pop();
                let comma = if object == "{" { "" } else { "," };
                format!("{object}{comma}\"{key}\":[")
            }
            None => "[".to_owned(),
        };
        write(&separator)?;
        separator.clear();
        for one in self.rows {
            write(&separator)?;
            write(&row(&one?).to_string())?;
            separator = ",".to_owned();
        }
        write(if within.is_some() { "]}\n" } else { "]\n" })
    }
}

fn unwritten(fault: CsvFault) -> Failure {
    match fault {
        CsvFault::Io(fault) => Failure::output(&fault),
        CsvFault::Unmappable { .. } => Failure::request("CSV 写不出来"),
    }
}
