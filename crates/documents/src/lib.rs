//! What people hand in and hand up: documents and registers read, forms both ways, reports, checks and
//! boards made. Bytes and tasks in, drafts, events, texts and tables out; the store is out of reach.

pub mod board;
pub mod document;
mod figures;
mod kept_list;
pub mod lines;
pub mod names;
pub mod register;
pub mod report;
pub mod sheet;
pub mod vocabulary;
