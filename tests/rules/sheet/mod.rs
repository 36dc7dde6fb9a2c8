//! Sheets out and sheets home.

mod alike;
mod csv;
mod files;
mod fits;
mod home;
mod json;
mod office;
mod registers;
mod round_trip;
mod scored;
mod streamed;
mod summary;
mod template;
mod verbs;
mod xlsx;
