//! A rectification ledger (整改台账) for the yearly leadership meetings (民主生活会).

pub mod board;
pub mod cli;
pub mod document;
pub mod format;
pub mod matching;
pub mod model;
pub mod packet;
pub mod report;
pub mod sheet;
pub mod store;
pub mod system;
pub mod tally;
pub mod text;
