//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

mod style;
mod template;
mod write;

pub use template::{Slot, TemplateFault, fill, letters, sheet_part};
pub use write::{Cut, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault};
