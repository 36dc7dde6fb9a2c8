//! Workbooks: written through `rust_xlsxwriter`, read through `calamine`.

mod around;
mod fill;
mod formula;
mod guard;
mod height;
mod looks;
mod merges;
mod old;
mod open;
mod paper;
pub(crate) mod place;
mod rebuilt;
mod references;
mod sheet;
mod sheet_name;
mod slot;
mod style;
mod table;
mod template;
mod write;

pub use paper::Paper;
pub use place::letters;
pub use rebuilt::rebuilt;
pub use slot::{Placed, Slot, TemplateFault};
pub use style::Shade;
pub use table::{Cut, Table, TableColumn};
pub(crate) use template::sheet_parts;
pub use template::{fill, formulas_of, sheet_part};
pub use write::{CUT, Properties, XlsxBook, XlsxFault, fitting};
