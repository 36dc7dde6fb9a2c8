//! Reports over whole ledgers.

mod documents;
mod docx;
mod examples;
mod office;
