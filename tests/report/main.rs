//! Reports over whole ledgers.

mod examples;
mod office;
