//! Reports over whole ledgers.

mod documents;
mod docx;
mod examples;
mod generator;
mod grammar;
mod invariants;
mod office;
mod speed;
