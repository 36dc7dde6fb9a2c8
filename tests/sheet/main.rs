//! Sheets out and sheets home.

mod csv;
mod json;
mod office;
mod registers;
mod round_trip;
mod xlsx;
