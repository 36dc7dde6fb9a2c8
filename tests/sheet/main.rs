//! Sheets out and sheets home.

mod csv;
mod json;
mod office;
mod xlsx;
