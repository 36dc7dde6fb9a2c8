//! Reports over whole ledgers.

mod docx;
mod examples;
mod office;
