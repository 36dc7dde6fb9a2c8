//! A list as CSV and as JSON, row by row.

use std::io::{self, Write};

use serde_json::Value;

use super::{Column, Format, Listing};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use office::csv::{CsvFault, CsvWriter, Encoding};
use office::text::visible::escaped;

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
            printed.map_err(Failure::output)
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

    fn write_json(mut self, to: &mut dyn Write) -> Result<(), Failure> {
        let mut write = |text: &str| {
            let written = to.write_all(text.as_bytes());
            written.map_err(Failure::output)
        };
        if let Some(value) = self.whole.take() {
            return write(&format!("{}\n", escaped(&value().to_string())));
        }
        let (open, close) = match &self.within {
            Some((object, key)) => {
                // Its closing brace comes after the rows.
                let mut object = escaped(&object.to_string()).into_owned();
                object.pop();
                let comma = if object == "{" { "" } else { "," };
                (format!("{object}{comma}\"{key}\":["), "]}\n")
            }
            None => ("[".to_owned(), "]\n"),
        };
        write(&open)?;
        for (place, row) in self.rows.enumerate() {
            if place > 0 {
                write(",")?;
            }
            let row = row?;
            let value = match &self.json {
                Some(json) => json(&row),
                None => by_key(&self.columns, &row),
            };
            write(&escaped(&value.to_string()))?;
        }
        write(close)
    }
}

/// A row as an object of the columns that have a key.
fn by_key<R>(columns: &[Column<'_, R>], row: &R) -> Value {
    let fields = columns.iter().filter_map(|column| {
        let key = column.head.key?;
        Some((key.to_owned(), (column.cell)(row).value))
    });
    Value::Object(fields.collect())
}

fn unwritten(fault: CsvFault) -> Failure {
    match fault {
        CsvFault::Io(fault) => Failure::output(fault),
        CsvFault::Unmappable { .. } => Failure::request("CSV 写不出来"),
    }
}
