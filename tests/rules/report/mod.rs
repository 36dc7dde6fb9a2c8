//! Reports over whole ledgers.

mod brief;
mod cases;
mod check;
mod coverage;
mod documents;
mod docx;
mod examples;
mod falsified;
mod gaps;
pub(crate) mod generator;
mod grammar;
mod invariants;
mod kinds;
mod length;
mod material;
mod numbers;
mod office;
mod own_section;
mod phrases;
mod polish;
mod rules;
mod sources;
mod speed;
mod states;
mod tally;
mod titles;
mod told_once;
