//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

mod dates;
mod fill;
mod formula;
mod guard;
pub(crate) mod place;
mod rows;
mod sheet_name;
mod slot;
mod style;
mod table;
mod template;
mod write;

pub use place::letters;
pub use slot::{Slot, TemplateFault};
pub use style::Shade;
pub use table::{Cut, Table, TableColumn};
pub(crate) use template::sheet_parts;
pub use template::{fill, sheet_part};
pub use write::{CUT, Properties, XlsxBook, XlsxFault, fitting};
