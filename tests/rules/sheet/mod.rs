//! Sheets out and sheets home.

mod again;
mod alike;
mod csv;
mod cut;
mod dated;
mod files;
mod fits;
mod home;
mod json;
mod masked;
mod merged_cells;
pub(crate) mod office;
mod registers;
mod round_trip;
mod scored;
mod signs;
mod streamed;
mod summary;
mod template;
mod verbs;
mod xlsx;
