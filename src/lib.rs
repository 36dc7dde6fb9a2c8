//! A rectification ledger (整改台账) for the yearly leadership meetings (民主生活会).

mod app;
pub mod cli;
