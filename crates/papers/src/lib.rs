//! What is made of tasks: reports with their checks, forms and sheets both ways, boards. Tasks in; texts,
//! tables and, from what comes home, events out; the store is out of reach.

pub mod board;
mod figures;
pub mod report;
pub mod sheet;
