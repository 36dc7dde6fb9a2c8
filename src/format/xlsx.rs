//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

mod style;
mod write;

pub use write::{Cut, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault};
