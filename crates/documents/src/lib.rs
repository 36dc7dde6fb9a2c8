//! What people hand in, read: documents of paragraphs and registers of rows. Bytes in, drafts out; the
//! store is out of reach.

pub mod document;
mod kept_list;
pub mod lines;
pub mod names;
pub mod register;
pub mod vocabulary;
