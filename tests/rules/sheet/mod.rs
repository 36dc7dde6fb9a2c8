//! Sheets out and sheets home.

mod again;
mod alike;
mod by_unit;
mod csv;
mod cut;
mod dated;
mod files;
mod fits;
mod habits;
mod home;
mod json;
mod layouts;
mod masked;
mod merged_cells;
pub(crate) mod office;
mod online;
mod registers;
mod round_trip;
mod scored;
mod signs;
mod standing;
mod streamed;
mod summary;
mod template;
mod templates;
mod verbs;
mod xlsx;
