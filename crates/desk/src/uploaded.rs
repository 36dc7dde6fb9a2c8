//! Files that came with a form.

use std::path::PathBuf;

/// A file that was sent. It lies where it was put until the form is done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// The field that it was chosen in.
    pub field: String,
    /// What it was called, made safe.
    pub name: String,
    /// Where it lies, under that name.
    pub path: PathBuf,
}
