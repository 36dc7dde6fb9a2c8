//! Documents in, drafts out: samples, fixtures, composed documents, hostile files.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::too_many_lines
)]

mod compose;
mod composed;
mod covered;
mod dress;
mod editable;
mod formats;
mod framed;
mod golden;
mod hostile;
mod marks;
mod mutated;
mod old_word;
mod pages;
mod samples;
mod score;
mod speed;
mod taught;
mod words;
