//! Floor 4: tables of tasks, out as CSV, workbooks and JSON, and home again.
//!
//! Columns are declared once ([`mod@column`]); exports, lists and readers derive from them. Nothing
//! here touches the store, the clock or stdout: bytes and tasks in, bytes and events out.

pub mod collect;
pub mod column;
pub mod csv_out;
pub mod dispatch;
mod form;
pub mod json;
pub mod layout;
pub mod palette;
mod printed;
pub mod row;
pub mod summary;
pub mod template;
mod walk;
pub mod wording;
pub mod xlsx_out;

pub use csv_out::CsvSheet;
pub use json::{TaskJson, task_json};
pub use layout::{Heading, Layout, List, Rows};
pub use palette::Palette;
pub use row::{OWN_ONLY, Row, Surroundings};
pub use walk::Written;
pub use xlsx_out::{Form, XlsxOptions, XlsxSheet};
