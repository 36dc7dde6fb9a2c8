//! Documents in, drafts out: samples, fixtures, composed documents, hostile files.

#[path = "documents/samples.rs"]
mod samples;
