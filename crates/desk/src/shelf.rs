//! Which files lie ready for the person, by names that nobody can guess.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The files kept for the person.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<HashMap<String, Kept>>);

/// A file that is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// What it is saved as.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Whether it is a page to be shown.
    pub(crate) shown: bool,
}

impl Shelf {
    pub(crate) fn put(&self, id: String, kept: Kept) {
        self.files().insert(id, kept);
    }

    pub(crate) fn find(&self, id: &str, name: &str, shown: bool) -> Option<Kept> {
        let kept = self.files().get(id).cloned();
        kept.filter(|kept| kept.name == name && kept.shown == shown)
    }

    fn files(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
