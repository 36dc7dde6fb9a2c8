//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

mod dates;
mod fill;
mod formula;
pub(crate) mod place;
mod style;
mod table;
mod template;
mod write;

pub use place::letters;
pub use table::{Cut, Shade, Table, TableColumn};
pub use template::{Slot, TemplateFault, fill, sheet_part};
pub use write::{Properties, XlsxBook, XlsxFault};
