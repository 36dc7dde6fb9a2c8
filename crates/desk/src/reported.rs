//! A report that was written, as it is kept: its text lies in a file, in windows.

use std::collections::HashMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::piece::{Piece, Span};

/// So many reports are kept.
pub(crate) const MOST: usize = 4;

/// Something to do, and the way to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Note {
    /// What is missing or wrong.
    pub(crate) what: String,
    /// What does it.
    pub(crate) way: Vec<Span>,
    /// Where that is.
    pub(crate) to: Option<String>,
}

/// A report.
#[derive(Debug)]
pub(crate) struct Kept {
    /// How many characters are handed in.
    pub(crate) characters: u64,
    /// What it lacks that is of no problem.
    pub(crate) general: Vec<Note>,
    /// What the program says besides.
    pub(crate) pieces: Vec<Piece>,
    /// Where each window ends in the file.
    pub(crate) ends: Vec<u64>,
    /// On which of them each problem stands.
    pub(crate) places: HashMap<String, usize>,
    pub(crate) file: PathBuf,
    pub(crate) _folder: TempDir,
}
