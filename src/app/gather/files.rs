//! Which files are meant: those named, and what folders hold.

use std::path::{Path, PathBuf};

use crate::app::files::files_in;
use model::packet::SUFFIX;

/// Every file once, in order; folders are searched for packets and ledgers, the own one left out.
pub(super) fn collect(named: &[PathBuf], own: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let inside = files_in(path).into_iter();
            found.extend(inside.filter(|file| is_wanted(file) && !same(file, own)));
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    found
}

/// Whether both are the same file.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|path| Some(path) == real(other))
}

fn is_wanted(path: &Path) -> bool {
    // What is being written beside its place begins with a dot.
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let suffix = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    !hidden && suffix.is_some_and(|suffix| suffix == SUFFIX || suffix == "db")
}
