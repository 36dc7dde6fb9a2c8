//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

pub(crate) mod place;
mod style;
mod template;
mod write;

pub use place::letters;
pub use template::{Slot, TemplateFault, fill, sheet_part};
pub use write::{Cut, Properties, Shade, Table, TableColumn, XlsxBook, XlsxFault};
