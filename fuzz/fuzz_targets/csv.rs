//! A CSV: whole and row by row, and both say the same of whether it can be read.

#![no_main]

use documents::register::{self, Stream};
use office::csv;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = register::read(bytes, "表.csv");
    if let Ok(Ok(true)) = csv::is_utf8(bytes)
        && let Ok(mut rows) = Stream::new(std::io::Cursor::new(bytes), "表.csv")
    {
        while let Ok(Some(_)) = rows.problem() {}
        assert!(whole.is_ok() || bytes.len() > 1 << 18, "{whole:?}");
    }
});
